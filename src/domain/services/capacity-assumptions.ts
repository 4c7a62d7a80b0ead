import { roleIds, type RoleId } from './roles';
import type { ServiceId } from './service';

/**
 * What the need for staff is reckoned from, each a number that can be changed. Keys are those of the address: `w`, `h`, `f`;
 * for a service `smr.m` (minutes), `smr.r` (a person a year) and `smr.cp` (weight of a role in its work).
 */
export interface Assumption {
  readonly key: string;
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  /** Least and most that make sense. */
  readonly range: readonly [least: number, most: number];
  readonly source: string;
}

export type Assumptions = ReadonlyMap<string, number>;

/** No national figure is known to us by these definitions: chosen as a start, to be replaced by one's own. */
const assumed = 'Assumption of this product';

const time: readonly Assumption[] = [
  {
    key: 'w',
    label: 'Working weeks a year',
    value: 42,
    unit: 'weeks',
    range: [1, 52],
    source: `${assumed}: 52 less leave, bank holidays, study and sickness`,
  },
  {
    key: 'h',
    label: 'Hours a week of one whole-time equivalent',
    value: 37.5,
    unit: 'hours',
    range: [1, 60],
    source: 'NHS terms and conditions of service: 37.5 hours (unchecked)',
  },
  {
    key: 'f',
    label: 'Share of hours with or for patients',
    value: 0.65,
    unit: 'share',
    range: [0.01, 1],
    source: `${assumed}: the rest is supervision, meetings, training and travel`,
  },
];

interface Work {
  readonly service: ServiceId;
  readonly minutes: number;
  /** Reviews or contacts a year of an eligible person, on average over all of them. */
  readonly reviews: number;
  /** Weights of roles, which need not add up to anything. */
  readonly roles: Readonly<Partial<Record<RoleId, number>>>;
  readonly why: string;
}

/** Services with work of their own; what is a part of another service (Core20 and its areas) is counted there. */
const works: readonly Work[] = [
  {
    service: 'smr',
    minutes: 45,
    reviews: 1,
    roles: { cp: 80, pt: 20 },
    why: 'guidance speaks of about 30 minutes with the patient (unchecked), and preparation comes on top',
  },
  {
    service: 'ehch',
    minutes: 20,
    reviews: 26,
    roles: { cc: 25, gp: 20, nu: 20, pm: 20, cp: 15 },
    why: 'a resident is looked at in every second weekly round',
  },
  {
    service: 'proactive',
    minutes: 60,
    reviews: 2,
    roles: { cc: 40, nu: 30, gp: 15, lw: 15 },
    why: 'an assessment with a plan, and a second contact in the year',
  },
  {
    service: 'bp_case_finding',
    minutes: 10,
    reviews: 1,
    roles: { na: 40, pt: 40, cp: 20 },
    why: 'a reading and its follow-up',
  },
  {
    service: 'hypertension',
    minutes: 15,
    reviews: 1.3,
    roles: { cp: 40, nu: 30, na: 20, pt: 10 },
    why: 'a yearly review, and another for three of ten',
  },
  { service: 'af', minutes: 20, reviews: 1, roles: { cp: 100 }, why: 'a talk about treatment' },
  { service: 'lipids', minutes: 15, reviews: 1, roles: { cp: 100 }, why: 'a talk about treatment' },
  {
    service: 'cancer_screening',
    minutes: 5,
    reviews: 1,
    roles: { cc: 60, ga: 40 },
    why: 'a call or message to each person overdue',
  },
  {
    service: 'ld_check',
    minutes: 60,
    reviews: 1,
    roles: { nu: 50, gp: 25, na: 25 },
    why: 'check and action plan together',
  },
  {
    service: 'smi_check',
    minutes: 45,
    reviews: 1,
    roles: { nu: 35, na: 35, mh: 30 },
    why: 'six elements and a talk about them',
  },
  {
    service: 'social_prescribing',
    minutes: 40,
    reviews: 0.3,
    roles: { lw: 80, hc: 20 },
    why: 'one in twenty of those whom the rule finds takes up six contacts',
  },
];

export const servicesWithWork: readonly ServiceId[] = works.map(({ service }) => service);

export const minutesKey = (service: ServiceId): string => `${service}.m`;
export const reviewsKey = (service: ServiceId): string => `${service}.r`;
export const weightKey = (service: ServiceId, role: RoleId): string => `${service}.${role}`;

/** Every assumption, in a fixed order. */
export const assumptions: readonly Assumption[] = [
  ...time,
  ...works.flatMap(({ service, minutes, reviews, roles, why }): Assumption[] => [
    {
      key: minutesKey(service),
      label: 'Minutes of a review',
      value: minutes,
      unit: 'minutes',
      range: [1, 600],
      source: `${assumed}: ${why}`,
    },
    {
      key: reviewsKey(service),
      label: 'Reviews a year for each eligible person',
      value: reviews,
      unit: 'a person a year',
      range: [0, 365],
      source: `${assumed}: ${why}`,
    },
    ...roleIds.map((role): Assumption => ({
      key: weightKey(service, role),
      label: 'Part in the work',
      value: roles[role] ?? 0,
      unit: 'weight',
      range: [0, 1000],
      source: assumed,
    })),
  ]),
];

const byKey = new Map(assumptions.map((assumption) => [assumption.key, assumption]));
export const assumptionOf = (key: string): Assumption | undefined => byKey.get(key);

export const defaultAssumptions: Assumptions = new Map(assumptions.map(({ key, value }) => [key, value]));

/** Why a number cannot be used, for the person who gave it. */
export interface Refusal {
  readonly ok: false;
  /** The assumption at fault; '' where it is none. */
  readonly key: string;
  readonly reason: string;
}

/** The first assumption out of its range, absent or unknown, or a service whose work nobody does; null where all are sound. */
export function assumptionsFault(values: Assumptions): Refusal | null {
  for (const key of values.keys())
    if (!byKey.has(key)) return { ok: false, key, reason: `there is no assumption “${key}”` };
  for (const { key, label, range } of assumptions) {
    const value = values.get(key);
    if (value === undefined || !(value >= range[0] && value <= range[1]))
      return {
        ok: false,
        key,
        reason: `${label} (${key}) is ${String(value)}; it must be from ${range[0]} to ${range[1]}`,
      };
  }
  const idle = servicesWithWork.find((service) =>
    roleIds.every((role) => values.get(weightKey(service, role)) === 0),
  );
  return idle === undefined
    ? null
    : { ok: false, key: weightKey(idle, roleIds[0]), reason: `no role does the work of ${idle}` };
}
