import type { CharlsonVersion } from '../../src/domain/models/charlson';
import { sharedRows } from '../shared-files';

/** Rows of a file of score vectors, by column name. */
export const scoreRows = (file: string): Record<string, string>[] => sharedRows(`vectors/scores/${file}`);

/** The column of the patient table for each condition as the vectors name it. */
export const cambridgeColumns: Record<string, string> = {
  hypertension: 'hyp',
  anxiety_or_depression: 'anxdep',
  painful_condition: 'pain',
  hearing_loss: 'hearing',
  irritable_bowel_syndrome: 'ibs',
  asthma: 'ast',
  diabetes: 'dm',
  coronary_heart_disease: 'chd',
  chronic_kidney_disease: 'ckd',
  atrial_fibrillation: 'af',
  constipation: 'constipation',
  stroke_or_tia: 'stia',
  copd: 'copd',
  connective_tissue_disorder_ra: 'ctd',
  cancer_last_5y: 'can',
  alcohol_problems: 'alcohol',
  heart_failure: 'hf',
  dementia: 'dem',
  psychosis_or_bipolar: 'mh',
  epilepsy: 'ep',
};
export const ccmsColumns: Record<string, string> = {
  ...cambridgeColumns,
  chronic_liver_disease_and_viral_hepatitis: 'liver_disease',
  disorder_of_prostate: 'prostate_disorder',
  learning_disability: 'ld',
  multiple_sclerosis: 'multiple_sclerosis',
  parkinsonism: 'parkinsonism',
  peripheral_vascular_disease_leg: 'pad',
  psychoactive_substance_misuse: 'substance_misuse',
  schizophrenia_or_bipolar: 'mh',
};
export const charlsonColumns: Record<string, string> = {
  mi: 'mi',
  chf: 'hf',
  pvd: 'pad',
  cevd: 'stia',
  dementia: 'dem',
  cpd: 'copd',
  rheumd: 'ra',
  pud: 'peptic_ulcer',
  mld: 'liver_mild',
  diab: 'dm',
  diabwc: 'dm_complicated',
  hp: 'paralysis',
  rend: 'ckd',
  canc: 'can',
  msld: 'liver_severe',
  metacanc: 'metastatic',
  aids: 'aids',
};
export const charlsonVersions: readonly (readonly [CharlsonVersion, column: string, maximum: number])[] = [
  ['1987', 'charlson_1987', 29],
  ['quan_2011', 'quan_2011', 24],
  ['shmi_1_35', 'shmi_v1_35', 110],
];

/** Columns that each person has; the model's other columns are false. */
export type Person = readonly string[];
export const peopleOf = (rows: readonly Record<string, string>[], columns: Record<string, string>): Person[] =>
  rows.map((row) => Object.keys(columns).flatMap((name) => (row[name] === '1' ? [columns[name]!] : [])));

/** A table of people as SQL: `id` is their place in the list, every other column a flag. */
export function peopleSql(columns: readonly string[], people: readonly Person[]): string {
  const rows = people.map((person, id) => `(${[id, ...columns.map((name) => person.includes(name))].join()})`);
  return `(VALUES ${rows.join()}) AS patients(id, ${columns.join()})`;
}
