import type { ShownNumber, Statistic } from '../domain/disclosure';

/** Text, a count that has passed the gate, or a statistic. */
export type Cell = string | ShownNumber | Statistic;

/** The numbers of a figure: what its table shows and its CSV holds. Every count in it has passed the gate. */
export interface FigureTable {
  columns: FigureColumn[];
  /** Cells as they stand in the file: numbers with every digit, `*` where suppressed, '' where there is none. */
  rows: Cell[][];
}

export interface FigureColumn {
  /** snake_case, the CSV's header. */
  name: string;
  /** The table's head, for people. */
  label: string;
  numeric?: boolean;
  /** How a cell reads on screen; the plain text where absent. */
  show?: (cell: Cell, row: readonly Cell[]) => string;
  /** In the file only. */
  fileOnly?: boolean;
  /** On screen only where some row has a number: limits that nobody works out have no column. */
  whereNumbers?: boolean;
}

/** The columns that stand on screen, each with its place among the cells of a row. */
export const columnsOnScreen = ({ columns, rows }: FigureTable): (FigureColumn & { at: number })[] =>
  columns
    .map((column, at) => ({ ...column, at }))
    .filter(
      ({ fileOnly, whereNumbers, at }) =>
        !fileOnly && (!whereNumbers || rows.some((row) => typeof row[at] === 'number')),
    );

/** One header row of snake_case names, CRLF between lines, quoted where needed (RFC 4180). */
export function toCsv(table: FigureTable): string {
  const line = (cells: readonly Cell[]) => cells.map(quote).join(',');
  return [table.columns.map((c) => c.name), ...table.rows].map(line).join('\r\n') + '\r\n';
}

function quote(cell: Cell): string {
  const text = typeof cell === 'number' && !Number.isFinite(cell) ? '' : String(cell);
  // A leading =, +, - or @ in a name would run as a formula in a spreadsheet.
  const safe = typeof cell === 'string' && /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
