import type { Scope } from '../condition/scope';
import { disclose, discloseParts, mayShow, suppressed, type RawCounts, type ShownCount } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import { insiders } from '../risk/histogram';
import type { DisclosurePolicy } from '../schema';
import { overlapping, type Service, type ServiceId } from './service';

/** People who are eligible for exactly these services and no other that is looked at. */
export interface Combination {
  /** In the order of the services; empty for people who are eligible for none, as far as is recorded. */
  services: ServiceId[];
  people: ShownCount;
}

export interface Overlap {
  /** Everybody who is eligible for it, alone or with others. */
  sets: { service: Service; people: ShownCount }[];
  /** Every combination that somebody is in, the largest first, those hidden last. They add up to the list. */
  combinations: Combination[];
  /** Everybody on the list. */
  list: ShownCount;
}

/**
 * The answer to `overlapSql` through the disclosure gate. Combinations are the parts of the list, and those with a service in
 * them the parts of its set: what any of these lines hides so that its few cannot be worked out is hidden in all.
 *
 * @param scope networks of the answer that are looked at; what sets them apart from everybody of it must not be a few
 */
export function releaseOverlap(
  answer: RawCounts,
  {
    services,
    available,
    scope,
    policy,
  }: {
    services: readonly Service[];
    available: ReadonlySet<string>;
    scope: Scope;
    policy: DisclosurePolicy;
  },
): Overlap {
  const columns = unwrap(answer);
  const people = columns.get('people');
  const isInside = insiders(columns, scope);
  const byMask = new Map<number, number>();
  const everybody = new Map<number, number>();
  Array.from(columns.get('services')).forEach((mask, row) => {
    everybody.set(mask, (everybody.get(mask) ?? 0) + people[row]!);
    if (isInside(row)) byMask.set(mask, (byMask.get(mask) ?? 0) + people[row]!);
  });
  const isApart = (members: readonly number[]) =>
    scope === null || mayShow({ parent: sumOf(everybody, members), subset: sumOf(byMask, members) }, policy);
  const sets = overlapping(services, available);
  const masks = [...byMask.keys()].sort((a, b) => a - b);
  const hidden = new Set(masks.filter((mask) => !isApart([mask])));
  /** The total of some combinations, after whose hidden ones are noted. */
  const lineOf = (members: readonly number[]): ShownCount => {
    const counts = members.map((mask) => byMask.get(mask)!);
    const shown = discloseParts(
      counts,
      counts.reduce((sum, count) => sum + count, 0),
      policy,
    );
    shown.parts.forEach((part, i) => {
      if (part === suppressed) hidden.add(members[i]!);
    });
    return shown.total;
  };
  const list = lineOf(masks);
  const totals = sets.map((_, bit) => {
    const isIn = (mask: number) => (mask & (2 ** bit)) !== 0;
    const total = lineOf(masks.filter(isIn));
    return isApart([...everybody.keys()].filter(isIn)) ? total : suppressed;
  });
  const size = ({ people: count }: Combination) => (count === suppressed ? -1 : count);
  return {
    sets: sets.map((service, bit) => ({ service, people: totals[bit]! })),
    combinations: masks
      .map((mask) => ({
        services: sets.filter((_, bit) => (mask & (2 ** bit)) !== 0).map(({ id }) => id),
        people: hidden.has(mask) ? suppressed : disclose(byMask.get(mask)!, policy),
      }))
      // Only what is shown decides, or the order would tell what rounding hides.
      .sort((a, b) => size(b) - size(a)),
    list,
  };
}

const sumOf = (counts: ReadonlyMap<number, number>, members: readonly number[]): number =>
  members.reduce((sum, member) => sum + (counts.get(member) ?? 0), 0);
