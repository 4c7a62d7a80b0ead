import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byar, countLimits, exactLimits, rate, rateOfRepeatEvents } from './rate';

describe('worked examples', () => {
  test.each([
    // Exact 95% Poisson limits, any table: no event leaves −ln 0.025.
    [0, 0, 3.6889],
    [1, 0.0253, 5.5716],
    [3, 0.6187, 8.7673],
    [9, 4.1154, 17.0848],
  ])('%i events lie within %f to %f', (count, lower, upper) => {
    const limits = countLimits(count, 0.95);
    expect(limits.lower).toBeCloseTo(lower, 4);
    expect(limits.upper).toBeCloseTo(upper, 4);
    expect(limits.method).toBe('Exact');
  });

  test('from ten events limits are Byar’s', () => {
    expect(countLimits(9.999, 0.95).method).toBe('Exact');
    expect(countLimits(10, 0.95)).toEqual({ ...byar(10, 0.95), method: 'Byars' });
  });

  test('Byar gives one event no lower limit at 99.8%, and no event none at all', () => {
    expect(byar(1, 0.998).lower).toBeNull();
    expect(byar(0, 0.95).lower).toBeNull();
  });

  test('a count may exceed its population', () => {
    expect(rate(250, 220).ok).toBe(true);
  });

  test('ten people with ten events each are ten people, not a hundred events', () => {
    // Σ events² is 1000: the interval of the 100 is √10 times as wide as for 100 independent events.
    const repeated = rateOfRepeatEvents(100, 1000, 1000, { multiplier: 1000 });
    const independent = rate(100, 1000, { multiplier: 1000 });
    if (!repeated.ok || !independent.ok) throw new Error('no value');
    expect(repeated.value).toBe(100);
    expect((repeated.upper - 100) / (independent.upper - 100)).toBeCloseTo(Math.sqrt(10), 10);
  });
});

const counts = fc.integer({ min: 0, max: 10_000_000 });

test('limits hold the count', () => {
  fc.assert(
    fc.property(counts, fc.double({ min: 0.01, max: 0.9999, noNaN: true }), (count, confidence) => {
      for (const { lower, upper } of [countLimits(count, confidence), exactLimits(count, confidence)]) {
        expect(lower).toBeLessThanOrEqual(count);
        expect(upper).toBeGreaterThanOrEqual(count);
      }
    }),
  );
});

test('Byar’s limits are close to the exact ones, closer for more events', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 10_000_000 }), (count) => {
      const [exact, approximate] = [exactLimits(count, 0.95), byar(count, 0.95)];
      expect(Math.abs(approximate.lower! - exact.lower)).toBeLessThan(0.1 / Math.sqrt(count));
      expect(Math.abs(approximate.upper! - exact.upper)).toBeLessThan(0.1 / Math.sqrt(count));
    }),
  );
});

test('rates scale with the multiplier and against the population', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 1_000_000 }), (count, population) => {
      const [one, ten] = [
        rate(count, population, { multiplier: 1 }),
        rate(count, population * 10, { multiplier: 10 }),
      ];
      if (!one.ok || !ten.ok) throw new Error('no value');
      expect(ten.value).toBeCloseTo(one.value, 9);
      expect(ten.lower / one.upper).toBeCloseTo(one.lower / one.upper, 9);
    }),
  );
});

test('events that nobody repeats are independent', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 1_000_000 }), (count, population) => {
      const [repeated, independent] = [rateOfRepeatEvents(count, count, population), rate(count, population)];
      if (!repeated.ok || !independent.ok) throw new Error('no value');
      expect(repeated.lower).toBeCloseTo(independent.lower, 5);
      expect(repeated.upper).toBeCloseTo(independent.upper, 5);
    }),
  );
});
