import type { AdditiveModel } from './model';

/** What the sum of coefficients is divided by: their greatest sum, as rounded in the paper. */
const divisor = 8.429;
const decimals = 5;
/** Highest whole units of scores up to a limit; no score equals one of the published limits, so < and ≤ are the same. */
const mostUnits = (score: number): number => Math.floor(score * divisor * 10 ** decimals);

/**
 * Electronic frailty index 2, provisional: Σ coefficients / 8.429, for the risk of home care, falls, care home or death.
 * Alcohol, body mass index and polypharmacy count once each, with the graver category. A body mass index or alcohol use
 * that is not recorded scores points itself.
 * Source: Best K et al., Age and Ageing 2025;54(4):afaf077; coefficients from two secondary copies that agree. Licence: the
 * coefficients are published facts; the code lists are restricted and not included. Ages: 65 and over. Limits: not
 * validated here as a whole, so a supplied score is preferred and a computed one is called provisional; most of its
 * columns are ones that a patient table may lack, and the score is partial without them.
 */
export const efi2: AdditiveModel = {
  id: 'efi2',
  version: '1',
  name: 'Electronic frailty index 2',
  source: 'Best K et al., Age and Ageing 2025;54(4):afaf077',
  decimals,
  divisor,
  youngest: 65,
  provisional: true,
  bands: [
    { name: 'robust', mostUnits: mostUnits(0.0857) },
    { name: 'mild', mostUnits: mostUnits(0.1624) },
    { name: 'moderate', mostUnits: mostUnits(0.2391) },
    { name: 'severe', mostUnits: Infinity },
  ],
  terms: [
    { condition: 'Activity limitation', weight: 0.15284, anyOf: ['activity_limitation'] },
    {
      condition: 'Alcohol: harmful drinking',
      weight: 0.23107,
      anyOf: ['alcohol_harmful'],
      unlessAnyOf: ['alcohol_previously_harmful'],
    },
    {
      condition: 'Alcohol: not recorded',
      weight: 0.13175,
      anyOf: ['alcohol_not_recorded'],
      unlessAnyOf: ['alcohol_harmful', 'alcohol_previously_harmful'],
    },
    {
      condition: 'Alcohol: previous higher risk or harmful drinking',
      weight: 1.36434,
      anyOf: ['alcohol_previously_harmful'],
    },
    { condition: 'Atrial fibrillation', weight: 0.13025, anyOf: ['af'] },
    { condition: 'Cancer', weight: 0.2406, anyOf: ['can'] },
    { condition: 'Cognitive impairment', weight: 0.10985, anyOf: ['cognitive_impairment'] },
    { condition: 'COPD', weight: 0.11683, anyOf: ['copd'] },
    { condition: 'Dementia', weight: 0.41715, anyOf: ['dem'] },
    { condition: 'Dressing and grooming problems', weight: 0.05422, anyOf: ['dressing_problems'] },
    { condition: 'Environment problems', weight: 0.11886, anyOf: ['environment_problems'] },
    { condition: 'Falls', weight: 0.62743, anyOf: ['falls'] },
    { condition: 'Fracture', weight: 0.07353, anyOf: ['fracture'] },
    { condition: 'Fragility fracture', weight: 0.17425, anyOf: ['fragility_fracture'] },
    { condition: 'Heart failure', weight: 0.11086, anyOf: ['hf'] },
    { condition: 'Housebound', weight: 0.33254, anyOf: ['housebound'] },
    { condition: 'Hypotension or syncope', weight: 0.18253, anyOf: ['hypotension_syncope'] },
    { condition: 'Liver problems', weight: 0.23787, anyOf: ['liver_disease'] },
    {
      condition: 'Medication management problems',
      weight: 0.32125,
      anyOf: ['medication_management_problems'],
    },
    { condition: 'Memory concerns', weight: 0.11915, anyOf: ['memory_concerns'] },
    { condition: 'Mobility problems', weight: 0.46836, anyOf: ['mobility_problems'] },
    { condition: 'Motor neuron disease', weight: 0.35347, anyOf: ['motor_neuron_disease'] },
    {
      condition: 'Body mass index: not recorded',
      weight: 0.25318,
      anyOf: ['bmi_not_recorded'],
      unlessAnyOf: ['bmi_below_18_5'],
    },
    { condition: 'Body mass index below 18.5', weight: 0.4417, anyOf: ['bmi_below_18_5'] },
    { condition: 'Palliative care', weight: 0.5145, anyOf: ['pc'] },
    { condition: 'Parkinsonism and tremor', weight: 0.03537, anyOf: ['parkinsonism_tremor'] },
    { condition: 'Peptic ulcer disease', weight: 0.05427, anyOf: ['peptic_ulcer'] },
    { condition: 'Peripheral vascular disease', weight: 0.02672, anyOf: ['pad'] },
    { condition: 'Requirement for care', weight: 0.21428, anyOf: ['requirement_for_care'] },
    { condition: 'Respiratory disease', weight: 0.01049, anyOf: ['respiratory_disease'] },
    { condition: 'Seizures', weight: 0.02885, anyOf: ['seizures'] },
    { condition: 'Self-harm', weight: 0.009, anyOf: ['self_harm'] },
    { condition: 'Skin ulcer', weight: 0.21935, anyOf: ['skin_ulcer'] },
    { condition: 'Smoker (current)', weight: 0.10291, anyOf: ['smoker'] },
    { condition: 'Social vulnerability', weight: 0.23585, anyOf: ['social_vulnerability'] },
    { condition: 'Stroke', weight: 0.10565, anyOf: ['stroke'] },
    { condition: 'Transient ischaemic attack', weight: 0.02305, anyOf: ['transient_ischaemic_attack'] },
    { condition: 'Weight loss', weight: 0.19256, anyOf: ['weight_loss'] },
    {
      condition: 'Polypharmacy: 5 to 9 medicines',
      weight: 0.32301,
      anyOf: ['medicines_5_to_9'],
      unlessAnyOf: ['medicines_10_or_more'],
    },
    { condition: 'Polypharmacy: 10 medicines or more', weight: 0.50801, anyOf: ['medicines_10_or_more'] },
  ],
};
