import type { AdditiveModel } from './model';

/** Bands of the electronic frailty index by deficits of 36. Source: Clegg et al. 2016 (0.12, 0.24, 0.36). */
export const frailtyBands = { fit: [0, 4], mild: [5, 8], moderate: [9, 12], severe: [13, 36] } as const;

/** Every deficit counts the same: its column, and the name of the published list. */
const deficits: readonly (readonly [column: string, condition: string])[] = [
  ['activity_limitation', 'Activity limitation'],
  ['anaemia', 'Anaemia or haematinic deficiency'],
  ['arthritis', 'Arthritis'],
  ['af', 'Atrial fibrillation'],
  ['stia', 'Cerebrovascular disease'],
  ['ckd', 'Chronic kidney disease'],
  ['dm', 'Diabetes'],
  ['dizziness', 'Dizziness'],
  ['dyspnoea', 'Dyspnoea'],
  ['falls', 'Falls'],
  ['foot_problems', 'Foot problems'],
  ['fragility_fracture', 'Fragility fracture'],
  ['hearing', 'Hearing impairment'],
  ['hf', 'Heart failure'],
  ['heart_valve_disease', 'Heart valve disease'],
  ['housebound', 'Housebound'],
  ['hyp', 'Hypertension'],
  ['hypotension_syncope', 'Hypotension or syncope'],
  ['chd', 'Ischaemic heart disease'],
  ['memory_problems', 'Memory and cognitive problems'],
  ['mobility_problems', 'Mobility and transfer problems'],
  ['ost', 'Osteoporosis'],
  ['parkinsonism_tremor', 'Parkinsonism and tremor'],
  ['peptic_ulcer', 'Peptic ulcer'],
  ['pad', 'Peripheral vascular disease'],
  ['polypharmacy', 'Polypharmacy (5 medicines or more)'],
  ['requirement_for_care', 'Requirement for care'],
  ['respiratory_disease', 'Respiratory disease'],
  ['skin_ulcer', 'Skin ulcer'],
  ['sleep_disturbance', 'Sleep disturbance'],
  ['social_vulnerability', 'Social vulnerability'],
  ['thyroid_disease', 'Thyroid disease'],
  ['urinary_incontinence', 'Urinary incontinence'],
  ['urinary_system_disease', 'Urinary system disease'],
  ['visual_impairment', 'Visual impairment'],
  ['weight_loss', 'Weight loss or anorexia'],
];

/**
 * Electronic frailty index: deficits present of 36. Its whole units are deficits, as in the patient column `efi`, so
 * `scoreBandSql(efi, 'efi')` bands a supplied index.
 * Source: Clegg A et al., Age and Ageing 2016;45:353–60. Licence: the list of deficits and the bands are published facts;
 * the code lists of each deficit are not included. Ages: 65 and over (made at 65–95). Limits: a supplied index is
 * preferred; one computed without all 36 columns is partial and too low. Registers stand in where there is one. Bands
 * describe populations; frailty of a person needs a clinician.
 */
export const efi: AdditiveModel = {
  id: 'efi',
  version: '1',
  name: 'Electronic frailty index',
  source: 'Clegg A et al., Age and Ageing 2016;45:353–60',
  decimals: 0,
  divisor: deficits.length,
  youngest: 65,
  bands: Object.entries(frailtyBands).map(([name, [, most]]) => ({
    name,
    mostUnits: most === deficits.length ? Infinity : most,
  })),
  terms: deficits.map(([column, condition]) => ({ condition, weight: 1, anyOf: [column] })),
};
