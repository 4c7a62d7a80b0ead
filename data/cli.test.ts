import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './cli';
import type { NhsReport } from './sources/nhs/report';
import { tinyFolder } from './sources/nhs/tiny-folder';

let folder: string;
let files: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'catchment-cli-'));
  files = await tinyFolder();
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await rm(files, { recursive: true });
});

async function run(args: string[], signal = new AbortController().signal) {
  let stdout = '';
  let stderr = '';
  const streams = {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  };
  const code = await runCli(args, streams, signal, folder);
  return { code, stdout, stderr };
}

describe('bad usage ends with 2 and shows the usage', () => {
  test.each([
    [[], /No command is given/],
    [['make'], /There is no command “make”/],
    [['toString'], /There is no command “toString”/],
    [['nhs', '--in', 'x', '--area', 'QAA'], /--out is missing/],
    [['nhs', '--in', 'x', '--area', 'QAA', '--out', 'y', '--seed', '-1'], /seed/],
    [['nhs', '--in', 'x', '--area', 'QAA', '--out', 'y', '--speed', '3'], /--speed/],
    [['demo', '--out', 'y', '--networks', '0'], /--networks must be from 1 to 24/],
    [['demo', '--out', 'y', '--networks', '25'], /--networks must be from 1 to 24/],
    [['score', '--model', 'efi'], /--in is missing/],
    [['check'], /Give exactly one DIR/],
    [['check', 'a', 'b'], /Give exactly one DIR/],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).toContain('Usage:');
    expect(stdout).toBe('');
  });
});

test('--help shows the usage on standard output', async () => {
  expect(await run(['--help'])).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining('npm run data -- nhs'),
  });
});

test('faults of the input end with 1, one message and no stack', async () => {
  const unknown = await run(['nhs', '--in', files, '--area', 'QZZ', '--out', 'never']);
  expect(unknown).toMatchObject({ code: 1, stdout: '' });
  expect(unknown.stderr).toMatch(/map\.csv: No ICB, sub-ICB or network has the code QZZ\. Nearest: /);
  expect(unknown.stderr).not.toContain('    at ');
  const missing = await run(['nhs', '--in', 'nowhere', '--area', 'QAA', '--out', 'never']);
  expect(missing).toMatchObject({ code: 1, stdout: '' });
  expect(missing.stderr).toContain(
    'This folder does not exist. Give the folder that holds the downloaded files',
  );
  expect(existsSync(path.join(folder, 'never'))).toBe(false);
});

test('a place where nothing can be written ends with 1, one sentence and no stack', async () => {
  const out = path.join(files, 'map.csv', 'inside');
  const { code, stdout, stderr } = await run(['nhs', '--in', files, '--area', 'QAA', '--out', out]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr.split('\n').slice(-2)).toEqual([
    expect.stringMatching(/map\.csv.*: A file stands where a folder is needed\. .* Nothing was written\.$/),
    '',
  ]);
  expect(stderr).not.toContain('    at ');
});

test('an interrupt ends with 130 and leaves nothing behind', async () => {
  const { code, stderr } = await run(
    ['nhs', '--in', files, '--area', 'QAA', '--out', 'cut'],
    AbortSignal.abort(),
  );
  expect(code).toBe(130);
  expect(stderr).toContain('Interrupted; nothing was written.');
  expect(await readdir(folder)).toEqual([]);
});

test('nhs makes a dataset that check finds sound; the summary closes and --json is one object', async () => {
  const made = await run(['nhs', '--in', files, '--area', 'QAA', '--out', 'tiny', '--json']);
  expect(made.stderr).toContain('Lists of SYSTEM QAA');
  expect(made.code).toBe(0);
  const summary = JSON.parse(made.stdout) as { report: NhsReport };
  expect(summary).toMatchObject({ id: 'nhs-qaa-2026-07', networks: 3, practices: 5 });
  for (const { patients, parts } of summary.report.flow) {
    expect(parts.reduce((all, part) => all + part.patients, 0)).toBe(patients);
  }
  const checked = await run(['check', 'tiny', '--json']);
  expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true, problems: [] });
  expect(checked.stderr).toMatch(/^Checking: \d+% · .*\n(Checking: .*\n)*Checking: 100% · .* MB\/s\n$/);
  expect(checked.code).toBe(0);
}, 120_000);

describe('as a program', () => {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const program = (args: string[]) =>
    spawn(process.execPath, ['--import', tsx, path.join(import.meta.dirname, 'cli.ts'), ...args], {
      cwd: folder,
    });

  test('its standard output is one JSON object alone, and a dataset that is none ends it with 1', async () => {
    const { code, stdout, stderr } = await ended(program(['check', 'nowhere', '--json']));
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, patients: 0 });
    expect(stderr).toMatch(/^manifest\.json: is missing.*\n$/);
  }, 60_000);

  test('SIGINT ends a check with 130 and no result', async () => {
    // The dataset that nhs made above.
    const { code, stdout, stderr } = await interrupted(program(['check', 'tiny', '--json']), 'Checking: ');
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toMatch(/\nInterrupted; nothing was written\.\n$/);
  }, 60_000);

  test('SIGINT ends it with 130 and leaves no half dataset', async () => {
    const { code, stderr } = await interrupted(
      program(['demo', '--networks', '2', '--out', 'half']),
      'Patients: ',
    );
    expect(stderr).toContain('Interrupted');
    expect(code).toBe(130);
    expect((await readdir(folder)).filter((name) => name.includes('half'))).toEqual([]);
  }, 120_000);
});

/** Sends SIGINT twice once `text` is shown, as a terminal and npm do together on one Ctrl-C. */
function interrupted(process: ReturnType<typeof spawn>, text: string): ReturnType<typeof ended> {
  process.stderr!.on('data', (written: Buffer) => {
    if (!written.includes(text)) return;
    process.kill('SIGINT');
    setTimeout(() => process.kill('SIGINT'), 300);
  });
  return ended(process);
}

async function ended(
  process: ReturnType<typeof spawn>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  process.stdout!.on('data', (text: Buffer) => (stdout += text.toString()));
  process.stderr!.on('data', (text: Buffer) => (stderr += text.toString()));
  const code = await new Promise<number | null>((resolve) => process.on('close', resolve));
  return { code, stdout, stderr };
}
