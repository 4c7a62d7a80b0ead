import fc from 'fast-check';
import { expect, it } from 'vitest';
import { suppressed } from '../disclosure';
import { ageCount } from '../stats/cohort-component';
import { agedForms, agedIds, agedYears, canMap, formatAged, parseAged, type Aged } from './aged';
import { releaseAged } from './aged-figures';
import { Forecast } from './forecast';
import { drawCount, type Draws } from './uncertainty';
import { strata } from './rates';

const years = 21;
/** Networks with `first[i]` people of every single age and sex today, and `more[i]` per cent more of those over 74 a year. */
function forecastOf(first: readonly number[], more: readonly number[] = first.map(() => 0)): Forecast {
  const ages = first.map((people, i) =>
    Array.from({ length: years }, (_, year) => {
      const list = Float64Array.from(
        { length: ageCount },
        (_, age) => people * (age >= 75 ? 1 + (more[i]! * year) / 100 : 1),
      );
      return { male: list, female: list };
    }),
  );
  return new Forecast({ networks: [], byFifth: new Float64Array(0), outcomes: new Map() }, ages, 15);
}
const of = (text: string): Aged => parseAged(text)!;
const release = (forecast: Forecast, text: string, policy: 'none' | 'hes' = 'none') =>
  releaseAged(forecast, null, { aged: of(text), policy });

it('reads every choice that it writes, and nothing else', () => {
  const every = agedIds.flatMap((id) =>
    agedYears.flatMap((year) => agedForms.map((form): Aged => ({ of: id, year, form }))),
  );
  for (const aged of every) expect(parseAged(formatAged(aged))).toEqual(canMap(aged) ? aged : null);
  for (const text of [
    '',
    'share75',
    'share75.7',
    'share75.10.percent',
    'median.0.change',
    'share75.10.value',
  ])
    expect(parseAged(text), text).toBe(null);
});

it('is worked out by hand for a list of as many people at every age', () => {
  // Ages 0 to 90, ten men and ten women each: 91 ages, of which 26 are 65+, 16 are 75+, 6 are 85+, and 49 are 16 to 64.
  const forecast = forecastOf([10]);
  const value = (text: string) => Number(release(forecast, text).networks[0]!.value);
  expect(value('share65.0')).toBeCloseTo((100 * 26) / 91, 9);
  expect(value('share75.0')).toBeCloseTo((100 * 16) / 91, 9);
  expect(value('share85.0')).toBeCloseTo((100 * 6) / 91, 9);
  expect(value('number75.0')).toBe(320);
  expect(value('dependency.0')).toBeCloseTo((100 * 42) / 49, 9);
  expect(value('median.0')).toBeCloseTo(45.5, 9);
});

it('maps growth in number and in per cent, of each network and of all', () => {
  const { networks, total } = release(forecastOf([10, 30], [2, 4]), 'number75.10.percent');
  // 20% of 320 and 40% of 960 people.
  expect(networks.map(({ value }) => Number(value))).toEqual([expect.closeTo(20, 9), expect.closeTo(40, 9)]);
  expect(Number(total.value)).toBeCloseTo((100 * (64 + 384)) / 1280, 9);
  const change = release(forecastOf([10, 30], [2, 4]), 'number75.10.change');
  expect(change.networks.map(({ today, then, value }) => [today, then, value])).toEqual([
    [320, 384, 64],
    [960, 1344, 384],
  ]);
  expect(change.total.value).toBe(448);
});

it('is nought where nothing changes, and a change is then less today', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: -4, max: 9 })), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.constantFrom(...agedIds),
      fc.constantFrom(5, 10, 15),
      (networks, id, year) => {
        const forecast = forecastOf(
          networks.map(([people]) => people),
          networks.map(([, more]) => more),
        );
        const { networks: figures } = release(forecast, `${id}.${year}.change`);
        figures.forEach(({ today, then, value }, i) => {
          expect(Number(value)).toBeCloseTo(Number(then) - Number(today), 6);
          if (networks[i]![1] === 0) expect(Number(value)).toBeCloseTo(0, 9);
          expect(release(forecast, `${id}.${year}`).networks[i]!.value).toBe(then);
        });
      },
    ),
    { numRuns: 60 },
  );
});

it('hides few people and rounds the rest by the policy, limits too', () => {
  const few = release(forecastOf([0.25, 40]), 'number85.10', 'hes').networks;
  // 0.25 × 2 sexes × 6 ages are three people.
  expect(few.map(({ value }) => value)).toEqual([suppressed, 480]);
  expect(release(forecastOf([0.25, 40]), 'share85.10', 'hes').networks[0]!.value).toBe(suppressed);
  const still = (count: number, value: number) => new Float64Array(count).fill(value);
  const draws: Draws = {
    ratios: Array.from({ length: years }, () =>
      Float64Array.from({ length: drawCount * strata }, (_, i) => 0.9 + (0.2 * (i % drawCount)) / drawCount),
    ),
    surviving: Array.from({ length: years }, () => still(strata, 1)),
    chance: still(drawCount * strata, 0),
    rates: still(drawCount, 0),
  };
  const { networks } = releaseAged(forecastOf([41]), draws, { aged: of('number75.10'), policy: 'hes' });
  const { lower, upper } = networks[0]!.range!;
  for (const limit of [lower, upper]) expect(Number(limit) % 5).toBe(0);
  // 82 × 16 people times 0.92 and 1.08, and half of what is rounded.
  expect(Math.abs(Number(lower) - 1312 * 0.92)).toBeLessThan(5);
  expect(Math.abs(Number(upper) - 1312 * 1.08)).toBeLessThan(5);
});
