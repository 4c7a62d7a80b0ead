import { suppressed } from '../disclosure';
import { everyone } from '../measures/denominators';
import type { ProportionMeasure } from '../measures/measure';
import {
  reviewsKey,
  servicesWithWork,
  type Assumptions,
  type Refusal,
} from '../services/capacity-assumptions';
import { staffNeed, type StaffNeed } from '../services/capacity';
import { roleIds, type RoleId } from '../services/roles';
import { eligibleSql, serviceStanding, type Service, type ServiceId } from '../services/service';
import type { Growth, Looked } from './figures';
import type { Forecast } from './forecast';
import { releaseOutcomeGrowth } from './outcome-figures';
import type { Scenario } from './scenario';
import type { Draws } from './uncertainty';

/** A service's eligible people as what is carried forward. */
export interface CarriedService {
  readonly service: Service;
  readonly outcome: ProportionMeasure;
}

/** Services that the dataset's columns tell something of; no outcome of conditions has the id of one. */
export const carriedServices = (
  services: readonly Service[],
  available: ReadonlySet<string>,
): CarriedService[] =>
  services
    .filter((service) => serviceStanding(service, available).standing !== 'not computable')
    .map((service) => ({
      service,
      outcome: {
        kind: 'proportion',
        id: `service_${service.id}`,
        group: 'Care processes',
        name: service.name,
        title: service.who,
        numeratorLabel: 'people eligible',
        polarity: 'neither',
        meaning: service.who,
        why: '',
        source: service.source,
        methods: ['crude'],
        numerator: eligibleSql(service, available),
        denominator: everyone,
        columns: [],
      },
    }));

/** People eligible for a service today and in a year. */
export interface ServiceGrowth {
  readonly service: Service;
  readonly people: Growth;
}

export const releaseServiceGrowth = (
  forecast: Forecast,
  draws: Draws | null,
  { services, ...looked }: Looked & { services: readonly CarriedService[]; scenario: Scenario; year: number },
): ServiceGrowth[] =>
  services.map(({ service, outcome }) => ({
    service,
    people: releaseOutcomeGrowth(forecast, draws, { ...looked, outcome }),
  }));

/** Reviews a year of some people, if all have every one; null for a service without work of its own. */
export const reviewsOf = (service: ServiceId, people: number, values: Assumptions): number | null =>
  servicesWithWork.includes(service) ? people * values.get(reviewsKey(service))! : null;

/** Whole-time equivalents of a role, or of all of them. */
export interface StaffChange {
  readonly today: number;
  readonly then: number;
}

export interface StaffDemand {
  readonly ok: true;
  readonly today: StaffNeed;
  readonly then: StaffNeed;
  /** Roles that some service needs, in their order. */
  readonly roles: readonly (StaffChange & { readonly role: RoleId })[];
  readonly total: StaffChange;
}

/**
 * Staff that services need today and in a year by the same assumptions (`staffNeed`). A service that is hidden in one of the two
 * is in neither, so that a change is never that of what can be told.
 */
export function staffDemand(grown: readonly ServiceGrowth[], values: Assumptions): StaffDemand | Refusal {
  const cohorts = (of: 'today' | 'then') =>
    grown.map(({ service, people }) => {
      const isHidden = people.today === suppressed || people.then === suppressed;
      return { service: service.id, people: isHidden ? suppressed : people[of] };
    });
  const [today, then] = [staffNeed(cohorts('today'), values), staffNeed(cohorts('then'), values)];
  if (!today.ok) return today;
  if (!then.ok) return then;
  const of = (need: StaffNeed, role: RoleId) => need.byRole.get(role) ?? 0;
  return {
    ok: true,
    today,
    then,
    roles: roleIds
      .filter((role) => today.byRole.has(role) || then.byRole.has(role))
      .map((role) => ({ role, today: of(today, role), then: of(then, role) })),
    total: { today: today.wte, then: then.wte },
  };
}
