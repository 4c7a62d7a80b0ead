import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findChromium, installChromium } from './chromium.mjs';
import { installPackages } from './packages.mjs';
import { closingLine, honestTotals, isGood, sum, totalsOfCommand, totalsOfPlaywright } from './totals.mjs';

/** A runner that hangs is stopped, so that the rest is still told. */
const longestMinutes = 25;

process.chdir(path.join(import.meta.dirname, '..'));
process.env.TZ = 'Europe/London';
installPackages();
// A CHROMIUM_PATH that names nothing ends the run before it has begun.
findChromium();

const reports = mkdtempSync(path.join(tmpdir(), 'catchment-test-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));

// The checks share the cores with the build and the unit tests, and Chromium comes over the network meanwhile; browser
// tests, which measure time, run alone.
const [checks, built] = await Promise.all([
  runChecks(),
  runBuild().then(async (build) => [build, await runVitest()]),
  installChromium(),
]);
const totals = sum([...checks, ...built, await runPlaywright()]);

tell(
  'Skipped',
  totals.skipped,
  process.env.CATCHMENT_SHARED ? 'no reason given' : 'CATCHMENT_SHARED is not set',
);
tell('Failed', totals.failed, 'no reason given');
console.log(`\n${closingLine(totals)}`);
process.exit(isGood(totals) ? 0 : 1);

/** @param {string} title @param {import('./totals.mjs').Told[]} tests @param {string} usualReason */
function tell(title, tests, usualReason) {
  if (tests.length > 0) console.log(`\n${title}:`);
  for (const { name, reason } of tests) console.log(`- ${name}: ${reason || usualReason}`);
}

async function runChecks() {
  /** @type {[string, string, string[]][]} */
  const checks = [
    ['ESLint', 'eslint/bin/eslint.js', ['.']],
    ['Prettier', 'prettier/bin/prettier.cjs', ['--check', '.']],
    [
      'svelte-check',
      'svelte-check/bin/svelte-check',
      ['--tsconfig', './tsconfig.json', '--fail-on-warnings'],
    ],
    ['TypeScript', 'typescript/bin/tsc', ['-p', 'tsconfig.node.json', '--noEmit']],
  ];
  const found = [];
  for (const [title, program, args] of checks) {
    const { status, output, seconds } = await run(`node_modules/${program}`, args, { quiet: true });
    console.log(`${status === 0 ? '✓' : '✗'} ${title} (${seconds} s)${status === 0 ? '' : `\n${output}`}`);
    found.push(totalsOfCommand(title, status));
  }
  return found;
}

/** The demonstration dataset and the site, which the browser tests need: one test, that they can be built. */
async function runBuild() {
  const script = "import('./scripts/build.mjs').then(({ buildAll }) => buildAll())";
  const { status, seconds } = await run('--eval', [script]);
  console.log(`${status === 0 ? '✓' : '✗'} Build (${seconds} s)`);
  return totalsOfCommand('Build', status);
}

async function runVitest() {
  const report = path.join(reports, 'vitest.json');
  const { status } = await run(
    'node_modules/vitest/vitest.mjs',
    ['run', '--reporter=default', '--reporter=./scripts/vitest-totals.mjs'],
    { env: { CATCHMENT_VITEST_TOTALS: report } },
  );
  return honestTotals('Vitest', read(report), status);
}

async function runPlaywright() {
  const report = path.join(reports, 'playwright.json');
  const { status } = await run(
    'node_modules/@playwright/test/cli.js',
    ['test', '--reporter=list,json', '--pass-with-no-tests'],
    { env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report } },
  );
  const found = read(report);
  return honestTotals('Playwright', found && totalsOfPlaywright(found), status);
}

/** @param {string} file */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {{ quiet?: boolean, env?: Record<string, string> }} [options] quiet keeps what it writes
 * @returns {Promise<{ status: number | null, output: string, seconds: number }>} status is null when it was stopped
 */
function run(program, args, { quiet = false, env = {} } = {}) {
  const start = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], {
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      env: { ...process.env, ...env },
      timeout: longestMinutes * 60_000,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
    /** @param {number | null} status */
    const finish = (status) => resolve({ status, output, seconds: Math.round((Date.now() - start) / 1000) });
    child.once('error', (error) => {
      output += error.message;
      finish(null);
    });
    child.once('close', finish);
  });
}
