import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { registers } from '../../src/domain/conditions';
import { cellCount, cellOf, quintileOf } from './cells';
import { calibrationFolder, latentIds, loadCalibration, rateIds } from './load';
import { readTable, text } from './table';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'calibration-'));
  cpSync(calibrationFolder, folder, {
    recursive: true,
    filter: (path) => path.endsWith('.csv') || basename(path) === basename(calibrationFolder),
  });
});
afterEach(() => rmSync(folder, { recursive: true }));

const edit = (file: string, change: (content: string) => string): void => {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`nothing to change in ${file}`);
  writeFileSync(path, after);
};

test('every table has a value for every cell that it must cover', () => {
  const { prevalence, latent, rates } = loadCalibration();
  expect(prevalence).toHaveLength(registers.length);
  expect(latent.map(({ id }) => id)).toEqual(latentIds);
  for (const cells of [...prevalence, ...latent.map((l) => l.prevalence), ...Object.values(rates)]) {
    expect(cells).toHaveLength(cellCount);
    expect(cells.every((value) => value >= 0 && value < 50)).toBe(true);
  }
});

test('values stand in the cell of their age, sex and fifth', () => {
  const { prevalence, rates } = loadCalibration();
  const dm = prevalence[registers.findIndex(({ id }) => id === 'dm')]!;
  const row = readTable(calibrationFolder, 'prevalence_age_sex_imd.csv', ['condition']).find(
    ({ fields }) =>
      fields.condition === 'DM' &&
      fields.band === '70-74' &&
      fields.sex === 'F' &&
      fields.imd_quintile === '2',
  )!;
  expect(dm[cellOf(1, 14, 2)]).toBe(Number(text(row, 'prevalence')));
  expect(rates.efi_fit[cellOf(1, 13, 3)]).toBe(0.715254);
});

test('the deprivation gradient is the odds ratio of the most to the least deprived fifth', () => {
  const alcohol = loadCalibration().latent.find(({ id }) => id === 'alcohol')!.prevalence;
  const odds = (quintile: number): number => {
    const p = alcohol[cellOf(0, 9, quintile)]!;
    return p / (1 - p);
  };
  expect(odds(1) / odds(5)).toBeCloseTo(3, 9);
  expect(odds(1) / odds(3)).toBeCloseTo(Math.sqrt(3), 9);
});

test('every liability has variance 1', () => {
  const { liabilities, latent } = loadCalibration();
  for (const { loadings, residual } of liabilities) {
    expect(loadings.reduce((sum, loading) => sum + loading ** 2, residual ** 2)).toBeCloseTo(1, 3);
  }
  const anxdep = latent.find(({ id }) => id === 'anxdep')!;
  const dep = liabilities[registers.findIndex(({ id }) => id === 'dep')]!;
  const own = anxdep.loadings.map((loading, k) => loading + anxdep.parentLoading * dep.loadings[k]!);
  const noise = anxdep.residual ** 2 + (anxdep.parentLoading * dep.residual) ** 2;
  expect(own.reduce((sum, loading) => sum + loading ** 2, noise)).toBeCloseTo(1, 3);
});

test('every figure names a source that is listed with its basis', () => {
  const listed = new Map(
    readTable(calibrationFolder, 'sources.csv', ['source', 'basis', 'citation', 'caveat']).map((row) => [
      text(row, 'source'),
      row,
    ]),
  );
  const named = new Set<string>();
  for (const file of [
    'modelled_rates',
    'further_rates',
    'deprivation_gradients',
    'further_loadings',
    'care_processes',
    'workforce',
  ]) {
    for (const row of readTable(calibrationFolder, `${file}.csv`, ['source'])) named.add(text(row, 'source'));
  }
  expect([...listed.keys()].sort()).toEqual([...named].sort());
  for (const row of listed.values()) {
    expect(text(row, 'basis')).toMatch(/published|assumption/);
    if (text(row, 'basis').includes('published')) expect(text(row, 'citation')).not.toBe('');
  }
});

test.each<[string, string, (content: string) => string, RegExp]>([
  [
    'a missing cell',
    'prevalence_age_sex_imd.csv',
    (c) => c.replace(/^AF,75-79,M,4,.*\n/m, ''),
    /prevalence_age_sex_imd\.csv: AF has no value for M, 75-79, fifth 4/,
  ],
  [
    'a cell given twice',
    'prevalence_age_sex_imd.csv',
    (c) => c.replace(/^(AF,75-79,M,4,.*\n)/m, '$1$1'),
    /prevalence_age_sex_imd\.csv, row \d+: a second value/,
  ],
  [
    'a prevalence above 1',
    'prevalence_age_sex_imd.csv',
    (c) => c.replace(/^AF,0-4,F,1,[^,]*/m, 'AF,0-4,F,1,1.2'),
    /prevalence_age_sex_imd\.csv, row 2: prevalence is "1\.2"/,
  ],
  [
    'an empty value',
    'modelled_rates.csv',
    (c) => c.replace(/^(smoker,15-19,F,1,)[^,]*/m, '$1'),
    /modelled_rates\.csv, row 2: value is ""/,
  ],
  [
    'a band that does not exist',
    'further_rates.csv',
    (c) => c.replace('alcohol,20-24', 'alcohol,20-25'),
    /further_rates\.csv, row \d+: band "20-25"/,
  ],
  ['a missing band', 'further_rates.csv', (c) => c.replace(/^pain,40-44,F.*\n/m, ''), /pain needs 38 rows/],
  [
    'frailty shares that do not sum to 1',
    'modelled_rates.csv',
    (c) => c.replace(/^(efi_mild,70-74,F,3,)[^,]*/m, '$10.9'),
    /frailty shares .* not 1/,
  ],
  [
    'loadings of no unit variance',
    'condition_factors.csv',
    (c) => c.replace('AF,0.5323', 'AF,0.9323'),
    /condition_factors\.csv, row 2: the variance/,
  ],
  [
    'a parent that is no register',
    'further_loadings.csv',
    (c) => c.replace('anxdep,,dep', 'anxdep,,depp'),
    /parent "depp" is not a register/,
  ],
  ['a missing column', 'care_processes.csv', (c) => c.replace('age_from', 'from'), /no column age_from/],
])('%s is an error that says where', (_, file, change, message) => {
  edit(file, change);
  expect(() => loadCalibration(folder)).toThrow(message);
});

test('deciles pair into fifths, and an unknown one takes the middle fifth', () => {
  expect([0, 1, 2, 3, 5, 6, 9, 10].map(quintileOf)).toEqual([3, 1, 1, 2, 3, 3, 5, 5]);
});

test('cells are distinct and fill their range', () => {
  const seen = new Set<number>();
  for (let sex = 0; sex < 2; sex++) {
    for (let band = 0; band < 19; band++) for (let q = 1; q <= 5; q++) seen.add(cellOf(sex, band, q));
  }
  expect(seen.size).toBe(cellCount);
  expect(Math.max(...seen)).toBe(cellCount - 1);
  expect(rateIds).toHaveLength(11);
});
