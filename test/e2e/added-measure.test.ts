import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { readManifest, readNetwork } from '../../data/package/read';
import { serve } from '../../scripts/serve.mjs';
import { expect, ready, test as base } from './site';

/** Builds a dataset and the site from a copy of the product whose catalogue has the README's worked example as well. */
const test = base.extend<object, { extended: { url: string; dataset: string } }>({
  extended: [
    async ({}, use) => {
      const copy = await mkdtemp(path.join(tmpdir(), 'catchment-added-'));
      try {
        await copyWithExample(copy);
        const dataset = path.join(copy, 'dataset');
        await run(
          copy,
          'node_modules/tsx/dist/cli.mjs',
          'data/cli.ts',
          'demo',
          '--networks',
          '3',
          '--out',
          dataset,
        );
        await run(copy, 'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error');
        const site = await serve({ dist: path.join(copy, 'dist'), dataRoots: [dataset], port: 0 });
        await use({ url: site.url, dataset });
        await site.close();
      } finally {
        await rm(copy, { recursive: true, force: true });
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ extended }, use) => use(extended.url),
});

test('a measure added to the catalogue is in picker, map, table and CSV', async ({ page, extended }) => {
  await page.goto('./');
  await ready(page);
  await page.getByRole('combobox', { name: 'Measure' }).fill('medicines, 65+');
  const group = page.getByRole('group', { name: 'Medicines and living' });
  await group.getByRole('option', { name: 'Ten or more medicines, 65+' }).click();
  await ready(page);
  expect(new URL(page.url()).searchParams.get('measure')).toBe('medicines10_65');

  const map = page.getByRole('figure', { name: /^Map/ });
  await expect(map).toContainText('Ten or more repeat medicines, 65+ by network');
  await expect(page.getByText('Older people on ten or more medicines').first()).toBeVisible();
  await expect(page.getByRole('img', { name: /^Legend: .*\d networks?/ })).toBeVisible();

  await map.getByRole('button', { name: 'Table' }).click();
  await expect(map.getByRole('columnheader', { name: 'People aged 65 and over', exact: true })).toBeVisible();

  const waiting = page.waitForEvent('download');
  await map.getByRole('button', { name: 'Download CSV' }).click();
  const csv = await readFile(await (await waiting).path());
  const rows = parse<Record<string, string>>(csv, { columns: true });
  const counted = await countedFromRows(extended.dataset);
  expect(counted.size).toBe(3);
  for (const [network, { numerator, denominator }] of counted) {
    const row = rows.find(({ area_code }) => area_code === network)!;
    expect(row).toMatchObject({ measure: 'medicines10_65', unit: '%', age_base: '65+' });
    // To the nearest five, as the demonstration's disclosure rule asks.
    expect(Math.abs(Number(row.numerator) - numerator)).toBeLessThan(3);
    expect(Math.abs(Number(row.denominator) - denominator)).toBeLessThan(3);
    expect(Number(row.value)).toBeCloseTo((100 * Number(row.numerator)) / Number(row.denominator), 9);
    const shown = `${Number(row.value).toFixed(1)}%`;
    await expect(map.getByRole('row', { name: network }).getByRole('cell', { name: shown })).toBeVisible();
  }

  await page.getByRole('combobox', { name: 'Standardise' }).selectOption({ label: 'Age-sex standardised' });
  await ready(page);
  await expect(map).toContainText('Ten or more repeat medicines, 65+, age-sex standardised by network');
});

const copied = ['src', 'data', 'scripts', 'index.html', 'vite.config.ts', 'svelte.config.js', 'package.json'];

/** What datasets and the site are built from, with one entry more. */
async function copyWithExample(copy: string): Promise<void> {
  await Promise.all(copied.map((name) => cp(name, path.join(copy, name), { recursive: true })));
  await cp('public/favicon.svg', path.join(copy, 'public/favicon.svg'));
  await symlink(path.resolve('node_modules'), path.join(copy, 'node_modules'), 'junction');
  const { file, list, entry } = workedExample(await readFile('README.md', 'utf8'));
  const catalogue = await readFile(file, 'utf8');
  const extended = catalogue.replace(
    new RegExp(`(const ${list}\\b[^]*?)\\n\\];`),
    (_, entries: string) => `${entries}\n${entry}\n];`,
  );
  expect(extended, `${file} has the list ${list}`).not.toBe(catalogue);
  await writeFile(path.join(copy, file), extended);
}

const run = (cwd: string, ...args: string[]) => promisify(execFile)(process.execPath, args, { cwd });

/** The entry of the README's section "Adding a measure", and where it says that it goes. */
function workedExample(readme: string): { file: string; list: string; entry: string } {
  const section = /^## Adding a measure\n([^]*?)^## /m.exec(readme)?.[1] ?? '';
  const [, list, file] = /list\s+`(\w+)`\s+in\s+`(src\/[\w/.-]+)`/.exec(section) ?? [];
  const entry = /^```ts\n([^]*?)\n```$/m.exec(section)?.[1];
  if (!file || !list || !entry)
    throw new Error('The README’s section “Adding a measure” has no worked example.');
  return { file, list, entry };
}

/** People of 65 and over, and those of them on ten or more medicines, by network. */
async function countedFromRows(dataset: string) {
  const manifest = await readManifest(dataset);
  const counted = new Map<string, { numerator: number; denominator: number }>();
  for (const [network, { code }] of manifest.networks.entries()) {
    const { columns } = await readNetwork(dataset, manifest, network);
    const medicines = columns.get('medicines')!.values;
    const older = [...columns.get('age')!.values.keys()].filter(
      (row) => columns.get('age')!.values[row]! >= 65,
    );
    const numerator = older.filter((row) => medicines[row]! >= 10).length;
    counted.set(code, { numerator, denominator: older.length });
  }
  return counted;
}
