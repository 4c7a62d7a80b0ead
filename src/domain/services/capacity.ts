import { suppressed, type ShownCount, type ShownNumber } from '../disclosure';
import type { Workforce } from '../schema';
import {
  assumptionsFault,
  minutesKey,
  reviewsKey,
  servicesWithWork,
  weightKey,
  type Assumptions,
  type Refusal,
} from './capacity-assumptions';
import { roleIds, roleOf, type RoleId } from './roles';
import type { ServiceId } from './service';

/** People of a service: as shown, or null where the service cannot be computed. */
export interface Cohort {
  readonly service: ServiceId;
  readonly people: ShownCount | null;
}

/** Whole-time equivalents by role; absent is none. */
export type Staff = ReadonlyMap<RoleId, number>;

export interface ServiceNeed {
  service: ServiceId;
  people: ShownNumber;
  /** Patient-facing hours a year. */
  hours: number;
  wte: number;
  byRole: Staff;
}

export interface StaffNeed {
  ok: true;
  /** Patient-facing hours of one whole-time equivalent a year. */
  hoursOfOne: number;
  services: ServiceNeed[];
  byRole: Staff;
  wte: number;
  /** Services with work that is not in the sum, as it cannot be told how many people they are for: need is at the least so much. */
  notCounted: { service: ServiceId; why: 'not computable' | 'too few people to show' }[];
}

/**
 * Staff that the eligible people of each service would need in a year, if all had every review: people × reviews × minutes,
 * divided by the patient-facing hours of a whole-time equivalent (weeks × hours × share) and shared out by role. From shown
 * counts, so that no sum tells what they hide.
 */
export function staffNeed(cohorts: readonly Cohort[], values: Assumptions): StaffNeed | Refusal {
  const fault = assumptionsFault(values);
  if (fault) return fault;
  const value = (key: string) => values.get(key)!;
  const hoursOfOne = value('w') * value('h') * value('f');
  const need: StaffNeed = { ok: true, hoursOfOne, services: [], byRole: new Map(), wte: 0, notCounted: [] };
  const sum = new Map<RoleId, number>();
  for (const { service, people } of cohorts) {
    if (!servicesWithWork.includes(service)) continue;
    if (people === null) need.notCounted.push({ service, why: 'not computable' });
    else if (people === suppressed) need.notCounted.push({ service, why: 'too few people to show' });
    else {
      const hours = (people * value(reviewsKey(service)) * value(minutesKey(service))) / 60;
      const wte = hours / hoursOfOne;
      const weights = roleIds.map((role) => value(weightKey(service, role)));
      const whole = weights.reduce((all, weight) => all + weight, 0);
      const byRole = new Map<RoleId, number>();
      roleIds.forEach((role, i) => {
        if (weights[i] === 0) return;
        byRole.set(role, (wte * weights[i]!) / whole);
        sum.set(role, (sum.get(role) ?? 0) + byRole.get(role)!);
      });
      need.services.push({ service, people, hours, wte, byRole });
      need.wte += wte;
    }
  }
  need.byRole = inOrder(sum);
  return need;
}

const inOrder = (staff: Staff): Staff =>
  new Map(roleIds.flatMap((role) => (staff.has(role) ? [[role, staff.get(role)!] as const] : [])));

/** Need of several areas together; a service that is not counted in one of them is named, and counted in the others. */
export function needTogether(needs: readonly StaffNeed[]): Pick<StaffNeed, 'byRole' | 'wte' | 'notCounted'> {
  const sum = new Map<RoleId, number>();
  const notCounted = new Map<string, StaffNeed['notCounted'][number]>();
  for (const need of needs) {
    for (const [role, wte] of need.byRole) sum.set(role, (sum.get(role) ?? 0) + wte);
    for (const each of need.notCounted) notCounted.set(`${each.service} ${each.why}`, each);
  }
  const wte = needs.reduce((all, need) => all + need.wte, 0);
  return { byRole: inOrder(sum), wte, notCounted: [...notCounted.values()] };
}

/** Whole-time equivalents for 10,000 patients; null where the list is nobody or hidden. */
export const per10000 = (wte: number, list: ShownCount): number | null =>
  list === suppressed || list === 0 ? null : (wte / list) * 10_000;

export interface StaffInPost {
  byRole: Staff;
  /** Staff in roles that no service here asks for: management, reception, trainees. */
  other: number;
  /** Networks without a record: their staff are not known. */
  absent: number[];
}

/** Staff in post of some networks together (indices in the manifest). */
export function staffInPost(
  { roles, network, role, fte }: Workforce,
  networks: readonly number[],
): StaffInPost {
  const wanted = new Set(networks);
  const recorded = new Set(network);
  const published = roles.map(({ name }) => roleOf(name));
  const sum = new Map<RoleId, number>();
  let other = 0;
  for (const [i, at] of network.entries()) {
    if (!wanted.has(at)) continue;
    const own = published[role[i]!] ?? null;
    if (own === null) other += fte[i]!;
    else sum.set(own, (sum.get(own) ?? 0) + fte[i]!);
  }
  return { byRole: inOrder(sum), other, absent: networks.filter((one) => !recorded.has(one)) };
}

export interface RoleGap {
  role: RoleId;
  need: number;
  inPost: number;
  /** In post less need: below 0 is too few. */
  gap: number;
}
export interface StaffGap {
  ok: true;
  /** Roles that are needed or in post. */
  roles: RoleGap[];
  /** Over roles that some service needs: others in post do other work. */
  total: Omit<RoleGap, 'role'>;
}

/**
 * Need beside staff in post, role by role. Staff in post do other work, too: more of them than these services need is no
 * surplus, unless the share of hours (`f`) is set to what they have for these services. Refused where a network has no record:
 * its need has nothing to stand beside.
 */
export function staffGap(need: Pick<StaffNeed, 'byRole'>, inPost: StaffInPost): StaffGap | Refusal {
  if (inPost.absent.length > 0)
    return {
      ok: false,
      key: '',
      reason: `${inPost.absent.length} of these networks have no workforce record`,
    };
  const roles = roleIds
    .filter((role) => need.byRole.has(role) || inPost.byRole.has(role))
    .map((role) => gapOf(need.byRole.get(role) ?? 0, inPost.byRole.get(role) ?? 0, role));
  const needed = roles.filter(({ role }) => need.byRole.has(role));
  const sum = (of: (gap: RoleGap) => number) => needed.reduce((all, gap) => all + of(gap), 0);
  const { role: _, ...total } = gapOf(
    sum((gap) => gap.need),
    sum((gap) => gap.inPost),
    'gp',
  );
  return { ok: true, roles, total };
}

const gapOf = (need: number, inPost: number, role: RoleId): RoleGap => ({
  role,
  need,
  inPost,
  gap: inPost - need,
});

/** A network with its list, for the ranking. */
export interface StaffedNetwork {
  readonly network: number;
  readonly list: ShownCount;
  readonly need: StaffNeed;
}
export interface NetworkGap {
  network: number;
  /** Of the roles that some service needs, whole-time equivalents for 10,000 patients. */
  per10000: StaffGap['total'];
  /** Services with work that are not in its need, as too few of its people are eligible to show: need is at the least so much. */
  hidden: ServiceId[];
}
export interface UnrankedNetwork {
  network: number;
  reason: 'no workforce record' | 'too few people to show';
}

/**
 * Networks, the one furthest below its need for 10,000 patients first; apart, those that cannot be placed. One with a service
 * that is hidden is placed by what can be told, and could stand further up.
 */
export function furthestBelowNeed(
  networks: readonly StaffedNetwork[],
  workforce: Workforce,
): { ranked: NetworkGap[]; unranked: UnrankedNetwork[] } {
  const ranked: NetworkGap[] = [];
  const unranked: UnrankedNetwork[] = [];
  for (const { network, list, need } of networks) {
    const gap = staffGap(need, staffInPost(workforce, [network]));
    if (!gap.ok) unranked.push({ network, reason: 'no workforce record' });
    else {
      const [needed, inPost] = [per10000(gap.total.need, list), per10000(gap.total.inPost, list)];
      if (needed === null || inPost === null) unranked.push({ network, reason: 'too few people to show' });
      else {
        const hidden = need.notCounted.filter(({ why }) => why === 'too few people to show');
        ranked.push({
          network,
          per10000: { need: needed, inPost, gap: inPost - needed },
          hidden: hidden.map(({ service }) => service),
        });
      }
    }
  }
  ranked.sort((a, b) => a.per10000.gap - b.per10000.gap || a.network - b.network);
  return { ranked, unranked };
}
