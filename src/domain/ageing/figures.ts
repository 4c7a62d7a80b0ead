import { disclose, suppressed, type ShownCount, type ShownNumber } from '../disclosure';
import { shareOf } from '../measures/release-counts';
import type { Pyramid } from '../profile/pyramid';
import { bandCount, type DisclosurePolicy } from '../schema';
import { ageCount } from '../stats/cohort-component';
import { peopleFrom, totalOf, type Forecast } from './forecast';
import { rangeOf, type Draws, type Range } from './uncertainty';

/** Whose people, and by which policy they are shown. */
export interface Looked {
  readonly scope: readonly number[] | null;
  readonly policy: DisclosurePolicy;
}

/** A number of people as projected, through the gate; what it is worked out from are shown counts already. */
export const shownPeople = (count: number, policy: DisclosurePolicy): ShownCount =>
  disclose(Math.max(0, Math.round(count)), policy);

/** A change between two numbers of people, its size through the gate. */
export type ShownChange = ShownNumber | typeof suppressed;
export function shownChange(change: number, policy: DisclosurePolicy): ShownChange {
  const size = shownPeople(Math.abs(change), policy);
  return size === suppressed || size === 0 || change > 0 ? size : ((0 - size) as ShownNumber);
}

/** A number of people in a year beside today's, with its 80% interval. */
export interface Growth {
  readonly today: ShownCount;
  readonly then: ShownCount;
  readonly more: ShownChange;
  /** Of today's, in per cent; null where there is nobody today or too few. */
  readonly percent: number | null;
  readonly range: { readonly then: Range; readonly percent: Range } | null;
}

export interface ShownRange {
  readonly lower: ShownCount;
  readonly upper: ShownCount;
}
export const shownRange = ({ lower, upper }: Range, policy: DisclosurePolicy): ShownRange => ({
  lower: shownPeople(lower, policy),
  upper: shownPeople(upper, policy),
});

export function growthOf(today: number, then: number, range: Range | null, policy: DisclosurePolicy): Growth {
  const percent = (value: number) => ((value - today) / today) * 100;
  const shown = { today: shownPeople(today, policy), then: shownPeople(then, policy) };
  const isTold = shown.today !== suppressed && shown.then !== suppressed && today > 0;
  return {
    ...shown,
    more: isTold ? shownChange(then - today, policy) : suppressed,
    percent: isTold ? percent(then) : null,
    range:
      range && isTold
        ? { then: range, percent: { lower: percent(range.lower), upper: percent(range.upper) } }
        : null,
  };
}

/** Ages that planning goes by, as five-year bands [from, to). */
export const ageGroups = [
  { id: 'age0_14', name: '0–14', from: 0, to: 3 },
  { id: 'age15_64', name: '15–64', from: 3, to: 13 },
  { id: 'age65_74', name: '65–74', from: 13, to: 15 },
  { id: 'age75_84', name: '75–84', from: 15, to: 17 },
  { id: 'age85', name: '85+', from: 17, to: bandCount },
] as const;
export const olderGroups = [
  { id: 'age65', name: '65 and over', from: 13, to: bandCount },
  { id: 'age75', name: '75 and over', from: 15, to: bandCount },
  { id: 'age85', name: '85 and over', from: 17, to: bandCount },
] as const;
export const everybody = { id: 'all', name: 'Everybody', from: 0, to: bandCount } as const;

export interface AgeGroup {
  readonly id: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Growth of an age group from today to a year. */
export function releaseAgeGrowth(
  forecast: Forecast,
  draws: Draws | null,
  { group, year, scope, policy }: Looked & { group: AgeGroup; year: number },
): Growth {
  const then = forecast.peopleIn(year, scope);
  const cases = inGroup(then, group);
  const range = draws && year > 0 ? rangeOf(draws, year, { people: then, cases }) : null;
  return growthOf(totalOf(inGroup(forecast.peopleIn(0, scope), group)), totalOf(cases), range, policy);
}

const inGroup = (counts: Float64Array, { from, to }: AgeGroup): Float64Array =>
  counts.map((count, i) => (i % bandCount >= from && i % bandCount < to ? count : 0));

/** What a list of single years of age tells: shares of the old, who depends on whom, and the age that halves it. */
export interface AgeStructure {
  readonly shares: readonly {
    readonly id: string;
    readonly count: ShownCount;
    readonly share: number | null;
  }[];
  /** People under 16 or aged 65 and over per 100 aged 16 to 64. */
  readonly dependency: number | null;
  readonly median: number | null;
}

export function releaseAgeStructure(
  forecast: Forecast,
  year: number,
  { scope, policy }: Looked,
): AgeStructure {
  const people = forecast.peopleIn(year, scope);
  const whole = totalOf(people);
  const single = new Float64Array(ageCount);
  for (const network of forecast.scopeOf(scope)) {
    const { male, female } = forecast.ages[network]![year]!;
    for (let age = 0; age < ageCount; age++) single[age]! += male[age]! + female[age]!;
  }
  const working = totalOf(single.slice(16, 65));
  return {
    shares: olderGroups.map(({ id, from }) => {
      const count = peopleFrom(people, from);
      const shown = shownPeople(count, policy);
      return { id, count: shown, share: shown === suppressed || whole === 0 ? null : count / whole };
    }),
    dependency: working > 0 ? ((whole - working) / working) * 100 : null,
    median: medianOf(single, whole),
  };
}

function medianOf(single: Float64Array, whole: number): number | null {
  let below = 0;
  for (let age = 0; age < single.length; age++) {
    if (single[age]! > 0 && below + single[age]! >= whole / 2)
      return age + (whole / 2 - below) / single[age]!;
    below += single[age]!;
  }
  return null;
}

const sexOf = (stratum: number): 1 | 2 => (stratum < bandCount ? 1 : 2);

/** Bars of a year as shares of today's list, so that more people are longer bars. */
export function releasePyramidIn(forecast: Forecast, year: number, { scope, policy }: Looked): Pyramid {
  const people = forecast.peopleIn(year, scope);
  const list = shownPeople(totalOf(forecast.peopleIn(0, scope)), policy);
  const bars = Array.from(people, (count, i) => ({
    band: i % bandCount,
    sex: sexOf(i),
    ...shareOf(shownPeople(count, policy), list),
  }));
  return { bars, total: shownPeople(totalOf(people), policy), otherSex: 0 as ShownNumber };
}

/** People of a year, sex and five-year band. */
export interface ProjectedPeople {
  readonly year: number;
  readonly sex: 1 | 2;
  readonly band: number;
  readonly count: ShownCount;
}

/** People of every year by sex and five-year band, through the gate. */
export function releaseProjected(forecast: Forecast, { scope, policy }: Looked): ProjectedPeople[] {
  const years = forecast.people[0]?.length ?? 0;
  return Array.from({ length: years }, (_, year) =>
    Array.from(forecast.peopleIn(year, scope), (count, i): ProjectedPeople => ({
      year,
      sex: sexOf(i),
      band: i % bandCount,
      count: shownPeople(count, policy),
    })),
  ).flat();
}
