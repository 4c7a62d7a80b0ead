import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The Chromium that browser tests drive: the one named by CHROMIUM_PATH, or one on the PATH.
 *
 * @returns {string | undefined} undefined when there is none, and Playwright's own is to be used
 */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`);
    return named;
  }
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of names) {
      const file = path.join(folder, name);
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}

/** Makes a Chromium available: one already present, else Debian's package, else Playwright's own. */
export async function installChromium() {
  if (findChromium()) return;
  const { chromium } = await import('@playwright/test');
  if (existsSync(chromium.executablePath())) return;
  console.log('Installing Chromium for the browser tests (once)…');
  if ((await installDebianPackage()) && findChromium()) return;
  const isInstalled = await succeeds(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'install', 'chromium'],
    'inherit',
  );
  if (!isInstalled) {
    console.error(
      'Chromium could not be installed. Install it, or name one with CHROMIUM_PATH, and try again.',
    );
  }
}

async function installDebianPackage() {
  if (!(await succeeds('apt-get', ['--version'], 'ignore'))) return false;
  const isRoot = process.getuid?.() === 0;
  /** @param {string[]} args */
  const aptGet = (...args) => {
    const [command, ...rest] = isRoot ? ['apt-get', ...args] : ['sudo', '-n', 'apt-get', ...args];
    return succeeds(/** @type {string} */ (command), rest, ['ignore', 'ignore', 'inherit']);
  };
  const install = () => aptGet('install', '-y', '--no-install-recommends', 'chromium');
  return (await install()) || ((await aptGet('update')) && (await install()));
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').StdioOptions} stdio
 * @returns {Promise<boolean>} whether it ran and ended with 0
 */
function succeeds(program, args, stdio) {
  return new Promise((resolve) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn(program, args, { stdio, env });
    child.once('error', () => resolve(false));
    child.once('close', (status) => resolve(status === 0));
  });
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
