import {
  disclose,
  discloseParts,
  mayShowBeside,
  RawCount,
  refusal,
  suppressed,
  type OnShow,
  RawCounts,
  type ShownCount,
} from '../disclosure';
import { unwrap } from '../disclosure/raw';
import type { Scope } from '../condition/scope';
import { shareOf, type ShareFigure } from '../measures/release-counts';
import type { DisclosurePolicy } from '../schema';

declare const isPermit: unique symbol;

/** That a cohort may be shown; every release of its figures asks for it. Only {@link releaseSize} makes one. */
export interface Permit {
  readonly policy: DisclosurePolicy;
  readonly people: RawCount;
  readonly everybody: RawCount;
  readonly [isPermit]: true;
}

export type Released<T> = ({ ok: true } & T) | { ok: false; refusal: string };

/** What a figure needs of a cohort and of everybody in its scope: answers to the same query. */
export interface Answers {
  readonly cohort: RawCounts;
  readonly everybody: RawCounts;
}

/**
 * How many people are in a cohort, of everybody in its scope, and the permit to show more of them. Refused where the cohort,
 * its scope, the rest of the scope or what sets the cohort apart from another on show is 1 to 7 people.
 *
 * @param answers to `sizeSql`, `makeUpSql` or `byPlaceSql` of the whole scope
 * @param beside answers to `overlapSql`, this cohort first, with each that is on show; {@link besideLast} of those shown just before
 */
export function releaseSize(
  { cohort, everybody }: Answers,
  { policy, beside = [] }: { policy: DisclosurePolicy; beside?: readonly RawCounts[] },
): Released<{ size: ShareFigure; permit: Permit }> {
  const people = peopleOf(cohort);
  const all = peopleOf(everybody);
  const onShow = beside.map((overlap): OnShow => {
    const columns = unwrap(overlap);
    const [shared, others] = [columns.get('a_and_b')[0]!, columns.get('b_only')[0]!];
    return { people: shared + others, shared };
  });
  if (!mayShowBeside(people, [{ people: all, shared: people }, ...onShow], policy))
    return { ok: false, refusal };
  const permit = { policy, people: new RawCount(people), everybody: new RawCount(all) } as Permit;
  return { ok: true, size: shareOf(disclose(people, policy), disclose(all, policy)), permit };
}

/** A cohort whose size was shown: a predicate over patient rows, the networks that it was looked at in, and its people there. */
export interface ShownCohort {
  readonly predicate: string;
  readonly scope: Scope;
  readonly people: RawCount;
}

/** Column of those of a cohort who are also of the i-th of others. */
export const alsoName = (i: number): string => `also_${i}`;

/**
 * This cohort first beside the i-th of those that were shown just before, as `overlapSql` has both.
 * @param answer to `sizeSql` or `makeUpSql` with the predicates of those
 * @param people of the i-th
 */
export function besideLast(answer: RawCounts, i: number, people: RawCount): RawCounts {
  const shared = Array.from(unwrap(answer).get(alsoName(i))).reduce((sum, also) => sum + also, 0);
  const columns: Readonly<Record<string, number>> = {
    a_and_b: shared,
    a_only: peopleOf(answer) - shared,
    b_only: unwrap(people) - shared,
  };
  return new RawCounts({ get: (name) => [columns[name]!] });
}

/**
 * Figures are released only of the people whom the permit is for.
 * @throws when the answers are not of the people whom the permit is for
 */
export function assertPermitted(permit: Permit, { cohort, everybody }: Answers): void {
  if (peopleOf(cohort) !== unwrap(permit.people) || peopleOf(everybody) !== unwrap(permit.everybody))
    throw new RangeError('the permit is for another cohort than the figures');
}

/**
 * Parts of a total that stands beside them, rounded by itself by every policy, and so with second parts hidden as `hes` has
 * it. Where hiding parts is not enough, nothing of the table is shown.
 */
export function partsBesideTotal(parts: readonly number[], policy: DisclosurePolicy): ShownCount[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  const shown = discloseParts(parts, total, policy === 'opensafely' ? 'hes' : policy);
  const gaveAway = shown.total === suppressed && disclose(total, policy) !== suppressed;
  return gaveAway ? parts.map(() => suppressed) : shown.parts;
}

const peopleOf = (answer: RawCounts): number =>
  Array.from(unwrap(answer).get('people')).reduce((sum, people) => sum + people, 0);
