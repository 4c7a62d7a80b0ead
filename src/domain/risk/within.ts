import { releaseSize, type Permit, type Released } from '../cohort/permit';
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

/** A cohort that was on show, by its predicate over patient rows, and the networks that it was looked at in. */
export interface OnShowBefore {
  readonly predicate: string;
  readonly scope: Scope;
}

/**
 * How many people of each network are in a cohort, of everybody there, and how many of the one before it: `network`, `people`,
 * `inside`, `shared` (in both) and `others` (in the one before and not in this). Whichever networks are looked at, it is asked once.
 */
export function withinSql(predicate: string, before: string | null, population: Scope): string {
  const counts = [
    ['inside', 'in_cohort'],
    ['shared', 'in_cohort AND was_in'],
    ['others', 'was_in AND NOT in_cohort'],
  ].map(([name, sql]) => `count_if(${sql!})::DOUBLE AS ${name!}`);
  return `SELECT network::INTEGER AS network, count(*)::DOUBLE AS people, ${counts.join(', ')} FROM (SELECT network, (${predicate}) AS in_cohort, (${before ?? 'FALSE'}) AS was_in FROM patients WHERE ${inScopeSql(population)}) GROUP BY 1 ORDER BY 1`;
}

/**
 * The answer to `withinSql` through the gate: the size of a cohort among the people of some networks, and the permit to show
 * their need; refused as the Cohort view refuses it ({@link releaseSize}).
 *
 * @param before what was on show just before, where that is another cohort or other networks: of the question's own cohort,
 *   or of the one that its `shared` and `others` are of
 */
export function releaseWithin(
  answer: RawCounts,
  {
    predicate,
    scope,
    before,
    policy,
  }: { predicate: string; scope: Scope; before: OnShowBefore | null; policy: DisclosurePolicy },
): Released<{ size: ShareFigure; permit: Permit }> {
  const columns = unwrap(answer);
  const networks = columns.get('network');
  const isInside = insiders(columns, scope);
  const wasInside = insiders(columns, before?.scope ?? null);
  const sumOf = (name: string, counts: (row: number) => boolean) => {
    const values = columns.get(name);
    let sum = 0;
    for (let row = 0; row < networks.length; row++) if (counts(row)) sum += values[row]!;
    return sum;
  };
  const overlaps = () => {
    if (before === null) return [];
    const isSame = before.predicate === predicate;
    const shared = sumOf(isSame ? 'inside' : 'shared', (row) => isInside(row) && wasInside(row));
    const all = sumOf(isSame ? 'inside' : 'shared', wasInside) + (isSame ? 0 : sumOf('others', wasInside));
    return [row({ a_and_b: shared, b_only: all - shared })];
  };
  return releaseSize(
    {
      cohort: row({ people: sumOf('inside', isInside) }),
      everybody: row({ people: sumOf('people', isInside) }),
    },
    { policy, beside: overlaps() },
  );
}

/** An answer of one row. */
const row = (counts: Readonly<Record<string, number>>): RawCounts =>
  new RawCounts({ get: (name) => [counts[name]!] });
