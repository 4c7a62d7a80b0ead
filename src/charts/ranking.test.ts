import { expect, test } from 'vitest';
import { measureCatalogue } from '../domain/measures/catalogue';
import { release } from '../domain/measures/release';
import { rankedAreas, rankingRows, type RankingRow } from './ranking';

const dm = measureCatalogue({ tierAbove: { high_risk: 150 } }).find(({ id }) => id === 'dm')!;
const { areas } = release(
  dm,
  {
    area: Array.from({ length: 12 }, (_, i) => i),
    numerator: [50, 90, 3, 70, 70, 10, 20, 30, 40, 60, 80, 100],
    denominator: Array.from({ length: 12 }, () => 1000),
  },
  'hes',
);
const rowsOf = (most: number, selected: number | null = null) =>
  rankingRows(areas, { nameOf: (area) => `Area ${area}`, paintOf: () => 'class1', most, selected });
const shown = (rows: RankingRow[]) =>
  rows.map((row) => (row.kind === 'area' ? row.area : `${row.left} more`));

test('areas go from the highest to the lowest; ties in the order of the list, suppressed ones last', () => {
  expect(rankedAreas(areas).map(({ area }) => area)).toEqual([11, 1, 10, 3, 4, 9, 0, 8, 7, 6, 5, 2]);
});

test('few areas are all shown, a suppressed one without a rank', () => {
  const rows = rowsOf(100);
  expect(rows).toHaveLength(12);
  expect(rows[0]).toMatchObject({ area: 11, rank: 1 });
  expect(rows[11]).toMatchObject({ area: 2, rank: null });
});

test('of many areas the highest and lowest are shown, with how many are left out', () => {
  expect(shown(rowsOf(4))).toEqual([11, 1, '7 more', 6, 5, '1 more']);
});

test('the chosen area is shown wherever it stands', () => {
  expect(shown(rowsOf(4, 9))).toEqual([11, 1, '3 more', 9, '3 more', 6, 5, '1 more']);
});
