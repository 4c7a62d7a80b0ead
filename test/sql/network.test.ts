import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { availableMeasures, cellColumns, cellsSql, practiceCellKeys } from '../../src/domain/measures/cells';
import { multimorbiditySql } from '../../src/domain/profile/multimorbidity';
import { cellQuestionsSql, personQuestions, rowQuestionsSql } from '../../src/domain/profile/questions';
import { patientColumns } from '../../src/domain/schema';
import { longTermConditions } from '../../src/domain/conditions';

const context = { tierAbove: { high_risk: 150 } };
const available = new Set(patientColumns.map((c) => c.name));
const measures = availableMeasures(context, available);
const questions = personQuestions(measures, available);
let db: DuckDBConnection;

beforeAll(async () => {
  db = await (await DuckDBInstance.create()).connect();
  await db.run('SELECT setseed(0.17)');
  const drawn: Record<string, string> = {
    network: '(i % 3)::USMALLINT',
    age: 'floor(random() * 91)::UTINYINT',
    medicines: 'floor(random() * 15)::UTINYINT',
    efi: '(CASE WHEN random() < 0.9 THEN floor(random() * 20)::UTINYINT END)',
  };
  const columns = patientColumns.map(({ name, type }) => {
    const plain = type === 'boolean' ? '(random() < 0.15)' : '(i % 7)::UTINYINT';
    return `${drawn[name] ?? plain} AS ${name}`;
  });
  await db.run(`CREATE TABLE patients AS SELECT ${columns.join(', ')} FROM range(3000) t(i)`);
  await db.run(
    `CREATE TABLE practice_cells AS ${cellsSql(practiceCellKeys, cellColumns(context, available))}`,
  );
});

const rows = async (sql: string) => (await db.runAndReadAll(sql)).getRowObjects();
/** Types that the browser's engine can hand over exactly. */
const types = async (sql: string) => (await rows(`DESCRIBE ${sql}`)).map((row) => String(row.column_type));

describe('the questions of a network’s page', () => {
  it('read only whole and floating numbers of the result', async () => {
    const all = [
      cellQuestionsSql(questions.cells, 1),
      rowQuestionsSql(questions.rows, 1, { everybody: false }),
      rowQuestionsSql(questions.rows, 1, { everybody: true }),
      multimorbiditySql(1),
    ];
    for (const sql of all) for (const type of await types(sql)) expect(['INTEGER', 'DOUBLE']).toContain(type);
  });

  it('get from cells what rows give', async () => {
    const answer = await rows(cellQuestionsSql(questions.cells, 1));
    for (const { numerator, denominator, sql, denominatorSql } of questions.cells) {
      const [counted] = await rows(
        `SELECT count(*) FILTER (${denominatorSql} AND ${sql})::DOUBLE AS n, count(*) FILTER (${denominatorSql})::DOUBLE AS d
         FROM patients WHERE network = 1 AND age >= 75`,
      );
      const row = answer.find((r) => r.here === 1 && r.older === 1)!;
      expect([row[numerator], row[denominator]]).toEqual([counted!.n, counted!.d]);
    }
  });

  it('count everybody once, here and elsewhere, under 75 and from 75', async () => {
    const everybody = await rows(rowQuestionsSql(questions.rows, 1, { everybody: true }));
    expect(everybody.map((r) => [r.here, r.older])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    expect(everybody.reduce((sum, r) => sum + Number(r.patients), 0)).toBe(3000);
    const own = await rows(rowQuestionsSql(questions.rows, 1, { everybody: false }));
    expect(own).toEqual(everybody.filter((r) => r.here === 1));
  });
});

describe('multimorbidity by age', () => {
  it('puts everybody of a band into one group', async () => {
    const bands = await rows(multimorbiditySql(2));
    expect(bands).toHaveLength(19);
    for (const { people, none, one, two_or_three, four_or_more } of bands)
      expect(Number(none) + Number(one) + Number(two_or_three) + Number(four_or_more)).toBe(Number(people));
  });

  it('counts long-term conditions only', async () => {
    const [alone] = await rows(
      `SELECT count(*)::DOUBLE AS n FROM patients WHERE network = 2 AND age >= 90 AND NOT (${longTermConditions.join(' OR ')})`,
    );
    const bands = await rows(multimorbiditySql(2));
    expect(bands.find((b) => b.band === 18)!.none).toBe(alone!.n);
  });
});
