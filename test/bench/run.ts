import { readFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { buildAll } from '../../scripts/build.mjs';
import { findChromium } from '../../scripts/chromium.mjs';
import { serve } from '../../scripts/serve.mjs';
import { writePackage } from '../../data/package/write';
import { registers } from '../../src/domain/conditions';
import { agedAtLeast } from '../../src/domain/measures/denominators';
import type { Manifest } from '../../src/domain/schema';
import {
  collectGarbage,
  countBytes,
  emulateSlowLine,
  freshPage,
  launch,
  navigationStart,
  pageMemory,
  watchFirstPaint,
} from './browser';
import { changes, changesOverCells } from './changes';
import { ageingSteps, changesOverRows } from './row-changes';
import { ageingOfEngland } from './ageing-england';
import { writeEnglandSize } from './england-size';
import { asJson, asText, median, quantile, type Figure } from './figures';
import { gateTime } from './gate';
import { twoSystems } from './two-systems';
import { nativePatients, nativeTimes, parquetBytes } from './native';

const { values: options } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
// One JSON object is all that may stand on standard output.
console.log = console.error;
const say = (text: string) => console.error(text);

const scratch = await mkdtemp(path.join(tmpdir(), 'catchment-bench-'));
const figures: Figure[] = [];
const put = (name: string, value: number, unit: string, target?: number, atLeast?: boolean) => {
  figures.push({
    name,
    value,
    unit,
    ...(target === undefined ? {} : { target }),
    ...(atLeast === undefined ? {} : { atLeast }),
  });
  say(asText(figures.slice(-1)));
};

try {
  put('gate_50000_cells_ms', gateTime(50_000), 'ms', 5);
  const folder = path.join(scratch, 'two-million');
  const { manifest, storedBytes } = await generation(folder);
  await storageAndNative(folder, manifest, storedBytes);
  await engine(folder, manifest);
  await site(folder, manifest);
  const inPage = figures.find((f) => f.name === 'registers_2m_rows_wasm')!.value;
  const native = figures.find((f) => f.name === 'registers_2m_rows_native_1_thread')!.value;
  put('registers_wasm_over_native', inPage / native, 'times', 3);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
process.stdout.write(`${options.json ? asJson(figures) : asText(figures)}\n`);

/** Prevalence of all registers by network, over patient rows: what a question over everybody costs. */
function registersSql(): string {
  const bases = [...new Set(registers.map((r) => r.ageBase))].map(agedAtLeast);
  const columns = [
    ...registers.map((r) => `count(*) FILTER (${r.id})::INTEGER AS ${r.id}`),
    ...bases.map((base) => `count(*) FILTER (${base.sql})::INTEGER AS ${base.column}`),
  ];
  return `SELECT network::INTEGER AS network, ${columns.join(', ')} FROM patients GROUP BY 1 ORDER BY 1`;
}

async function generation(folder: string): Promise<{ manifest: Manifest; storedBytes: number }> {
  const start = performance.now();
  const { patients } = await writePackage(twoSystems(), folder, {
    seed: 1,
  });
  put(
    'patients_generated_per_second',
    (patients / (performance.now() - start)) * 1000,
    'patients/s, package written',
  );
  const manifest = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const storedBytes = manifest.networks.reduce((sum, network) => sum + network.bytes, 0);
  put('bytes_per_patient', storedBytes / patients, 'bytes', 6);
  return { manifest, storedBytes };
}

async function storageAndNative(folder: string, manifest: Manifest, storedBytes: number): Promise<void> {
  const db = await nativePatients(
    folder,
    manifest,
    manifest.columns.map((c) => c.name),
    scratch,
  );
  const parquet = await parquetBytes(db, scratch);
  put('bytes_per_patient_parquet_zstd', parquet / manifest.patients, 'bytes');
  put('bytes_over_parquet', storedBytes / parquet, 'times');
  put('registers_2m_rows_native_1_thread', median(await nativeTimes(db, registersSql(), 9)), 'ms');
  db.closeSync();
}

async function engine(folder: string, manifest: Manifest): Promise<void> {
  const dist = path.join(scratch, 'page');
  await mkdir(dist, { recursive: true });
  await build({
    // The layers under test without the site's own plugins: one page, nothing public.
    configFile: false,
    publicDir: false,
    base: './',
    root: 'test/bench/page',
    logLevel: 'error',
    build: { outDir: dist, emptyOutDir: true },
  });
  const server = await serve({ dist, dataRoots: [folder], port: 0 });
  const browser = await launch(findChromium());
  try {
    const boots: number[] = [];
    const opened: number[] = [];
    const sizes = manifest.networks.map((network, index) => ({
      index,
      off: Math.abs(network.rows - 50_000),
    }));
    const typical = sizes.sort((a, b) => a.off - b.off).map((s) => s.index);
    for (let i = 0; i < 5; i++) {
      const { context, page } = await freshPage(browser);
      await page.goto(server.url);
      await page.waitForFunction(() => 'bench' in window);
      boots.push(await page.evaluate(() => window.bench.boot()));
      const networks = [typical[i]!];
      opened.push(
        await page.evaluate((n) => window.bench.load([{ table: 'patients', networks: n }]), networks),
      );
      await context.close();
    }
    put('engine_boot', median(boots) / 1000, 's', 1.5);
    put('network_opened_50000_rows', median(opened) / 1000, 's', 0.5);

    const { page, context } = await freshPage(browser);
    await page.goto(server.url);
    await page.waitForFunction(() => 'bench' in window);
    await page.evaluate(() => window.bench.boot());
    const { networks, rows } = networksOf(manifest, 2_000_000);
    const loaded = await page.evaluate(
      (n) => window.bench.load([{ table: 'patients', networks: n }]),
      networks,
    );
    put('rows_loaded', rows, 'patients');
    // 3 s for the rows, and at most 2 more for scores and segments, which `scores_on_load_2m` tells apart.
    put('two_million_rows_loaded', (loaded / 1000) * (2e6 / rows), 's, scaled to 2 million', 5);
    put('page_memory_2m_rows_with_garbage', (await pageMemory(browser)) / 1e6, 'MB resident');
    await collectGarbage(page);
    put(
      'page_memory_2m_rows',
      (await pageMemory(browser)) / 1e6,
      'MB resident, garbage collected in page and worker',
      600,
    );
    // The native engine has them all.
    await page.evaluate(
      (n) => window.bench.load([{ table: 'patients', networks: n }]),
      manifest.networks.map((_, index) => index),
    );
    const taken = await page.evaluate((sql) => window.bench.query(sql, 9), registersSql());
    put('registers_2m_rows_wasm', median(taken), 'ms');
    await context.close();

    const files = networks.map((network) => manifest.networks[network]!);
    const columns = manifest.columns.map(({ name }) => name);
    const inserted = async (isScored: boolean) => {
      const { page, context } = await freshPage(browser);
      await page.goto(server.url);
      await page.waitForFunction(() => 'bench' in window);
      const taken = await page.evaluate(
        ([files, columns, isScored]) => window.bench.insert(files, columns, isScored),
        [files, columns, isScored] as [typeof files, string[], boolean],
      );
      await context.close();
      return taken;
    };
    const [plain, scored] = [await inserted(false), await inserted(true)];
    put('scores_on_load_2m', ((scored - plain) / 1000) * (2e6 / rows), 's more, scaled to 2 million', 2);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The first networks that have so many rows together. */
function networksOf(manifest: Manifest, atLeast: number): { networks: number[]; rows: number } {
  const networks: number[] = [];
  let rows = 0;
  for (const [index, network] of manifest.networks.entries()) {
    if (rows >= atLeast) break;
    networks.push(index);
    rows += network.rows;
  }
  return { networks, rows };
}

async function site(folder: string, manifest: Manifest): Promise<void> {
  await buildAll();
  const largest = path.join(scratch, 'england-size');
  const england = await writeEnglandSize('public/data/demo', largest);
  const server = await serve({ dataRoots: ['public/data', folder, largest], port: 0 });
  const browser = await launch(findChromium());
  try {
    const times: number[] = [];
    const sizes: number[] = [];
    for (let i = 0; i < 5; i++) {
      const { context, page, cdp } = await freshPage(browser);
      await emulateSlowLine(cdp);
      const bytes = countBytes(cdp);
      await page.addInitScript(watchFirstPaint);
      await page.goto(server.url, { waitUntil: 'commit' });
      await page.waitForFunction(() => window.firstPainted !== undefined);
      const painted = (await page.evaluate(() => window.firstPainted!)) / 1000;
      times.push(painted);
      sizes.push(bytes((await navigationStart(cdp)) + painted));
      await context.close();
    }
    put('first_painted_map_10mbit_40ms', median(times), 's', 2);
    put('bytes_until_first_map', median(sizes) / 1000, 'kB', 700);

    for (const graphics of ['none', 'webgl'] as const) {
      const { measure, standard, memory } = await changes(server.url, graphics);
      const of = graphics === 'none' ? '' : '_emulated_webgl';
      const target = graphics === 'none' ? 50 : undefined;
      put(`measure_change${of}_p50`, quantile(measure, 0.5), 'ms');
      put(`measure_change${of}_p95`, quantile(measure, 0.95), 'ms', target);
      put(`standard_change${of}_p50_ms`, quantile(standard, 0.5), 'ms');
      put(
        `standard_change${of}_p95_ms`,
        quantile(standard, 0.95),
        'ms',
        graphics === 'none' ? 100 : undefined,
      );
      put(`page_memory_map${of}`, memory / 1e6, 'MB resident');
    }
    const codes = manifest.networks.map(({ code }) => code);
    const overCells = await changesOverCells(server.url, manifest.id, codes);
    for (const [view, taken] of Object.entries(overCells)) {
      put(`${view}_change_2m_p50`, quantile(taken, 0.5), 'ms: condition, standard or network');
      put(`${view}_change_2m_p95`, quantile(taken, 0.95), 'ms: condition, standard or network', 100);
    }
    const typical = manifest.networks.toSorted(
      (a, b) => Math.abs(a.rows - 50_000) - Math.abs(b.rows - 50_000),
    )[0]!;
    const overRows = await changesOverRows(server.url, manifest.id, typical.code);
    for (const [what, taken, unit, target] of [
      ['cohort_change_2m', overRows.system, 'ms: a criterion to all figures', 200],
      ['cohort_change_network', overRows.network, `ms: the same, one network of ${typical.rows}`, 50],
      ['tier_cut_off_step_2m', overRows.cutOff, 'ms: a step to the figures', 50],
      ['need_weight_step_2m', overRows.needWeight, 'ms: a step to the figures', 50],
    ] as const) {
      put(`${what}_p50`, quantile(taken, 0.5), unit);
      put(`${what}_p95`, quantile(taken, 0.95), unit, target);
    }
    const [demo] = JSON.parse(await readFile('public/data/index.json', 'utf8')) as { id: string }[];
    const ageing = await ageingSteps(server.url, demo!.id);
    put('ageing_assumption_step_p50', quantile(ageing, 0.5), 'ms: 24 networks, 20 years');
    put('ageing_assumption_step_p95', quantile(ageing, 0.95), 'ms: 24 networks, 20 years', 50);
    const all = await ageingOfEngland(server.url, england.id);
    const networks = `${england.networks.length} networks, 20 years`;
    put('ageing_england_carried', median(all.carried), `ms to all figures and ranges: ${networks}`, 2000);
    put('ageing_england_longest_task', all.longestTask, 'ms in which the page did nothing else');
    put('ageing_england_assumption_step_p95', quantile(all.steps, 0.95), `ms: ${networks}`, 2000);
    put('ageing_england_longest_task_after_steps', all.longestTaskAfterSteps, 'ms');
  } finally {
    await browser.close();
    await server.close();
  }
}
