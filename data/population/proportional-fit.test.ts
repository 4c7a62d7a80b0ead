import { expect, test } from 'vitest';
import { groupCount, proportionalFit } from './proportional-fit';
import { Random } from './random';

const random = new Random(4);
const columns = Int32Array.from({ length: groupCount }, (_, g) => (g === 3 ? 0 : 20 + random.below(100)));
const total = columns.reduce((a, b) => a + b, 0);
const rows = Int32Array.of(100, 0, 400, total - 500);
const seeds = [...rows].map(() => Float64Array.from({ length: groupCount }, () => 0.2 + random.uniform()));
const at = (table: Float64Array, row: number, group: number): number => table[row * groupCount + group]!;
const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);

test('the fitted table has both margins', () => {
  const table = proportionalFit(rows, columns, seeds);
  rows.forEach((wanted, row) => {
    expect(sum(table.subarray(row * groupCount, (row + 1) * groupCount))).toBeCloseTo(wanted, 4);
  });
  columns.forEach((wanted, g) => {
    expect(sum(Array.from(rows, (_, row) => at(table, row, g)))).toBeCloseTo(wanted, 4);
  });
});

test('the fitted table keeps the odds ratios of its seeds', () => {
  const table = proportionalFit(rows, columns, seeds);
  const odds = (value: (row: number, g: number) => number): number =>
    (value(0, 5) * value(2, 9)) / (value(0, 9) * value(2, 5));
  expect(odds((row, g) => at(table, row, g))).toBeCloseTo(
    odds((row, g) => seeds[row]![g]!),
    5,
  );
});

test('without seeds every neighbourhood has the structure of the practice', () => {
  const table = proportionalFit(rows, columns, [null, null, null, null]);
  expect(at(table, 2, 7)).toBeCloseTo((400 * columns[7]!) / total, 9);
});

test('a band that every seed lacks is filled all the same', () => {
  const lacking = seeds.map((seed) => seed.map((share, g) => (g === 8 ? 0 : share)));
  const table = proportionalFit(rows, columns, lacking);
  expect(sum(Array.from(rows, (_, row) => at(table, row, 8)))).toBeCloseTo(columns[8]!, 3);
});
