import type { Measure } from '../measures/measure';
import { bandCount } from '../schema';
import { notAvailable } from '../stats/estimate';
import type { Population } from '../stats/cohort-component';
import { burdenOf, type Burden } from './burden';
import { addByBand, projectAreas, type Published } from './project';
import { rowsOf } from './flat';
import { areaRates, fewCases, mostOf, strata } from './rates';
import { ratesIn, todaysRates, type Changing, type Scenario } from './scenario';
import { fifthCount, type OutcomeToday } from './outcome-today';
import type { Today } from './today';

/** Networks that are looked at; null for all. */
type Scope = readonly number[] | null;

/** Most years that are carried forward. */
export const forecastYears = 20;

/** Today's networks year by year. Which scenario is chosen changes nothing of it: only rates do. */
export class Forecast {
  readonly today: Today;
  /** By network, then year: single years of age. */
  readonly ages: readonly (readonly Population[])[];
  /** By network, then year: by stratum. */
  readonly people: readonly (readonly Float64Array[])[];
  /** Years from today that follow the published projection. */
  readonly published: number;
  readonly #people = new Map<string, Float64Array>();
  readonly #rates = new Map<string, Float64Array[]>();
  readonly #burdens = new Map<string, Burden>();
  readonly #closed = new Map<string, Float64Array[]>();

  constructor(
    today: Today,
    ages: readonly (readonly Population[])[],
    published: number,
    people: readonly (readonly Float64Array[])[] = byStratum(ages),
  ) {
    this.today = today;
    this.ages = ages;
    this.published = published;
    this.people = people;
  }

  /** The same people with further outcomes, counted apart from the others. */
  with(outcomes: ReadonlyMap<string, OutcomeToday>): Forecast {
    const today = { ...this.today, outcomes: new Map([...this.today.outcomes, ...outcomes]) };
    return new Forecast(today, this.ages, this.published, this.people);
  }

  scopeOf(scope: Scope): readonly number[] {
    return scope ?? this.people.map((_, network) => network);
  }

  /** People of some networks by stratum, kept: nothing may be written to it. */
  peopleIn(year: number, scope: Scope): Float64Array {
    if (scope?.length === 1) return this.people[scope[0]!]![year]!;
    return kept(this.#people, `${year} ${scope?.join() ?? ''}`, () =>
      sumOf(this.scopeOf(scope).map((network) => this.people[network]![year]!)),
    );
  }

  /** Cases or events of some networks in a year by stratum. */
  casesIn(year: number, outcome: Measure, scenario: Scenario, scope: Scope): Float64Array {
    const [sum, later] = [new Float64Array(strata), new Float64Array(strata)];
    for (const network of this.scopeOf(scope)) {
      const own = this.ratesOf(outcome, network);
      const then = year === 0 ? own : ratesIn(year, own, this.#changing(outcome, scenario, network), later);
      const people = this.people[network]![year]!;
      for (let i = 0; i < strata; i++) sum[i]! += people[i]! * then[i]!;
    }
    return sum;
  }

  /** The course of an outcome at today's rates, and why it changes: no scenario changes that. */
  atTodaysRates(outcome: Measure, scope: Scope): Burden {
    return kept(this.#burdens, `${outcome.id} ${scope?.join() ?? ''}`, () => {
      const burdens = this.scopeOf(scope).map((network) =>
        burdenOf(
          this.people[network]!,
          this.ratesOf(outcome, network),
          this.#changing(outcome, todaysRates, network),
        ),
      );
      const of = (part: keyof Burden) => sumOf(burdens.map((burden) => burden[part]));
      return { cases: of('cases'), more: of('more'), older: of('older'), rates: of('rates') };
    });
  }

  #changing(outcome: Measure, scenario: Scenario, network: number): Changing {
    const closed = scenario.gapClosed > 0 ? this.closedOf(outcome, network) : null;
    return { condition: outcome.id, closed, scenario, most: mostOf(outcome) };
  }

  /** Today's rates of a network by stratum. */
  ratesOf(outcome: Measure, network: number): Float64Array {
    return kept(this.#rates, outcome.id, () => {
      const { cases, totals, all, among = null } = this.today.outcomes.get(outcome.id)!;
      const everybody = { people: this.peopleIn(0, among), cases: all };
      return this.people.map((years, network) =>
        areaRates({ people: years[0]!, cases: cases[network]! }, everybody, {
          total: totals[network]!,
          most: mostOf(outcome),
        }),
      );
    })[network]!;
  }

  /** What is left of a network's rates had everybody that of the least deprived fifth of their age and sex, where that is lower. */
  closedOf(outcome: Measure, network: number): Float64Array {
    return kept(this.#closed, outcome.id, () => {
      const { byFifth, among = null } = this.today.outcomes.get(outcome.id)!;
      const everybody =
        among === null ? this.today.byFifth : sumOf(among.map((i) => this.today.networks[i]!.byFifth));
      const rates = byFifth.map((cases, i) => cases / everybody[i]!);
      return this.today.networks.map(({ byFifth: people }) => {
        const left = new Float64Array(strata).fill(1);
        for (let stratum = 0; stratum < strata; stratum++) {
          const [first, least] = [stratum * fifthCount, stratum * fifthCount + fifthCount - 1];
          if (byFifth[least]! < fewCases) continue;
          let [now, then] = [0, 0];
          // The first is of those whose fifth is not known.
          for (let i = first + 1; i <= least; i++) {
            if (byFifth[i]! < fewCases) continue;
            now += people[i]! * rates[i]!;
            then += people[i]! * Math.min(rates[i]!, rates[least]!);
          }
          if (now > 0) left[stratum] = then / now;
        }
        return left;
      });
    })[network]!;
  }
}

/** People of single years of age by stratum, by network, then year. */
export function byStratum(ages: readonly (readonly Population[])[]): Float64Array[][] {
  const years = ages[0]?.length ?? 0;
  const flat = rowsOf(new Float64Array(ages.length * years * strata), strata);
  return ages.map((populations, network) =>
    populations.map(({ male, female }, year) => {
      const people = flat[network * years + year]!;
      addByBand(male, people);
      addByBand(female, people, bandCount);
      return people;
    }),
  );
}

/** Carries today's networks forward; see `projectAreas`. */
export function forecast(
  today: Today,
  published: Published | null,
): { ok: true; forecast: Forecast } | { ok: false; reason: string } {
  // A network without anybody has no list to carry forward, and stays so.
  const projected = projectAreas(today.networks, published, forecastYears);
  if (!projected.ok) return notAvailable(projected.reason);
  return { ok: true, forecast: new Forecast(today, projected.areas, projected.published) };
}

/** People of these bands, both sexes. */
export function peopleFrom(strataCounts: ArrayLike<number>, fromBand: number, toBand = bandCount): number {
  let sum = 0;
  for (const first of [0, bandCount])
    for (let band = fromBand; band < toBand; band++) sum += strataCounts[first + band]!;
  return sum;
}

export const totalOf = (counts: Float64Array | readonly number[]): number => {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
};

function sumOf(each: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(each[0]?.length ?? strata);
  for (const counts of each) for (let i = 0; i < sum.length; i++) sum[i]! += counts[i]!;
  return sum;
}

function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
