import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classBreaks, classOf } from './class-breaks';

const limitsOf = (values: number[], finest = 0.001) => classBreaks(values, { finest }).limits;

describe('limits are round, and about equally many values lie between them', () => {
  test.each<[string, number[], number, number[]]>([
    ['shares', ramp(0.042, 0.171, 24), 0.001, [0.06, 0.1, 0.12, 0.14]],
    ['thousands of people', ramp(20_000, 80_000, 24), 1, [30_000, 40_000, 60_000, 70_000]],
    ['all negative', ramp(-10, -1, 30), 0.1, [-8, -6, -4, -2]],
    ['both signs', ramp(-5, 5, 50), 0.1, [-3, -1, 1, 3]],
  ])('%s', (_, values, finest, limits) => {
    expect(limitsOf(values, finest)).toEqual(limits);
  });

  test('an outlier does not stretch the classes', () => {
    const { counts } = classBreaks([...ramp(0.1, 0.2, 49), 0.95], { finest: 0.001 });
    for (const count of counts) expect(count).toBeGreaterThanOrEqual(5);
  });
});

describe('few values', () => {
  test('none makes no class', () => {
    expect(classBreaks([], { finest: 1 })).toEqual({ limits: [], counts: [] });
    expect(classBreaks([NaN, Infinity], { finest: 1 })).toEqual({ limits: [], counts: [] });
  });

  test('one value, or one value many times, makes one class', () => {
    expect(classBreaks([7], { finest: 1 })).toEqual({ limits: [], counts: [1] });
    expect(classBreaks([7, 7, 7], { finest: 1 })).toEqual({ limits: [], counts: [3] });
  });

  test('three distinct values make three classes', () => {
    expect(classBreaks([1, 1, 2, 9, 9], { finest: 1 }).counts).toEqual([2, 1, 2]);
  });

  test('none and all are parted in the middle', () => {
    expect(limitsOf([0, 0, 0, 1, 1])).toEqual([0.5]);
  });

  test('values that the format cannot tell apart share a class', () => {
    expect(classBreaks([0.1001, 0.1002, 0.1003], { finest: 0.001 }).limits).toEqual([]);
  });
});

const anyValues = fc.array(
  fc.oneof(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.integer({ min: -3, max: 3 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  ),
  { maxLength: 60 },
);

describe('whatever the values', () => {
  test('limits ascend, no class is empty, and every value is in the class that its limits say', () => {
    fc.assert(
      fc.property(anyValues, fc.integer({ min: 1, max: 7 }), (values, classes) => {
        const { limits, counts } = classBreaks(values, { classes, finest: 1e-6 });
        expect(limits.length).toBeLessThan(Math.max(1, classes));
        for (let i = 1; i < limits.length; i++) expect(limits[i]!).toBeGreaterThan(limits[i - 1]!);
        for (const count of counts) expect(count).toBeGreaterThan(0);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(values.length);
        for (const value of values) {
          const at = classOf(value, limits);
          if (at > 0) expect(value).toBeGreaterThanOrEqual(limits[at - 1]!);
          if (at < limits.length) expect(value).toBeLessThan(limits[at]!);
        }
      }),
    );
  });

  test('limits are multiples of the finest step', () => {
    fc.assert(
      fc.property(anyValues, fc.constantFrom(1, 0.1, 0.01, 0.001), (values, finest) => {
        for (const limit of limitsOf(values, finest))
          expect(Math.abs(limit / finest - Math.round(limit / finest))).toBeLessThan(1e-4);
      }),
    );
  });

  test('there are as many classes as distinct values allow, up to five', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -1000, max: 1000 })), (values) => {
        expect(classBreaks(values, { finest: 1 }).counts.length).toBe(Math.min(5, values.length));
      }),
    );
  });

  test('the order of the values does not matter', () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        expect(limitsOf([...values].reverse())).toEqual(limitsOf(values));
      }),
    );
  });
});

function ramp(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}
