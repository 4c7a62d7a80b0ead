import { expect, it } from 'vitest';
import { ageCount } from '../stats/cohort-component';
import { forecast, forecastYears } from './forecast';
import { buffersOf, packed, unpacked } from './parcel';
import { projectAreas } from './project';
import { strata } from './rates';
import { fifthCount } from './outcome-today';
import type { Today } from './today';

const counts = (length: number, seed: number) =>
  Float64Array.from({ length }, (_, i) => ((i + 1) * (seed + 3)) % 97);
const networks = [0, 1, 2].map((seed) => ({
  people: { male: counts(ageCount, seed), female: counts(ageCount, seed + 5) },
  decile: 3 + seed,
  byFifth: counts(strata * fifthCount, seed),
}));
const today: Today = {
  networks,
  byFifth: counts(strata * fifthCount, 9),
  outcomes: new Map([
    [
      'dm',
      {
        cases: networks.map((_, seed) => counts(strata, seed)),
        totals: [60, 70, 80],
        all: counts(strata, 4),
        byFifth: counts(strata * fifthCount, 6),
      },
    ],
  ]),
};

it('a forecast comes out of the parcel that a worker hands over as it is made without one', () => {
  const made = forecast(today, null);
  const projected = projectAreas(networks, null, forecastYears);
  if (!made.ok || !projected.ok) throw new Error('not carried forward');
  const parcel = packed(today, projected);
  const sent = structuredClone(parcel, { transfer: buffersOf(parcel) });
  // Handed over, not copied.
  expect([parcel.ages.length, parcel.people.length]).toEqual([0, 0]);
  const { today: own, ages, people, published } = unpacked(sent);
  expect(own).toEqual(today);
  expect(ages).toEqual(made.forecast.ages);
  expect(people).toEqual(made.forecast.people);
  expect(published).toBe(made.forecast.published);
});
