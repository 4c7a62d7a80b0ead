import { countComorbidity, type PatientColumns } from '../../src/domain/condition/count';
import { isCountedBySql, type CellTable, type CellTableName } from '../../src/domain/measures/cell-tables';
import { cellsSql } from '../../src/domain/measures/cells';
import { allocate, smallestType, type Column, type Values } from './arrow';
import type { Engine } from './engine';

/** Rows of one cells table, columns in the order of the file, each in its smallest type. */
export interface Cells {
  rows: number;
  columns: Column[];
}

export type NetworkCells = Partial<Record<CellTableName, Cells>>;

/** One network's cells from its rows (an Arrow IPC stream), by the site's own SQL; comorbidity is not among them. */
export function networkCells(engine: Engine, stream: Uint8Array, tables: readonly CellTable[]): NetworkCells {
  engine.insert('patients', stream);
  try {
    return Object.fromEntries(
      tables.filter(isCountedBySql).map((table) => [table.name, cells(engine, table)]),
    );
  } finally {
    engine.drop('patients');
  }
}

function cells(engine: Engine, { keys, columns }: CellTable): Cells {
  const { rows, columns: counted } = engine.query(cellsSql(keys, columns));
  return { rows, columns: [...counted].map(([name, values]) => narrowed(name, [values])) };
}

/** One network's comorbidity cells from its rows. */
export function comorbidityCells(
  patients: PatientColumns,
  network: number,
  available: ReadonlySet<string>,
): Cells {
  const columns = [...countComorbidity(patients, network, available)];
  return {
    rows: columns[0]![1].length,
    columns: columns.map(([name, values]) => narrowed(name, [values])),
  };
}

/** Tables below each other; each column in the smallest type that holds all of its values. */
export function stack(parts: readonly Cells[]): Cells {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const columns = (parts[0]?.columns ?? []).map(({ name }, index) =>
    narrowed(
      name,
      parts.map((part) => part.columns[index]!.values),
    ),
  );
  return { rows, columns };
}

const width = { boolean: 0, uint8: 1, uint16: 2, uint32: 4, float64: 8 } as const;

function narrowed(name: string, parts: readonly (Values | Int32Array)[]): Column {
  const types = parts.map(smallestType);
  const type = types.reduce((widest, one) => (width[one] > width[widest] ? one : widest), 'uint8');
  const values = allocate(
    type,
    parts.reduce((sum, part) => sum + part.length, 0),
  );
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  return { name, type, values, valid: null };
}
