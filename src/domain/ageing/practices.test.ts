import { describe, expect, it } from 'vitest';
import { discloseParts, RawCounts, suppressed } from '../disclosure';
import { measureCatalogue } from '../measures/catalogue';
import { bandOf, topAge } from '../schema';
import { seededUniform } from '../stats/random';
import { forecast, totalOf } from './forecast';
import { outcomesOf } from './outcomes';
import { releaseNetworks } from './outcome-figures';
import { forecastPractices, releasePractices } from './practices';
import type { Published } from './project';
import { todaysRates } from './scenario';
import { parseScenario } from './scenario-text';
import { releaseToday } from './today';

const outcomes = outcomesOf(measureCatalogue({ tierAbove: { high_risk: 150 } })).filter(({ id }) =>
  ['dm', 'ltc4'].includes(id),
);
const dm = outcomes.find(({ id }) => id === 'dm')!;
const rawOf = (rows: readonly Record<string, number>[]) =>
  new RawCounts({ get: (name) => rows.map((row) => row[name]!) });
const practices = [4, 7, 9];

/** People of two networks by single year and fifth; the first one's are those of three practices. */
function invented(seed: number, most: number) {
  const uniform = seededUniform(seed);
  const ages: Record<string, number>[] = [];
  const cells: Record<string, number>[] = [];
  const rows: Record<string, number>[] = [];
  for (const network of [0, 1])
    for (const sex of [1, 2])
      for (let age = 0; age <= topAge; age++) {
        let all = 0;
        for (const [i, practice] of practices.entries()) {
          const people = Math.floor(most * uniform() * (age < 60 ? 1 : 1.9 - age / 60));
          all += people;
          const fifth = 1 + ((age + i) % 5);
          cells.push({ network, band: bandOf(age), sex, fifth, people, dm: people >> 3, ltc4: people >> 4 });
          if (network === 0)
            rows.push(
              { practice, age, sex, fifth: -1, people },
              { practice, age: -1, sex: -1, fifth, people },
            );
        }
        ages.push({ network, age, sex, people: all });
      }
  return { ages, cells, rows };
}
const published: Published = {
  ages: 'single',
  years: Array.from({ length: 16 }, (_, year) => {
    const of = (more: number) =>
      Float64Array.from({ length: topAge + 1 }, (_, age) => 5000 + more - age * 20 + year * (age - 30));
    return { male: of(0), female: of(150) };
  }),
};
function carried({ ages, cells, rows }: ReturnType<typeof invented>, policy: 'none' | 'hes' = 'none') {
  const today = releaseToday(rawOf(ages), rawOf(cells), { networks: 2, outcomes, policy });
  const whole = forecast(today, published);
  if (!whole.ok) throw new Error(whole.reason);
  const own = forecastPractices(releasePractices(rawOf(rows), { practices, policy }), {
    whole: whole.forecast,
    network: 0,
    published,
  });
  if (!own.ok) throw new Error(own.reason);
  return { whole: whole.forecast, own: own.forecast };
}
const furthest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, count, i) => Math.max(most, Math.abs(count - b[i]!)), 0);

describe.each(['none', 'hes'] as const)('practices of a network, shown by %s', (policy) => {
  const { whole, own } = carried(invented(5, 30), policy);

  it('are their network in every year, band and sex', () => {
    expect(own.published).toBe(15);
    for (let year = 0; year <= 20; year++)
      expect(furthest(own.peopleIn(year, null), whole.peopleIn(year, [0]))).toBeLessThan(1e-6);
  });

  it('have together what their network has of what is counted apart, too', () => {
    const further = new Map([['apart', whole.today.outcomes.get('dm')!]]);
    const apart = { ...dm, id: 'apart' };
    const ofOwn = totalOf(own.with(further).casesIn(10, apart, todaysRates, null));
    expect(ofOwn).toBeCloseTo(totalOf(whole.casesIn(10, dm, todaysRates, [0])), 6);
  });

  it('have together what their network has, whatever is assumed', () => {
    const { scenario } = parseScenario('trend.all.1--healthier.1.5--less.dm.20.5--gap.30');
    for (const outcome of outcomes) {
      for (const assumed of [todaysRates, scenario])
        for (const year of [0, 7, 20])
          expect(
            furthest(own.casesIn(year, outcome, assumed, null), whole.casesIn(year, outcome, assumed, [0])),
          ).toBeLessThan(1e-6);
      const [parts, all] = [own.atTodaysRates(outcome, null), whole.atTodaysRates(outcome, [0])];
      expect(furthest(parts.cases, all.cases)).toBeLessThan(1e-6);
    }
  });
});

it('starts from each practice’s own list and deprivation, in the order asked for', () => {
  const { rows } = invented(5, 300);
  const released = releasePractices(rawOf(rows), { practices: practices.toReversed(), policy: 'none' });
  for (const [i, practice] of practices.toReversed().entries()) {
    const of = rows.filter((row) => row.practice === practice);
    const { people, decile } = released[i]!;
    expect(people.female[41]).toBe(of.find(({ age, sex }) => age === 41 && sex === 2)!.people);
    const byFifth = of.filter(({ age }) => age === -1);
    const sum = (weight: (fifth: number) => number) =>
      byFifth.reduce((all, row) => all + row.people! * weight(row.fifth!), 0);
    expect(decile).toBeCloseTo(sum((fifth) => 2 * fifth - 0.5) / sum(() => 1), 9);
  }
});

it('takes a practice without rows as nobody, who stay nobody', () => {
  const data = invented(5, 300);
  const rows = data.rows.filter(({ practice }) => practice !== 7);
  const { own } = carried({ ...data, rows });
  expect(totalOf(own.peopleIn(20, [1]))).toBe(0);
  const { networks } = releaseNetworks(own, {
    outcome: dm,
    scenario: todaysRates,
    year: 20,
    policy: 'none',
  });
  expect(networks[1]!.older).toMatchObject({ today: 0, then: 0, percent: null });
  expect(networks[0]!.older.percent).not.toBeNull();
});

it('hides further where an age over all practices would tell a hidden one', () => {
  // Shown as 10 + * + * + * + * = 10, the four could only be ones.
  const counts = [8, 1, 1, 1, 1];
  const whole = counts.reduce((sum, count) => sum + count, 0);
  expect(discloseParts(counts, whole, 'hes').parts[0]).toBe(suppressed);
  const rows = counts.flatMap((people, practice) => [
    { practice, age: 90, sex: 1, fifth: -1, people },
    { practice, age: 30, sex: 1, fifth: -1, people: 500 },
  ]);
  const released = releasePractices(rawOf(rows), { practices: counts.map((_, i) => i), policy: 'hes' });
  expect(released.map(({ people }) => people.male[90])).toEqual(counts.map(() => 4));
  expect(released.map(({ people }) => people.male[30])).toEqual(counts.map(() => 500));
});
