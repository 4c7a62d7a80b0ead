import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linearAgreement, weightedKappa } from './kappa';

const same = (row: number, column: number) => (row === column ? 1 : 0);
const given = (weights: readonly (readonly number[])[]) => (row: number, column: number) =>
  weights[row]![column]!;

function sound(estimate: ReturnType<typeof weightedKappa>) {
  if (!estimate.ok) throw new Error(estimate.reason);
  const error = (estimate.upper - estimate.lower) / (2 * 1.959963984540054);
  return { kappa: estimate.value, error };
}

/** Answers of husbands and wives (Hout, Duncan & Sobel 1987), R package vcd, `SexualFun`. */
const couples = [
  [7, 7, 2, 3],
  [2, 8, 3, 7],
  [1, 5, 4, 9],
  [2, 8, 9, 14],
];
/** Cohen 1968, 200 people, and his weights of disagreement. */
const cohen = [
  [88, 14, 18],
  [10, 40, 10],
  [2, 6, 12],
];
const disagreement = [
  [0, 1, 3],
  [1, 0, 6],
  [3, 6, 0],
];
/** Fleiss, Cohen & Everitt 1969, and their weights of agreement. */
const fleiss = [
  [106, 10, 4],
  [22, 28, 10],
  [2, 12, 6],
];
const fleissWeights = [
  [1, 0, 0.4444],
  [0, 1, 0.6667],
  [0.4444, 0.6667, 1],
];

describe('published', () => {
  test('R’s vcd::Kappa of the couples: 0.1293 (0.06860) unweighted, 0.2374 (0.07832) by equal spacing', () => {
    const plain = sound(weightedKappa(couples, same));
    expect(plain.kappa).toBeCloseTo(0.1293, 4);
    expect(plain.error).toBeCloseTo(0.0686, 4);
    const weighted = sound(weightedKappa(couples));
    expect(weighted.kappa).toBeCloseTo(0.2374, 4);
    expect(weighted.error).toBeCloseTo(0.07832, 5);
  });

  test('Cohen 1968: 0.492, and 0.348 by his weights', () => {
    expect(sound(weightedKappa(cohen, same)).kappa).toBeCloseTo(0.492, 3);
    const weights = disagreement.map((row) => row.map((apart) => 1 - apart / 6));
    expect(sound(weightedKappa(cohen, given(weights))).kappa).toBeCloseTo(0.348, 3);
  });

  test('Fleiss, Cohen & Everitt 1969: variances 0.002885 and 0.003248', () => {
    const plain = sound(weightedKappa(fleiss, same));
    expect(plain.kappa).toBeCloseTo(0.429, 3);
    expect(plain.error ** 2).toBeCloseTo(0.002885, 6);
    expect(sound(weightedKappa(fleiss, given(fleissWeights))).error ** 2).toBeCloseTo(0.003248, 6);
  });
});

test('linear weights fall evenly from the diagonal', () => {
  expect([0, 1, 2, 3].map((column) => linearAgreement(0, column, 4))).toEqual([1, 1 - 1 / 3, 1 - 2 / 3, 0]);
});

const squares = fc.integer({ min: 2, max: 5 }).chain((classes) =>
  fc.array(fc.array(fc.nat(50), { minLength: classes, maxLength: classes }), {
    minLength: classes,
    maxLength: classes,
  }),
);

test('1 for a table with nobody off the diagonal, the same turned round, and within −1 to 1', () => {
  fc.assert(
    fc.property(squares, (counts) => {
      const turned = counts.map((_, i) => counts.map((row) => row[i]!));
      const result = weightedKappa(counts);
      const other = weightedKappa(turned);
      expect(other.ok).toBe(result.ok);
      if (result.ok && other.ok) {
        expect(other.value).toBeCloseTo(result.value, 10);
        expect(result.value).toBeGreaterThanOrEqual(-1);
        expect(result.value).toBeLessThanOrEqual(1);
        expect(result.lower).toBeLessThanOrEqual(result.value);
      }
      const diagonal = weightedKappa(
        counts.map((row, i) => row.map((count, j) => (i === j ? count + 1 : 0))),
      );
      expect(sound(diagonal).kappa).toBeCloseTo(1, 10);
    }),
  );
});

test('independent classifications have none', () => {
  const margins = [10, 30, 60];
  expect(sound(weightedKappa(margins.map((row) => margins.map((column) => row * column)))).kappa).toBeCloseTo(
    0,
    12,
  );
});

test.each([
  [
    'nobody',
    [
      [0, 0],
      [0, 0],
    ],
    'nobody',
  ],
  ['one class', [[5]], 'two classes'],
  [
    'everybody in one class',
    [
      [5, 0],
      [0, 0],
    ],
    'one class by both',
  ],
  ['a table that is not square', [[1, 2]], 'two classes'],
  ['rows of two lengths', [[1, 2], [3]], 'not square'],
  [
    'a count below zero',
    [
      [1, -2],
      [3, 4],
    ],
    'negative',
  ],
])('%s has none', (_, counts, reason) => {
  const result = weightedKappa(counts);
  expect(result.ok).toBe(false);
  if (!result.ok) expect(result.reason).toContain(reason);
});
