import { DuckDBInstance } from '@duckdb/node-api';
import { cambridge20, cambridge20Mortality } from '../../src/domain/models/cambridge';
import { ccms21 } from '../../src/domain/models/ccms';
import { charlson } from '../../src/domain/models/charlson';
import { clinicalTierSql } from '../../src/domain/models/clinical-tiers';
import { efi } from '../../src/domain/models/efi';
import { efi2 } from '../../src/domain/models/efi2';
import { modelColumns, unitsOfOne, type AdditiveModel } from '../../src/domain/models/model';
import { bandSql, scoreModelOf, unitsSql, type ScoreModel } from '../../src/domain/models/registry';
import { needCellsSql, needLevelsSql, needScales } from '../../src/domain/models/need-levels';
import { bridges, firstMatch, segmentSql } from '../../src/domain/models/segments';
import { patientColumns } from '../../src/domain/schema';
import { seededUniform } from '../../src/domain/stats/random';
import { shared, sharedTitle } from '../shared-files';
import {
  cambridgeColumns,
  ccmsColumns,
  charlsonColumns,
  charlsonVersions,
  peopleOf,
  peopleSql,
  scoreRows,
} from '../vectors/score-people';
import { expect, test, type Page } from './fixtures';

/** The registered score with another version of its model: what the site's own SQL is asked of. */
const scoreOf = (model: AdditiveModel): ScoreModel => ({ ...scoreModelOf(model.id)!, model });

/** Scores and bands of a table's people in the page's DuckDB, in the order of `id`; '' is no band. */
function scored(page: Page, score: ScoreModel, available: ReadonlySet<string>, table: string) {
  const sql = `SELECT (${unitsSql(score, available)!} / ${unitsOfOne(score.model)}::DOUBLE)::DOUBLE AS score,
    coalesce(${bandSql(score, available)}, '')::VARCHAR AS band FROM ${table} ORDER BY id`;
  return page.evaluate(async (sql) => {
    const engine = await (await window.catchment.engine()).bootEngine();
    const columns = await engine.query(sql, { text: ['band'] });
    await engine.close();
    return { scores: Array.from(columns.get('score')), bands: [...columns.text('band')] };
  }, sql);
}

test.describe(sharedTitle('score vectors in the page’s DuckDB'), () => {
  test.skip(shared === undefined, 'CATCHMENT_SHARED is not set');

  const sums = [
    [cambridge20, 'cms20_vectors.csv', cambridgeColumns, 'general_score', 122],
    [cambridge20Mortality, 'cms20_vectors.csv', cambridgeColumns, 'mortality_score', 122],
    [ccms21, 'ccms21_vectors.csv', ccmsColumns, 'score', 83],
    ...charlsonVersions.map(
      ([version, column]) =>
        [charlson[version], 'charlson_vectors.csv', charlsonColumns, column, 82] as const,
    ),
  ] as const;
  for (const [model, file, names, column, count] of sums) {
    test(`${model.id} ${model.version}`, async ({ page, open }) => {
      await open();
      const rows = scoreRows(file);
      expect(rows).toHaveLength(count);
      const columns = modelColumns(model);
      const table = peopleSql(columns, peopleOf(rows, names));
      const { scores, bands } = await scored(page, scoreOf(model), new Set(columns), table);
      expect(bands).toEqual(rows.map(() => ''));
      const wrong = rows.filter((row, i) => !(Math.abs(scores[i]! - Number(row[column])) <= 1e-9));
      expect(wrong).toEqual([]);
      console.info(`${model.id} ${model.version}: ${scores.length} scores of ${file} compared in the page`);
    });
  }

  test('electronic frailty index and its bands, computed and supplied', async ({ page, open }) => {
    await open();
    const rows = scoreRows('efi_bands.csv');
    const columns = modelColumns(efi);
    const deficits = rows.map((row) => Number(row.n_deficits));
    const tables = [columns, columns.toReversed()].map((order) => ({
      available: columns,
      table: peopleSql(
        columns,
        deficits.map((count) => order.slice(0, count)),
      ),
    }));
    const supplied = `(VALUES ${deficits.map((count) => `(${count}, ${count})`).join()}) AS patients(id, efi)`;
    let compared = 0;
    for (const { available, table } of [...tables, { available: ['efi'], table: supplied }]) {
      const { scores, bands } = await scored(page, scoreOf(efi), new Set(available), table);
      expect(bands).toEqual(rows.map(({ band }) => band));
      scores.forEach((score, i) => expect(Math.abs(score - deficits[i]! / 36)).toBeLessThanOrEqual(1e-9));
      // The file has six decimals.
      expect(scores.map((score) => score.toFixed(6))).toEqual(rows.map((row) => row.efi));
      compared += bands.length;
    }
    expect(compared).toBe(3 * 37);
    console.info(`efi: ${compared} scores and ${compared} bands of efi_bands.csv compared in the page`);
  });

  test('electronic frailty index 2: a weight each, and everything', async ({ page, open }) => {
    await open();
    const rows = scoreRows('efi2_weights.csv');
    expect(rows).toHaveLength(40);
    const columns = modelColumns(efi2);
    // One person a term, in the file's order, and one with all of them.
    const table = peopleSql(columns, [...efi2.terms.map(({ anyOf }) => anyOf), columns]);
    const { scores, bands } = await scored(page, scoreOf(efi2), new Set(columns), table);
    // The file has six decimals.
    const wrong = rows.filter((row, i) => !(Math.abs(scores[i]! - Number(row.normalised_weight)) <= 1e-6));
    expect(wrong).toEqual([]);
    expect(Math.round(scores.at(-1)! * unitsOfOne(efi2))).toBe(842_874);
    expect(bands.at(-1)).toBe('severe');
    console.info(`efi2: ${rows.length} weights of efi2_weights.csv compared in the page`);
  });
});

test('segments, tiers and cells of need of the same people are the same in the page as in native DuckDB', async ({
  page,
  open,
}) => {
  // What the rules read beyond the patient table's own columns, so that every rule has somebody.
  const further = [
    'metastatic',
    'ckd_stage_4_5',
    'copd_severe',
    'paralysis',
    'multiple_sclerosis',
    'pregnant',
    'homeless',
    'substance_misuse',
  ];
  const names = [...new Set([...patientColumns.map(({ name }) => name), ...further])];
  const numbers = new Map<string, string>([
    ['network', 'USMALLINT'],
    ...patientColumns
      .filter(({ type }) => type !== 'boolean')
      .map(({ name }) => [name, 'USMALLINT'] as const),
  ]);
  const uniform = seededUniform(11);
  const valueOf = (name: string): string => {
    if (name === 'age') return String(Math.floor(uniform() * 91));
    if (uniform() < 0.1) return 'NULL';
    return numbers.has(name) ? String(Math.floor(uniform() ** 3 * 20)) : String(uniform() < 0.02);
  };
  const people = 1000;
  const rows = Array.from({ length: people }, (_, id) => `(${[id, ...names.map(valueOf)].join()})`);
  const typed = names.map((name) => `${name}::${numbers.get(name) ?? 'BOOLEAN'} AS ${name}`);
  const table = `(SELECT id, ${typed.join()} FROM (VALUES ${rows.join()}) AS drawn(id, ${names.join()}))`;
  const available = new Set(names);
  const sql = `SELECT ${segmentSql(bridges, available)}::INTEGER AS bridges, ${segmentSql(firstMatch, available)}::INTEGER AS first_match,
    ${clinicalTierSql(available)}::INTEGER AS tier FROM ${table} ORDER BY id`;

  await open();
  const native = await (await DuckDBInstance.create()).connect();
  const askBoth = async (sql: string) => ({
    inPage: await page.evaluate(async (sql) => {
      const engine = await (await window.catchment.engine()).bootEngine();
      const columns = await engine.query(sql);
      await engine.close();
      return columns.names.map((name) => Array.from(columns.get(name)));
    }, sql),
    inNative: (await native.runAndReadAll(sql)).getColumns() as number[][],
  });
  const { inPage, inNative } = await askBoth(sql);
  expect(inPage).toEqual(inNative);
  expect(inPage.map((column) => column.length)).toEqual([people, people, people]);
  // Every group but the empty one of Bridges to Health has somebody: the comparison is of all rules.
  expect(inPage.map((column) => new Set(column).size)).toEqual([7, 8, 4]);
  console.info(`segments and tiers: ${3 * people} indices compared in the page`);

  const withTable = (asked: string) =>
    `WITH patients AS MATERIALIZED ${table} SELECT * FROM (${asked}) ORDER BY ALL`;
  const levels = await askBoth(withTable(needLevelsSql(available)));
  expect(levels.inPage).toEqual(levels.inNative);
  const [domain, level, count] = levels.inPage;
  const answers: Record<string, number[]> = { domain: domain!, level: level!, people: count! };
  const scales = needScales({ rows: domain!.length, get: (name) => answers[name]! });
  expect(scales.map(({ told }) => told)).toEqual([true, true, true, true, true]);
  const cells = await askBoth(withTable(needCellsSql(scales, available, 'coalesce(network, 0)')));
  expect(cells.inPage).toEqual(cells.inNative);
  expect(cells.inPage[2]!.reduce((sum, each) => sum + each, 0)).toBe(people);
  console.info(`need index: ${cells.inPage[0]!.length} cells compared in the page`);
  native.closeSync();
});
