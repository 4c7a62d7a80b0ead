import type { AdditiveModel } from './model';

/**
 * Cambridge Multimorbidity Score, 20 conditions, general-outcome weights.
 * Source: Payne RA et al., CMAJ 2020;192(5):E107–14. QOF registers stand in for the paper's definitions where a register
 * exists (asthma and epilepsy: diagnosis with treatment; cancer: since 2003, where the paper has the last five years).
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
