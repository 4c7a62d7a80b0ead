import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Installs what package-lock.json asks for, unless it is installed already. Uses nothing but Node. */
export function installPackages() {
  if (packagesInstalled()) return;
  console.log('Installing packages (once)…');
  // Under `npm start` npm says where it is itself; on its own the script asks the shell.
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...args], { stdio: 'inherit' })
    : spawnSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    console.error(
      'The packages could not be installed: npm’s message is above. Check the network and try again.',
    );
    process.exit(1);
  }
}

function packagesInstalled() {
  const record = 'node_modules/.package-lock.json';
  if (!existsSync(record)) return false;
  return sameVersions(packagesOf('package-lock.json'), packagesOf(record));
}

/** @param {string} lockFile @returns {Packages} */
function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** @typedef {Record<string, { version?: string, optional?: boolean }>} Packages */

/**
 * Whether every package wanted is installed in its version; one for another platform (optional) may be missing.
 *
 * @param {Packages} wanted
 * @param {Packages} installed
 */
export function sameVersions(wanted, installed) {
  return Object.entries(wanted).every(([place, { version, optional }]) => {
    if (place === '') return true;
    const found = installed[place];
    return found ? found.version === version : Boolean(optional);
  });
}
