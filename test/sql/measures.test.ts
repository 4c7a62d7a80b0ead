import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { measureCatalogue } from '../../src/domain/measures/catalogue';
import {
  availableMeasures,
  cellColumns,
  cellsSql,
  neighbourhoodCellKeys,
  practiceCellKeys,
} from '../../src/domain/measures/cells';
import { areaSql, profileSql, pyramidSql } from '../../src/domain/measures/query';
import { patientColumns } from '../../src/domain/schema';

const context = { tierAbove: { very_high_risk: 400, high_risk: 150, raised_risk: 50 } };
const available = new Set(patientColumns.map((c) => c.name));
const measures = availableMeasures(context, available);
const people = 4000;
let db: DuckDBConnection;

/** Random patients with every column, and cells made of them by the site's own SQL. */
beforeAll(async () => {
  db = await (await DuckDBInstance.create()).connect();
  await db.run('SELECT setseed(0.42)');
  const drawn: Record<string, string> = {
    network: '(i % 3)::USMALLINT',
    practice: '(i % 7)::USMALLINT',
    neighbourhood: '(i % 11)::USMALLINT',
    age: 'floor(random() * 91)::UTINYINT',
    sex: '(1 + i % 2)::UTINYINT',
    ethnicity: 'floor(random() * 6)::UTINYINT',
    imd: 'floor(random() * 11)::UTINYINT',
    medicines: 'floor(random() * 15)::UTINYINT',
    efi: '(CASE WHEN random() < 0.9 THEN floor(random() * 20)::UTINYINT END)',
    // More than 16, whose square is more than the column's own type holds.
    em_adm: 'floor(random() * random() * random() * 40)::UTINYINT',
    ae: 'floor(random() * 4)::UTINYINT',
    gp_contacts: 'floor(random() * 20)::UTINYINT',
  };
  const columns = patientColumns.map(
    ({ name, nullable }) =>
      `${drawn[name] ?? (nullable ? '(CASE WHEN random() < 0.3 THEN random() < 0.5 END)' : '(random() < 0.15)')} AS ${name}`,
  );
  await db.run(`CREATE TABLE patients AS SELECT ${columns.join(', ')} FROM range(${people}) t(i)`);
  const cells = cellColumns(context, available);
  await db.run(`CREATE TABLE practice_cells AS ${cellsSql(practiceCellKeys, cells)}`);
  await db.run(`CREATE TABLE neighbourhood_cells AS ${cellsSql(neighbourhoodCellKeys, cells)}`);
});

const rows = async (sql: string) => (await db.runAndReadAll(sql)).getRowObjects();

describe('every measure', () => {
  it.each(measures.map((m) => [m.id, m] as const))(
    '%s: cells give the same numbers as rows, at every level',
    async (_, measure) => {
      const numerator =
        measure.kind === 'count'
          ? 'count(*)'
          : measure.kind === 'proportion'
            ? `count(*) FILTER (${measure.denominator.sql} AND (${measure.numerator}))`
            : measure.kind === 'ratio'
              ? `count(*) FILTER (${measure.numerator})`
              : `sum(CASE WHEN ${measure.denominator.sql} THEN ${measure.numerator} ELSE 0 END)`;
      const squares =
        measure.kind === 'rate' || measure.kind === 'mean'
          ? `, sum(CASE WHEN ${measure.denominator.sql} THEN (${measure.numerator})::DOUBLE ** 2 ELSE 0 END)::DOUBLE AS squares`
          : '';
      for (const level of ['network', 'practice', 'neighbourhood'] as const) {
        const fromRows = await rows(
          `SELECT ${level}::INTEGER AS area, (${numerator})::DOUBLE AS numerator,
           (count(*) FILTER (${measure.denominator.sql}))::DOUBLE AS denominator${squares}
           FROM patients GROUP BY 1 ORDER BY 1`,
        );
        expect(await rows(areaSql({ measure, level }))).toEqual(fromRows);
      }
    },
  );

  it('has a denominator that holds its numerator', async () => {
    for (const measure of measures.filter((m) => m.kind === 'proportion'))
      for (const row of await rows(areaSql({ measure, level: 'practice' })))
        expect(row.numerator).toBeLessThanOrEqual(row.denominator as number);
  });
});

describe('queries of the views', () => {
  it('project only types that the browser can read', async () => {
    const readable = new Set(['INTEGER', 'DOUBLE']);
    for (const sql of [
      ...measures.map((measure) => areaSql({ measure, level: 'network' })),
      profileSql(measures, 'practice', 1),
      pyramidSql(2),
    ]) {
      const result = await db.runAndReadAll(sql);
      for (const type of result.columnTypes()) expect(readable).toContain(type.toString());
    }
  });

  it('give a profile equal to the measures one by one', async () => {
    const profile = await rows(profileSql(measures, 'network'));
    const single = await rows(areaSql({ measure: measures.find((m) => m.id === 'dm')!, level: 'network' }));
    expect(profile.map((row) => row.dm)).toEqual(single.map((row) => row.numerator));
    expect(profile.map((row) => row.aged17)).toEqual(single.map((row) => row.denominator));
  });

  it('give a pyramid that sums to the list', async () => {
    const [{ total }] = (await rows(`SELECT sum(people)::DOUBLE AS total FROM (${pyramidSql()})`)) as [
      { total: number },
    ];
    expect(total).toBe(people);
  });
});

describe('the catalogue', () => {
  it('names each measure once and offers only what the columns allow', () => {
    const ids = measureCatalogue(context).map((m) => m.id);
    expect(ids.length).toBeGreaterThanOrEqual(60);
    expect(new Set(ids).size).toBe(ids.length);
    const without = availableMeasures(context, new Set([...available].filter((name) => name !== 'efi')));
    expect(without.map((m) => m.id)).toEqual(ids.filter((id) => id !== 'frail' && !id.startsWith('efi_')));
  });
});
