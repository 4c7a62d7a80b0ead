import { suppressed, type ShownCount } from '../disclosure';
import type { Measure } from '../measures/measure';
import type { DisclosurePolicy } from '../schema';
import {
  growthOf,
  olderGroups,
  releaseAgeGrowth,
  shownChange,
  shownPeople,
  shownRange,
  type Growth,
  type Looked,
  type ShownChange,
  type ShownRange,
} from './figures';
import { peopleFrom, totalOf, type Forecast } from './forecast';
import type { Scenario } from './scenario';
import { finished } from './steps';
import { rangeOf, type Draws } from './uncertainty';

/** An outcome's cases or events in a year beside today's. */
export function releaseOutcomeGrowth(
  forecast: Forecast,
  draws: Draws | null,
  { outcome, scenario, year, scope, policy }: Looked & { outcome: Measure; scenario: Scenario; year: number },
): Growth {
  const today = forecast.casesIn(0, outcome, scenario, scope);
  const cases = forecast.casesIn(year, outcome, scenario, scope);
  const range =
    draws && year > 0 ? rangeOf(draws, year, { people: forecast.peopleIn(year, scope), cases, today }) : null;
  return growthOf(totalOf(today), totalOf(cases), range, policy);
}

/** A year of an outcome's course: what would be, and the parts of its change since today. */
export interface CoursePoint {
  readonly year: number;
  readonly cases: ShownCount;
  readonly range: ShownRange | null;
  readonly more: ShownChange;
  readonly older: ShownChange;
  readonly rates: ShownChange;
}

export const releaseCourse = (...asked: Parameters<typeof courseSteps>): CoursePoint[] =>
  finished(courseSteps(...asked));

/** The same, step by step. */
export function* courseSteps(
  forecast: Forecast,
  draws: Draws | null,
  { outcome, scenario, scope, policy }: Looked & { outcome: Measure; scenario: Scenario },
): Generator<void, CoursePoint[]> {
  const todays = forecast.atTodaysRates(outcome, scope);
  const today = forecast.casesIn(0, outcome, scenario, scope);
  const points: CoursePoint[] = [];
  for (const [year, atTodays] of todays.cases.entries()) {
    yield;
    const byStratum = forecast.casesIn(year, outcome, scenario, scope);
    const count = totalOf(byStratum);
    const cases = shownPeople(count, policy);
    const told = (change: number) => (cases === suppressed ? suppressed : shownChange(change, policy));
    const range =
      draws && year > 0 && cases !== suppressed
        ? rangeOf(draws, year, { people: forecast.peopleIn(year, scope), cases: byStratum, today })
        : null;
    points.push({
      year,
      cases,
      range: range && shownRange(range, policy),
      more: told(todays.more[year]!),
      older: told(todays.older[year]!),
      rates: told(count - atTodays),
    });
  }
  return points;
}

/** An outcome among those that grow most, and the part of it that older people alone would bring. */
export interface Growing {
  readonly outcome: Measure;
  readonly growth: Growth;
  readonly older: ShownChange;
}

/** Outcomes by how many more there are in a year, the most first. */
export const releaseGrowing = (...asked: Parameters<typeof growingSteps>): Growing[] =>
  finished(growingSteps(...asked));

/** The same, step by step. */
export function* growingSteps(
  forecast: Forecast,
  draws: Draws | null,
  {
    outcomes,
    count,
    ...looked
  }: Looked & { outcomes: readonly Measure[]; count: number; scenario: Scenario; year: number },
): Generator<void, Growing[]> {
  const { scenario, year, scope, policy } = looked;
  const changes: { outcome: Measure; more: number }[] = [];
  for (const outcome of outcomes) {
    yield;
    const casesIn = (then: number) => totalOf(forecast.casesIn(then, outcome, scenario, scope));
    changes.push({ outcome, more: casesIn(year) - casesIn(0) });
  }
  const most: Growing[] = [];
  for (const { outcome } of changes.sort((a, b) => b.more - a.more).slice(0, count)) {
    yield;
    const growth = releaseOutcomeGrowth(forecast, draws, { ...looked, outcome });
    const older = forecast.atTodaysRates(outcome, scope).older[year]!;
    most.push({
      outcome,
      growth,
      older: growth.more === suppressed ? suppressed : shownChange(older, policy),
    });
  }
  return most;
}

/** A network's growth of the oldest, and when its share of them is what the oldest network's is today. */
export interface NetworkAgeing {
  readonly network: number;
  readonly older: Growth;
  readonly outcome: Growth;
  /** Years from today; 0 for the oldest itself, null where not within the forecast. */
  readonly reaches: number | null;
}

/** What networks are held side by side by. */
export interface AskedNetworks {
  readonly outcome: Measure;
  readonly scenario: Scenario;
  readonly year: number;
  readonly policy: DisclosurePolicy;
}

/** Every network without intervals, which take as long as all the rest: `releaseRanged` adds them where they are shown. */
export const releaseNetworks = (...asked: Parameters<typeof networksSteps>): NetworksAgeing =>
  finished(networksSteps(...asked));

export interface NetworksAgeing {
  readonly networks: readonly NetworkAgeing[];
  readonly oldest: { readonly network: number; readonly share: number };
}

/** The same, step by step. */
export function* networksSteps(forecast: Forecast, asked: AskedNetworks): Generator<void, NetworksAgeing> {
  const share = (network: number, then: number) => {
    const people = forecast.people[network]![then]!;
    const whole = totalOf(people);
    return whole > 0 ? peopleFrom(people, olderGroups[1].from) / whole : 0;
  };
  const oldest = forecast.people
    .map((_, network) => ({ network, share: share(network, 0) }))
    .reduce((most, each) => (each.share > most.share ? each : most));
  const networks: NetworkAgeing[] = [];
  for (const [network, years] of forecast.people.entries()) {
    yield;
    const reaches = years.findIndex((_, then) => share(network, then) >= oldest.share);
    networks.push({
      network,
      ...growthsOf(forecast, null, network, asked),
      reaches: reaches === -1 ? null : reaches,
    });
  }
  return { networks, oldest };
}

/** One of `releaseNetworks` with its 80% intervals; there are none without draws. */
export const releaseRanged = (
  forecast: Forecast,
  draws: Draws | null,
  asked: AskedNetworks,
  each: NetworkAgeing,
): NetworkAgeing => ({ ...each, ...growthsOf(forecast, draws, each.network, asked) });

const growthsOf = (
  forecast: Forecast,
  draws: Draws | null,
  network: number,
  asked: AskedNetworks,
): Pick<NetworkAgeing, 'older' | 'outcome'> => {
  const looked = { ...asked, scope: [network] };
  return {
    older: releaseAgeGrowth(forecast, draws, { ...looked, group: olderGroups[1] }),
    outcome: releaseOutcomeGrowth(forecast, draws, looked),
  };
};
