import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recentTrend, recentTrendOfEstimates } from './trend';

const years = (counts: readonly number[], denominator = 1000) =>
  counts.map((count) => ({ count, denominator }));

describe('worked examples', () => {
  test('100, 110 … 140 of 1000 each year rise by 10 a thousand', () => {
    // N = 5000, R = 600: 5000 · (5000 · 1900 − 600 · 15000)² / (600 · 4400 · (5000 · 55000 − 15000²)) = 9.4697.
    const trend = recentTrend(years([100, 110, 120, 130, 140]));
    expect(trend.chiSquare).toBeCloseTo(9.4697, 4);
    expect(trend.direction).toBe('no change');
    expect(recentTrend(years([100, 111, 121, 131, 141])).direction).toBe('increasing');
    expect(recentTrend(years([141, 131, 121, 111, 100])).direction).toBe('decreasing');
  });

  test('a leap in one year alone is no trend', () => {
    // Without the last year the slope is downwards.
    const trend = recentTrend(years([103, 102, 101, 100, 300]));
    expect(trend.chiSquare).toBeGreaterThan(9.55);
    expect(trend.direction).toBe('no change');
  });

  test('only the last five years count', () => {
    expect(recentTrend(years([999, 100, 100, 100, 100, 100])).direction).toBe('no change');
  });

  test.each([
    ['four years', years([1, 2, 3, 4])],
    ['more than everybody', years([1, 2, 3, 4, 1001])],
    ['nobody in any year', years([0, 0, 0, 0, 0])],
    ['an empty year', [...years([1, 2, 3, 4]), { count: 0, denominator: 0 }]],
    ['a missing year', years([1, 2, NaN, 4, 5])],
  ])('%s: cannot be calculated', (_, points) => {
    expect(recentTrend(points)).toEqual({ chiSquare: null, direction: 'cannot be calculated' });
  });

  test('values with limits of 1.96 a side rise by one a year: χ² is Σ(t − 3)²', () => {
    const points = [1, 2, 3, 4, 5].map((t) => ({ value: t, lower: t - 1.96, upper: t + 1.96 }));
    expect(recentTrendOfEstimates(points).chiSquare).toBeCloseTo(10, 10);
    expect(recentTrendOfEstimates(points).direction).toBe('increasing');
    const certain = points.map((point) => ({ ...point, lower: point.value, upper: point.value }));
    expect(recentTrendOfEstimates(certain).direction).toBe('cannot be calculated');
  });
});

const series = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 50_000 }))
    .map(([count, others]) => ({ count, denominator: count + others })),
  { minLength: 5, maxLength: 5 },
);

const opposite = { increasing: 'decreasing', decreasing: 'increasing' } as const;

test('backwards it turns round, and those without it mirror those with it', () => {
  fc.assert(
    fc.property(series, (points) => {
      const trend = recentTrend(points);
      const turned =
        trend.direction in opposite ? opposite[trend.direction as 'increasing'] : trend.direction;
      const backwards = recentTrend([...points].reverse());
      const others = recentTrend(
        points.map(({ count, denominator }) => ({ count: denominator - count, denominator })),
      );
      for (const other of [backwards, others]) {
        expect(other.direction).toBe(turned);
        expect(other.chiSquare! - trend.chiSquare!).toBeLessThanOrEqual(1e-6 * (1 + trend.chiSquare!));
      }
    }),
  );
});

test('the statistic is as the formula says', () => {
  fc.assert(
    fc.property(series, (points) => {
      let [N, R, rt, nt, ntt] = [0, 0, 0, 0, 0];
      points.forEach(({ count, denominator }, i) => {
        N += denominator;
        R += count;
        rt += count * (i + 1);
        nt += denominator * (i + 1);
        ntt += denominator * (i + 1) ** 2;
      });
      const expected = (N * (N * rt - R * nt) ** 2) / (R * (N - R) * (N * ntt - nt ** 2));
      expect(recentTrend(points).chiSquare! / (expected + 1e-9)).toBeCloseTo(expected / (expected + 1e-9), 6);
    }),
  );
});
