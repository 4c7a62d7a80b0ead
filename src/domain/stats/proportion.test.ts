import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proportion } from './proportion';

describe('worked examples', () => {
  test.each([
    // Newcombe, Stat Med 1998;17:857–72, table I, method 3.
    [81, 263, 0.308, 0.2553, 0.3662],
    [15, 148, 0.1014, 0.0624, 0.1605],
    [0, 20, 0, 0, 0.1611],
    [1, 29, 0.0345, 0.0061, 0.1718],
  ])('%i of %i is %f (%f to %f)', (count, total, value, lower, upper) => {
    const estimate = proportion(count, total);
    if (!estimate.ok) throw new Error(estimate.reason);
    expect(estimate.value).toBeCloseTo(value, 4);
    expect(estimate.lower).toBeCloseTo(lower, 4);
    expect(estimate.upper).toBeCloseTo(upper, 4);
  });

  test.each([
    [1, 0, 'there is nobody to count among'],
    [11, 10, 'the count is outside its denominator'],
    [-1, 10, 'the count is outside its denominator'],
    [NaN, 10, 'a count is missing'],
    [1, Infinity, 'a count is missing'],
  ])('%f of %f has no value, because %s', (count, total, reason) => {
    expect(proportion(count, total)).toEqual({ ok: false, reason });
  });

  test('a confidence is between 0 and 1', () => {
    expect(proportion(1, 2, { confidence: 95 }).ok).toBe(false);
  });
});

const shares = fc
  .tuple(fc.nat(1_000_000), fc.nat(1_000_000))
  .filter(([a, b]) => a + b > 0)
  .map(([count, others]) => ({ count, total: count + others }));

test('limits hold the value within 0–1, and more confidence is wider', () => {
  fc.assert(
    fc.property(shares, ({ count, total }) => {
      const [inner, outer] = [0.95, 0.998].map((confidence) => proportion(count, total, { confidence }));
      if (!inner!.ok || !outer!.ok) throw new Error('no value');
      expect(inner!.lower).toBeGreaterThanOrEqual(0);
      expect(inner!.lower).toBeLessThanOrEqual(inner!.value);
      expect(inner!.upper).toBeGreaterThanOrEqual(inner!.value);
      expect(inner!.upper).toBeLessThanOrEqual(1);
      expect(outer!.lower).toBeLessThanOrEqual(inner!.lower);
      expect(outer!.upper).toBeGreaterThanOrEqual(inner!.upper);
    }),
  );
});

test('those without it mirror those with it', () => {
  fc.assert(
    fc.property(shares, ({ count, total }) => {
      const [with_, without] = [proportion(count, total), proportion(total - count, total)];
      if (!with_.ok || !without.ok) throw new Error('no value');
      expect(without.lower).toBeCloseTo(1 - with_.upper, 12);
      expect(without.upper).toBeCloseTo(1 - with_.lower, 12);
    }),
  );
});
