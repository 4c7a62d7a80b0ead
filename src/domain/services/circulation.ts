import { reaches, type Criterion, type Service } from './service';

const group = 'Heart and circulation';
/** A register as a criterion. */
export const onRegister = (id: string, name: string): Criterion => ({
  id: `on_${id}`,
  label: `People on the ${name} register`,
  sql: id,
  columns: [id],
  cohort: id,
});
/** Coronary disease, stroke or TIA, or peripheral arterial disease. */
const vascular = 'chd OR stia OR pad';

/** CHA₂DS₂-VASc from registers of 2 or more; the coronary disease register stands in for a heart attack. */
const strokeRisk: Criterion = {
  id: 'stroke_risk',
  label: 'CHA₂DS₂-VASc of 2 or more, from registers, age and sex',
  sql: reaches(
    [
      ['hf', 1],
      ['hyp', 1],
      ['age >= 75', 2],
      ['dm', 1],
      ['stia', 2],
      ['chd OR pad', 1],
      ['age BETWEEN 65 AND 74', 1],
      ['nullif(sex, 9) = 2', 1],
    ],
    2,
  ),
  columns: ['hf', 'hyp', 'age', 'dm', 'stia', 'chd', 'pad', 'sex'],
};
export const atTarget: Criterion = {
  id: 'bp_target',
  label: 'Last blood pressure at target',
  sql: 'bp_target',
  columns: ['bp_target'],
};
const withAf = onRegister('af', 'atrial fibrillation');

export const circulation: readonly Service[] = [
  {
    id: 'bp_case_finding',
    name: 'Blood pressure case-finding',
    group,
    who: 'People not on the hypertension register whose blood pressure was raised when last taken, or who are 40 and over and have had none taken in five years.',
    allOf: [
      {
        id: 'no_hypertension',
        label: 'People not on the hypertension register',
        sql: 'NOT hyp',
        columns: ['hyp'],
      },
    ],
    anyOf: [
      {
        id: 'not_taken',
        label: 'People aged 40 and over without a blood pressure in five years',
        sql: 'age >= 40 AND NOT bp_5_years',
        columns: ['age', 'bp_5_years'],
      },
      {
        id: 'raised',
        label: 'People whose last blood pressure was 140/90 or more',
        sql: 'bp_raised',
        columns: ['bp_raised'],
      },
    ],
    done: null,
    among: {
      id: 'aged_40_without',
      label: 'People aged 40 and over not on the hypertension register',
      sql: 'age >= 40 AND NOT hyp',
      columns: ['age', 'hyp'],
    },
    overlaps: true,
    source: 'NHS England, Network Contract DES: CVD prevention and diagnosis (secondary)',
    doubt:
      'Age 40 and five years are unchecked. The contract asks follow-up from 140/90 in the surgery, 135/85 at home.',
    roles: ['pt', 'na', 'cp'],
  },
  {
    id: 'hypertension',
    name: 'Hypertension to target',
    group,
    who: 'People on the hypertension register; those not at target need more treatment or support.',
    allOf: [onRegister('hyp', 'hypertension')],
    anyOf: [],
    done: atTarget,
    among: null,
    overlaps: true,
    source: 'NICE NG136 and the Quality and Outcomes Framework: 140/90, or 150/90 from 80 (unchecked)',
    doubt: 'Who has no reading is neither at target nor not, and is counted apart.',
    roles: ['cp', 'nu', 'na', 'pt'],
  },
  {
    id: 'af',
    name: 'Anticoagulation in atrial fibrillation',
    group,
    who: 'People with atrial fibrillation and a CHA₂DS₂-VASc score of 2 or more who take no anticoagulant.',
    allOf: [withAf, strokeRisk],
    anyOf: [
      {
        id: 'untreated',
        label: 'People without an anticoagulant',
        sql: 'NOT anticoagulant',
        columns: ['anticoagulant'],
      },
    ],
    done: null,
    among: {
      id: 'af_at_risk',
      label: 'People with atrial fibrillation and a score of 2 or more, treated or not',
      sql: `af AND ${strokeRisk.sql}`,
      columns: ['af', ...strokeRisk.columns],
    },
    overlaps: true,
    source: 'Quality and Outcomes Framework, atrial fibrillation (unchecked)',
    doubt:
      'The score is of registers: the coronary disease register stands in for a heart attack, and contraindications are not known.',
    roles: ['cp'],
  },
  {
    id: 'lipids',
    name: 'Lipid lowering',
    group,
    who: 'People with cardiovascular disease or a QRISK of 10% or more who take nothing to lower lipids, and people with a cholesterol above 7.5.',
    allOf: [],
    anyOf: [
      {
        id: 'untreated_disease',
        label: 'People with cardiovascular disease and no lipid lowering',
        sql: `(${vascular}) AND NOT lipid_lowering`,
        columns: ['chd', 'stia', 'pad', 'lipid_lowering'],
      },
      {
        id: 'untreated_risk',
        label: 'People with a QRISK of 10% or more and no lipid lowering',
        sql: 'qrisk >= 10 AND NOT lipid_lowering',
        columns: ['qrisk', 'lipid_lowering'],
      },
      {
        id: 'familial',
        label: 'People with a cholesterol above 7.5 mmol/l, to be checked for a familial cause',
        sql: 'cholesterol > 7.5',
        columns: ['cholesterol'],
      },
    ],
    done: null,
    among: {
      id: 'cvd',
      label: 'People with coronary disease, stroke or TIA, or peripheral arterial disease, treated or not',
      sql: vascular,
      columns: ['chd', 'stia', 'pad'],
    },
    overlaps: true,
    source: 'NHS England, Network Contract DES: CVD prevention; NICE NG238 (thresholds unchecked)',
    doubt: 'Who declined or cannot take treatment is not known.',
    roles: ['cp'],
  },
];
