import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disclose, RawCounts } from '../disclosure';
import { measureCatalogue } from '../measures/catalogue';
import { bandCount, bandOf, disclosurePolicies, topAge } from '../schema';
import { seededUniform } from '../stats/random';
import { ageGroups, olderGroups, releaseAgeGrowth, releaseAgeStructure, releaseProjected } from './figures';
import {
  releaseCourse,
  releaseGrowing,
  releaseNetworks,
  releaseOutcomeGrowth,
  releaseRanged,
} from './outcome-figures';
import { forecast, forecastYears, totalOf, type Forecast } from './forecast';
import { outcomesOf } from './outcomes';
import { byBand, type Published } from './project';
import { todaysRates } from './scenario';
import { parseScenario } from './scenario-text';
import { releaseToday, type Today } from './today';
import { drawsOf } from './uncertainty';

const networks = 3;
const outcomes = outcomesOf(measureCatalogue({ tierAbove: { high_risk: 150 } })).filter(({ id }) =>
  ['dm', 'copd', 'ltc4', 'gp_contacts'].includes(id),
);
const outcome = (id: string) => outcomes.find((each) => each.id === id)!;
const rawOf = (rows: readonly Record<string, number>[]) =>
  new RawCounts({ get: (name) => rows.map((row) => row[name]!) });

/** Rows as the two questions give them. */
function invented(seed: number, most = 300) {
  const uniform = seededUniform(seed);
  const ages: Record<string, number>[] = [];
  const cells: Record<string, number>[] = [];
  for (let network = 0; network < networks; network++)
    for (const sex of [1, 2]) {
      for (let band = 0; band < bandCount; band++)
        for (let fifth = 0; fifth < 6; fifth++)
          cells.push({ network, band, sex, fifth, people: 0, dm: 0, copd: 0, ltc4: 0, gp_contacts: 0 });
      for (let age = 0; age <= topAge; age++) {
        const people = Math.floor(most * uniform() * (age < 60 ? 1 : 1.9 - age / 60));
        ages.push({ network, age, sex, people });
        const cell = cells.find(
          (each) =>
            each.network === network &&
            each.band === bandOf(age) &&
            each.sex === sex &&
            each.fifth === (age + network) % 6,
        )!;
        cell.people! += people;
        cell.dm! += Math.floor((people * age) / 400);
        cell.copd! += Math.floor((people * age * (6 - cell.fifth!)) / 8000);
        cell.ltc4! += Math.floor((people * age ** 2) / 40_000);
        cell.gp_contacts! += people * 5 + age;
      }
    }
  return { ages, cells };
}
const todayOf = ({ ages, cells }: ReturnType<typeof invented>, policy: 'none' | 'hes' = 'none'): Today =>
  releaseToday(rawOf(ages), rawOf(cells), { networks, outcomes, policy });

/** Each single age drifts its own way. */
const published: Published = {
  ages: 'single',
  years: Array.from({ length: 16 }, (_, year) => {
    const of = (more: number) =>
      Float64Array.from({ length: topAge + 1 }, (_, age) => 5000 + more - age * 20 + year * (age - 30));
    return { male: of(0), female: of(150) };
  }),
};
function carried(data = invented(7), policy: 'none' | 'hes' = 'none'): Forecast {
  const made = forecast(todayOf(data, policy), published);
  if (!made.ok) throw new Error(made.reason);
  return made.forecast;
}
const system = { scope: null, policy: 'none' } as const;

describe('people', () => {
  it('of all networks are the published change of today’s list, band by band, in every published year', () => {
    const data = invented(7);
    const made = carried(data);
    const list = (sex: number, band: number) =>
      data.ages
        .filter((row) => row.sex === sex && bandOf(row.age!) === band)
        .reduce((sum, { people }) => sum + people!, 0);
    const residents = published.years.map(({ male, female }) => [byBand(male), byBand(female)] as const);
    expect(made.published).toBe(15);
    for (const { year, sex, band, count } of releaseProjected(made, system)) {
      if (year > made.published) continue;
      const wanted = (list(sex, band) * residents[year]![sex - 1]![band]!) / residents[0]![sex - 1]![band]!;
      // Whole people.
      expect(Math.abs(Number(count) - wanted)).toBeLessThanOrEqual(0.5 + 1e-6);
    }
    for (let year = 0; year <= made.published; year++) {
      const wanted = [1, 2].flatMap((sex) =>
        Array.from({ length: bandCount }, (_, band) =>
          band < 15
            ? 0
            : (list(sex, band) * residents[year]![sex - 1]![band]!) / residents[0]![sex - 1]![band]!,
        ),
      );
      const { then } = releaseAgeGrowth(made, null, { ...system, group: olderGroups[1], year });
      expect(Math.abs(Number(then) - totalOf(wanted))).toBeLessThanOrEqual(0.5 + 1e-6);
    }
  });

  it('are those of the list today, and have its median and dependency', () => {
    const data = invented(7);
    const sorted = data.ages
      .flatMap(({ age, people }) => Array.from({ length: people! }, () => age!))
      .sort((a, b) => a - b);
    const { median, dependency, shares } = releaseAgeStructure(carried(data), 0, system);
    expect(Math.floor(median!)).toBe(sorted[Math.floor(sorted.length / 2)]);
    const working = sorted.filter((age) => age >= 16 && age < 65).length;
    expect(dependency).toBeCloseTo((100 * (sorted.length - working)) / working, 9);
    expect(shares.map(({ count }) => count)).toEqual(
      [65, 75, 85].map((from) => sorted.filter((age) => age >= from).length),
    );
  });

  it('of the networks reach the share of the oldest in the first year that they do', () => {
    const made = carried();
    const { networks: each, oldest } = releaseNetworks(made, {
      outcome: outcome('dm'),
      scenario: todaysRates,
      year: 10,
      policy: 'none',
    });
    const share = (network: number, year: number) => {
      const { shares } = releaseAgeStructure(made, year, { scope: [network], policy: 'none' });
      return shares.find(({ id }) => id === 'age75')!.share!;
    };
    expect(each.find(({ network }) => network === oldest.network)!.reaches).toBe(0);
    for (const { network, reaches } of each)
      for (let year = 0; year < (reaches ?? forecastYears); year++)
        expect(share(network, year)).toBeLessThan(oldest.share);
  });

  it('of the networks have the same figures with intervals as without, and those of each alone', () => {
    const made = carried();
    const asked = { outcome: outcome('dm'), scenario: todaysRates, year: 10, policy: 'none' } as const;
    const draws = drawsOf(made.today.networks, published, 10);
    for (const each of releaseNetworks(made, asked).networks) {
      const looked = { ...asked, scope: [each.network] };
      const older = releaseAgeGrowth(made, draws, { ...looked, group: olderGroups[1] });
      const cases = releaseOutcomeGrowth(made, draws, looked);
      expect(older.range!.then.lower).toBeLessThan(older.range!.then.upper);
      expect(releaseRanged(made, draws, asked, each)).toEqual({ ...each, older, outcome: cases });
      expect(each.older).toEqual({ ...older, range: null });
      expect(each.outcome).toEqual({ ...cases, range: null });
      expect(releaseRanged(made, null, asked, each)).toEqual(each);
    }
  });
});

describe('what they have', () => {
  it('is today’s count today, and more, older and other rates add up to its change', () => {
    const data = invented(7);
    const made = carried(data);
    const { scenario } = parseScenario('trend.all.1--healthier.1.5--less.dm.20.5--gap.30');
    for (const each of outcomes)
      for (const scope of [null, [1], [0, 2]]) {
        const counted = data.cells
          .filter(({ network }) => scope === null || scope.includes(network!))
          .reduce((sum, row) => sum + row[each.id]!, 0);
        const course = releaseCourse(made, null, { outcome: each, scenario, scope, policy: 'none' });
        expect(course[0]!.cases).toBe(counted);
        for (const { cases, more, older, rates } of course)
          // Each of the four is a whole number.
          expect(
            Math.abs(counted + Number(more) + Number(older) + Number(rates) - Number(cases)),
          ).toBeLessThan(3);
      }
  });

  it('is less where the gap is closed, only of what the deprived have more of, and contacts may be several a person', () => {
    const made = carried(invented(7, 20_000));
    const { scenario } = parseScenario('gap.100');
    const then = (id: string, assumed = scenario) => totalOf(made.casesIn(15, outcome(id), assumed, null));
    expect(then('copd')).toBeLessThan(then('copd', todaysRates) * 0.95);
    expect(then('gp_contacts', todaysRates)).toBeGreaterThan(totalOf(made.peopleIn(15, null)) * 4);
  });

  it('that grows most stands first', () => {
    const rows = releaseGrowing(carried(), null, {
      ...system,
      outcomes,
      count: 3,
      scenario: todaysRates,
      year: 10,
    });
    const more = rows.map(({ growth }) => Number(growth.more));
    expect(more).toEqual(more.toSorted((a, b) => b - a));
    expect(rows).toHaveLength(3);
  });
});

describe('the gate', () => {
  it('carries forward nothing but what is shown: counts that show alike are carried forward alike', () => {
    const data = invented(11, 40);
    const nudged = (count: number, by: number) => {
      const moved = Math.max(0, count + by);
      return disclose(moved, 'hes') === disclose(count, 'hes') ? moved : count;
    };
    // Of one row at a time, so that no total comes to show otherwise.
    const wholes = (rows: Record<string, number>[]) => rows.reduce((sum, { people }) => sum + people!, 0);
    fc.assert(
      fc.property(fc.nat(data.ages.length - 1), fc.integer({ min: -3, max: 3 }), (row, by) => {
        const ages = data.ages.map((each, i) =>
          i === row ? { ...each, people: nudged(each.people!, by) } : each,
        );
        const own = (rows: Record<string, number>[]) =>
          rows.filter(({ network }) => network === data.ages[row]!.network);
        fc.pre(disclose(wholes(own(ages)), 'hes') === disclose(wholes(own(data.ages)), 'hes'));
        expect(todayOf({ ...data, ages }, 'hes').networks).toEqual(todayOf(data, 'hes').networks);
      }),
      { numRuns: 40 },
    );
  });

  it.each(disclosurePolicies)('shows by %s only numbers that the policy has', (policy) => {
    const made = carried(invented(5, 20), policy === 'none' ? 'none' : 'hes');
    for (const { count } of releaseProjected(made, { scope: [0], policy })) {
      if (count === '*') expect(policy).not.toBe('none');
      else if (policy === 'midpoint6') expect(count === 0 || count % 6 === 3).toBe(true);
      else expect(policy === 'none' ? Number.isInteger(count) : count % 5 === 0).toBe(true);
    }
  });
});

describe('ranges', () => {
  it('hold what is projected, are the same every time, and grow with the years and as networks are small', () => {
    const today = todayOf(invented(7, 60));
    const draws = drawsOf(today.networks, null, forecastYears);
    expect(drawsOf(today.networks, null, forecastYears)).toEqual(draws);
    const made = forecast(today, null);
    if (!made.ok) throw new Error(made.reason);
    const width = (year: number, scope: number[] | null) => {
      const { range, percent, then } = releaseAgeGrowth(made.forecast, draws, {
        scope,
        policy: 'none',
        group: ageGroups[3],
        year,
      });
      expect(range!.percent.lower).toBeLessThan(percent!);
      expect(range!.percent.upper).toBeGreaterThan(percent!);
      return (range!.then.upper - range!.then.lower) / Number(then);
    };
    expect(width(15, null)).toBeGreaterThan(width(5, null));
    expect(width(10, [0])).toBeGreaterThan(width(10, null));
  });
});
