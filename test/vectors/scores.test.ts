import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bitsOf } from '../../src/domain/models/bits';
import { cambridge20, cambridge20Mortality } from '../../src/domain/models/cambridge';
import { ccms21 } from '../../src/domain/models/ccms';
import { charlson } from '../../src/domain/models/charlson';
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
import { describeShared } from '../shared';
import {
  cambridgeColumns,
  ccmsColumns,
  charlsonColumns,
  charlsonVersions,
  peopleOf,
  peopleSql,
  scoreRows,
  type Person,
} from './score-people';
import { Cells } from './stats-cells';

// hfrs_icd10_points.csv (for conditions coded in hospital) and cms37_general_weights_35of37.csv (two conditions are
// missing) are for reference: there is no such model here. QRISK3 is optional and stays out: it needs measurements that most
// extracts lack, its licence asks for a disclaimer beside every score, and its name is a trademark.

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create()).connect();
});
afterAll(() => connection.closeSync());

/** Units, scores and bands by the functions, once DuckDB has given the very same from the generated SQL. */
async function scored(model: AdditiveModel, people: readonly Person[]) {
  const columns = modelColumns(model);
  const units = scoreUnits(
    model,
    (name) => bitsOf(people.map((person) => Number(person.includes(name)))),
    people.length,
  );
  const scores = [...scoresOfUnits(model, units)];
  const bands = [...units].map((each) => scoreBand(model, each));

  const result = await connection.runAndReadAll(
    `SELECT ${scoreUnitsSql(model)}, ${scoreSql(model)}, ${scoreBandSql(model)}
       FROM ${peopleSql(columns, people)} ORDER BY id`,
  );
  expect(result.getColumns(), `${model.id} in DuckDB`).toEqual([[...units], scores, bands]);
  return { units, scores, bands };
}

/** Every weight of the file, as the score of a person with that condition alone. */
async function expectWeights(
  model: AdditiveModel,
  rows: readonly Record<string, string>[],
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
    const rows = scoreRows('cms20_vectors.csv');
    const weights = scoreRows('cms20_weights.csv');
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
    const rows = scoreRows('ccms21_vectors.csv');
    const { scores } = await scored(ccms21, peopleOf(rows, ccmsColumns));
    const cells = new Cells('ccms21_vectors.csv', 1e-9, true);
    rows.forEach((row, i) => cells.number(scores[i]!, row.score, `row ${i + 1}`));
    cells.finish(83, 'scores');
    await expectWeights(
      ccms21,
      scoreRows('ccms21_weights.csv'),
      'condition',
      'log_hazard_weight_1y_mortality',
      ccmsColumns,
    );
  });

  it('electronic frailty index and its bands', async () => {
    const rows = scoreRows('efi_bands.csv');
    expect(efi.terms).toHaveLength(scoreRows('efi_deficits.csv').length);
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
    const rows = scoreRows('efi2_weights.csv');
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
    const rows = scoreRows('charlson_vectors.csv');
    const maxima = scoreRows('charlson_maxima.csv');
    const weights = scoreRows('charlson_weights.csv');
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
