import { expect, test } from 'vitest';
import { countAt, negativeBinomial, negativeBinomialThrough } from './count-distributions';

const probability = (cumulative: Float64Array, count: number): number =>
  cumulative[count]! - (cumulative[count - 1] ?? 0);

test('the negative binomial has its probabilities, mean and variance', () => {
  // k = 1 is the geometric distribution: P(n) = (1 − p) pⁿ, p = mean / (mean + 1).
  const geometric = negativeBinomial(3, 1, 400);
  expect(probability(geometric, 0)).toBeCloseTo(0.25, 12);
  expect(probability(geometric, 5)).toBeCloseTo(0.25 * 0.75 ** 5, 12);
  const cumulative = negativeBinomial(2.5, 0.4, 600);
  let mean = 0;
  let square = 0;
  for (let n = 0; n < cumulative.length; n++) {
    mean += n * probability(cumulative, n);
    square += n * n * probability(cumulative, n);
  }
  expect(mean).toBeCloseTo(2.5, 6);
  expect(square - mean ** 2).toBeCloseTo(2.5 + 2.5 ** 2 / 0.4, 4);
});

test('a mean of 0 gives nobody anything', () => {
  expect(countAt(negativeBinomial(0, 1, 10), 0.999999)).toBe(0);
});

test.each([
  [0.0014, 0.000094],
  [0.173, 0.0293],
  [0.5508, 0.1078],
])('the fitted distribution has P(5+) = %d and P(10+) = %d', (five, ten) => {
  const cumulative = negativeBinomialThrough(5, five, 10, ten, 40);
  expect(1 - cumulative[4]!).toBeCloseTo(five, 6);
  expect(1 - cumulative[9]!).toBeCloseTo(ten, 6);
});

test('shares that no negative binomial has are refused', () => {
  expect(() => negativeBinomialThrough(5, 0.3, 10, 0.29999, 40)).toThrow(/no negative binomial/);
});

test('the quantile is the first count whose cumulative probability exceeds u', () => {
  const cumulative = Float64Array.of(0.5, 0.8, 1);
  expect([0, 0.499, 0.5, 0.79, 0.8, 0.999].map((u) => countAt(cumulative, u))).toEqual([0, 0, 1, 1, 2, 2]);
});

test('no count goes beyond the most', () => {
  expect(countAt(negativeBinomial(30, 0.3, 12), 1 - 1e-12)).toBe(12);
});
