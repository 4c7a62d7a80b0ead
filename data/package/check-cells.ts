import type { CellColumn } from '../../src/domain/measures/cells';
import type { Columns } from './arrow';
import type { Cells } from './network-cells';

/** A cells file, with the rows that each network has in it. */
export interface CellsFile {
  file: string;
  table: Columns;
  /** First row and the row after the last, by network index. */
  spans: Map<number, [from: number, to: number]>;
}

/** Finds each network's rows; problems in words where the columns are not those asked for or networks are torn apart. */
export function openCells(
  file: string,
  table: Columns,
  keys: readonly string[],
  columns: readonly CellColumn[],
): { cells: CellsFile | null; problems: string[] } {
  const wanted = [...keys, ...columns.map(({ name }) => name)];
  const missing = wanted.filter((name) => !table.columns.has(name));
  const unknown = [...table.columns.keys()].filter((name) => !wanted.includes(name));
  if (missing.length > 0 || unknown.length > 0) {
    const problems = [
      ...(missing.length > 0 ? [`no column ${missing.join(', ')}`] : []),
      ...(unknown.length > 0 ? [`columns that no measure has: ${unknown.join(', ')}`] : []),
    ];
    return { cells: null, problems };
  }
  const network = table.columns.get('network')!.values;
  const spans = new Map<number, [number, number]>();
  const torn = new Set<number>();
  for (let from = 0; from < table.rows;) {
    let to = from + 1;
    while (to < table.rows && network[to] === network[from]) to++;
    if (spans.has(network[from]!)) torn.add(network[from]!);
    spans.set(network[from]!, [from, to]);
    from = to;
  }
  const problems = [...torn].map((one) => `the rows of network ${one} do not stand together`);
  return { cells: torn.size > 0 ? null : { file, table, spans }, problems };
}

/** Where a network's cells differ from those counted from its rows, in words; null where they agree. */
export function cellsDifference({ table, spans }: CellsFile, network: number, counted: Cells): string | null {
  const [from, to] = spans.get(network) ?? [0, 0];
  if (to - from !== counted.rows) return `${to - from} cells, and its rows give ${counted.rows}`;
  for (const { name, values } of counted.columns) {
    const stored = table.columns.get(name)!.values;
    for (let i = 0; i < counted.rows; i++)
      if (stored[from + i] !== values[i])
        return `${name} is ${stored[from + i]!} in row ${from + i + 1}, and its rows give ${values[i]!}`;
  }
  return null;
}
