import { Type, type Schema, type Table, type TypeMap, type Vector } from 'apache-arrow';
import { typeName } from './arrow-type';
import { columnsOf, type Columns, type NumericColumn } from './columns';
import { EngineError } from './error';

/** The array that each type becomes. A type that is not here is refused. */
const arrays = {
  boolean: Uint8Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

const isNumeric = (type: string): type is keyof typeof arrays => type in arrays;

/**
 * The result guard. Throws when a column has a type that JavaScript cannot hold exactly or that DuckDB-WASM corrupts
 * (BIGINT, DECIMAL, anything nested), naming the column and the mend. Text is refused unless `text` names the column.
 */
export function guardSchema(schema: Schema<TypeMap>, text: readonly string[] = []): void {
  const seen = new Set<string>();
  for (const { name, type } of schema.fields) {
    const found = typeName(type);
    const asText = text.includes(name);
    if (seen.has(name)) throw refused(name, 'there twice', 'give each projected column a name of its own');
    seen.add(name);
    if (asText && found !== 'utf8')
      throw refused(name, found, 'it was to be text, so cast it to VARCHAR in the SQL');
    if (!asText && found === 'utf8')
      throw refused(name, 'text', 'ask for a code, or name it among the text columns of the query');
    if (!asText && !isNumeric(found))
      throw refused(
        name,
        found,
        `cast each value in the SQL, as in ${name}::DOUBLE, or ${name}::INTEGER where it fits`,
      );
  }
}

const refused = (name: string, found: string, mend: string) =>
  new EngineError(
    'result',
    `Column “${name}” of the result is ${found}: ${mend}.`,
    'This is a fault of the program: report this message.',
  );

/** Guards, then reads every column into one typed array. */
export function columnsFromTable(table: Table<TypeMap>, text: readonly string[] = []): Columns {
  guardSchema(table.schema, text);
  const numbers = new Map<string, NumericColumn>();
  const texts = new Map<string, readonly string[]>();
  table.schema.fields.forEach(({ name }, i) => {
    const vector: Vector<TypeMap[string]> = table.getChildAt(i)!;
    if (text.includes(name)) texts.set(name, textOf(vector));
    else numbers.set(name, numbersOf(vector));
  });
  return columnsOf(table.numRows, numbers, texts);
}

const textOf = (vector: Vector<TypeMap[string]>): string[] =>
  Array.from({ length: vector.length }, (_, row) => (vector.get(row) as string | null) ?? '');

function numbersOf(vector: Vector<TypeMap[string]>): NumericColumn {
  const hasMissing = vector.nullCount > 0;
  const column = new (hasMissing ? Float64Array : arrays[typeName(vector.type) as keyof typeof arrays])(
    vector.length,
  );
  let start = 0;
  for (const { type, offset, length, nullCount, nullBitmap, values } of vector.data) {
    // Numbers are already cut to the chunk; bits begin at its offset.
    if (type.typeId === Type.Bool)
      for (let i = 0; i < length; i++) column[start + i] = bitAt(values as Uint8Array, offset + i);
    else column.set((values as NumericColumn).subarray(0, length), start);
    if (nullCount > 0)
      for (let i = 0; i < length; i++) if (bitAt(nullBitmap, offset + i) === 0) column[start + i] = NaN;
    start += length;
  }
  return column;
}

const bitAt = (bits: Uint8Array, i: number): number => (bits[i >> 3]! >> (i & 7)) & 1;
