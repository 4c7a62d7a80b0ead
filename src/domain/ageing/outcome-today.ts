import type { Scope } from '../condition/scope';
import { discloseParts, mayShow, suppressed, type ShownCount } from '../disclosure';
import type { NumberColumns } from '../disclosure/raw';
import { bandCount, type DisclosurePolicy } from '../schema';
import { rowsOf } from './flat';
import { strata } from './rates';

/** Unknown, then from the most to the least deprived. */
export const fifthCount = 6;

/** Something that people have or are, as counted today and as shown. */
export interface OutcomeToday {
  /** By network, then stratum; 0 where few. */
  readonly cases: readonly Float64Array[];
  /** By network. */
  readonly totals: readonly number[];
  /** Of all networks by stratum. */
  readonly all: Float64Array;
  /** Of all networks by stratum and fifth; 0 where few. */
  readonly byFifth: Float64Array;
  /** Networks that alone were asked; of the others nothing is known of it. */
  readonly among?: Scope;
}

/** A hidden count of 1 to 7 people is taken to be in the middle. */
const hiddenAs = 4;
export const taken = (count: ShownCount, hidden = hiddenAs): number =>
  count === suppressed ? hidden : count;

/** Where each row counts; -1 where it does not, as people of other or unknown sex anywhere. */
export interface Places {
  /** Network, then stratum, then fifth. */
  readonly cell: Int32Array;
  /** Network, then stratum. */
  readonly stratum: Int32Array;
  /** Stratum, then fifth, of all networks together. */
  readonly ofAll: Int32Array;
}

/** Of an answer by `network`, `band`, `sex` and `fifth`. */
export function placesOf(rows: NumberColumns): Places {
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

export function countedAt(places: Int32Array, counts: ArrayLike<number>, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let row = 0; row < places.length; row++) {
    const place = places[row]!;
    if (place >= 0) sums[place]! += counts[row]!;
  }
  return sums;
}

/**
 * Cases or events of one outcome by network through the disclosure gate, each network's with their total.
 *
 * @param people column of everybody, where cases are some of these people: neither is told where the rest of them are few
 */
export function releaseOutcome(
  places: Places,
  { cases, people = null }: { cases: ArrayLike<number>; people?: ArrayLike<number> | null },
  networks: number,
  policy: DisclosurePolicy,
): OutcomeToday {
  const counted = (column: ArrayLike<number>) => {
    const byFifth = countedAt(places.ofAll, column, strata * fifthCount);
    return {
      byNetwork: countedAt(places.stratum, column, networks * strata),
      all: overFifths(byFifth),
      byFifth,
    };
  };
  const [own, everybody] = [counted(cases), people && counted(people)];
  const { parts, totals } = shownRows(own.byNetwork, strata, policy, 0);
  const all = shown(own.all, policy).parts;
  const byFifth = shown(own.byFifth, policy, 0).parts;
  if (everybody !== null) {
    const of = shownRows(everybody.byNetwork, strata, policy);
    parts.forEach((row, i) => {
      const [few, many] = [own.byNetwork, everybody.byNetwork].map((counts) =>
        counts.subarray(i * strata, (i + 1) * strata),
      ) as [Float64Array, Float64Array];
      withoutFewOthers(row, { cases: few, people: many }, policy);
      const total = Float64Array.of(totals[i]!);
      const whole = { cases: Float64Array.of(sumOf(few)), people: Float64Array.of(sumOf(many)) };
      withoutFewOthers(total, whole, policy, Float64Array.of(of.totals[i]!));
      totals[i] = total[0]!;
    });
    withoutFewOthers(
      all,
      { cases: own.all, people: everybody.all },
      policy,
      shown(everybody.all, policy).parts,
    );
    withoutFewOthers(byFifth, { cases: own.byFifth, people: everybody.byFifth }, policy);
  }
  return { cases: parts, totals, all, byFifth };
}

/**
 * Changes shown counts that are some of everybody's where too few are left out for them to be told: to everybody as shown less a
 * few, or to 0 where few are taken as none.
 */
function withoutFewOthers(
  counts: Float64Array,
  { cases, people }: { cases: Float64Array; people: Float64Array },
  policy: DisclosurePolicy,
  everybody: Float64Array | null = null,
): void {
  counts.forEach((count, i) => {
    if (mayShow({ parent: people[i]!, subset: cases[i]! }, policy)) return;
    counts[i] = everybody === null ? 0 : Math.min(count, Math.max(hiddenAs, everybody[i]! - hiddenAs));
  });
}

/** Rows of so many counts, each with its total through the gate; one array holds all that is shown. */
export function shownRows(
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
export function shown(
  counts: Float64Array,
  policy: DisclosurePolicy,
  hidden = hiddenAs,
  into: Float64Array = new Float64Array(counts.length),
): { parts: Float64Array; total: number } {
  const { parts, total } = discloseParts(counts, sumOf(counts), policy);
  for (let i = 0; i < into.length; i++) into[i] = taken(parts[i]!, hidden);
  return { parts: into, total: taken(total) };
}

const overFifths = (counts: Float64Array): Float64Array =>
  Float64Array.from({ length: strata }, (_, stratum) => {
    let sum = 0;
    for (let fifth = 0; fifth < fifthCount; fifth++) sum += counts[stratum * fifthCount + fifth]!;
    return sum;
  });

function sumOf(counts: Float64Array): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}
