import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  differenceOfProportions,
  differenceOfRates,
  gapBetween,
  ratioOfProportions,
  ratioOfRates,
} from './difference';
import type { Estimate } from './estimate';
import { proportion } from './proportion';

const sound = (estimate: Estimate) => {
  if (!estimate.ok) throw new Error(estimate.reason);
  return estimate;
};

describe('worked examples', () => {
  test.each([
    // Newcombe, Stat Med 1998;17:873–90, table II, method 10.
    [56, 70, 48, 80, 0.2, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.6, 0.1705, 0.809],
    [5, 56, 0, 29, 0.0893, -0.0381, 0.1926],
    [0, 10, 0, 10, 0, -0.2775, 0.2775],
  ])('%i/%i − %i/%i is %f (%f to %f)', (x1, n1, x2, n2, value, lower, upper) => {
    const difference = sound(differenceOfProportions({ count: x1, total: n1 }, { count: x2, total: n2 }));
    expect(difference.value).toBeCloseTo(value, 4);
    expect(difference.lower).toBeCloseTo(lower, 4);
    expect(difference.upper).toBeCloseTo(upper, 4);
    expect(difference.method).toBe('Newcombe hybrid score');
  });

  test('20 of 100 is twice 10 of 100, from 0.9866 to 4.0545 times', () => {
    // √(1/20 − 1/100 + 1/10 − 1/100) = 0.360555; e^(1.959964 × 0.360555) = 2.02724.
    const ratio = sound(ratioOfProportions({ count: 20, total: 100 }, { count: 10, total: 100 }));
    expect(ratio.value).toBeCloseTo(2, 12);
    expect(ratio.lower).toBeCloseTo(0.9866, 4);
    expect(ratio.upper).toBeCloseTo(4.0545, 4);
  });

  test('rates of 30 in 1000 and 20 in 2000 differ by 20 per 1000 and threefold', () => {
    const [a, b] = [
      { count: 30, population: 1000 },
      { count: 20, population: 2000 },
    ];
    expect(sound(differenceOfRates(a, b, { multiplier: 1000 })).value).toBeCloseTo(20, 10);
    const ratio = sound(ratioOfRates(a, b));
    expect(ratio.value).toBeCloseTo(3, 12);
    // √(1/30 + 1/20) = 0.288675.
    expect(ratio.upper / 3).toBeCloseTo(Math.exp(1.959964 * 0.288675), 5);
  });

  test('a ratio needs an event in both', () => {
    expect(ratioOfRates({ count: 0, population: 10 }, { count: 1, population: 10 }).ok).toBe(false);
    expect(ratioOfProportions({ count: 1, total: 10 }, { count: 0, total: 10 }).ok).toBe(false);
    expect(ratioOfProportions({ count: 10, total: 10 }, { count: 5, total: 5 }).ok).toBe(false);
  });

  test('a gap says which side has no value', () => {
    const gap = gapBetween(proportion(5, 0), proportion(5, 10));
    expect(gap.difference).toEqual({ ok: false, reason: 'there is nobody to count among' });
    expect(gap.ratio).toEqual(gap.difference);
  });
});

const shares = fc
  .tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 }))
  .map(([count, others]) => ({ count, total: count + others }));

test('limits hold differences and ratios, and the other way round they mirror', () => {
  fc.assert(
    fc.property(shares, shares, (a, b) => {
      const [there, back] = [sound(differenceOfProportions(a, b)), sound(differenceOfProportions(b, a))];
      expect(there.lower).toBeLessThanOrEqual(there.value);
      expect(there.upper).toBeGreaterThanOrEqual(there.value);
      expect(there.lower).toBeGreaterThanOrEqual(-1);
      expect(there.upper).toBeLessThanOrEqual(1);
      expect(back.lower).toBeCloseTo(-there.upper, 12);
      const [ratio, inverse] = [sound(ratioOfProportions(a, b)), sound(ratioOfProportions(b, a))];
      expect(ratio.lower).toBeLessThanOrEqual(ratio.value);
      expect(ratio.upper).toBeGreaterThanOrEqual(ratio.value);
      expect(inverse.upper * ratio.lower).toBeCloseTo(1, 10);
    }),
  );
});

test('a gap of proportions is Newcombe’s difference, and its ratio agrees with the difference about which is higher', () => {
  fc.assert(
    fc.property(shares, shares, (a, b) => {
      const { difference, ratio } = gapBetween(proportion(a.count, a.total), proportion(b.count, b.total));
      const newcombe = sound(differenceOfProportions(a, b));
      expect(sound(difference).lower).toBe(newcombe.lower);
      expect(Math.sign(Math.log(sound(ratio).value))).toBe(Math.sign(newcombe.value));
    }),
  );
});
