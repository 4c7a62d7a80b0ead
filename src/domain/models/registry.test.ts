import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { patientColumns, type Provenance } from '../schema';
import { modelColumns } from './model';
import { bandSql, modelStanding, scoreModelOf, scoreModels, unitsSql } from './registry';

const all = new Set(patientColumns.map(({ name }) => name));
const none = new Map<string, Provenance>();
const stateOf = (id: string, available: ReadonlySet<string>) =>
  modelStanding(scoreModelOf(id)!, available, none).state;

it('says of each score whether the patient table tells it whole', () => {
  expect(scoreModels.map(({ model }) => `${model.id} ${stateOf(model.id, all)}`)).toEqual([
    'cambridge20 complete',
    'cambridge20_mortality complete',
    'ccms21 partial',
    'efi complete',
    'efi2 partial',
    'charlson partial',
  ]);
  expect(stateOf('efi', new Set([...all].filter((name) => name !== 'efi')))).toBe('partial');
  expect(stateOf('cambridge20', new Set(['age']))).toBe('not computable');
  expect(unitsSql(scoreModelOf('cambridge20')!, new Set(['age']))).toBeNull();
  expect(stateOf('charlson', new Set(modelColumns(scoreModelOf('charlson')!.model)))).toBe('complete');
});

it('names the conditions that are missing and those that are modelled', () => {
  const { missing, modelled } = modelStanding(
    scoreModelOf('efi')!,
    new Set(['af', 'dm', 'medicines']),
    new Map([
      ['af', 'recorded'],
      ['dm', 'constrained'],
      ['medicines', 'modelled'],
    ]),
  );
  expect(missing).toHaveLength(33);
  expect(modelled).toEqual(['Polypharmacy (5 medicines or more)']);
});

it('takes the supplied index, keeps the youngest age, and bands only whole scores', async () => {
  const connection = await (await DuckDBInstance.create()).connect();
  const ask = async (available: string[], rows: string) => {
    const score = scoreModelOf('efi')!;
    const columns = new Set(available);
    const sql = `SELECT ${unitsSql(score, columns)}, ${bandSql(score, columns)} FROM (VALUES ${rows}) AS patients(${available.join()})`;
    return (await connection.runAndReadAll(sql)).getRows();
  };
  expect(await ask(['age', 'efi'], '(64, 20), (65, 8), (80, 13), (70, NULL)')).toEqual([
    [null, null],
    [8, 'mild'],
    [13, 'severe'],
    [null, null],
  ]);
  expect(await ask(['age', 'af', 'medicines'], '(70, NULL, 5), (70, true, 4), (70, true, NULL)')).toEqual([
    [1, null],
    [1, null],
    [1, null],
  ]);
  connection.closeSync();
});
