import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  averageRate,
  funnelExpectedCounts,
  funnelLabel,
  funnelLimits,
  proportionFunnelLabel,
  proportionFunnelLimits,
} from './funnel';

test('limits close in on the average as the list grows, and stay within 0–1', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 100_000 }),
      (average, total) => {
        const small = proportionFunnelLimits(average, total, 0.95);
        const large = proportionFunnelLimits(average, total * 2, 0.95);
        const wide = proportionFunnelLimits(average, total, 0.998);
        expect(small.lower).toBeGreaterThanOrEqual(0);
        expect(small.upper).toBeLessThanOrEqual(1);
        expect(large.lower).toBeGreaterThanOrEqual(small.lower);
        expect(large.upper).toBeLessThanOrEqual(small.upper);
        expect(wide.lower).toBeLessThanOrEqual(small.lower);
        expect(wide.upper).toBeGreaterThanOrEqual(small.upper);
      },
    ),
  );
});

test.each([
  [100, 1000, 0.1, 'Not significant'],
  [121, 1000, 0.1, 'High (0.025)'],
  [131, 1000, 0.1, 'High (0.001)'],
  [79, 1000, 0.1, 'Low (0.025)'],
  [69, 1000, 0.1, 'Low (0.001)'],
])('%i of %i against %f is %s', (count, total, average, label) => {
  expect(proportionFunnelLabel(count, total, average)).toBe(label);
});

describe('ratios and rates', () => {
  test('one observed event lies on the lower line at 5.57 expected, on the upper at 0.0253', () => {
    const { lower, upper } = funnelExpectedCounts(1, 0.95);
    expect(lower).toBeCloseTo(5.5716, 4);
    expect(upper).toBeCloseTo(0.0253, 4);
    const limits = funnelLimits({ kind: 'ratio', observed: 1, confidence: 0.95 });
    expect(limits.lower).toBeCloseTo(1 / 5.5716, 4);
    expect(limits.upper).toBeCloseTo(1 / 0.025318, 2);
  });

  test('no event has a lower line at 0 and no upper one', () => {
    expect(funnelLimits({ kind: 'ratio', observed: 0, confidence: 0.95 })).toEqual({ lower: 0, upper: null });
  });

  test('where few are expected the lower line is at 0', () => {
    expect(funnelLimits({ kind: 'ratio', expected: 3.6, confidence: 0.95 }).lower).toBe(0);
    expect(funnelLimits({ kind: 'ratio', expected: 3.7, confidence: 0.95 }).lower).toBeGreaterThan(0);
  });

  test('rates have the lines of ratios around their average', () => {
    const ratio = funnelLimits({ kind: 'ratio', expected: 40, confidence: 0.998 });
    const rate = funnelLimits({ kind: 'rate', average: 250, expected: 40, confidence: 0.998 });
    expect(rate.lower).toBeCloseTo(250 * ratio.lower!, 8);
    expect(rate.upper).toBeCloseTo(250 * ratio.upper!, 8);
  });

  test('the average of rates is that of their people, whether or not they had an event', () => {
    const points = [
      { events: 10, rate: 1000, multiplier: 100_000 },
      { events: 0, rate: 0, population: 3000, multiplier: 100_000 },
    ];
    expect(averageRate(points)).toBeCloseTo((10 / 4000) * 100_000, 8);
    expect(averageRate([{ events: 0, rate: 0 }])).toBeNull();
  });

  test.each([
    [100, 100, 'Not significant'],
    [100, 80, 'High (0.025)'],
    [100, 70, 'High (0.001)'],
    [100, 124, 'Low (0.025)'],
    [100, 140, 'Low (0.001)'],
    [0, 3.6, 'Not significant'],
    [0, 3.7, 'Low (0.025)'],
    [5, 0, 'Not applicable'],
    [NaN, 5, 'Not applicable'],
  ])('%f observed of %f expected is %s', (observed, expected, label) => {
    expect(funnelLabel({ kind: 'ratio', observed, expected })).toBe(label);
  });

  test('a standardised rate of nine events has no label, a crude one has', () => {
    const point = { kind: 'rate', events: 9, rate: 90, average: 100 } as const;
    expect(funnelLabel({ ...point, standardised: true })).toBe('Not applicable');
    expect(funnelLabel({ ...point, standardised: false })).toBe('Not significant');
  });
});

const confidences = fc.constantFrom(0.95, 0.998);

test('the lines are the same read at the observed and at the expected events', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 5000, noNaN: true }), confidences, (observed, confidence) => {
      const counts = funnelExpectedCounts(observed, confidence);
      const ratios = funnelLimits({ kind: 'ratio', observed, confidence });
      for (const side of ['lower', 'upper'] as const) {
        const read = funnelLimits({ kind: 'ratio', expected: counts[side]!, confidence });
        expect(read[side]! / ratios[side]!).toBeCloseTo(1, 6);
      }
    }),
  );
});

test('lines of ratios hold 1 between them and close in', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 1e7, noNaN: true }), confidences, (expected, confidence) => {
      const near = funnelLimits({ kind: 'ratio', expected, confidence });
      const far = funnelLimits({ kind: 'ratio', expected: expected * 2, confidence });
      expect(near.lower).toBeLessThan(1);
      expect(near.upper).toBeGreaterThan(1);
      expect(far.lower).toBeGreaterThanOrEqual(near.lower!);
      expect(far.upper).toBeLessThanOrEqual(near.upper!);
    }),
  );
});
