import { flagsIn } from '../../src/domain/models/bits';
import { cambridge20 } from '../../src/domain/models/cambridge';
import { modelColumns, scoreUnits } from '../../src/domain/models/model';
import { patientColumns, type PatientColumn } from '../../src/domain/schema';
import type { NetworkMargins, PatientTable } from '../source';
import { encodeStream } from './arrow';
import { comorbidityCells, type Cells } from './network-cells';
import { inOrder, rowOrder } from './order';
import { gzip, store, type StoredFile } from './stored';

export type Simulate = (margins: NetworkMargins, seed: number) => PatientTable;

/** One network written, and what the manifest needs to know of its rows. */
export interface PackedNetwork {
  stored: StoredFile;
  rows: number;
  /** People by Cambridge score in hundredths. */
  scores: Uint32Array;
  /** Who has what together. */
  comorbidity: Cells;
  /** People by practice index. */
  practices: Map<number, number>;
  /** People by neighbourhood index. */
  neighbourhoods: Map<number, number>;
}

/** Columns of a package's patient table. */
export const columnsOf = ({ hasEthnicity }: { hasEthnicity: boolean }): readonly PatientColumn[] =>
  patientColumns.filter(({ name }) => name !== 'ethnicity' || hasEthnicity);

/** Writes one network's rows to `file` below `folder`. */
export async function packNetwork(
  table: PatientTable,
  margins: NetworkMargins,
  { columns, folder, file }: { columns: readonly PatientColumn[]; folder: string; file: string },
): Promise<PackedNetwork> {
  checkTable(table, margins, columns);
  const order = rowOrder(table);
  const stream = encodeStream(
    columns.map(({ name, type, nullable }) => ({
      name,
      type,
      values: inOrder(table.columns.get(name)!, order),
      valid: nullable ? inOrder(table.valid.get(name)!, order) : null,
    })),
    table.rows,
  );
  return {
    stored: await store(folder, file, gzip(stream)),
    rows: table.rows,
    scores: scoreHistogram(table),
    comorbidity: comorbidityCells(
      {
        rows: table.rows,
        values: (name) => table.columns.get(name)!,
        valid: (name) => table.valid.get(name) ?? null,
      },
      margins.network,
      new Set(columns.map(({ name }) => name)),
    ),
    practices: tally(table.columns.get('practice')!),
    neighbourhoods: tally(table.columns.get('neighbourhood')!),
  };
}

function checkTable(table: PatientTable, margins: NetworkMargins, columns: readonly PatientColumn[]): void {
  const at = `network ${margins.network}`;
  for (const { name, nullable } of columns) {
    if (table.columns.get(name)?.length !== table.rows)
      throw new Error(
        `${at}: the column ${name} of the simulated patients does not have ${table.rows} values`,
      );
    if (nullable && table.valid.get(name)?.length !== table.rows)
      throw new Error(`${at}: the column ${name} of the simulated patients does not say which values apply`);
  }
  const people = tally(table.columns.get('practice')!);
  for (const { practice, counts } of margins.practices) {
    const wanted = counts.reduce((sum, n) => sum + n, 0);
    const made = people.get(practice) ?? 0;
    if (made !== wanted)
      throw new Error(`${at}: practice ${practice} has ${made} simulated patients, its list has ${wanted}`);
    people.delete(practice);
  }
  for (const practice of people.keys())
    throw new Error(`${at}: simulated patients of practice ${practice}, which is not in this network`);
}

function scoreHistogram({ columns, rows }: PatientTable): Uint32Array {
  if (!modelColumns(cambridge20).every((name) => columns.has(name))) return new Uint32Array();
  const units = scoreUnits(cambridge20, flagsIn(columns), rows);
  let top = 0;
  for (const score of units) if (score > top) top = score;
  const histogram = new Uint32Array(top + 1);
  for (const score of units) histogram[score]!++;
  return histogram;
}

function tally(values: Uint8Array | Uint16Array): Map<number, number> {
  const counts = new Uint32Array(0x10000);
  for (const value of values) counts[value]!++;
  return new Map([...counts.entries()].filter(([, people]) => people > 0));
}
