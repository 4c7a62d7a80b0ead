import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { comorbidityCellKeys, comorbidityColumns } from '../../src/domain/condition/cells';
import { countComorbidity } from '../../src/domain/condition/count';
import { cellsSql } from '../../src/domain/measures/cells';
import { patientColumns } from '../../src/domain/schema';

const all = new Set(patientColumns.map(({ name }) => name));

it.each([
  ['every column', all],
  [
    'no frailty index, no contacts, two registers less',
    new Set([...all].filter((name) => !['efi', 'gp_contacts', 'dem', 'pain'].includes(name))),
  ],
])('row by row the same as by SQL, with %s', async (_, available) => {
  const db = await (await DuckDBInstance.create()).connect();
  await db.run('SELECT setseed(0.3)');
  const drawn: Record<string, string> = {
    network: '3::USMALLINT',
    age: 'floor(random() * 91)::UTINYINT',
    sex: '[1, 2, 9][1 + floor(random() * 3)::INTEGER]::UTINYINT',
    efi: '(CASE WHEN random() < 0.6 THEN floor(random() * 20)::UTINYINT END)',
    medicines: 'floor(random() * 30)::UTINYINT',
    em_adm: 'floor(random() * random() * 9)::UTINYINT',
    gp_contacts: 'floor(random() * 40)::UTINYINT',
  };
  const columns = patientColumns
    .filter(({ type }) => type === 'boolean')
    .map(({ name, nullable }) => `${nullable ? 'NULL::BOOLEAN' : '(random() < 0.12)'} AS ${name}`)
    .concat(Object.entries(drawn).map(([name, sql]) => `${sql} AS ${name}`));
  await db.run(`CREATE TABLE patients AS SELECT ${columns.join(', ')} FROM range(3000) t(i)`);
  const rows = (await db.runAndReadAll('SELECT * FROM patients')).getColumnsObject();

  const counted = countComorbidity(
    {
      rows: 3000,
      values: (name) => rows[name]!.map(Number),
      valid: (name) => (name === 'efi' ? rows.efi!.map((value) => Number(value !== null)) : null),
    },
    3,
    available,
  );
  const bySql = (
    await db.runAndReadAll(cellsSql(comorbidityCellKeys, comorbidityColumns(available)))
  ).getColumnsObject();
  expect(Object.keys(bySql)).toEqual([...counted.keys()]);
  for (const [name, values] of counted) expect([...values], name).toEqual(bySql[name]);
});
