import { expect, it } from 'vitest';
import { indirectlyStandardisedMean } from './indirect-mean';

it('refuses a rate by a reference whose mean is below 0, though more than 0 is expected', () => {
  const strata = [
    { population: 1, referenceSum: 1, referencePopulation: 1 },
    { population: 0, referenceSum: -2, referencePopulation: 1 },
  ];
  const found = indirectlyStandardisedMean(strata, { sum: 1, variance: 1 }, { as: 'rate' });
  expect(found).toMatchObject({ ok: false, reason: 'the mean of the reference is below 0' });
  expect(indirectlyStandardisedMean(strata, { sum: 1, variance: 1 }, { as: 'ratio' }).ok).toBe(true);
});
