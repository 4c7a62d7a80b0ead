import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareAtTwoLevels, compareWithBenchmark, compareWithNeighbour } from './compare';
import { notAvailable, type Estimate } from './estimate';
import { proportion } from './proportion';

const between = (lower: number, upper: number): Estimate => ({
  ok: true,
  value: (lower + upper) / 2,
  lower,
  upper,
  method: '',
});

test.each([
  [1, 2, 3, 'lower'],
  [1, 3, 3, 'similar'],
  [3, 5, 3, 'similar'],
  [4, 5, 3, 'higher'],
] as const)('%i–%i against %i is %s', (lower, upper, benchmark, comparison) => {
  expect(compareWithBenchmark(between(lower, upper), benchmark)).toBe(comparison);
});

test.each([null, NaN, Infinity])('nothing is compared with %s', (benchmark) => {
  expect(compareWithBenchmark(between(1, 2), benchmark)).toBe('not compared');
  expect(compareAtTwoLevels(between(1, 2), between(0, 3), benchmark)).toBe('not compared');
});

test.each([
  [4, 5, 1, 8, 'higher (95%)'],
  [4, 5, 3.5, 6, 'higher (99.8%)'],
  [1, 2, 0, 3, 'lower (95%)'],
  [1, 2, 0, 2.5, 'lower (99.8%)'],
  [2, 4, 1, 5, 'similar'],
] as const)('%f–%f within %f–%f against 3 is %s', (lower, upper, widerLower, widerUpper, comparison) => {
  expect(compareAtTwoLevels(between(lower, upper), between(widerLower, widerUpper), 3)).toBe(comparison);
});

test('neighbours whose intervals touch are similar', () => {
  expect(compareWithNeighbour(between(1, 2), between(2, 3))).toBe('similar');
  expect(compareWithNeighbour(between(1, 2), between(2.1, 3))).toBe('lower');
  expect(compareWithNeighbour(between(2.1, 3), between(1, 2))).toBe('higher');
  expect(compareWithNeighbour(between(1, 2), notAvailable('too few'))).toBe('not compared');
});

test('a difference that stands at 99.8% stands at 95%', () => {
  fc.assert(
    fc.property(
      fc.nat(500),
      fc.nat(500),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (count, others, benchmark) => {
        const [inner, outer] = [0.95, 0.998].map((confidence) =>
          proportion(count, count + others, { confidence }),
        );
        const comparison = compareAtTwoLevels(inner!, outer!, benchmark);
        const plain = compareWithBenchmark(inner!, benchmark);
        expect(comparison.startsWith(plain)).toBe(true);
      },
    ),
  );
});
