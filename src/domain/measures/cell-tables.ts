import {
  comorbidityCellKeys,
  comorbidityColumns,
  ethnicityCellKeys,
  ethnicityColumns,
} from '../condition/cells';
import { ageCellKeys, cellColumns, neighbourhoodCellKeys, practiceCellKeys, type CellColumn } from './cells';
import type { MeasureContext } from './measure';

export const cellTableNames = [
  'practice_cells',
  'neighbourhood_cells',
  'comorbidity_cells',
  'ethnicity_cells',
  'age_cells',
] as const;
export type CellTableName = (typeof cellTableNames)[number];

/** One table of counts by key, as its file holds it. */
export interface CellTable {
  readonly name: CellTableName;
  readonly keys: readonly string[];
  readonly columns: readonly CellColumn[];
}

/** Cells that are counted from rows by SQL; comorbidity is by `countComorbidity`. */
export const isCountedBySql = ({ name }: CellTable): boolean => name !== 'comorbidity_cells';

const patientsColumn: CellColumn = { name: 'patients', type: 'INTEGER', sql: 'count(*)' };

/** The cells that a dataset with these columns has. */
export function cellTables(context: MeasureContext, available: ReadonlySet<string>): CellTable[] {
  const columns = cellColumns(context, available);
  const tables: CellTable[] = [
    { name: 'practice_cells', keys: practiceCellKeys, columns },
    { name: 'neighbourhood_cells', keys: neighbourhoodCellKeys, columns },
    { name: 'comorbidity_cells', keys: comorbidityCellKeys, columns: comorbidityColumns(available) },
    { name: 'age_cells', keys: ageCellKeys, columns: [patientsColumn] },
  ];
  const byGroup = ethnicityColumns(available);
  if (byGroup.length > 0) tables.push({ name: 'ethnicity_cells', keys: ethnicityCellKeys, columns: byGroup });
  return tables;
}
