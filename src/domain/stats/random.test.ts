import { expect, test } from 'vitest';
import { seededNormal, seededUniform } from './random';

const take = (count: number, next: () => number) => Float64Array.from({ length: count }, () => next());
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('a seed gives one stream for ever', () => {
  expect([...take(3, seededUniform(1))]).toEqual([...take(3, seededUniform(1))]);
  expect([...take(3, seededUniform(1))]).not.toEqual([...take(3, seededUniform(2))]);
  // Held still, so that limits once published can be had again.
  expect([...take(3, seededUniform(1))].map((value) => Math.round(value * 1e6))).toMatchInlineSnapshot(`
    [
      588394,
      73189,
      590311,
    ]
  `);
});

test('uniform numbers fill 0–1 evenly, without memory', () => {
  const values = take(200_000, seededUniform(12));
  expect(Math.min(...values.slice(0, 1000))).toBeGreaterThan(0);
  const tenths = new Array<number>(10).fill(0);
  for (const value of values) tenths[Math.floor(value * 10)]!++;
  const chiSquare = tenths.reduce((sum, count) => sum + (count - 20_000) ** 2 / 20_000, 0);
  // 99.99% of chi-square with nine degrees of freedom.
  expect(chiSquare).toBeLessThan(33.7);
  const lagged = mean(values.slice(1).map((value, i) => (value - 0.5) * (values[i]! - 0.5)));
  expect(Math.abs(lagged)).toBeLessThan(4 / 12 / Math.sqrt(200_000));
});

test('normal numbers have the normal’s moments', () => {
  const values = take(200_000, seededNormal(12));
  expect(Math.abs(mean(values))).toBeLessThan(0.01);
  expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 1);
  expect(Math.abs(mean(values.map((value) => value ** 3)))).toBeLessThan(0.05);
  expect(mean(values.map((value) => (value > 1.959964 ? 1 : 0)))).toBeCloseTo(0.025, 2);
});
