import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cambridge20, cambridge20Mortality } from '../../src/domain/models/cambridge';
import { ccms21 } from '../../src/domain/models/ccms';
import { charlson, type CharlsonVersion } from '../../src/domain/models/charlson';
import { efi } from '../../src/domain/models/efi';
import { efi2 } from '../../src/domain/models/efi2';
import {
  modelColumns,
  scoreBand,
  scoreBandSql,
  scoreSql,
  scoresOfUnits,
  scoreUnits,
  scoreUnitsSql,
  type AdditiveModel,
} from '../../src/domain/models/model';
import { describeShared, sharedRows } from '../shared';
import { Cells, type Row } from './stats-cells';

// hfrs_icd10_points.csv (for conditions coded in hospital) and cms37_general_weights_35of37.csv (two conditions are
// missing) are for reference: there is no such model here. QRISK3 is optional and stays out: it needs measurements that most
// extracts lack, its licence asks for a disclaimer beside every score, and its name is a trademark.

const rowsOf = (file: string): Row[] => sharedRows(`vectors/scores/${file}`);

/** The column of the patient table for each condition as the vectors name it. */
const cambridgeColumns: Record<string, string> = {
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
const ccmsColumns: Record<string, string> = {
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
const charlsonColumns: Record<string, string> = {
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
const charlsonVersions: readonly (readonly [CharlsonVersion, column: string, maximum: number])[] = [
  ['1987', 'charlson_1987', 29],
  ['quan_2011', 'quan_2011', 24],
  ['shmi_1_35', 'shmi_v1_35', 110],
];

/** Columns that each person has; the model's other columns are false. */
type Person = readonly string[];
const peopleOf = (rows: readonly Row[], columns: Record<string, string>): Person[] =>
  rows.map((row) => Object.keys(columns).flatMap((name) => (row[name] === '1' ? [columns[name]!] : [])));

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create()).connect();
});
afterAll(() => connection.closeSync());

/** Units, scores and bands by the functions, once DuckDB has given the very same from the generated SQL. */
async function scored(model: AdditiveModel, people: readonly Person[]) {
  const columns = modelColumns(model);
  const flags = people.map((person) => columns.map((name) => person.includes(name)));
  const units = scoreUnits(
    model,
    new Map(columns.map((name, i) => [name, flags.map((row) => Number(row[i]))])),
    people.length,
  );
  const scores = [...scoresOfUnits(model, units)];
  const bands = [...units].map((each) => scoreBand(model, each));

  const values = flags.map((row, id) => `(${[id, ...row].join()})`).join();
  const result = await connection.runAndReadAll(
    `SELECT ${scoreUnitsSql(model)}, ${scoreSql(model)}, ${scoreBandSql(model)}
       FROM (VALUES ${values}) AS patients(id, ${columns.join()}) ORDER BY id`,
  );
  expect(result.getColumns(), `${model.id} in DuckDB`).toEqual([[...units], scores, bands]);
  return { units, scores, bands };
}

/** Every weight of the file, as the score of a person with that condition alone. */
async function expectWeights(
  model: AdditiveModel,
  rows: readonly Row[],
  nameColumn: string,
  weightColumn: string,
  columns: Record<string, string>,
) {
  expect(model.terms).toHaveLength(rows.length);
  const { scores } = await scored(
    model,
    rows.map((row) => [columns[row[nameColumn]!]!]),
  );
  expect(scores).toEqual(rows.map((row) => Number(row[weightColumn])));
}

describeShared('scores agree with the published weights, by the functions and in DuckDB', () => {
  it('Cambridge Multimorbidity Score, general and mortality', async () => {
    const rows = rowsOf('cms20_vectors.csv');
    const weights = rowsOf('cms20_weights.csv');
    const cells = new Cells('cms20_vectors.csv', 1e-9, true);
    for (const [model, kind] of [
      [cambridge20, 'general'],
      [cambridge20Mortality, 'mortality'],
    ] as const) {
      const { scores } = await scored(model, peopleOf(rows, cambridgeColumns));
      rows.forEach((row, i) => cells.number(scores[i]!, row[`${kind}_score`], `${kind}, row ${i + 1}`));
      await expectWeights(model, weights, 'condition', `${kind}_weight`, cambridgeColumns);
      expect(new Set(modelColumns(model))).toEqual(new Set([...Object.values(cambridgeColumns), 'ra']));
    }
    cells.finish(244, 'scores');
  });

  it('modified Cambridge Multimorbidity Score, 21 conditions', async () => {
    const rows = rowsOf('ccms21_vectors.csv');
    const { scores } = await scored(ccms21, peopleOf(rows, ccmsColumns));
    const cells = new Cells('ccms21_vectors.csv', 1e-9, true);
    rows.forEach((row, i) => cells.number(scores[i]!, row.score, `row ${i + 1}`));
    cells.finish(83, 'scores');
    await expectWeights(
      ccms21,
      rowsOf('ccms21_weights.csv'),
      'condition',
      'log_hazard_weight_1y_mortality',
      ccmsColumns,
    );
  });

  it('electronic frailty index and its bands', async () => {
    const rows = rowsOf('efi_bands.csv');
    expect(efi.terms).toHaveLength(rowsOf('efi_deficits.csv').length);
    // The first so many deficits, then the last so many: any deficit counts the same.
    for (const order of [modelColumns(efi), modelColumns(efi).reverse()]) {
      const { scores, bands } = await scored(
        efi,
        rows.map(({ n_deficits }) => order.slice(0, Number(n_deficits))),
      );
      expect(scores.map((score) => score.toFixed(6))).toEqual(rows.map((row) => row.efi));
      const labels = rows.filter((row, i) => row.band === bands[i]).length;
      expect(labels).toBe(37);
    }
    const supplied = await connection.runAndReadAll(
      `SELECT ${scoreBandSql(efi, 'efi')} FROM range(37) AS patients(efi) ORDER BY efi`,
    );
    const cells = new Cells('efi_bands.csv', 0);
    rows.forEach((row, i) => cells.text(String(supplied.getColumns()[0]![i]), row.band, `${i} deficits`));
    cells.finish(37, 'bands');
  });

  it('electronic frailty index 2: coefficients, their rounding, and the maximum', async () => {
    const rows = rowsOf('efi2_weights.csv');
    expect(efi2.terms.map(({ weight }) => weight)).toEqual(rows.map((row) => Number(row.cox_coefficient)));
    // One person a term: the file's rows, in the file's order.
    const { scores } = await scored(
      efi2,
      efi2.terms.map(({ anyOf }) => anyOf),
    );
    const normalised = new Cells('efi2_weights.csv', 1e-6, true);
    const rounded = new Cells('efi2_weights.csv', 1e-12, true);
    rows.forEach((row, i) => {
      normalised.number(scores[i]!, row.normalised_weight, `${row.deficit} ${row.category}`);
      rounded.number(Number(scores[i]!.toFixed(3)), row.rounded_weight, `${row.deficit} ${row.category}`);
    });
    normalised.finish(40, 'normalised weights');
    rounded.finish(38, 'rounded weights');
    const everything = await scored(efi2, [modelColumns(efi2)]);
    expect(everything.units[0]! / 10 ** efi2.decimals).toBe(8.42874);
    expect(everything.bands).toEqual(['severe']);
    expect(efi2.provisional).toBe(true);
  });

  it('Charlson index: 1987, Quan 2011 and SHMI', async () => {
    const rows = rowsOf('charlson_vectors.csv');
    const maxima = rowsOf('charlson_maxima.csv');
    const weights = rowsOf('charlson_weights.csv');
    const cells = new Cells('charlson_vectors.csv', 0, true);
    const most = new Cells('charlson_maxima.csv', 0, true);
    for (const [version, column, maximum] of charlsonVersions) {
      const model = charlson[version];
      const { scores } = await scored(model, peopleOf(rows, charlsonColumns));
      rows.forEach((row, i) => cells.number(scores[i]!, row[column], `${column}, row ${i + 1}`));
      await expectWeights(model, weights, 'code', column, charlsonColumns);

      const flat = { ...model, terms: model.terms.map(({ unlessAnyOf: _, ...term }) => term) };
      const everything = [modelColumns(model)];
      const row = maxima.find(({ weighting }) => weighting === column);
      const [highest] = (await scored(model, everything)).scores;
      expect(highest).toBe(maximum);
      most.number(highest!, row?.maximum_all_flags_with_hierarchy, column);
      expect((await scored(flat, everything)).scores).toEqual([Number(row?.maximum_without_hierarchy)]);
    }
    cells.finish(246, 'scores');
    most.finish(3, 'maxima');
  });
});
