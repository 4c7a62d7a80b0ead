import type { AdditiveModel } from './model';

/**
 * Cambridge Multimorbidity Score, 20 conditions, general-outcome weights.
 * Source: Payne RA et al., CMAJ 2020;192(5):E107–14. QOF registers stand in for the paper's definitions where a register
 * exists (asthma and epilepsy: diagnosis with treatment; cancer: since 2003, where the paper has the last five years).
 * Licence: the weights are published facts. Ages: made from adults' records. Limits: no published bands; the paper's
 * weights for consultations and for admissions are not included.
 */
export const cambridge20: AdditiveModel = {
  id: 'cambridge20',
  version: '1',
  name: 'Cambridge Multimorbidity Score',
  source: 'Payne RA et al., CMAJ 2020;192(5):E107–14, general-outcome weights',
  decimals: 2,
  terms: [
    { condition: 'Dementia', weight: 2.5, anyOf: ['dem'] },
    { condition: 'Cancer', weight: 1.53, anyOf: ['can'] },
    { condition: 'COPD', weight: 1.46, anyOf: ['copd'] },
    { condition: 'Atrial fibrillation', weight: 1.34, anyOf: ['af'] },
    { condition: 'Heart failure', weight: 1.18, anyOf: ['hf'] },
    { condition: 'Constipation (treated)', weight: 1.12, anyOf: ['constipation'] },
    { condition: 'Painful condition (treated)', weight: 0.92, anyOf: ['pain'] },
    { condition: 'Epilepsy (treated)', weight: 0.92, anyOf: ['ep'] },
    { condition: 'Stroke or TIA', weight: 0.8, anyOf: ['stia'] },
    { condition: 'Diabetes', weight: 0.75, anyOf: ['dm'] },
    { condition: 'Alcohol problems', weight: 0.65, anyOf: ['alcohol'] },
    { condition: 'Psychosis or bipolar disorder', weight: 0.64, anyOf: ['mh'] },
    { condition: 'Chronic kidney disease', weight: 0.53, anyOf: ['ckd'] },
    { condition: 'Anxiety or depression', weight: 0.5, anyOf: ['anxdep'] },
    { condition: 'Coronary heart disease', weight: 0.49, anyOf: ['chd'] },
    { condition: 'Connective tissue disorder or rheumatoid arthritis', weight: 0.43, anyOf: ['ctd', 'ra'] },
    { condition: 'Irritable bowel syndrome', weight: 0.21, anyOf: ['ibs'] },
    { condition: 'Asthma (treated)', weight: 0.19, anyOf: ['ast'] },
    { condition: 'Hearing loss', weight: 0.09, anyOf: ['hearing'] },
    { condition: 'Hypertension', weight: 0.08, anyOf: ['hyp'] },
  ],
};

/**
 * The same 20 conditions weighed by death instead of by all outcomes together. Conditions that go with fewer deaths at
 * the same age weigh below zero, so a score may be negative.
 * Source: Payne RA et al., CMAJ 2020;192(5):E107–14, mortality weights, as one independent implementation has them.
 * Licence, ages and proxies as for {@link cambridge20}. Limits: ranks people by risk of death, is no probability, and
 * never stands on one scale with the general score.
 */
export const cambridge20Mortality: AdditiveModel = {
  id: 'cambridge20_mortality',
  version: '1',
  name: 'Cambridge Multimorbidity Score, mortality',
  source: 'Payne RA et al., CMAJ 2020;192(5):E107–14, mortality weights',
  decimals: 2,
  terms: [
    { condition: 'Dementia', weight: 124.42, anyOf: ['dem'] },
    { condition: 'Cancer', weight: 62.0, anyOf: ['can'] },
    { condition: 'COPD', weight: 42.5, anyOf: ['copd'] },
    { condition: 'Atrial fibrillation', weight: 22.14, anyOf: ['af'] },
    { condition: 'Heart failure', weight: 43.47, anyOf: ['hf'] },
    { condition: 'Constipation (treated)', weight: 35.42, anyOf: ['constipation'] },
    { condition: 'Painful condition (treated)', weight: 16.46, anyOf: ['pain'] },
    { condition: 'Epilepsy (treated)', weight: 18.26, anyOf: ['ep'] },
    { condition: 'Stroke or TIA', weight: 20.63, anyOf: ['stia'] },
    { condition: 'Diabetes', weight: 10.23, anyOf: ['dm'] },
    { condition: 'Alcohol problems', weight: 12.72, anyOf: ['alcohol'] },
    { condition: 'Psychosis or bipolar disorder', weight: 7.2, anyOf: ['mh'] },
    { condition: 'Chronic kidney disease', weight: 16.61, anyOf: ['ckd'] },
    { condition: 'Anxiety or depression', weight: 7.04, anyOf: ['anxdep'] },
    { condition: 'Coronary heart disease', weight: 4.22, anyOf: ['chd'] },
    { condition: 'Connective tissue disorder or rheumatoid arthritis', weight: -0.39, anyOf: ['ctd', 'ra'] },
    { condition: 'Irritable bowel syndrome', weight: -1.33, anyOf: ['ibs'] },
    { condition: 'Asthma (treated)', weight: -2.73, anyOf: ['ast'] },
    { condition: 'Hearing loss', weight: -3.94, anyOf: ['hearing'] },
    { condition: 'Hypertension', weight: -2.09, anyOf: ['hyp'] },
  ],
};
