import { DuckDBInstance } from '@duckdb/node-api';
import {
  comorbidityCellKeys,
  comorbidityColumns,
  ethnicityCellKeys,
  ethnicityColumns,
} from '../../src/domain/condition/cells';
import { RawCounts } from '../../src/domain/disclosure';
import { cellTables } from '../../src/domain/measures/cell-tables';
import { availableMeasures, cellColumns, cellsSql, practiceCellKeys } from '../../src/domain/measures/cells';
import type { Measure } from '../../src/domain/measures/measure';
import { patientColumns } from '../../src/domain/schema';

const context = { tierAbove: { very_high_risk: 400, high_risk: 150, raised_risk: 50 } };
const all = new Set(patientColumns.map(({ name }) => name));
const measures = availableMeasures(context, all);
export const measureOf = (id: string): Measure => measures.find((measure) => measure.id === id)!;

/** Columns that the cells of who has what together are made of: all pairs of all registers would take a minute. */
const together = ['copd', 'dm', 'hyp', 'hf', 'pad', 'ost', 'dep', 'stia', 'pain', 'hearing'];
export const available: ReadonlySet<string> = new Set([
  ...together,
  ...['medicines', 'gp_contacts', 'em_adm', 'efi'],
]);

/** Three networks of some 10,000 people, and one of 150 where most counts are few. */
export const smallNetwork = 3;

/** What a column is drawn by, where it is more than chance: age, deprivation, network and each other matter. */
const drawn: Record<string, string> = {
  network: `(CASE WHEN i % 200 = 7 THEN ${smallNetwork} ELSE i % 3 END)::USMALLINT`,
  practice: `(CASE WHEN i % 200 = 7 THEN 6 + (i // 200) % 2 ELSE i % 6 END)::USMALLINT`,
  neighbourhood: '(1 + i % 12)::USMALLINT',
  age: 'least(90, floor(random() ** (0.5 + 0.3 * (i % 3)) * 95))::UTINYINT',
  sex: '(CASE WHEN i % 500 = 3 THEN 9 ELSE 1 + (random() < 0.5)::INTEGER END)::UTINYINT',
  ethnicity: 'floor(random() * random() * 6)::UTINYINT',
  imd: '((i * 7 + i // 12) % 11)::UTINYINT',
  efi: '(CASE WHEN random() < 0.9 THEN floor(random() * 20)::UTINYINT END)',
  em_adm: 'floor(random() * random() * random() * 6)::UTINYINT',
  ae: 'floor(random() * 4)::UTINYINT',
  medicines: 'floor(random() * 8)::UTINYINT',
  gp_contacts: 'floor(random() * 20)::UTINYINT',
};
const changed: Record<string, string> = {
  copd: 'random() < (age / 90.0) ** 2 * (0.3 - 0.02 * imd) * (1 + 0.3 * network)',
  // Nobody of this sex and these ages is left to match those who have it with.
  hyp: 'random() < age / 150.0 OR (sex = 9 AND age >= 80)',
  dm: 'random() < age / 600.0 + 0.05 * (ethnicity % 3)',
  medicines: 'least(40, medicines + age // 10)::UTINYINT',
};
const related: Record<string, string> = {
  hf: 'random() < (CASE WHEN copd THEN 0.4 ELSE 0.05 END) * age / 60.0',
  em_adm: 'least(60, em_adm + copd::INTEGER * floor(random() * 3))::UTINYINT',
};

export type Patients = Awaited<ReturnType<typeof made>>;
let once: Promise<Patients> | undefined;
/** Random patients with the cells that the site's own SQL makes of them, in a real DuckDB; the same for every test. */
export const randomPatients = (): Promise<Patients> => (once ??= made());

async function made() {
  const db = await (await DuckDBInstance.create()).connect();
  await db.run('SELECT setseed(0.29)');
  const columns = patientColumns.map(
    ({ name, nullable }) =>
      `${drawn[name] ?? (nullable ? '(CASE WHEN random() < 0.3 THEN random() < 0.5 END)' : '(random() < 0.06)')} AS ${name}`,
  );
  const replaced = (by: Record<string, string>) =>
    Object.entries(by)
      .map(([name, sql]) => `${sql} AS ${name}`)
      .join(', ');
  // Table by table: a random value named twice within one query is drawn twice.
  await db.run(`CREATE TABLE drawn AS SELECT ${columns.join(', ')} FROM range(30000) t(i)`);
  await db.run(`CREATE TABLE changed AS SELECT * REPLACE (${replaced(changed)}) FROM drawn`);
  await db.run(`CREATE TABLE patients AS SELECT * REPLACE (${replaced(related)}) FROM changed`);
  await db.run(`CREATE TABLE practice_cells AS ${cellsSql(practiceCellKeys, cellColumns(context, all))}`);
  const ages = cellTables(context, all).find(({ name }) => name === 'age_cells')!;
  await db.run(`CREATE TABLE age_cells AS ${cellsSql(ages.keys, ages.columns)}`);
  await db.run(`CREATE TABLE ethnicity_cells AS ${cellsSql(ethnicityCellKeys, ethnicityColumns(all))}`);
  await db.run(
    `CREATE TABLE comorbidity_cells AS ${cellsSql(comorbidityCellKeys, comorbidityColumns(available))}`,
  );
  return {
    rows: async (sql: string) => (await db.runAndReadAll(sql)).getRowObjects(),
    /** A query's answer, as the browser's engine gives it. */
    async ask(sql: string): Promise<RawCounts> {
      const result = await db.runAndReadAll(sql);
      const byName = new Map(
        result.columnNames().map((name, i) => [name, Float64Array.from(result.getColumns()[i] as number[])]),
      );
      return new RawCounts({
        get(name) {
          const column = byName.get(name);
          if (!column) throw new Error(`the answer has no column ${name}`);
          return column;
        },
      });
    },
  };
}
