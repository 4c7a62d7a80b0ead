import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suppressed, type ShownCount } from '../disclosure';
import { services } from '../services/catalogue';
import { defaultAssumptions } from '../services/capacity-assumptions';
import type { ServiceId } from '../services/service';
import type { Growth } from './figures';
import { reviewsOf, staffDemand, type ServiceGrowth } from './service-demand';

const serviceOf = (id: ServiceId) => services().find((service) => service.id === id)!;
const grown = (id: ServiceId, today: ShownCount | number, then: ShownCount | number): ServiceGrowth => ({
  service: serviceOf(id),
  people: { today, then, more: suppressed, percent: null, range: null } as Growth,
});
const demand = (each: ServiceGrowth[], values = defaultAssumptions) => {
  const made = staffDemand(each, values);
  if (!made.ok) throw new Error(made.reason);
  return made;
};
const counts = fc.integer({ min: 0, max: 50_000 });
const ids = ['smr', 'ehch', 'proactive', 'hypertension', 'ld_check', 'social_prescribing'] as const;
const people = fc.tuple(...ids.map(() => counts));

describe('staff in a year', () => {
  it('are today’s for as many people, and twice as many for twice as many', () => {
    fc.assert(
      fc.property(people, (sizes) => {
        const same = demand(ids.map((id, i) => grown(id, sizes[i]!, sizes[i]!)));
        expect(same.then).toEqual(same.today);
        const twice = demand(ids.map((id, i) => grown(id, sizes[i]!, 2 * sizes[i]!)));
        expect(twice.total.then).toBeCloseTo(2 * twice.total.today, 9);
        for (const { today, then } of twice.roles) expect(then).toBeCloseTo(2 * today, 9);
        twice.then.services.forEach(({ hours }, i) =>
          expect(hours).toBeCloseTo(2 * twice.today.services[i]!.hours, 6),
        );
      }),
    );
  });

  it('of 1,000 and then 1,300 medication reviews are those worked by hand', () => {
    // 45 minutes a review; 42 weeks × 37.5 hours × 0.65 are 1,023.75 hours; four of five parts are a pharmacist's.
    const { roles, total } = demand([grown('smr', 1000, 1300)]);
    expect(total.today).toBeCloseTo(750 / 1023.75, 12);
    expect(total.then).toBeCloseTo(975 / 1023.75, 12);
    expect(roles.map(({ role }) => role)).toEqual(['cp', 'pt']);
    expect(roles[0]!.then - roles[0]!.today).toBeCloseTo((0.8 * 225) / 1023.75, 12);
    expect(reviewsOf('ehch', 10, defaultAssumptions)).toBe(260);
    expect(reviewsOf('core20', 10, defaultAssumptions)).toBeNull();
  });

  it('add up over roles, and follow the assumptions', () => {
    fc.assert(
      fc.property(people, people, (now, later) => {
        const each = ids.map((id, i) => grown(id, now[i]!, later[i]!));
        const { roles, total } = demand(each);
        for (const of of ['today', 'then'] as const)
          expect(roles.reduce((sum, role) => sum + role[of], 0)).toBeCloseTo(total[of], 6);
        const longer = demand(each, new Map([...defaultAssumptions, ['w', 21]]));
        expect(longer.total.then).toBeCloseTo(2 * total.then, 6);
      }),
    );
  });

  it('leave out of both years what is hidden in one', () => {
    const { today, then, total } = demand([
      grown('smr', 900, 900),
      grown('ld_check', suppressed, 10),
      grown('smi_check', 10, suppressed),
    ]);
    expect(total.today).toBe(total.then);
    for (const need of [today, then])
      expect(need.notCounted.map(({ service }) => service)).toEqual(['ld_check', 'smi_check']);
  });

  it('are refused with an assumption that cannot be', () => {
    expect(staffDemand([], new Map([...defaultAssumptions, ['w', 0]]))).toMatchObject({
      ok: false,
      key: 'w',
    });
  });
});
