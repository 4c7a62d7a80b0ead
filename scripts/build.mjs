import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listDatasets } from './datasets.mjs';

const dataFolder = 'public/data';
const demoFolder = `${dataFolder}/demo`;
const demoStamp = `${dataFolder}/demo.stamp`;
const siteFolder = 'dist';
const siteStamp = `${siteFolder}/.stamp`;

/** Builds the demonstration dataset and the site, each only when what it is made from has changed. */
export async function buildAll() {
  await buildDemo();
  await buildSite();
}

export async function buildDemo() {
  const stamp = await stampOf(['data', 'src/domain']);
  const isCurrent = existsSync(`${demoFolder}/manifest.json`) && (await stampIn(demoStamp)) === stamp;
  if (!isCurrent) {
    console.log('Building the demonstration dataset (once)…');
    await mkdir(dataFolder, { recursive: true });
    await run('--import', ['tsx', 'data/cli.ts', 'demo', '--out', demoFolder]);
    await writeFile(demoStamp, stamp);
  }
  await writeDatasetIndex();
}

/** Lists the datasets of public/data for the site. */
async function writeDatasetIndex() {
  const entries = await listDatasets([dataFolder]);
  const listed = entries.map(({ id, title, path }) => ({ id, title, path }));
  await writeFile(`${dataFolder}/index.json`, `${JSON.stringify(listed, null, 2)}\n`);
}

export async function buildSite() {
  const stamp = await stampOf([
    'src',
    'public',
    'index.html',
    'vite.config.ts',
    'svelte.config.js',
    'package-lock.json',
    'scripts/compressed-twins.mjs',
    'scripts/public-without-data.mjs',
  ]);
  if ((await stampIn(siteStamp)) === stamp) return;
  console.log('Building the site…');
  // Built aside and put in place at the end: an interrupted build leaves the old site whole.
  const aside = `node_modules/.cache/catchment/site-${process.pid}`;
  const old = `${aside}-old`;
  try {
    await run('node_modules/vite/bin/vite.js', [
      'build',
      '--logLevel',
      'warn',
      '--emptyOutDir',
      '--outDir',
      aside,
    ]);
    await writeFile(path.join(aside, path.basename(siteStamp)), stamp);
    if (existsSync(siteFolder)) await rename(siteFolder, old);
    await rename(aside, siteFolder);
  } finally {
    await Promise.all([aside, old].map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

/** @param {string} file */
async function stampIn(file) {
  return readFile(file, 'utf8').catch(() => null);
}

/**
 * A hash over the names and contents of files, folders read recursively, without tests and built datasets.
 *
 * @param {string[]} places
 */
export async function stampOf(places) {
  const files = (await Promise.all(places.map(filesIn))).flat().sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const contents = createHash('sha256').update(await readFile(file));
    hash.update(`${file}\n${contents.digest('hex')}\n`);
  }
  return hash.digest('hex');
}

/** @param {string} place @returns {Promise<string[]>} */
async function filesIn(place) {
  if (!existsSync(place)) return [];
  if ((await stat(place)).isFile()) return [place];
  const inside = await readdir(place, { withFileTypes: true });
  const kept = inside
    .map((entry) => `${place}/${entry.name}`)
    .filter(
      (name) => name !== dataFolder && !/\.test\.[jt]s$/.test(name) && !path.basename(name).startsWith('.'),
    );
  return (await Promise.all(kept.map(filesIn))).flat();
}

/**
 * Runs a Node program of an installed package.
 *
 * @param {string} program
 * @param {string[]} args
 */
function run(program, args) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
      child.once('error', reject);
      child.once('exit', (status, signal) => {
        if (status === 0) resolve();
        else reject(new Error(`${program} ${args.join(' ')} ended with ${signal ?? `status ${status}`}`));
      });
    })
  );
}
