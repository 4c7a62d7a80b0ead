import type { AdditiveModel } from './model';

/**
 * Modified Cambridge Multimorbidity Score, 21 conditions: log hazards of death within a year, so a score adds to the log
 * hazard of a person with none of them, and exp(score) is the hazard ratio. May be negative.
 * Source: Tsang RSM et al., Br J Gen Pract 2023;73(731):e435, weights as an NHS integrated care board's analysts use them.
 * Licence: the weights are published facts. Ages: 16 and over. Limits: no published bands; QOF registers are proxies
 * (cancer: since 2003, where the paper has the last five years; diabetes, kidney disease and epilepsy from 17 or 18);
 * multiple_sclerosis, liver_disease, parkinsonism, substance_misuse and prostate_disorder are columns that a patient table
 * may lack, and the score is partial without them.
 */
export const ccms21: AdditiveModel = {
  id: 'ccms21',
  version: '1',
  name: 'Modified Cambridge Multimorbidity Score',
  source: 'Tsang RSM et al., Br J Gen Pract 2023;73(731):e435, 1-year mortality weights',
  decimals: 6,
  youngest: 16,
  terms: [
    { condition: 'Cancer', weight: 1.202615, anyOf: ['can'] },
    { condition: 'Dementia', weight: 0.938001, anyOf: ['dem'] },
    { condition: 'Alcohol problems', weight: 0.792243, anyOf: ['alcohol'] },
    { condition: 'Multiple sclerosis', weight: 0.761606, anyOf: ['multiple_sclerosis'] },
    { condition: 'COPD', weight: 0.702181, anyOf: ['copd'] },
    { condition: 'Chronic liver disease or viral hepatitis', weight: 0.68621, anyOf: ['liver_disease'] },
    { condition: 'Learning disability', weight: 0.637273, anyOf: ['ld'] },
    { condition: 'Parkinsonism', weight: 0.546194, anyOf: ['parkinsonism'] },
    { condition: 'Heart failure', weight: 0.505245, anyOf: ['hf'] },
    { condition: 'Schizophrenia or bipolar disorder', weight: 0.482469, anyOf: ['mh'] },
    { condition: 'Epilepsy', weight: 0.477465, anyOf: ['ep'] },
    { condition: 'Psychoactive substance misuse', weight: 0.449321, anyOf: ['substance_misuse'] },
    { condition: 'Painful condition', weight: 0.445521, anyOf: ['pain'] },
    { condition: 'Constipation', weight: 0.383006, anyOf: ['constipation'] },
    { condition: 'Atrial fibrillation', weight: 0.334891, anyOf: ['af'] },
    { condition: 'Peripheral vascular disease (leg)', weight: 0.334558, anyOf: ['pad'] },
    { condition: 'Anxiety or depression', weight: 0.324207, anyOf: ['anxdep'] },
    { condition: 'Diabetes', weight: 0.29467, anyOf: ['dm'] },
    { condition: 'Chronic kidney disease', weight: 0.213652, anyOf: ['ckd'] },
    { condition: 'Disorder of prostate', weight: -0.18781, anyOf: ['prostate_disorder'] },
    { condition: 'Irritable bowel syndrome', weight: -0.20368, anyOf: ['ibs'] },
  ],
};
