/**
 * The recorded conditions that a patient row carries.
 *
 * Registers are those of the Quality and Outcomes Framework (QOF) 2024-25, each with its own age base:
 * the `PATIENT_LIST_TYPE` of the published prevalence file (TOTAL, 06OV, 16OV, 17OV, 18OV, 50OV).
 * Further conditions are those that published risk models need and QOF does not hold.
 */

/** Youngest completed age that a denominator counts; 0 is everybody. */
export type AgeBase = 0 | 6 | 15 | 16 | 17 | 18 | 50 | 65;

export interface Register {
  /** Column of the patient table and measure id. */
  readonly id: RegisterId;
  /** QOF group code as published. */
  readonly code: string;
  readonly name: string;
  /** How the condition reads inside a sentence. */
  readonly inSentence: string;
  readonly ageBase: Exclude<AgeBase, 15 | 65>;
  /** Denominator code in the published file. */
  readonly listType: 'TOTAL' | '06OV' | '16OV' | '17OV' | '18OV' | '50OV';
  /** Counted as one of the 18 long-term conditions (obesity, NDH and palliative care are not). */
  readonly longTerm: boolean;
}

export const registerIds = [
  'af',
  'ast',
  'can',
  'chd',
  'ckd',
  'copd',
  'dem',
  'dep',
  'dm',
  'ep',
  'hf',
  'hyp',
  'ld',
  'mh',
  'ndh',
  'ob',
  'ost',
  'pad',
  'pc',
  'ra',
  'stia',
] as const;

export type RegisterId = (typeof registerIds)[number];

const youngestOf = { TOTAL: 0, '06OV': 6, '16OV': 16, '17OV': 17, '18OV': 18, '50OV': 50 } as const;

/** Source: NHS England, Quality and Outcomes Framework 2024-25, practice prevalence. */
export const registers: readonly Register[] = [
  register('af', 'Atrial fibrillation', 'TOTAL'),
  register('ast', 'Asthma', '06OV'),
  register('can', 'Cancer', 'TOTAL'),
  register('chd', 'Coronary heart disease', 'TOTAL'),
  register('ckd', 'Chronic kidney disease', '18OV'),
  register('copd', 'COPD', 'TOTAL', { inSentence: 'COPD' }),
  register('dem', 'Dementia', 'TOTAL'),
  register('dep', 'Depression', '18OV'),
  register('dm', 'Diabetes', '17OV'),
  register('ep', 'Epilepsy', '18OV'),
  register('hf', 'Heart failure', 'TOTAL'),
  register('hyp', 'Hypertension', 'TOTAL'),
  register('ld', 'Learning disability', 'TOTAL'),
  register('mh', 'Severe mental illness', 'TOTAL'),
  register('ndh', 'Non-diabetic hyperglycaemia', '18OV', { longTerm: false }),
  register('ob', 'Obesity', '18OV', { longTerm: false }),
  register('ost', 'Osteoporosis', '50OV'),
  register('pad', 'Peripheral arterial disease', 'TOTAL'),
  register('pc', 'Palliative care', 'TOTAL', { longTerm: false }),
  register('ra', 'Rheumatoid arthritis', '16OV'),
  register('stia', 'Stroke or TIA', 'TOTAL', { inSentence: 'stroke or TIA' }),
];

export const longTermConditions: readonly RegisterId[] = registers.filter((r) => r.longTerm).map((r) => r.id);

export const furtherConditionIds = [
  'alcohol',
  'anxdep',
  'constipation',
  'ctd',
  'hearing',
  'ibs',
  'pain',
] as const;

export type FurtherConditionId = (typeof furtherConditionIds)[number];

export const furtherConditions: readonly {
  readonly id: FurtherConditionId;
  readonly name: string;
  readonly inSentence: string;
}[] = [
  { id: 'alcohol', name: 'Alcohol problems', inSentence: 'alcohol problems' },
  { id: 'anxdep', name: 'Anxiety or depression', inSentence: 'anxiety or depression' },
  { id: 'constipation', name: 'Constipation (treated)', inSentence: 'treated constipation' },
  {
    id: 'ctd',
    name: 'Connective tissue disorder, rheumatoid arthritis included',
    inSentence: 'a connective tissue disorder or rheumatoid arthritis',
  },
  { id: 'hearing', name: 'Hearing loss', inSentence: 'hearing loss' },
  { id: 'ibs', name: 'Irritable bowel syndrome', inSentence: 'irritable bowel syndrome' },
  { id: 'pain', name: 'Painful condition (treated)', inSentence: 'a treated painful condition' },
];

/** Registers, then further conditions: everything that a row may say a person has. */
export const conditionIds = [...registerIds, ...furtherConditionIds] as const;
export type ConditionId = (typeof conditionIds)[number];

export const isRegister = (id: string): id is RegisterId => (registerIds as readonly string[]).includes(id);

function register(
  id: RegisterId,
  name: string,
  listType: Register['listType'],
  { inSentence = name.toLowerCase(), longTerm = true }: { inSentence?: string; longTerm?: boolean } = {},
): Register {
  return { id, code: id.toUpperCase(), name, inSentence, ageBase: youngestOf[listType], listType, longTerm };
}
