import fc from 'fast-check';
import { expect, test } from 'vitest';
import { integerise } from './integerise';
import { Random } from './random';

/** A real table with whole margins: the mean of a few whole tables with the same margins. */
const tables = fc
  .record({
    rows: fc.integer({ min: 1, max: 8 }),
    columns: fc.integer({ min: 1, max: 8 }),
    seed: fc.nat(),
    people: fc.integer({ min: 0, max: 120 }),
  })
  .map(({ rows, columns, seed, people }) => {
    const random = new Random(seed);
    const homes = Int32Array.from({ length: people }, () => random.below(rows));
    const groups = Int32Array.from({ length: people }, () => random.below(columns));
    const table = new Float64Array(rows * columns);
    for (let mix = 0; mix < 3; mix++) {
      random.shuffle(homes, people);
      homes.forEach((row, i) => (table[row * columns + groups[i]!]! += 1 / 3));
    }
    const rowSums = new Int32Array(rows);
    const columnSums = new Int32Array(columns);
    homes.forEach((row) => rowSums[row]!++);
    groups.forEach((column) => columnSums[column]!++);
    return { table, rowSums, columnSums, seed };
  });

test('both margins of the whole table are exact and no cell is negative', () => {
  fc.assert(
    fc.property(tables, ({ table, rowSums, columnSums, seed }) => {
      const whole = integerise(table, rowSums, columnSums, new Random(seed, 1));
      const gotRows = rowSums.map(() => 0);
      const gotColumns = columnSums.map(() => 0);
      whole.forEach((n, i) => {
        expect(n).toBeGreaterThanOrEqual(0);
        gotRows[Math.floor(i / columnSums.length)]! += n;
        gotColumns[i % columnSums.length]! += n;
      });
      expect(gotRows).toEqual(rowSums);
      expect(gotColumns).toEqual(columnSums);
    }),
    { numRuns: 400 },
  );
});

test('over many draws each cell has its real value', () => {
  // prettier-ignore
  const table = Float64Array.of(
    2.1, 0.4, 0.5,
    0.2, 1.7, 0.1,
    0.7, 0.9, 0.4,
    0.0, 1.0, 3.0,
  );
  const rowSums = Int32Array.of(3, 2, 2, 4);
  const columnSums = Int32Array.of(3, 4, 4);
  const mean = new Float64Array(table.length);
  const draws = 20_000;
  const random = new Random(2);
  for (let i = 0; i < draws; i++) {
    integerise(table, rowSums, columnSums, random).forEach((n, cell) => (mean[cell]! += n / draws));
  }
  // Sampling error is 0.0035; the rest is the bias that the scheme allows itself.
  mean.forEach((value, cell) => expect(Math.abs(value - table[cell]!)).toBeLessThan(0.04));
});
