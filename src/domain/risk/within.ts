import {
  alsoName,
  besideLast,
  releaseSize,
  type Permit,
  type Released,
  type ShownCohort,
} from '../cohort/permit';
import { inScopeSql, type Scope } from '../condition/scope';
import { RawCounts } from '../disclosure';
import { unwrap, type NumberColumns } from '../disclosure/raw';
import type { ShareFigure } from '../measures/release-counts';
import type { DisclosurePolicy } from '../schema';
import { insiders } from './histogram';

/** Those of a cohort whose need is looked at: an answer of the same query as everybody's, of the cohort's people only. */
export interface InCohort {
  readonly answer: RawCounts;
  readonly permit: Permit;
}

/** Answers by network to one question, as a release of figures by groups of people reads them. */
export interface LookedAt {
  /** Everybody of the population. */
  readonly everybody: NumberColumns;
  /** Whether a row of everybody's is of the networks that are looked at. */
  readonly isHere: (row: number) => boolean;
  /** Those who are looked at: a cohort's answer, else everybody's. */
  readonly own: NumberColumns;
  /** Whether a row of theirs is of the networks that are looked at. */
  readonly isOwn: (row: number) => boolean;
}

/** @throws when the permit is for another cohort than the answer */
export function lookedAt(
  answer: RawCounts,
  { scope, cohort }: { scope: Scope; cohort: InCohort | null },
): LookedAt {
  const everybody = unwrap(answer);
  const isHere = insiders(everybody, scope);
  if (cohort === null) return { everybody, isHere, own: everybody, isOwn: isHere };
  const own = unwrap(cohort.answer);
  const isOwn = insiders(own, scope);
  const people = own.get('people');
  let size = 0;
  for (let row = 0; row < people.length; row++) if (isOwn(row)) size += people[row]!;
  assertOf(cohort, size);
  return { everybody, isHere, own, isOwn };
}

/**
 * Where a score has not everybody's, its answer is of fewer people than the cohort, and never of more.
 * @throws when it is
 */
export function assertOf({ permit }: InCohort, people: number): void {
  if (people > unwrap(permit.people))
    throw new RangeError('the permit is for another cohort than the figures');
}

/**
 * How many people of each network are in a cohort, of everybody there: `network`, `people` and `inside`; and how many of it are
 * in each of other cohorts besides, `also_0` and so on. Whichever networks of the population are looked at, it is asked once.
 */
export function withinSql(predicate: string, others: readonly string[], population: Scope): string {
  const isOther = others.map((other, i) => `, (${other}) AS is_${alsoName(i)}`).join('');
  const also = others
    .map((_, i) => `, count_if(in_cohort AND is_${alsoName(i)})::DOUBLE AS ${alsoName(i)}`)
    .join('');
  return `SELECT network::INTEGER AS network, count(*)::DOUBLE AS people, count_if(in_cohort)::DOUBLE AS inside${also} FROM (SELECT network, (${predicate}) AS in_cohort${isOther} FROM patients WHERE ${inScopeSql(population)}) GROUP BY 1 ORDER BY 1`;
}

/** Whether the answer to `withinSql` tells how many of a cohort are also of each that was shown just before. */
export const tellsBeside = (
  { predicate, others }: { predicate: string; others: readonly string[] },
  last: readonly ShownCohort[],
): boolean => last.every((shown) => shown.predicate === predicate || others.includes(shown.predicate));

/**
 * The answer to `withinSql` through the gate: the size of a cohort among the people of some networks, and the permit to show
 * their need; refused as the Cohort view refuses it ({@link releaseSize}).
 *
 * @param others as `withinSql` had them
 * @param last what was shown just before, in whichever networks, of the answer or not; {@link tellsBeside} holds for it
 * @throws when it does not
 */
export function releaseWithin(
  answer: RawCounts,
  {
    predicate,
    others,
    scope,
    last,
    policy,
  }: {
    predicate: string;
    others: readonly string[];
    scope: Scope;
    last: readonly ShownCohort[];
    policy: DisclosurePolicy;
  },
): Released<{ size: ShareFigure; permit: Permit }> {
  if (!tellsBeside({ predicate, others }, last))
    throw new RangeError('the answer does not tell what sets the cohort apart from another on show');
  const columns = unwrap(answer);
  const networks = columns.get('network');
  const isInside = insiders(columns, scope);
  const sumOf = (name: string, counts: (row: number) => boolean) => {
    const values = columns.get(name);
    let sum = 0;
    for (let row = 0; row < networks.length; row++) if (counts(row)) sum += values[row]!;
    return sum;
  };
  const also = last.map((shown, i): [string, number] => {
    const wasInside = insiders(columns, shown.scope);
    const name = shown.predicate === predicate ? 'inside' : alsoName(others.indexOf(shown.predicate));
    return [alsoName(i), sumOf(name, (row) => isInside(row) && wasInside(row))];
  });
  const cohort = row({ people: sumOf('inside', isInside), ...Object.fromEntries(also) });
  return releaseSize(
    { cohort, everybody: row({ people: sumOf('people', isInside) }) },
    // What was shown may be of people whom this answer is not about, so that its size is that of its own permit.
    { policy, beside: last.map(({ people }, i) => besideLast(cohort, i, people)) },
  );
}

/** An answer of one row. */
const row = (counts: Readonly<Record<string, number>>): RawCounts =>
  new RawCounts({ get: (name) => [counts[name]!] });
