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
});

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
