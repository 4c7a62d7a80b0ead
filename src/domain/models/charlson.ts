import type { AdditiveModel, ModelTerm } from './model';

/** Versions of the weights, in the order of each condition's list. */
const versions = ['1987', 'quan_2011', 'shmi_1_35'] as const;
export type CharlsonVersion = (typeof versions)[number];

/** The severe form of liver disease, diabetes and cancer takes the mild one's weight away. */
const conditions: readonly (Omit<ModelTerm, 'weight'> & { weights: readonly [number, number, number] })[] = [
  { condition: 'Myocardial infarction', weights: [1, 0, 5], anyOf: ['mi'] },
  { condition: 'Heart failure', weights: [1, 2, 13], anyOf: ['hf'] },
  { condition: 'Peripheral vascular disease', weights: [1, 0, 6], anyOf: ['pad'] },
  { condition: 'Cerebrovascular disease', weights: [1, 0, 11], anyOf: ['stia'] },
  { condition: 'Dementia', weights: [1, 2, 14], anyOf: ['dem'] },
  { condition: 'Chronic pulmonary disease', weights: [1, 1, 4], anyOf: ['copd'] },
  { condition: 'Rheumatic disease', weights: [1, 1, 4], anyOf: ['ctd', 'ra'] },
  { condition: 'Peptic ulcer disease', weights: [1, 0, 9], anyOf: ['peptic_ulcer'] },
  {
    condition: 'Mild liver disease',
    weights: [1, 2, 8],
    anyOf: ['liver_mild'],
    unlessAnyOf: ['liver_severe'],
  },
  {
    condition: 'Diabetes without complications',
    weights: [1, 0, 3],
    anyOf: ['dm'],
    unlessAnyOf: ['dm_complicated'],
  },
  { condition: 'Diabetes with complications', weights: [2, 1, -1], anyOf: ['dm_complicated'] },
  { condition: 'Hemiplegia or paraplegia', weights: [2, 2, 1], anyOf: ['paralysis'] },
  { condition: 'Renal disease', weights: [2, 1, 10], anyOf: ['ckd'] },
  { condition: 'Cancer', weights: [2, 2, 8], anyOf: ['can'], unlessAnyOf: ['metastatic'] },
  { condition: 'Moderate or severe liver disease', weights: [3, 4, 18], anyOf: ['liver_severe'] },
  { condition: 'Metastatic solid tumour', weights: [6, 6, 14], anyOf: ['metastatic'] },
  { condition: 'AIDS', weights: [6, 4, 2], anyOf: ['aids'] },
];

const sources: Readonly<Record<CharlsonVersion, string>> = {
  1987: 'Charlson ME et al., J Chronic Dis 1987;40:373–83',
  quan_2011: 'Quan H et al., Am J Epidemiol 2011;173:676–82',
  shmi_1_35: 'NHS Digital, Summary Hospital-level Mortality Indicator specification, version 1.35',
};

/**
 * Charlson comorbidity index: the weights of 1987, those of Quan 2011, and those of England's hospital mortality indicator
 * (SHMI, version 1.35: complicated diabetes weighs −1).
 * Licence: the weights are published facts, as the R package comorbidity and (SHMI) comorbidipy, MIT, have them.
 * Ages: adults; age points are not included (none under 50, then 1 a decade up to 4). Limits: made for conditions coded in
 * hospital. Registers are proxies and wider (kidney disease from stage 3, cancer since 2003, heart failure of any cause;
 * COPD leaves out other lung disease); mi, peptic_ulcer, liver_mild, liver_severe, dm_complicated, paralysis, metastatic
 * and aids are columns that a patient table may lack, and the score is partial without them. Versions are never compared.
 */
export const charlson: Readonly<Record<CharlsonVersion, AdditiveModel>> = {
  1987: version('1987'),
  quan_2011: version('quan_2011'),
  shmi_1_35: version('shmi_1_35'),
};

function version(id: CharlsonVersion): AdditiveModel {
  return {
    id: 'charlson',
    version: id,
    name: 'Charlson comorbidity index',
    source: sources[id],
    decimals: 0,
    terms: conditions.map(({ weights, ...condition }) => ({
      ...condition,
      weight: weights[versions.indexOf(id)]!,
    })),
  };
}
