import { DuckDBInstance } from '@duckdb/node-api';
import type { Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readManifest } from '../../data/package/read';
import { serve } from '../../scripts/serve.mjs';
import { registers } from '../../src/domain/conditions';
import { standards } from '../../src/domain/measures/measure';
import { standardLabels } from '../../src/domain/measures/standardise';
import { expect, ready, test as base } from './site';
import { standardisedFromRows, type StandardisedRow } from './standardised-from-rows';

const shared = process.env.CATCHMENT_SHARED;
const published = path.join(shared ?? '', 'real', 'staffordshire');

/** A site over a dataset made from the published files, as somebody at the system would make it. */
const test = base.extend<object, { staffordshire: { url: string; folder: string } }>({
  staffordshire: [
    async ({}, use) => {
      const scratch = await mkdtemp(path.join(tmpdir(), 'catchment-qnc-'));
      const out = path.join(scratch, 'qnc');
      const cli = ['node_modules/tsx/dist/cli.mjs', 'data/cli.ts'];
      const options = ['nhs', '--in', published, '--area', 'QNC', '--out', out];
      await promisify(execFile)(process.execPath, [...cli, ...options]);
      const site = await serve({ dataRoots: [out], port: 0 });
      await use({ url: site.url, folder: out });
      await site.close();
      await rm(scratch, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  baseURL: async ({ staffordshire }, use) => use(staffordshire.url),
});

/** The map's CSV, by area. */
async function downloaded(page: Page): Promise<Map<string, Record<string, string>>> {
  await ready(page);
  const waiting = page.waitForEvent('download');
  await page.getByRole('figure', { name: /^Map/ }).getByRole('button', { name: 'Download CSV' }).click();
  const file = await (await waiting).path();
  const rows = parse<Record<string, string>>(await readFile(file), { columns: true });
  return new Map(rows.map((row) => [row.area_code!, row]));
}

// One worker takes them one after the other, so that the dataset is made once.
test.describe.configure({ mode: 'default' });

test.describe('Staffordshire from its published files', () => {
  test.skip(shared === undefined, 'CATCHMENT_SHARED is not set');

  test('the map’s downloads equal figures computed from the published files by independent SQL', async ({
    page,
  }) => {
    test.setTimeout(240_000);
    const expected = await expectedFromPublishedFiles();
    expect(expected.size).toBe(25);
    const download = async (measure: string) => {
      await page.goto(`./?measure=${measure}`);
      return downloaded(page);
    };

    const lists = await download('list_size');
    for (const [network, { list }] of expected) expect(Number(lists.get(network)!.value), network).toBe(list);
    expect([...expected.values()].reduce((sum, { list }) => sum + list, 0)).toBe(1_205_104);

    let compared = 0;
    for (const register of registers) {
      const rows = await download(register.id);
      for (const [network, { practices, cells }] of expected) {
        const { people, base } = cells.get(register.code)!;
        const row = rows.get(network)!;
        const what = `${register.code} in ${network}`;
        if (register.ageBase === 0) {
          // Everything is published: exact.
          expect(Number(row.numerator), what).toBe(people);
          expect(Number(row.denominator), what).toBe(base);
        } else {
          // Within a five-year band single ages are apportioned in whole people, practice by practice and sex by sex.
          expect(Math.abs(Number(row.denominator) - base), what).toBeLessThanOrEqual(2 * practices);
          expect(Math.abs(Number(row.numerator) - people), what).toBeLessThanOrEqual(practices);
        }
        expect(Number(row.value), what).toBeCloseTo(
          (100 * Number(row.numerator)) / Number(row.denominator),
          10,
        );
        compared++;
      }
    }
    expect(compared).toBe(25 * 21);
  });

  test('standardised downloads equal figures computed from the patient rows by independent SQL', async ({
    page,
    staffordshire: { folder },
  }) => {
    test.setTimeout(120_000);
    const manifest = await readManifest(folder);
    expect(manifest.disclosure, 'every count as it is').toBe('none');
    const expected = await standardisedFromRows(folder, manifest);

    let compared = 0;
    for (const measure of ['hyp', 'copd', 'dm']) {
      await page.goto(`./?measure=${measure}`);
      for (const standard of standards) {
        await page
          .getByRole('combobox', { name: 'Standardise' })
          .selectOption({ label: standardLabels[standard] });
        const shown = await downloaded(page);
        const wanted = expected.filter((row) => row.measure === measure && row.standard === standard);
        expect(shown.size).toBe(wanted.length);
        for (const row of wanted) {
          const cells = shown.get(row.area)!;
          const what = `${measure} ${standard} in ${row.area}`;
          expect(cells, what).toMatchObject({ measure, standard });
          for (const name of ['numerator', 'value', 'lower_ci', 'upper_ci', 'expected'] as const)
            expect(isNear(cells[name], row[name]), `${name} of ${what}: ${cells[name]}, ${row[name]}`).toBe(
              true,
            );
          compared++;
        }
      }
    }
    // Each network, and all of them together.
    expect(compared).toBe(3 * 4 * (25 + 1));
  });

  test('the projected population is today’s list times the published change of residents, band by band', async ({
    page,
  }) => {
    test.setTimeout(120_000);
    const expected = await projectedFromPublishedFiles();
    await page.goto('./?view=ageing');
    await ready(page);
    const waiting = page.waitForEvent('download');
    await page
      .getByRole('figure', { name: /^Projected population/ })
      .getByRole('button', { name: 'Download CSV' })
      .click();
    const rows = parse<Record<string, string>>(await readFile(await (await waiting).path()), {
      columns: true,
    });
    expect(new Set(rows.map((row) => row.area_code))).toEqual(new Set(['QNC']));

    const totals = new Map<string, { all: number; from75: number; cells: number }>();
    for (const { year, sex, age_band, count } of rows) {
      const target = expected.get(`${year!} ${sex!.charAt(0).toUpperCase()} ${age_band!.replace('–', '-')}`);
      if (target === undefined) continue;
      // Whole people.
      expect(Math.abs(Number(count) - target.people), `${year!} ${sex!} ${age_band!}`).toBeLessThanOrEqual(
        0.5 + 1e-6,
      );
      const total = totals.get(year!) ?? { all: 0, from75: 0, cells: 0 };
      total.all += Number(count) - target.people;
      if (target.from >= 75) total.from75 += Number(count) - target.people;
      total.cells++;
      totals.set(year!, total);
    }
    // As far as is published: 2026 to 2043, two sexes, nineteen bands.
    expect(totals.size).toBe(18);
    for (const [year, { all, from75, cells }] of totals) {
      expect(cells, year).toBe(2 * 19);
      expect(Math.abs(all), `all ages in ${year}`).toBeLessThanOrEqual(19);
      expect(Math.abs(from75), `75 and over in ${year}`).toBeLessThanOrEqual(4);
    }
  });
});

/**
 * People by year, sex and five-year band ("2031 F 75-79"): list × residents of the year ÷ residents of 2026, straight from the
 * files. The list is that of the practices of the ICB that are in a network.
 */
async function projectedFromPublishedFiles(): Promise<Map<string, { people: number; from: number }>> {
  const db = await (await DuckDBInstance.create()).connect();
  const csv = (file: string) => `read_csv('${path.join(published, file)}', all_varchar = true)`;
  const reader = await db.runAndReadAll(`
    WITH map AS (SELECT PRACTICE_CODE AS practice FROM ${csv('gp-reg-pat-prac-map.csv')} WHERE ICB_CODE = 'QNC'),
    list AS (
      SELECT upper(SEX[1]) AS sex, CASE WHEN AGE_GROUP_5 LIKE '9%' THEN 90 ELSE split_part(AGE_GROUP_5, '_', 1)::INTEGER END AS band,
        sum(NUMBER_OF_PATIENTS::INTEGER) AS people
      FROM ${csv('gp-reg-pat-prac-quin-age.csv')} JOIN map ON ORG_CODE = practice
      WHERE ORG_TYPE = 'GP' AND AGE_GROUP_5 <> 'ALL' AND SEX <> 'ALL' GROUP BY ALL
    ),
    residents AS (
      SELECT year::INTEGER AS year, sex, least(90, age::INTEGER // 5 * 5) AS band, sum(population::INTEGER) AS people
      FROM ${csv('snpp_2018based_E54000010_single_year.csv')} WHERE variant = 'v1' GROUP BY ALL
    )
    SELECT later.year, list.sex, list.band, (list.people * later.people / now.people)::DOUBLE AS people
    FROM list JOIN residents AS now ON now.year = 2026 AND now.sex = list.sex AND now.band = list.band
    JOIN residents AS later ON later.year >= 2026 AND later.sex = list.sex AND later.band = list.band`);
  return new Map(
    reader.getRowObjects().map(({ year, sex, band, people }) => {
      const from = Number(band);
      const label = from === 90 ? '90+' : `${from}-${from + 4}`;
      return [`${String(year)} ${String(sex)} ${label}`, { people: Number(people), from }];
    }),
  );
}

/** To 1e-9 of the number; a column that the download lacks where nothing is expected in it. */
function isNear(cell: string | undefined, number: StandardisedRow['expected']): boolean {
  if (cell === undefined || number === null) return cell === undefined && number === null;
  return cell !== '' && Math.abs(Number(cell) - number) <= 1e-9 * Math.abs(number);
}

interface Expected {
  list: number;
  practices: number;
  cells: Map<string, { people: number; base: number }>;
}

/** Σ over practices of round(register ÷ list × today's base), straight from the files, by network and register. */
async function expectedFromPublishedFiles(): Promise<Map<string, Expected>> {
  const db = await (await DuckDBInstance.create()).connect();
  const csv = (file: string) => `read_csv('${path.join(published, file)}', all_varchar = true)`;
  const reader = await db.runAndReadAll(`
    WITH map AS (SELECT PRACTICE_CODE AS practice, PCN_CODE AS network FROM ${csv('gp-reg-pat-prac-map.csv')}),
    band AS (
      SELECT network, practice, SEX AS sex, try_cast(regexp_extract(AGE_GROUP_5, '^[0-9]+') AS INTEGER) AS youngest,
        NUMBER_OF_PATIENTS::INTEGER AS people
      FROM ${csv('gp-reg-pat-prac-quin-age.csv')} JOIN map ON ORG_CODE = practice
      WHERE ORG_TYPE = 'GP' AND SEX <> 'ALL' AND AGE_GROUP_5 <> 'ALL'),
    single AS (
      SELECT ORG_CODE AS network, SEX AS sex, try_cast(regexp_extract(AGE, '^[0-9]+') AS INTEGER) AS age,
        NUMBER_OF_PATIENTS::INTEGER AS people
      FROM ${csv('gp-reg-pat-prac-sing-age-regions.csv')} WHERE ORG_TYPE = 'PCN' AND SEX <> 'ALL' AND AGE <> 'ALL'),
    bases(list_type, youngest_counted) AS (VALUES ('TOTAL', 0), ('06OV', 6), ('16OV', 16), ('17OV', 17), ('18OV', 18), ('50OV', 50)),
    share AS (
      SELECT network, sex, list_type, (age // 5) * 5 AS youngest,
        sum(people) FILTER (age >= youngest_counted) / sum(people) AS counted
      FROM single, bases GROUP BY ALL),
    base AS (
      SELECT network, practice, list_type, sum(people * coalesce(counted, (youngest >= youngest_counted)::INTEGER)) AS people
      FROM band CROSS JOIN bases LEFT JOIN share USING (network, sex, youngest, list_type)
      GROUP BY ALL),
    list AS (SELECT network, sum(people)::INTEGER AS list, count(DISTINCT practice)::INTEGER AS practices FROM band GROUP BY 1),
    register AS (
      SELECT base.network, GROUP_CODE AS code,
        sum(round(REGISTER::DOUBLE / PRACTICE_LIST_SIZE::DOUBLE * base.people))::INTEGER AS people, sum(base.people)::DOUBLE AS base
      FROM ${csv('PREVALENCE_2425.csv')} JOIN base ON PRACTICE_CODE = practice AND PATIENT_LIST_TYPE = list_type
      GROUP BY 1, 2)
    SELECT network, list, practices, code, people, base FROM register JOIN list USING (network)`);
  const expected = new Map<string, Expected>();
  for (const row of reader.getRowObjects()) {
    const network = String(row.network);
    const one = expected.get(network) ?? {
      list: Number(row.list),
      practices: Number(row.practices),
      cells: new Map(),
    };
    one.cells.set(String(row.code), { people: Number(row.people), base: Number(row.base) });
    expected.set(network, one);
  }
  return expected;
}
