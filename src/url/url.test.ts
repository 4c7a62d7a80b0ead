import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standards } from '../domain/measures/measure';
import { disclosurePolicies } from '../domain/schema';
import { serviceIds } from '../domain/services/service';
import { format } from './format';
import { parse } from './parse';
import {
  colourings,
  eachPlaces,
  mapLevels,
  mappedCohorts,
  projectionMethods,
  riskSections,
  segmentSchemes,
  views,
  type UrlState,
} from './state';

const known = {
  measures: new Set(['dm', 'age75']),
  networks: new Set(['U12345', 'D01']),
  practices: new Map([['P1', 'D01']]),
  policies: new Set(['none', 'hes'] as const),
  methods: new Set(['cohort-component', 'hamilton-perry'] as const),
};

describe('parse', () => {
  it.each<[string, string, UrlState, number]>([
    ['nothing is the map', '', { view: 'map' }, 0],
    [
      'a whole link',
      '?dataset=demo&view=network&network=U12345&measure=dm&level=neighbourhood',
      { dataset: 'demo', view: 'network', network: 'U12345', measure: 'dm', level: 'neighbourhood' },
      0,
    ],
    [
      'an unknown measure keeps the rest',
      '?view=network&network=D01&measure=nonsense',
      { view: 'network', network: 'D01' },
      1,
    ],
    ['colours by comparison', '?colour=compared', { view: 'map', colour: 'compared' }, 0],
    ['an unknown colouring is told', '?colour=red&measure=dm', { view: 'map', measure: 'dm' }, 1],
    ['an unknown network keeps the rest', '?measure=dm&network=X', { view: 'map', measure: 'dm' }, 1],
    ['an unknown view is the map', '?view=chart&measure=dm', { view: 'map', measure: 'dm' }, 1],
    ['a planned view says so', '?compare=D02', { view: 'map' }, 1],
    ['a year', '?view=ageing&year=2036', { view: 'ageing', year: 2036 }, 0],
    ['a year that is none is told', '?view=ageing&year=soon', { view: 'ageing' }, 1],
    ['a method', '?view=ageing&method=hamilton-perry', { view: 'ageing', method: 'hamilton-perry' }, 0],
    ['an unknown method is told', '?view=ageing&method=luck', { view: 'ageing' }, 1],
    [
      'a scenario, what can be used of it',
      '?view=ageing&scenario=trend.dm.1.5--healthier.2--less.dm.20.5--gap.30--trend.dm.9--hello',
      { view: 'ageing', scenario: 'trend.dm.1.5--healthier.2--less.dm.20.5--gap.30' },
      2,
    ],
    [
      'a map of ageing',
      '?view=ageing&aged=number75.10.percent',
      { view: 'ageing', aged: { of: 'number75', year: 10, form: 'percent' } },
      0,
    ],
    ['growth until today is told', '?view=ageing&aged=number75.0.change', { view: 'ageing' }, 1],
    ['growth of a share in per cent is told', '?view=ageing&aged=share75.10.percent', { view: 'ageing' }, 1],
    ['a score', '?view=risk&score=efi', { view: 'risk', score: 'efi' }, 0],
    ['a second score', '?view=risk&against=efi2', { view: 'risk', against: 'efi2' }, 0],
    ['an unknown second score is told', '?view=risk&against=luck', { view: 'risk' }, 1],
    ['cut-offs of need tiers', '?view=risk&tiers=1-5-30', { view: 'risk', tiers: [1, 5, 30] }, 0],
    ['cut-offs that fall are told', '?view=risk&tiers=5-1-30', { view: 'risk' }, 1],
    ['two cut-offs are told', '?view=risk&tiers=5-10', { view: 'risk' }, 1],
    ['tiers by rules', '?view=risk&by=clinical', { view: 'risk', by: 'clinical' }, 0],
    ['tiers by what is not known are told', '?view=risk&by=need2', { view: 'risk' }, 1],
    [
      'weights of need',
      '?view=risk&by=need&need=2-1-0-10-1',
      {
        view: 'risk',
        by: 'need',
        need: { conditions: 2, frailty: 1, medicines: 0, use: 10, deprivation: 1 },
      },
      0,
    ],
    ['weights that are none are told', '?view=risk&need=2-1-0-11-1', { view: 'risk' }, 1],
    ['one top tier', '?view=risk&top=1', { view: 'risk', top: 1 }, 0],
    ['a line for each practice', '?view=cohort&each=practice', { view: 'cohort', each: 'practice' }, 0],
    ['a line for each person is not had', '?each=person', { view: 'map' }, 1],
    ['the map of the second cohort', '?view=cohort&mapped=second', { view: 'cohort', mapped: 'second' }, 0],
    ['a third cohort is not mapped', '?view=cohort&mapped=third', { view: 'cohort' }, 1],
    ['four top tiers are told', '?view=risk&top=4', { view: 'risk' }, 1],
    ['segments', '?view=risk&segments=first_match', { view: 'risk', segments: 'first_match' }, 0],
    ['unknown segments are told', '?view=risk&segments=luck', { view: 'risk' }, 1],
    ['an unknown score is told', '?view=risk&score=luck', { view: 'risk' }, 1],
    ['a section', '?view=risk&section=services', { view: 'risk', section: 'services' }, 0],
    ['an unknown section is told', '?view=risk&section=luck', { view: 'risk' }, 1],
    ['a service', '?view=risk&service=ld_check', { view: 'risk', service: 'ld_check' }, 0],
    ['an unknown service is told', '?view=risk&service=luck', { view: 'risk' }, 1],
    [
      'assumptions that can be used are kept',
      '?view=risk&capacity=smr.m-30--w-99--hello-1',
      { view: 'risk', capacity: 'smr.m-30' },
      2,
    ],
    ['a rule of social prescribing', '?view=risk&social=3-15-no', { view: 'risk', social: '3-15-no' }, 0],
    ['a rule is written one way', '?view=risk&social=03-015-yes', { view: 'risk', social: '3-15-yes' }, 0],
    ['the default rule is none', '?view=risk&social=2-20-yes', { view: 'risk' }, 0],
    ['a rule out of range is told', '?view=risk&social=19-20-yes', { view: 'risk' }, 1],
    ['no contacts are told', '?view=risk&social=2-0-yes', { view: 'risk' }, 1],
    ['half a rule is told', '?view=risk&social=3-15', { view: 'risk' }, 1],
    ['a rule of fractions is told', '?view=risk&social=2.5-15-yes', { view: 'risk' }, 1],
    ['assumptions that are the default are none', '?view=risk&capacity=w-42', { view: 'risk' }, 0],
    [
      'a cohort keeps its own grammar',
      '?view=cohort&cohort=age.65-+copd',
      { view: 'cohort', cohort: 'age.65- copd' },
      0,
    ],
    [
      'a cohort beside another',
      '?view=cohort&cohort=copd&beside=hf+dm',
      { view: 'cohort', cohort: 'copd', beside: 'hf dm' },
      0,
    ],
    ['a dataset’s name cannot be a path', '?dataset=../secret', { view: 'map' }, 1],
    ['a parameter twice uses the first', '?measure=dm&measure=age75', { view: 'map', measure: 'dm' }, 1],
    ['an unknown parameter is told', '?colour2=red&measure=dm', { view: 'map', measure: 'dm' }, 1],
    [
      'a practice, whichever stands first',
      '?practice=P1&network=D01',
      { view: 'map', network: 'D01', practice: 'P1' },
      0,
    ],
    [
      'a practice of another network is told',
      '?network=U12345&practice=P1',
      { view: 'map', network: 'U12345' },
      1,
    ],
    ['a practice without its network is told', '?practice=P1', { view: 'map' }, 1],
    ['an unknown practice is told', '?network=D01&practice=P2', { view: 'map', network: 'D01' }, 1],
    ['a group of networks', '?group=U12345,D01,D01', { view: 'map', group: ['U12345', 'D01'] }, 0],
    ['a group without those unknown', '?group=D01,X', { view: 'map', group: ['D01'] }, 1],
    ['the default of a planned parameter is quiet', '?compare=system', { view: 'map' }, 0],
    ['a chosen standard, the default one too', '?standard=crude', { view: 'map', standard: 'crude' }, 0],
    ['a standard', '?standard=age-sex&measure=dm', { view: 'map', measure: 'dm', standard: 'age-sex' }, 0],
    ['an unknown standard is told', '?standard=height&measure=dm', { view: 'map', measure: 'dm' }, 1],
    ['a policy', '?policy=hes', { view: 'map', policy: 'hes' }, 0],
    [
      'a policy that the dataset does not allow is told',
      '?policy=midpoint6&measure=dm',
      { view: 'map', measure: 'dm' },
      1,
    ],
    ['an unknown policy is told', '?policy=open&measure=dm', { view: 'map', measure: 'dm' }, 1],
    ['broken escapes do not throw', '?measure=%E0%A4%A', { view: 'map' }, 1],
  ])('%s', (_, search, state, notices) => {
    const parsed = parse(search, known);
    expect(parsed.state).toEqual(state);
    expect(parsed.notices).toHaveLength(notices);
  });

  it('tells of a method that the dataset has no lists for', () => {
    const methods = new Set(['cohort-component'] as const);
    const { state, notices } = parse('?view=ageing&method=hamilton-perry', { ...known, methods });
    expect(state).toEqual({ view: 'ageing' });
    expect(notices).toEqual([expect.stringMatching(/no lists of five years before/)]);
  });

  it('never throws, and what it keeps it can write again', () => {
    fc.assert(
      fc.property(fc.string(), (search) => {
        const { state } = parse(search);
        expect(parse(format(state)).state).toEqual(state);
      }),
    );
  });
});

describe('format', () => {
  const states: fc.Arbitrary<UrlState> = fc.record(
    {
      dataset: fc.stringMatching(/^[a-z0-9-]{1,12}$/),
      view: fc.constantFrom(...views),
      measure: fc.string(),
      network: fc.string(),
      practice: fc.string(),
      group: fc.uniqueArray(fc.stringMatching(/^[A-Z0-9]{1,6}$/), { minLength: 1, maxLength: 4 }),
      level: fc.constantFrom(...mapLevels),
      standard: fc.constantFrom(...standards),
      colour: fc.constantFrom(...colourings),
      policy: fc.constantFrom(...disclosurePolicies),
      segments: fc.constantFrom(...segmentSchemes),
      tiers: fc.constantFrom([0.5, 5, 20], [1, 2.5, 40]),
      score: fc.constantFrom('efi', 'cambridge20'),
      top: fc.constantFrom(1, 2, 3),
      each: fc.constantFrom(...eachPlaces),
      mapped: fc.constantFrom(...mappedCohorts),
      by: fc.constantFrom('score', 'clinical', 'need'),
      need: fc.record({
        conditions: fc.nat({ max: 10 }),
        frailty: fc.nat({ max: 10 }),
        medicines: fc.nat({ max: 10 }),
        use: fc.nat({ max: 10 }),
        deprivation: fc.nat({ max: 10 }),
      }),
      year: fc.integer({ min: 2000, max: 2099 }),
      method: fc.constantFrom(...projectionMethods),
      scenario: fc.constantFrom('trend.all.-1.5', 'gap.30', 'healthier.2--gap.10'),
      aged: fc.constantFrom(
        { of: 'share75', year: 0, form: 'value' },
        { of: 'median', year: 15, form: 'change' },
        { of: 'number85', year: 5, form: 'percent' },
      ),
      beside: fc.stringMatching(/^[a-z][a-z0-9. -]{0,20}$/),
      against: fc.constantFrom('efi2', 'charlson'),
      section: fc.constantFrom(...riskSections),
      service: fc.constantFrom(...serviceIds),
      capacity: fc.constantFrom('w-40', 'smr.m-30--smr.pt-0.5', 'h-30--f-0.5--ehch.r-52'),
      social: fc.constantFrom('3-15-no', '2-20-no', '18-255-yes', '1-1-yes'),
      cohort: fc.stringMatching(/^[a-z][a-z0-9. -]{0,20}$/),
    },
    { requiredKeys: ['view'] },
  );

  it('round-trips every state without a notice', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(parse(format(state))).toEqual({ state, notices: [] });
      }),
    );
  });

  it('is empty for the default', () => {
    expect(format({ view: 'map' })).toBe('');
  });
});
