import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Estimate } from './estimate';
import { expectedCount, indirectlyStandardised } from './indirect-standardisation';
import { countLimits, rate } from './rate';

const sound = (estimate: Estimate) => {
  if (!estimate.ok) throw new Error(estimate.reason);
  return estimate;
};

describe('worked examples', () => {
  const strata = [
    { name: 'young', population: 1000, referenceCount: 10, referencePopulation: 2000 },
    { name: 'old', population: 500, referenceCount: 40, referencePopulation: 1000 },
  ];

  test('1000 × 10/2000 and 500 × 40/1000 are 25 expected', () => {
    expect(expectedCount(strata)).toEqual({ ok: true, value: 25, referenceRate: 50 / 3000 });
  });

  test('five observed of 25 expected are a ratio of 0.2, or 20 to 100, also below ten events', () => {
    const ratio = sound(indirectlyStandardised(strata, 5, { as: 'ratio' }));
    expect(ratio.value).toBeCloseTo(0.2, 12);
    expect(ratio.upper).toBeCloseTo(countLimits(5, 0.95).upper! / 25, 12);
    expect(sound(indirectlyStandardised(strata, 5, { as: 'ratio', multiplier: 100 })).value).toBeCloseTo(
      20,
      10,
    );
    expect(sound(indirectlyStandardised(strata, 5, { as: 'rate' })).value).toBeCloseTo((0.2 * 5e6) / 3000, 8);
  });

  test('a stratum without people expects nothing; one without a reference is refused by name', () => {
    const [young, old] = strata;
    expect(expectedCount([young!, { ...old!, population: 0 }])).toMatchObject({ ok: true, value: 5 });
    expect(expectedCount([young!, { ...old!, referencePopulation: 0 }])).toEqual({
      ok: false,
      reason: 'stratum old: the reference population is zero',
    });
    const nobody = strata.map((stratum) => ({ ...stratum, population: 0 }));
    expect(indirectlyStandardised(nobody, 0, { as: 'ratio' })).toEqual({
      ok: false,
      reason: 'no event is expected',
    });
  });

  test('squares widen the interval by √(squares / observed)', () => {
    const [plain, repeated] = [undefined, 400].map((squares) =>
      sound(indirectlyStandardised(strata, 100, { as: 'ratio', squares })),
    );
    expect((repeated!.upper - 4) / (plain!.upper - 4)).toBeCloseTo(2, 10);
    expect(indirectlyStandardised(strata, 100, { as: 'ratio', squares: 99 }).ok).toBe(false);
  });
});

const ownStrata = fc.array(
  fc.record({
    referenceCount: fc.integer({ min: 1, max: 2000 }),
    referencePopulation: fc.integer({ min: 1, max: 20_000 }),
  }),
  { minLength: 1, maxLength: 40 },
);

test('the reference against itself is as expected, and its rate is the crude one', () => {
  fc.assert(
    fc.property(ownStrata, (strata) => {
      const own = strata.map((stratum) => ({ ...stratum, population: stratum.referencePopulation }));
      const observed = strata.reduce((sum, { referenceCount }) => sum + referenceCount, 0);
      const people = strata.reduce((sum, { referencePopulation }) => sum + referencePopulation, 0);
      const ratio = sound(indirectlyStandardised(own, observed, { as: 'ratio' }));
      expect(ratio.value).toBeCloseTo(1, 10);
      expect(ratio.lower).toBeLessThanOrEqual(1);
      expect(ratio.upper).toBeGreaterThanOrEqual(1);
      const standardised = sound(indirectlyStandardised(own, observed, { as: 'rate' }));
      const crude = sound(rate(observed, people));
      expect(standardised.value / crude.value).toBeCloseTo(1, 10);
      expect(standardised.lower / crude.lower).toBeCloseTo(1, 10);
    }),
  );
});

test('neither order nor scale of the reference matters', () => {
  fc.assert(
    fc.property(ownStrata, fc.nat(5000), fc.integer({ min: 2, max: 50 }), (strata, observed, times) => {
      const own = strata.map((stratum, i) => ({ ...stratum, population: 100 + i }));
      const larger = [...own].reverse().map(({ population, referenceCount, referencePopulation }) => ({
        population,
        referenceCount: referenceCount * times,
        referencePopulation: referencePopulation * times,
      }));
      const [one, other] = [own, larger].map((each) =>
        sound(indirectlyStandardised(each, observed, { as: 'ratio' })),
      );
      expect(other!.value).toBeCloseTo(one!.value, 8);
      expect(other!.upper / one!.upper).toBeCloseTo(1, 10);
    }),
  );
});
