import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantiles } from './quantile-groups';

describe('worked examples', () => {
  test('ten values make fifths of two, from the lowest, or from the highest when inverted', () => {
    const values = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
    expect(quantiles(values, 5)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect(quantiles(values, 5, { invert: true })).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1]);
  });

  test('ties share the lowest rank, and missing values have none', () => {
    expect(quantiles([1, 1, 1, null, 2], 4)).toEqual([1, 1, 1, null, 4]);
    expect(quantiles([1, NaN, undefined, 2], 2)).toEqual([1, null, null, 2]);
  });

  test('fewer values than quantiles, or no number of quantiles, give none', () => {
    expect(quantiles([1, 2, null], 3)).toEqual([null, null, null]);
    for (const n of [0, -1, 2.5, NaN, Infinity]) expect(quantiles([1, 2, 3], n)).toEqual([null, null, null]);
  });

  test('zero and minus zero are one value', () => {
    expect(quantiles([-0, 0, 1, 2], 2)).toEqual([1, 1, 2, 2]);
    expect(quantiles([0, -0, 1, 2], 2, { invert: true })).toEqual([2, 2, 1, 1]);
  });
});

const distinct = fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 80 });

test('distinct values fill quantiles in order, to within one', () => {
  fc.assert(
    fc.property(distinct, fc.integer({ min: 1, max: 12 }), (values, n) => {
      const assigned = quantiles(values, n);
      if (values.length < n) return;
      const sizes = new Array<number>(n).fill(0);
      for (const quantile of assigned) sizes[quantile! - 1]!++;
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      values.forEach((value, i) => {
        values.forEach((other, j) => {
          if (value < other) expect(assigned[i]!).toBeLessThanOrEqual(assigned[j]!);
        });
      });
    }),
  );
});

test('the order of values does not matter', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 60 }), fc.integer({ min: 1, max: 10 }), (values, n) => {
      expect(quantiles([...values].reverse(), n)).toEqual(quantiles(values, n).reverse());
    }),
  );
});
