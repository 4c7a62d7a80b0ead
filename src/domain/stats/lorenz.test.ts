import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lorenz, type ValueGroup } from './lorenz';
import { seededUniform } from './random';

const giniOf = (groups: readonly ValueGroup[]) => {
  const { gini } = lorenz(groups);
  if (!gini.ok) throw new Error(gini.reason);
  return gini;
};

const each = (values: readonly number[]) => values.map((value) => ({ value, people: 1 }));

describe('worked examples', () => {
  test('alike is 0, all with one of two is a half, all with one of ten is 0.9', () => {
    expect(giniOf(each([3, 3, 3])).value).toBeCloseTo(0, 12);
    expect(giniOf(each([0, 8])).value).toBeCloseTo(0.5, 12);
    expect(giniOf(each([0, 0, 0, 0, 0, 0, 0, 0, 0, 4])).value).toBeCloseTo(0.9, 12);
  });

  test('1, 2, 3, 4 have a mean difference of 1.25 and a mean of 2.5', () => {
    expect(giniOf(each([4, 2, 3, 1])).value).toBeCloseTo(0.25, 12);
  });

  test('one person, nothing to share or a negative value have none', () => {
    expect(lorenz(each([3])).gini.ok).toBe(false);
    expect(lorenz(each([0, 0])).gini.ok).toBe(false);
    expect(lorenz(each([-1, 2])).gini).toEqual({ ok: false, reason: 'group 1: the value is negative' });
  });
});

test('limits are as wide as the coefficient varies between samples', () => {
  // Exponential values have a Gini coefficient of a half.
  const uniform = seededUniform(3);
  const samples = Array.from({ length: 400 }, () =>
    giniOf(each(Array.from({ length: 400 }, () => -Math.log(uniform())))),
  );
  const values = samples.map(({ value }) => value);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  const stated =
    samples.reduce((sum, { value, upper }) => sum + (upper - value) / 1.959964, 0) / samples.length;
  expect(mean).toBeCloseTo(0.5, 2);
  expect(stated / spread).toBeGreaterThan(0.9);
  expect(stated / spread).toBeLessThan(1.1);
  const covered = samples.filter(({ lower, upper }) => lower <= 0.5 && upper >= 0.5).length / samples.length;
  expect(covered).toBeGreaterThan(0.91);
});

const valuesOf = fc
  .array(fc.nat(20), { minLength: 2, maxLength: 60 })
  .filter((values) => values.some((value) => value > 0));

test('people one by one, in any order, are the same as groups of equal value', () => {
  fc.assert(
    fc.property(valuesOf, (values) => {
      const [alone, together] = [
        giniOf(each(values)),
        giniOf(
          [...new Set(values)].map((value) => ({ value, people: values.filter((v) => v === value).length })),
        ),
      ];
      expect(together.value).toBeCloseTo(alone.value, 10);
      expect(together.upper).toBeCloseTo(alone.upper, 10);
    }),
  );
});

test('limits hold the coefficient within 0–1, and the unit does not matter', () => {
  fc.assert(
    fc.property(valuesOf, (values) => {
      const { value, lower, upper } = giniOf(each(values));
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(lower).toBeLessThanOrEqual(value);
      expect(upper).toBeGreaterThanOrEqual(value);
      expect(upper).toBeLessThanOrEqual(1);
      expect(giniOf(each(values.map((v) => v * 12))).upper).toBeCloseTo(upper, 10);
    }),
  );
});
