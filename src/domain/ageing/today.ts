import { discloseParts, suppressed, type RawCounts, type ShownCount } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import type { Measure } from '../measures/measure';
import { bandCount, topAge, type DisclosurePolicy } from '../schema';
import { ageCount, type Population } from '../stats/cohort-component';
import { strata } from './rates';

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
const taken = (count: ShownCount, hidden = hiddenAs): number => (count === suppressed ? hidden : count);

/** Mean decile of a fifth. */
const decileOf = (fifth: number): number => 2 * fifth - 0.5;

/**
 * From the answers to `agesSql` and `outcomesSql`, through the disclosure gate: each list of a network, and each outcome's
 * cases in it, with their total. What is carried forward are the counts as shown, so that no year, sum or scenario tells more
 * of anybody than they do.
 */
export function releaseToday(
  ages: RawCounts,
  cases: RawCounts,
  {
    networks,
    outcomes,
    policy,
  }: { networks: number; outcomes: readonly Measure[]; policy: DisclosurePolicy },
): Today {
  const lists = listsOf(ages, networks, policy);
  const rows = unwrap(cases);
  const key = (name: string) => rows.get(name);
  const [network, band, sex, fifth] = [key('network'), key('band'), key('sex'), key('fifth')];
  const counted = (column: ArrayLike<number>) => {
    const byNetwork = Array.from({ length: networks }, () => new Float64Array(strata * fifthCount));
    for (let row = 0; row < column.length; row++) {
      if (sex[row]! > 2) continue;
      const stratum = (sex[row]! - 1) * bandCount + band[row]!;
      byNetwork[network[row]!]![stratum * fifthCount + fifth[row]!]! += column[row]!;
    }
    return byNetwork;
  };
  const people = counted(key('people'));
  return {
    networks: lists.map((list, i) => {
      const byFifth = shown(people[i]!, policy).parts;
      return { people: list, byFifth, decile: meanDecile(byFifth) };
    }),
    byFifth: shown(together(people), policy).parts,
    outcomes: new Map(
      outcomes.map(({ id }) => {
        const byNetwork = counted(key(id));
        const released = byNetwork.map((each) => shown(overFifths(each), policy, 0));
        const all = together(byNetwork);
        return [
          id,
          {
            cases: released.map(({ parts }) => parts),
            totals: released.map(({ total }) => total),
            all: shown(overFifths(all), policy, 0).parts,
            byFifth: shown(all, policy, 0).parts,
          },
        ];
      }),
    ),
  };
}

function listsOf(raw: RawCounts, networks: number, policy: DisclosurePolicy): Population[] {
  const columns = unwrap(raw);
  const [network, age, sex, people] = ['network', 'age', 'sex', 'people'].map((name) =>
    columns.get(name),
  ) as [ArrayLike<number>, ArrayLike<number>, ArrayLike<number>, ArrayLike<number>];
  const lists = Array.from({ length: networks }, () => new Float64Array(2 * ageCount));
  for (let row = 0; row < people.length; row++)
    if (sex[row]! <= 2)
      lists[network[row]!]![(sex[row]! - 1) * ageCount + Math.min(age[row]!, topAge)]! += people[row]!;
  return lists.map((list) => {
    const { parts } = shown(list, policy);
    return { male: parts.slice(0, ageCount), female: parts.slice(ageCount) };
  });
}

/** Counts with their total through the gate. */
function shown(
  counts: Float64Array,
  policy: DisclosurePolicy,
  hidden = hiddenAs,
): { parts: Float64Array; total: number } {
  const whole = counts.reduce((sum, count) => sum + count, 0);
  const { parts, total } = discloseParts(counts, whole, policy);
  return { parts: Float64Array.from(parts, (part) => taken(part, hidden)), total: taken(total) };
}

const together = (networks: readonly Float64Array[]): Float64Array =>
  Float64Array.from({ length: strata * fifthCount }, (_, i) =>
    networks.reduce((sum, counts) => sum + counts[i]!, 0),
  );

const overFifths = (counts: Float64Array): Float64Array =>
  Float64Array.from({ length: strata }, (_, stratum) => {
    let sum = 0;
    for (let fifth = 0; fifth < fifthCount; fifth++) sum += counts[stratum * fifthCount + fifth]!;
    return sum;
  });

/** Of those whose fifth is known; the middle where nobody's is. */
function meanDecile(byFifth: Float64Array): number {
  let [people, sum] = [0, 0];
  byFifth.forEach((count, i) => {
    const fifth = i % fifthCount;
    if (fifth === 0) return;
    people += count;
    sum += count * decileOf(fifth);
  });
  return people > 0 ? sum / people : 5.5;
}
