import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flagsIn } from '../../src/domain/models/bits';
import { cambridge20 } from '../../src/domain/models/cambridge';
import { modelColumns, scoresOfUnits, scoreUnits } from '../../src/domain/models/model';
import { scoreModels } from '../../src/domain/models/registry';
import { segmentSchemes } from '../../src/domain/models/segments';
import { seededUniform } from '../../src/domain/stats/random';
import { runCli } from '../cli';
import { scorable } from './score';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'catchment-score-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function score(model: string, content: string | Uint8Array, file = 'people.csv') {
  await writeFile(path.join(folder, file), content);
  let stdout = '';
  let stderr = '';
  const streams = {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  };
  const args = ['score', '--model', model, '--in', file];
  const code = await runCli(args, streams, new AbortController().signal, folder);
  return { code, stdout, stderr };
}

test('every registered model and scheme can be asked for', () => {
  expect(scorable).toEqual([
    ...scoreModels.map(({ model }) => model.id),
    ...segmentSchemes.map(({ id }) => id),
  ]);
});

test('3,000 people score as the function of the model has them, in the order of the file', async () => {
  const columns = modelColumns(cambridge20);
  const uniform = seededUniform(5);
  const people = Array.from({ length: 3000 }, () => columns.map(() => (uniform() < 0.2 ? 1 : 0)));
  const lines = people.map((flags, i) => [`p${3000 - i}`, ...flags].join());
  const { code, stdout, stderr } = await score(
    'cambridge20',
    gzipSync([['id', ...columns].join(), ...lines].join('\n')),
    'people.csv.gz',
  );
  expect(code).toBe(0);
  const flags = new Map(columns.map((name, at) => [name, people.map((person) => person[at]!)]));
  const scores = scoresOfUnits(cambridge20, scoreUnits(cambridge20, flagsIn(flags), people.length));
  expect(stdout.split('\n')).toEqual([
    'id,score,band',
    ...Array.from(scores, (each, i) => `p${3000 - i},${each},`),
    '',
  ]);
  expect(stderr).not.toContain('partial');
  expect(stderr).toContain('3000 people. For planning, not for decisions about one person.');
});

test('a supplied index is banded, a blank is not recorded, and people below the age have no score', async () => {
  const { code, stdout, stderr } = await score(
    'efi',
    'id,age,efi\r\n"Quay, 1",80,13\r\nb,64,20\r\nc,65,8\r\n\r\nd,70,\r\n',
  );
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: `id,score,band\n"Quay, 1",${13 / 36},severe\nb,,\nc,${8 / 36},mild\nd,,\n`,
  });
  expect(stderr).not.toMatch(/partial|Ages are not checked/);
});

test('a partial score has no band and names what is missing; unread columns and unchecked ages are told', async () => {
  const { code, stdout, stderr } = await score('efi', 'id,AF,dm,medicines,hf\n1,1,TRUE,5,false\n2,0,0,4,\n');
  expect({ code, stdout }).toEqual({ code: 0, stdout: `id,score,band\n1,${2 / 36},\n2,0,\n` });
  const lines = stderr.split('\n');
  expect(lines.find((line) => line.includes('partial'))).toMatch(
    /^The score is partial, without Activity limitation; .*Atrial fibrillation; .*: never compare it with a complete one\.$/,
  );
  expect(stderr).not.toMatch(/Polypharmacy|Heart failure/);
  expect(stderr).toContain('Ages are not checked');
  expect(stderr).toContain('people of 65 and over');
  expect(stderr).toContain('Columns not used: AF.');
});

test('segments are the first that match', async () => {
  const people = 'id,dem,can,ld,age\n1,1,1,1,80\n2,0,1,1,50\n3,0,0,1,30\n4,0,0,0,0\n5,,,,40\n';
  expect((await score('bridges', people)).stdout).toBe(
    'id,segment\n1,frailty_dementia\n2,serious_disability\n3,serious_disability\n4,maternal_infant\n5,healthy\n',
  );
  const { stdout, stderr } = await score('first_match', people);
  expect(stdout).toBe('id,segment\n1,frailty_dementia\n2,cancer\n3,disability\n4,healthy\n5,healthy\n');
  expect(stderr).toMatch(/The segments are partial: without pc, .* may be in a later one\./);
});

describe('what is wrong is told with file, row, column and mend', () => {
  test.each([
    ['no id', 'person,dem\n1,0\n', /^people\.csv, row 1: There is no column id\. Put the heading id/],
    [
      'a heading twice',
      'id,dem,dem\n1,0,1\n',
      /^people\.csv, row 1, column dem: The header has it twice\. Keep/,
    ],
    [
      'no flag',
      'id,dem\n1,0\n2,yes\n',
      /^people\.csv, row 3, column dem: “yes” is no flag\. Write 1 or true/,
    ],
    ['no count', 'id,dem\n1,0\n2,2\n', /^people\.csv, row 3, column dem: “2” is no flag\./],
    [
      'a blank id',
      'id,dem\n ,0\n',
      /^people\.csv, row 2, column id: It is blank\. Give every person an id\./,
    ],
    ['a short row', 'id,dem,hf\n1,0\n', /^people\.csv, row 2: The row has 2 fields where the header has 3\./],
    ['an open quotation mark', 'id,dem\n"1,0\n', /^people\.csv, row 2: A quotation mark is opened and never/],
    [
      'nothing to go by',
      'id,zzz\n1,0\n',
      /^people\.csv, row 1: None of the columns .* Name columns as .*: dem, /,
    ],
    ['an empty file', '', /^people\.csv: The file is empty\. Give a CSV/],
  ])('%s', async (_, content, message) => {
    const { code, stdout, stderr } = await score('cambridge20', content);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
  });

  test.each(['-1', '1.5', '37', '1e1'])('an index of %s', async (value) => {
    const { code, stderr } = await score('efi', `id,efi\n1,${value}\n`);
    expect(code).toBe(1);
    expect(stderr).toContain(`column efi: “${value}” is no whole number from 0 to 36. Correct it`);
  });
});

test('an unknown model ends with 2 and names those that there are', async () => {
  const { code, stdout, stderr } = await score('hfrs', 'id\n1\n');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(`There is no model “hfrs”. There are ${scorable.join(', ')}.`);
  for (const id of scorable) expect(stderr.slice(stderr.indexOf('Usage:'))).toContain(id);
});
