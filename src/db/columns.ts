export type NumericColumn =
  Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/**
 * A query's result, by column. Booleans are 0 and 1. A column with a missing value is a Float64Array with NaN in its
 * place; a column without any keeps its own integer type.
 */
export interface Columns {
  readonly rows: number;
  readonly names: readonly string[];
  /** Throws when the result has no such column of numbers. */
  get(name: string): NumericColumn;
  /** A text column, which a query gives only when it was asked to. */
  text(name: string): readonly string[];
}

export function columnsOf(
  rows: number,
  numbers: ReadonlyMap<string, NumericColumn>,
  texts: ReadonlyMap<string, readonly string[]> = new Map(),
): Columns {
  const names = [...numbers.keys(), ...texts.keys()];
  const pick = <T>(from: ReadonlyMap<string, T>, name: string): T => {
    const column = from.get(name);
    if (column === undefined)
      throw new RangeError(`The result has no column “${name}”; it has ${names.join(', ')}.`);
    return column;
  };
  return { rows, names, get: (name) => pick(numbers, name), text: (name) => pick(texts, name) };
}

/** Columns from plain numbers, null where there is no value. */
export function columnsOfNumbers(values: Readonly<Record<string, readonly (number | null)[]>>): Columns {
  const entries = Object.entries(values);
  const rows = entries[0]?.[1].length ?? 0;
  for (const [name, column] of entries)
    if (column.length !== rows)
      throw new RangeError(`Column “${name}” has ${column.length} of ${rows} rows.`);
  return columnsOf(
    rows,
    new Map(entries.map(([name, column]) => [name, Float64Array.from(column, (value) => value ?? NaN)])),
  );
}
