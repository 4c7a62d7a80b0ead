import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  directlyStandardisedMean,
  directlyStandardisedRate,
  directlyStandardisedRepeatEvents,
  directlyStandardisedRepeatEventsOfSums,
} from './direct-standardisation';
import type { Estimate } from './estimate';
import { europeanStandardPopulation2013 } from './european-standard-population';
import { meanOfSums } from './mean';
import { rate } from './rate';

const sound = (estimate: Estimate) => {
  if (!estimate.ok) throw new Error(estimate.reason);
  return estimate;
};

describe('worked examples', () => {
  const strata = [
    { name: 'young', count: 10, population: 1000, standard: 60 },
    { name: 'old', count: 90, population: 1000, standard: 40 },
  ];

  test('a young standard draws the rate towards the young', () => {
    // 0.6 × 10‰ + 0.4 × 90‰ = 42‰; Var = 0.36 × 10 + 0.16 × 90 = 18 per million; √(18/100) = 0.424264.
    const estimate = sound(directlyStandardisedRate(strata, { multiplier: 1000 }));
    expect(estimate.value).toBeCloseTo(42, 10);
    // Byar's limits of 100 are 81.3625 and 121.6275.
    expect(estimate.lower).toBeCloseTo(42 + 0.4242641 * (81.3625 - 100), 3);
    expect(estimate.upper).toBeCloseTo(42 + 0.4242641 * (121.6275 - 100), 3);
  });

  test('fewer than ten events give no rate', () => {
    const few = strata.map((stratum) => ({ ...stratum, count: 4 }));
    expect(directlyStandardisedRate(few)).toEqual({ ok: false, reason: 'fewer than 10 events' });
  });

  test.each([
    [{ population: 0 }, 'stratum old: the population is zero'],
    [{ population: -1 }, 'stratum old: the population is negative'],
    [{ count: -1 }, 'stratum old: the count is negative'],
    [{ count: NaN }, 'stratum old: the count is missing'],
    [{ standard: -40 }, 'stratum old: the standard weight is negative'],
  ])('%o is refused by name', (fault, reason) => {
    const faulty = [strata[0]!, { ...strata[1]!, ...fault }];
    expect(directlyStandardisedRate(faulty)).toEqual({ ok: false, reason });
  });

  test('the European Standard Population has 19 bands and 100,000 people', () => {
    expect(europeanStandardPopulation2013).toHaveLength(19);
    expect(europeanStandardPopulation2013.at(-2)).toEqual({ band: '85-89', from: 85, weight: 1500 });
    expect(europeanStandardPopulation2013.reduce((sum, { weight }) => sum + weight, 0)).toBe(100_000);
  });

  test('a mean of two strata', () => {
    // Means 2 and 4, variances 1 and 4 among 100 each, weights ¾ and ¼: 2.5 ± 1.96 √(9/16 · 1/100 + 1/16 · 4/100).
    const mean = sound(
      directlyStandardisedMean([
        { population: 100, standard: 3, sum: 200, squares: 400 + 99 },
        { population: 100, standard: 1, sum: 400, squares: 1600 + 4 * 99 },
      ]),
    );
    expect(mean.value).toBeCloseTo(2.5, 12);
    expect(mean.upper - mean.value).toBeCloseTo(1.959964 * Math.sqrt(0.13 / 16), 6);
  });
});

const strataOf = fc.array(
  fc.record({
    count: fc.integer({ min: 5, max: 2000 }),
    population: fc.integer({ min: 1, max: 20_000 }),
    standard: fc.integer({ min: 1, max: 7000 }),
  }),
  { minLength: 2, maxLength: 25 },
);

test('limits hold the rate, and none is negative', () => {
  fc.assert(
    fc.property(strataOf, (strata) => {
      const { value, lower, upper } = sound(directlyStandardisedRate(strata));
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(lower).toBeLessThanOrEqual(value);
      expect(upper).toBeGreaterThanOrEqual(value);
    }),
  );
});

test('standardised to their own structure people have their crude rate and its limits', () => {
  fc.assert(
    fc.property(strataOf, (strata) => {
      const own = strata.map((stratum) => ({ ...stratum, standard: stratum.population }));
      const standardised = sound(directlyStandardisedRate(own, { multiplier: 1 }));
      const count = strata.reduce((sum, stratum) => sum + stratum.count, 0);
      const population = strata.reduce((sum, stratum) => sum + stratum.population, 0);
      const crude = sound(rate(count, population, { multiplier: 1 }));
      expect(standardised.value / crude.value).toBeCloseTo(1, 10);
      expect(standardised.lower / crude.value).toBeCloseTo(crude.lower / crude.value, 10);
      expect(standardised.upper / crude.value).toBeCloseTo(crude.upper / crude.value, 10);
    }),
  );
});

test('neither the order of strata nor the size of the standard matters, and the multiplier scales', () => {
  fc.assert(
    fc.property(strataOf, fc.integer({ min: 2, max: 1000 }), (strata, times) => {
      const plain = sound(directlyStandardisedRate(strata, { multiplier: 1 }));
      const other = sound(
        directlyStandardisedRate(
          [...strata].reverse().map((stratum) => ({ ...stratum, standard: stratum.standard * times })),
          { multiplier: times },
        ),
      );
      for (const side of ['value', 'lower', 'upper'] as const)
        expect(other[side] / times / plain.value).toBeCloseTo(plain[side] / plain.value, 10);
    }),
  );
});

const repeatStrata = fc.array(
  fc.record({
    population: fc.integer({ min: 1, max: 20_000 }),
    standard: fc.integer({ min: 1, max: 7000 }),
    persons: fc.array(fc.record({ events: fc.nat(12), count: fc.nat(300) }), { maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 25 },
);

const sumsOf = (persons: readonly { events: number; count: number }[]) => ({
  events: persons.reduce((sum, { events, count }) => sum + events * count, 0),
  squares: persons.reduce((sum, { events, count }) => sum + events * events * count, 0),
});

test('repeat events are the same from persons and from sums', () => {
  fc.assert(
    fc.property(repeatStrata, (strata) => {
      expect(
        directlyStandardisedRepeatEventsOfSums(
          strata.map(({ persons, ...stratum }) => ({ ...stratum, ...sumsOf(persons) })),
        ),
      ).toEqual(directlyStandardisedRepeatEvents(strata));
    }),
  );
});

test('repeat events have wider limits than as many independent ones, and the same without repeats', () => {
  fc.assert(
    fc.property(repeatStrata, (strata) => {
      const plain = directlyStandardisedRate(
        strata.map(({ persons, ...stratum }) => ({ ...stratum, count: sumsOf(persons).events })),
      );
      const repeated = directlyStandardisedRepeatEvents(strata);
      expect(repeated.ok).toBe(plain.ok);
      if (!repeated.ok || !plain.ok) return;
      expect(repeated.value / plain.value).toBeCloseTo(1, 10);
      expect(repeated.upper / plain.upper).toBeGreaterThanOrEqual(1 - 1e-12);
      const once = strata.map(({ persons, ...stratum }) => ({
        ...stratum,
        persons: [{ events: 1, count: sumsOf(persons).events }],
      }));
      const nobodyTwice = sound(directlyStandardisedRepeatEvents(once));
      expect(nobodyTwice.upper / plain.upper).toBeCloseTo(1, 10);
    }),
  );
});

test('a mean standardised to its own structure is the crude mean', () => {
  const people = fc.array(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 30 }), {
    minLength: 1,
    maxLength: 10,
  });
  fc.assert(
    fc.property(people, (strata) => {
      const sums = (values: readonly number[]) => ({
        sum: values.reduce((total, value) => total + value, 0),
        squares: values.reduce((total, value) => total + value ** 2, 0),
      });
      const standardised = sound(
        directlyStandardisedMean(
          strata.map((values) => ({ population: values.length, standard: values.length, ...sums(values) })),
        ),
      );
      const { sum, squares } = sums(strata.flat());
      expect(standardised.value).toBeCloseTo(sound(meanOfSums(sum, squares, strata.flat().length)).value, 9);
      expect(standardised.lower).toBeLessThanOrEqual(standardised.value);
      expect(standardised.upper).toBeGreaterThanOrEqual(standardised.value);
    }),
  );
});
