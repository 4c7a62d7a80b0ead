import { discloseParts, suppressed, type RawCounts, type ShownCount } from '../disclosure';
import { unwrap, type NumberColumns } from '../disclosure/raw';
import type { Measure } from '../measures/measure';
import { bandCount, topAge, type DisclosurePolicy } from '../schema';
import { ageCount, type Population } from '../stats/cohort-component';
import { rowsOf } from './flat';
import { strata } from './rates';
import { finished } from './steps';

/** Unknown, then from the most to the least deprived. */
export const fifthCount = 6;

export interface NetworkToday {
  /** List by single year of age. People of other or unknown sex are in none. */
  readonly people: Population;
  /** Mean decile of deprivation, 1 to 10. */
  readonly decile: number;
  /** People by stratum and fifth: index stratum × 6 + fifth. */
  readonly byFifth: Float64Array;
}

export interface OutcomeToday {
  /** By network, then stratum; 0 where few. */
  readonly cases: readonly Float64Array[];
  /** By network. */
  readonly totals: readonly number[];
  /** Of all networks by stratum. */
  readonly all: Float64Array;
  /** Of all networks by stratum and fifth; 0 where few. */
  readonly byFifth: Float64Array;
}

/** What projections start from. All of it is as it is shown. */
export interface Today {
  readonly networks: readonly NetworkToday[];
  /** Of all networks by stratum and fifth. */
  readonly byFifth: Float64Array;
  readonly outcomes: ReadonlyMap<string, OutcomeToday>;
}

/** A hidden count of 1 to 7 people is taken to be in the middle. */
const hiddenAs = 4;
export const taken = (count: ShownCount, hidden = hiddenAs): number =>
  count === suppressed ? hidden : count;

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
    released.set(id, releaseOutcome(places, rows.get(id), networks, policy));
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

/** Where each row counts; -1 where it does not, as people of other or unknown sex anywhere. */
interface Places {
  /** Network, then stratum, then fifth. */
  readonly cell: Int32Array;
  /** Network, then stratum. */
  readonly stratum: Int32Array;
  /** Stratum, then fifth, of all networks together. */
  readonly ofAll: Int32Array;
}

function placesOf(rows: NumberColumns): Places {
  const [network, band, sex, fifth] = ['network', 'band', 'sex', 'fifth'].map((name) => rows.get(name)) as [
    ArrayLike<number>,
    ArrayLike<number>,
    ArrayLike<number>,
    ArrayLike<number>,
  ];
  const count = network.length;
  const places = {
    cell: new Int32Array(count),
    stratum: new Int32Array(count),
    ofAll: new Int32Array(count),
  };
  for (let row = 0; row < count; row++) {
    const stratum = sex[row]! > 2 ? -1 : (sex[row]! - 1) * bandCount + band[row]!;
    const isOfOne = stratum >= 0 && network[row]! >= 0;
    const hasFifth = stratum >= 0 && fifth[row]! >= 0;
    const own = network[row]! * strata + stratum;
    places.cell[row] = isOfOne && hasFifth ? own * fifthCount + fifth[row]! : -1;
    places.stratum[row] = isOfOne ? own : -1;
    places.ofAll[row] = hasFifth ? stratum * fifthCount + fifth[row]! : -1;
  }
  return places;
}

function countedAt(places: Int32Array, counts: ArrayLike<number>, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let row = 0; row < places.length; row++) {
    const place = places[row]!;
    if (place >= 0) sums[place]! += counts[row]!;
  }
  return sums;
}

function releaseOutcome(
  places: Places,
  counts: ArrayLike<number>,
  networks: number,
  policy: DisclosurePolicy,
): OutcomeToday {
  const byNetwork = countedAt(places.stratum, counts, networks * strata);
  const byFifth = countedAt(places.ofAll, counts, strata * fifthCount);
  const { parts, totals } = shownRows(byNetwork, strata, policy, 0);
  return {
    cases: parts,
    totals,
    all: shown(overFifths(byFifth), policy, 0).parts,
    byFifth: shown(byFifth, policy, 0).parts,
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

/** Rows of so many counts, each with its total through the gate; one array holds all that is shown. */
function shownRows(
  counts: Float64Array,
  size: number,
  policy: DisclosurePolicy,
  hidden = hiddenAs,
): { parts: Float64Array[]; totals: number[] } {
  const parts = rowsOf(new Float64Array(counts.length), size);
  const totals = parts.map(
    (row, i) => shown(counts.subarray(i * size, (i + 1) * size), policy, hidden, row).total,
  );
  return { parts, totals };
}

/** Counts with their total through the gate; written to `into`. */
function shown(
  counts: Float64Array,
  policy: DisclosurePolicy,
  hidden = hiddenAs,
  into: Float64Array = new Float64Array(counts.length),
): { parts: Float64Array; total: number } {
  let whole = 0;
  for (const count of counts) whole += count;
  const { parts, total } = discloseParts(counts, whole, policy);
  for (let i = 0; i < into.length; i++) into[i] = taken(parts[i]!, hidden);
  return { parts: into, total: taken(total) };
}

const overFifths = (counts: Float64Array): Float64Array =>
  Float64Array.from({ length: strata }, (_, stratum) => {
    let sum = 0;
    for (let fifth = 0; fifth < fifthCount; fifth++) sum += counts[stratum * fifthCount + fifth]!;
    return sum;
  });

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
