import { longTermConditions } from '../conditions';
import { frailtyBands } from './efi';
import {
  firstMatch as firstMatchOf,
  firstMatchSql,
  groupStandings,
  type Criterion,
  type GroupStanding,
  type RuledGroup,
} from './first-match';
import type { PatientRows } from './row-test';

export interface SegmentScheme {
  readonly id: 'bridges' | 'first_match';
  readonly name: string;
  readonly source: string;
  /** What differs from the published rules. */
  readonly limits: string;
  /** In the order of matching; the first that matches is a person's segment. */
  readonly segments: readonly RuledGroup[];
}

const flag = (column: string, words: string): Criterion => ({ words, all: [{ column }] });
const frailFrom = (least: number, words: string): Criterion => ({
  words,
  all: [{ column: 'efi', least }],
});

const palliative = flag('pc', 'on the palliative care register');
const metastatic = flag('metastatic', 'metastatic cancer');
const dementia = flag('dem', 'on the dementia register');
const paralysis = flag('paralysis', 'paraplegia or hemiplegia');

const anyRegister = (but: readonly string[] = []): Criterion => {
  const of = longTermConditions.filter((id) => !but.includes(id));
  return { words: `on any of ${of.length} registers of long-term conditions`, least: 1, of };
};

const healthy: RuledGroup = {
  id: 'healthy',
  name: 'Healthy',
  meaning: 'Everybody whom no other segment takes: nothing recorded that it asks for.',
  anyOf: [],
};

/**
 * Eight groups of people with like needs.
 * Source: Lynn J et al., Milbank Q 2007 (from memory, unchecked); the order of matching is this product's.
 */
export const bridges: SegmentScheme = {
  id: 'bridges',
  name: 'Bridges to Health',
  source: 'After Lynn J et al., Milbank Q 2007 (unchecked); order of matching: definition of this product',
  limits: 'An approximation from registers: the full rules read hospital and maternity records.',
  segments: [
    {
      id: 'incurable_cancer',
      name: 'Incurable cancer',
      meaning: 'People near the end of life or with cancer that has spread.',
      anyOf: [palliative, metastatic],
      untold: 'The palliative care register also holds people who do not have cancer.',
    },
    {
      id: 'frailty_dementia',
      name: 'Frailty or dementia',
      meaning: 'People with dementia or severe frailty, whose decline is long.',
      anyOf: [dementia, frailFrom(frailtyBands.severe[0], 'severe frailty, from 65 years')],
    },
    {
      id: 'organ_failure',
      name: 'Organ failure',
      meaning: 'People whose heart, kidneys or lungs fail, with sudden worsening.',
      anyOf: [
        flag('hf', 'on the heart failure register'),
        flag('ckd_stage_4_5', 'chronic kidney disease of stage 4 or 5'),
        flag('copd_severe', 'severe COPD'),
      ],
    },
    {
      id: 'serious_disability',
      name: 'Serious disability',
      meaning: 'People with a stable disability that needs support every day.',
      anyOf: [
        flag('ld', 'on the learning disability register'),
        paralysis,
        flag('multiple_sclerosis', 'multiple sclerosis'),
      ],
      untold: 'Other disabilities have no column.',
    },
    {
      id: 'acutely_ill',
      name: 'Acutely ill',
      meaning: 'People ill now who are likely to recover.',
      anyOf: [],
      untold: 'Registers cannot tell who is acutely ill: the segment stays empty.',
    },
    {
      id: 'maternal_infant',
      name: 'Maternal and infant',
      meaning: 'Pregnant women and children under one.',
      anyOf: [
        { words: 'under one year old', all: [{ column: 'age', most: 0 }] },
        flag('pregnant', 'pregnant'),
      ],
    },
    {
      id: 'long_term_conditions',
      name: 'Long-term conditions',
      meaning: 'People with a long-term condition that does not yet limit life much.',
      anyOf: [anyRegister()],
    },
    healthy,
  ],
};

/**
 * One integrated care board's order: who is nearest to the end of life first, disability late.
 * Source: order as in the published SQL of the CIPHA programme, Cheshire and Merseyside; flags are this product's.
 */
export const firstMatch: SegmentScheme = {
  id: 'first_match',
  name: 'First match',
  source: 'Order after the CIPHA programme, Cheshire and Merseyside; rules: definition of this product',
  limits:
    'Most people with a learning disability fall into an earlier segment: the register itself, under Conditions, counts them all.',
  segments: [
    {
      id: 'end_of_life',
      name: 'End of life',
      meaning: 'People on the palliative care register or with cancer that has spread.',
      anyOf: [palliative, metastatic],
    },
    {
      id: 'frailty_dementia',
      name: 'Frailty or dementia',
      meaning: 'People with dementia or severe frailty.',
      anyOf: [dementia, frailFrom(frailtyBands.severe[0], 'severe frailty, from 65 years')],
    },
    {
      id: 'complex_lives',
      name: 'Complex lives',
      meaning: 'People whose alcohol or drug use or homelessness shapes the care they need.',
      anyOf: [
        flag('alcohol', 'alcohol problems'),
        flag('substance_misuse', 'psychoactive substance misuse'),
        flag('homeless', 'homeless'),
      ],
      untold: 'Safeguarding, prison and other circumstances have no column.',
    },
    {
      id: 'cancer',
      name: 'Cancer',
      meaning: 'People on the cancer register.',
      anyOf: [flag('can', 'on the cancer register')],
    },
    {
      id: 'long_term_conditions',
      name: 'Long-term conditions',
      meaning: 'People with any other long-term condition.',
      anyOf: [anyRegister(['can', 'dem', 'ld'])],
    },
    {
      id: 'pre_conditions',
      name: 'Pre-conditions',
      meaning: 'People at high risk of a long-term condition.',
      anyOf: [
        flag('ndh', 'on the register of non-diabetic hyperglycaemia'),
        flag('ob', 'on the obesity register'),
      ],
    },
    {
      id: 'disability',
      name: 'Disability',
      meaning: 'People with a learning or physical disability and none of the above.',
      anyOf: [flag('ld', 'on the learning disability register'), paralysis],
      untold: 'Other physical disabilities have no column.',
    },
    healthy,
  ],
};

export const segmentSchemes: readonly SegmentScheme[] = [bridges, firstMatch];

/** SQL over patient rows for the index of a person's segment in the scheme (UTINYINT): exactly one each. */
export const segmentSql = ({ segments }: SegmentScheme, available: ReadonlySet<string>): string =>
  firstMatchSql(segments, available);

/** The same of rows at hand. */
export const segmentsOf = (
  { segments }: SegmentScheme,
  available: ReadonlySet<string>,
  patients: PatientRows,
): Uint8Array => firstMatchOf(segments, available, patients);

/** How much of each segment's rule the available columns tell. */
export const segmentStanding = (
  { segments }: SegmentScheme,
  available: ReadonlySet<string>,
): GroupStanding[] => groupStandings(segments, available);
