import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disclose } from '../disclosure';
import type { Workforce } from '../schema';
import {
  furthestBelowNeed,
  needTogether,
  per10000,
  staffGap,
  staffInPost,
  staffNeed,
  type Cohort,
} from './capacity';
import { assumptions, assumptionsFault, defaultAssumptions, servicesWithWork } from './capacity-assumptions';
import { formatAssumptions, parseAssumptions } from './capacity-text';
import { roleIds, roleOf, roles } from './roles';
import type { ServiceId } from './service';

const people = (count: number) => disclose(count, 'none');
const changed = (changes: Record<string, number>) =>
  new Map([...defaultAssumptions, ...Object.entries(changes)]);
function needOf(cohorts: readonly Cohort[], values = defaultAssumptions) {
  const need = staffNeed(cohorts, values);
  if (!need.ok) throw new Error(need.reason);
  return need;
}
const cohortsOf = (counts: Partial<Record<ServiceId, number>>): Cohort[] =>
  Object.entries(counts).map(([service, count]) => ({
    service: service as ServiceId,
    people: people(count),
  }));

describe('staff that services need', () => {
  it('is people × reviews × minutes over the hours of one, shared out by role', () => {
    // 1,000 people × 1 × 30 minutes = 500 hours; 40 weeks × 35 hours × 0.5 = 700 hours a whole-time equivalent.
    const values = changed({ w: 40, h: 35, f: 0.5, 'smr.m': 30, 'smr.cp': 3, 'smr.pt': 1 });
    const need = needOf(cohortsOf({ smr: 1000 }), values);
    expect(need.hoursOfOne).toBe(700);
    expect(need.services[0]).toMatchObject({ service: 'smr', people: 1000, hours: 500 });
    expect(need.wte).toBeCloseTo(5 / 7, 12);
    expect(need.byRole.get('cp')).toBeCloseTo(15 / 28, 12);
    expect(need.byRole.get('pt')).toBeCloseTo(5 / 28, 12);
    expect(need.byRole.size).toBe(2);
  });

  it('names what is not counted, and leaves out what has no work of its own', () => {
    const need = needOf([
      { service: 'smr', people: disclose(5, 'hes') },
      { service: 'af', people: null },
      { service: 'core20', people: people(9000) },
      { service: 'ehch', people: people(0) },
    ]);
    expect(need.wte).toBe(0);
    expect(need.notCounted).toEqual([
      { service: 'smr', why: 'too few people to show' },
      { service: 'af', why: 'not computable' },
    ]);
  });

  const counts = fc.record(
    Object.fromEntries(servicesWithWork.map((id) => [id, fc.integer({ min: 0, max: 50_000 })])) as Record<
      ServiceId,
      fc.Arbitrary<number>
    >,
  );
  it('adds up over services and over roles, and doubles with people and with minutes', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const need = needOf(cohortsOf(given));
        const close = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThan(1e-9 * Math.max(1, b));
        close(
          [...need.byRole.values()].reduce((sum, wte) => sum + wte, 0),
          need.wte,
        );
        close(
          need.services.reduce((sum, { wte }) => sum + wte, 0),
          need.wte,
        );
        const doubled = Object.fromEntries(Object.entries(given).map(([id, count]) => [id, 2 * count]));
        close(needOf(cohortsOf(doubled)).wte, 2 * need.wte);
        close(needOf(cohortsOf(given), changed({ f: 0.325 })).wte, 2 * need.wte);
      }),
    );
  });

  it.each([
    [{ h: 0 }, 'h', /Hours a week.* is 0; it must be from 1 to 60/],
    [{ w: -1 }, 'w', /Working weeks/],
    [{ f: 1.2 }, 'f', /from 0\.01 to 1/],
    [{ 'smr.m': 0 }, 'smr.m', /Minutes of a review/],
    [{ 'smr.r': NaN }, 'smr.r', /NaN/],
    [{ 'smr.cp': 0, 'smr.pt': 0 }, 'smr.cp', /no role does the work of smr/],
    [{ 'smr.xx': 1 }, 'smr.xx', /no assumption/],
  ])('refuses %j by name', (changes, key, reason) => {
    const refused = staffNeed([], changed(changes));
    expect(refused).toMatchObject({ ok: false, key });
    expect((refused as { reason: string }).reason).toMatch(reason);
  });
});

describe('assumptions', () => {
  it('are sound, each with its unit and source', () => {
    expect(assumptionsFault(defaultAssumptions)).toBeNull();
    expect(new Set(assumptions.map(({ key }) => key)).size).toBe(assumptions.length);
    for (const { unit, source } of assumptions) expect([unit, source].every(Boolean)).toBe(true);
  });

  const changes = fc.uniqueArray(
    fc
      .constantFrom(...assumptions)
      .chain(({ key, range: [min, max] }) =>
        fc.tuple(fc.constant(key), fc.double({ min, max, noNaN: true })),
      ),
    { selector: ([key]) => key, maxLength: 12 },
  );
  it('go through an address and back, whatever is changed', () => {
    fc.assert(
      fc.property(changes, (given) => {
        const values = new Map([...defaultAssumptions, ...given]);
        const text = formatAssumptions(values);
        expect(new URLSearchParams({ a: text }).toString()).toBe(`a=${text}`);
        // −0 is 0.
        const same = new Map([...values].map(([key, value]) => [key, value + 0]));
        expect(parseAssumptions(text)).toEqual({ values: same, notices: [] });
      }),
    );
  });
  it('that are the default leave nothing in the address', () => {
    expect(formatAssumptions(defaultAssumptions)).toBe('');
    expect(formatAssumptions(changed({ w: 40, 'smr.m': 30 }))).toBe('w-40--smr.m-30');
  });
  it('never throw, and what is kept is sound but for services without a role', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { values } = parseAssumptions(text);
        expect(parseAssumptions(formatAssumptions(values)).values).toEqual(values);
      }),
    );
  });
  it.each([
    ['w-0', 1],
    ['w', 1],
    ['w--5', 2],
    ['hello-1', 1],
    ['w-40--w-41', 1],
    ['w-40', 0],
    ['f-1e0', 0],
  ])('%s gives %i notices', (text, notices) => {
    expect(parseAssumptions(text).notices).toHaveLength(notices);
  });
});

const workforce: Workforce = {
  date: '2026-06',
  provenance: 'recorded',
  source: '',
  roles: [
    'Pharmacists',
    'Advanced Pharmacist Practitioners',
    'Managers',
    'Pharmacy Technicians',
    'Physiotherapists',
  ].map((name) => ({ name, group: '' })),
  network: [0, 0, 0, 0, 2, 2],
  role: [0, 1, 2, 4, 0, 3],
  fte: [2, 0.5, 1, 3, 0.25, 0],
};

describe('staff in post', () => {
  it('are counted by our roles, others apart, and a network without a record is absent, not none', () => {
    expect(staffInPost(workforce, [0])).toEqual({
      byRole: new Map([
        ['cp', 2.5],
        ['ph', 3],
      ]),
      other: 1,
      absent: [],
    });
    expect(staffInPost(workforce, [0, 1, 2])).toMatchObject({ absent: [1] });
  });

  it('each published role counts as one of ours at most', () => {
    const names = roles.flatMap(({ inPost }) => inPost);
    expect(new Set(names).size).toBe(names.length);
    expect(roles.map(({ id }) => id)).toEqual([...roleIds]);
    expect(roleOf('Trainee Nursing Associates')).toBeNull();
    expect(roleOf('Social Prescribing Link Workers (Mental Health Practitioners)')).toBe('lw');
  });

  it('stand beside the need; roles that no service needs are no part of the total', () => {
    const need = needOf(cohortsOf({ smr: 4000 }));
    const gap = staffGap(need, staffInPost(workforce, [0]));
    if (!gap.ok) throw new Error(gap.reason);
    expect(gap.roles.map(({ role }) => role)).toEqual(['cp', 'pt', 'ph']);
    expect(gap.total.inPost).toBe(2.5);
    expect(gap.total.gap).toBeCloseTo(2.5 - need.wte, 12);
    expect(staffGap(need, staffInPost(workforce, [1]))).toMatchObject({ ok: false });
  });

  it('rank networks by what is lacking for 10,000 patients', () => {
    const need = needOf(cohortsOf({ smr: 4000 }));
    const list = people(40_000);
    const { ranked, unranked } = furthestBelowNeed(
      [0, 1, 2].map((network) => ({ network, list, need })),
      workforce,
    );
    expect(ranked.map(({ network }) => network)).toEqual([2, 0]);
    expect(ranked[0]!.per10000.gap).toBeCloseTo((0.25 - need.wte) / 4, 12);
    expect(unranked).toEqual([{ network: 1, reason: 'no workforce record' }]);
    expect(per10000(5, people(0))).toBeNull();
  });

  it('rank with the services that are hidden named, which is not with none', () => {
    const list = people(40_000);
    const some = needOf([
      { service: 'smr', people: people(4000) },
      { service: 'ehch', people: disclose(5, 'hes') },
      { service: 'af', people: null },
    ]);
    const { ranked } = furthestBelowNeed(
      [
        { network: 0, list, need: some },
        { network: 2, list, need: needOf(cohortsOf({ smr: 4000, ehch: 0 })) },
      ],
      workforce,
    );
    expect(ranked.map(({ network, hidden }) => [network, hidden])).toEqual([
      [2, []],
      [0, ['ehch']],
    ]);
  });

  it('stand beside the need of the networks that have a record, summed', () => {
    const [first, second] = [
      needOf([
        { service: 'smr', people: people(4000) },
        { service: 'ehch', people: disclose(5, 'hes') },
        { service: 'af', people: null },
      ]),
      needOf([
        { service: 'smr', people: people(1000) },
        { service: 'ehch', people: people(300) },
        { service: 'af', people: null },
      ]),
    ];
    const both = needTogether([first, second]);
    const whole = needOf(cohortsOf({ smr: 5000, ehch: 300 }));
    expect(both.wte).toBeCloseTo(whole.wte, 12);
    expect([...both.byRole.keys()]).toEqual([...whole.byRole.keys()]);
    for (const [role, wte] of both.byRole) expect(wte, role).toBeCloseTo(whole.byRole.get(role)!, 12);
    expect(both.notCounted).toEqual([
      { service: 'ehch', why: 'too few people to show' },
      { service: 'af', why: 'not computable' },
    ]);
    const gap = staffGap(both, staffInPost(workforce, [0, 2]));
    if (!gap.ok) throw new Error(gap.reason);
    expect(gap.total.gap).toBeCloseTo(2.75 - whole.wte, 12);
  });
});
