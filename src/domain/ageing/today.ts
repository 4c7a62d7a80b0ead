import type { RawCounts } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import type { Measure } from '../measures/measure';
import { topAge, type DisclosurePolicy } from '../schema';
import { ageCount, type Population } from '../stats/cohort-component';
import {
  countedAt,
  fifthCount,
  placesOf,
  releaseOutcome,
  shown,
  shownRows,
  type OutcomeToday,
} from './outcome-today';
import { strata } from './rates';
import { finished } from './steps';

export interface NetworkToday {
  /** List by single year of age. People of other or unknown sex are in none. */
  readonly people: Population;
  /** Mean decile of deprivation, 1 to 10. */
  readonly decile: number;
  /** People by stratum and fifth: index stratum × 6 + fifth. */
  readonly byFifth: Float64Array;
}

/** What projections start from. All of it is as it is shown. */
export interface Today {
  readonly networks: readonly NetworkToday[];
  /** Of all networks by stratum and fifth. */
  readonly byFifth: Float64Array;
  readonly outcomes: ReadonlyMap<string, OutcomeToday>;
}

/** Mean decile of a fifth. */
const decileOf = (fifth: number): number => 2 * fifth - 0.5;

/**
 * From the answers to `agesSql`, `outcomesSql` and `fifthsSql`, through the disclosure gate: each list of a network, and each
 * outcome's cases in it, with their total. What is carried forward are the counts as shown, so that no year, sum or scenario
 * tells more of anybody than they do.
 *
 * @param cases by network and stratum (whose fifth is below 0), by stratum and fifth (whose network is), or by all of them
 * @param fifths people by network, stratum and fifth; absent where `cases` has them
 */
export const releaseToday = (
  ages: RawCounts,
  cases: RawCounts,
  asked: AskedToday,
  fifths: RawCounts = cases,
): Today => finished(releaseSteps({ ages, cases, fifths }, asked));

export interface AskedToday {
  /** How many there are. */
  readonly networks: number;
  readonly outcomes: readonly Pick<Measure, 'id'>[];
  readonly policy: DisclosurePolicy;
}

/** The same, step by step: gives how many outcomes are done. */
export function* releaseSteps(
  { ages, cases, fifths }: Record<'ages' | 'cases' | 'fifths', RawCounts>,
  { networks, outcomes, policy }: AskedToday,
): Generator<number, Today> {
  const lists = listsOf(ages, networks, policy);
  yield 0;
  const cells = unwrap(fifths);
  const people = (places: Int32Array, size: number) => countedAt(places, cells.get('people'), size);
  const at = placesOf(cells);
  const byFifth = shownRows(
    people(at.cell, networks * strata * fifthCount),
    strata * fifthCount,
    policy,
  ).parts;
  const ofAll = shown(people(at.ofAll, strata * fifthCount), policy).parts;
  yield 0;
  const rows = unwrap(cases);
  const places = placesOf(rows);
  const released = new Map<string, OutcomeToday>();
  for (const { id } of outcomes) {
    released.set(id, releaseOutcome(places, { cases: rows.get(id) }, networks, policy));
    yield released.size;
  }
  return {
    networks: lists.map((list, i) => ({
      people: list,
      byFifth: byFifth[i]!,
      decile: meanDecile(byFifth[i]!),
    })),
    byFifth: ofAll,
    outcomes: released,
  };
}

function listsOf(raw: RawCounts, networks: number, policy: DisclosurePolicy): Population[] {
  const columns = unwrap(raw);
  const [network, age, sex, people] = ['network', 'age', 'sex', 'people'].map((name) =>
    columns.get(name),
  ) as [ArrayLike<number>, ArrayLike<number>, ArrayLike<number>, ArrayLike<number>];
  const lists = new Float64Array(networks * 2 * ageCount);
  for (let row = 0; row < people.length; row++)
    if (sex[row]! <= 2)
      lists[(network[row]! * 2 + sex[row]! - 1) * ageCount + Math.min(age[row]!, topAge)]! += people[row]!;
  return shownRows(lists, 2 * ageCount, policy).parts.map((list) => ({
    male: list.subarray(0, ageCount),
    female: list.subarray(ageCount),
  }));
}

/** Of those whose fifth is known; the middle where nobody's is. Counts by fifth, or by stratum and fifth. */
export function meanDecile(byFifth: ArrayLike<number>): number {
  let [people, sum] = [0, 0];
  for (let i = 0; i < byFifth.length; i++) {
    const fifth = i % fifthCount;
    if (fifth === 0) continue;
    people += byFifth[i]!;
    sum += byFifth[i]! * decileOf(fifth);
  }
  return people > 0 ? sum / people : 5.5;
}
