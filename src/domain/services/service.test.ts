import { describe, expect, it } from 'vitest';
import { patientColumns } from '../schema';
import { services } from './catalogue';
import { eligibleSql, overlapping, serviceIds, serviceStanding, type ServiceId } from './service';
import { defaultRule, formatRule, parseRule } from './social-prescribing';

const usual: ReadonlySet<string> = new Set(patientColumns.map(({ name }) => name));
const without = (...names: string[]) => new Set([...usual].filter((name) => !names.includes(name)));
const all = services();
const of = (id: ServiceId) => all.find((service) => service.id === id)!;

describe('the catalogue of services', () => {
  it('has each service once, each criterion once within it, and says its source and doubt', () => {
    expect(all.map(({ id }) => id)).toEqual([...serviceIds]);
    for (const { allOf, anyOf, source, doubt, roles, id } of all) {
      const criteria = [...allOf, ...anyOf];
      expect(criteria.length, id).toBeGreaterThan(0);
      expect(new Set(criteria.map((criterion) => criterion.id)).size).toBe(criteria.length);
      expect([source, doubt].every((text) => text.length > 10)).toBe(true);
      expect(roles.length).toBeGreaterThan(0);
      for (const criterion of criteria)
        for (const name of criterion.columns) expect(criterion.sql).toContain(name);
    }
  });
});

describe('what a dataset allows of a service', () => {
  it('is partly, with what is left out, where one way in cannot be told', () => {
    const standing = serviceStanding(of('smr'), usual);
    expect(standing).toMatchObject({ standing: 'partly', done: true });
    expect(standing.leftOut.map(({ id }) => id)).toEqual([
      'high_risk_medicine',
      'opioid',
      'gabapentinoid',
      'benzodiazepine',
      'z_drug',
    ]);
    expect(eligibleSql(of('smr'), without('efi'))).toBe('((care_home) OR (medicines >= 10))');
  });

  it('is nothing without what everybody must meet, or without any way in', () => {
    expect(serviceStanding(of('proactive'), without('care_home')).standing).toBe('not computable');
    expect(serviceStanding(of('proactive'), without('efi'))).toMatchObject({
      standing: 'not computable',
      lacking: ['efi'],
      done: false,
    });
    expect(serviceStanding(of('cancer_screening'), usual)).toMatchObject({
      standing: 'not computable',
      lacking: ['cervical_screened', 'breast_screened', 'bowel_screened'],
      among: true,
    });
    expect(overlapping(all, usual).map(({ id }) => id)).toEqual([
      ...[
        'smr',
        'ehch',
        'proactive',
        'hypertension',
        'ld_check',
        'smi_check',
        'social_prescribing',
        'core20',
      ],
    ]);
  });

  it('is who is eligible and not who has had it, where only that is not recorded', () => {
    expect(serviceStanding(of('hypertension'), without('bp_target'))).toMatchObject({
      standing: 'computable',
      lacking: ['bp_target'],
      done: false,
    });
    expect(serviceStanding(of('core20_copd'), usual)).toMatchObject({ standing: 'computable', done: false });
  });
});

describe('the local rule of social prescribing', () => {
  it('goes through an address and back, and is said in words', () => {
    for (const rule of [
      { conditions: 3, contacts: 15, mentalHealth: false },
      { conditions: 18, contacts: 255, mentalHealth: true },
      defaultRule,
    ])
      expect(parseRule(formatRule(rule))).toEqual(rule);
    expect(formatRule(defaultRule)).toBe('2-20-yes');
    for (const text of ['', '3-15', '0-15-no', '19-15-no', '3-256-no', '3-15-maybe', '3-15-no-1', '-3-15-no'])
      expect(parseRule(text), text).toBeNull();
    const { who } = services({ conditions: 3, contacts: 15, mentalHealth: false }).find(
      ({ id }) => id === 'social_prescribing',
    )!;
    expect(who).toMatch(/3 or more long-term conditions.*15 or more general practice contacts/);
    expect(who).not.toMatch(/depression/);
  });

  const sqlOf = (rule: Partial<typeof defaultRule>) =>
    eligibleSql(
      services({ ...defaultRule, ...rule }).find(({ id }) => id === 'social_prescribing')!,
      usual,
    );
  it('changes with its numbers', () => {
    expect(sqlOf({ contacts: 12 })).toContain('gp_contacts >= 12');
    expect(sqlOf({ mentalHealth: false })).not.toContain('anxdep');
    expect(sqlOf({ conditions: 3 })).toContain('>= 3 THEN TRUE');
  });
  it.each([{ conditions: 0 }, { conditions: 1.5 }, { conditions: 19 }, { contacts: 0 }, { contacts: NaN }])(
    'refuses %j',
    (rule) => {
      expect(() => sqlOf(rule)).toThrow(RangeError);
    },
  );
});
