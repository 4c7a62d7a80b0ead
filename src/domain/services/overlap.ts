import { disclose, discloseParts, suppressed, type RawCounts, type ShownCount } from '../disclosure';
import { unwrap } from '../disclosure/raw';
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
 * @param network only this network's people; everybody of the answer where not given
 */
export function releaseOverlap(
  answer: RawCounts,
  {
    services,
    available,
    policy,
    network,
  }: {
    services: readonly Service[];
    available: ReadonlySet<string>;
    policy: DisclosurePolicy;
    network?: number | undefined;
  },
): Overlap {
  const columns = unwrap(answer);
  const [networks, people] = [columns.get('network'), columns.get('people')];
  const byMask = new Map<number, number>();
  Array.from(columns.get('services')).forEach((mask, row) => {
    if (network === undefined || networks[row] === network)
      byMask.set(mask, (byMask.get(mask) ?? 0) + people[row]!);
  });
  const sets = overlapping(services, available);
  const masks = [...byMask.keys()].sort((a, b) => a - b);
  const hidden = new Set<number>();
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
  const totals = sets.map((_, bit) => lineOf(masks.filter((mask) => (mask & (2 ** bit)) !== 0)));
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
