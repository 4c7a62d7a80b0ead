import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleOf } from './mean';
import { standardisedDifferenceOfMeans, standardisedDifferenceOfShares } from './standardised-difference';

const share = fc
  .record({ total: fc.integer({ min: 2, max: 100_000 }), part: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ total, part }) => ({ count: Math.round(total * part), total }));
const valueOf = (estimate: ReturnType<typeof standardisedDifferenceOfShares>) => {
  if (!estimate.ok) throw new Error(estimate.reason);
  return estimate;
};

describe('a standardised difference', () => {
  it('of shares worked by hand: 60% and 40% of 100 lie 0.2 / √0.24 apart', () => {
    const { value, lower, upper } = valueOf(
      standardisedDifferenceOfShares({ count: 60, total: 100 }, { count: 40, total: 100 }),
    );
    expect(value).toBeCloseTo(0.408248, 6);
    // √(200/10000 + 0.1666667/400) = 0.1428869
    expect([lower, upper]).toEqual([
      expect.closeTo(0.408248 - 1.959964 * 0.1428869, 5) as number,
      expect.closeTo(0.408248 + 1.959964 * 0.1428869, 5) as number,
    ]);
  });

  it('of means worked by hand: 10 and 8 with deviations 3 and 4 lie 2 / √12.5 apart', () => {
    const { value } = valueOf(
      standardisedDifferenceOfMeans({ mean: 10, deviation: 3, n: 50 }, { mean: 8, deviation: 4, n: 80 }),
    );
    expect(value).toBeCloseTo(0.565685, 6);
  });

  it('changes sign with the groups, and is nothing of a group and itself', () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [one, other] = [standardisedDifferenceOfShares(a, b), standardisedDifferenceOfShares(b, a)];
        expect(one.ok).toBe(other.ok);
        if (one.ok && other.ok) expect(one.value + other.value).toBe(0);
        const same = standardisedDifferenceOfShares(a, a);
        if (same.ok) expect(same.value).toBe(0);
      }),
    );
  });

  it('of a share is that of the mean of zeros and ones, as people become many', () => {
    const ones = (count: number, total: number) =>
      sampleOf(Array.from({ length: total }, (_, i) => (i < count ? 1 : 0)))!;
    const [a, b] = [ones(3000, 10_000), ones(2000, 10_000)];
    const ofShares = valueOf(
      standardisedDifferenceOfShares({ count: 3000, total: 10_000 }, { count: 2000, total: 10_000 }),
    );
    const ofMeans = valueOf(standardisedDifferenceOfMeans(a, b));
    expect(ofMeans.value).toBeCloseTo(ofShares.value, 4);
    expect(ofMeans.lower).toBeCloseTo(ofShares.lower, 4);
  });

  it.each([
    ['neither group varies', { count: 0, total: 10 }, { count: 10, total: 10 }],
    ['there is nobody to count among', { count: 0, total: 0 }, { count: 1, total: 2 }],
    ['the count is outside its denominator', { count: 1, total: 2 }, { count: 3, total: 2 }],
    ['a count is missing', { count: NaN, total: 2 }, { count: 1, total: 2 }],
  ])('has no value where %s', (reason, a, b) => {
    expect(standardisedDifferenceOfShares(a, b)).toEqual({ ok: false, reason });
  });

  it('of means has no value where a number is missing', () => {
    const spread = { mean: 1, deviation: 1, n: 2 };
    for (const bad of [{ mean: NaN }, { deviation: -1 }, { n: 1 }])
      expect(standardisedDifferenceOfMeans({ ...spread, ...bad }, spread).ok).toBe(false);
  });
});
