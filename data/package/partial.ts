import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** The folder cannot be replaced by a dataset: what stands there is something else. */
export class NotADatasetError extends Error {}

/**
 * Runs `make` on a temporary folder beside `out` and puts the folder in `out`'s place when it has succeeded; an earlier
 * dataset stays untouched until then. On an error or an abort nothing is left behind.
 */
export async function replaceWhole<T>(out: string, make: (folder: string) => Promise<T>): Promise<T> {
  const target = path.resolve(out);
  const parent = path.dirname(target);
  await mkdir(parent, { recursive: true });
  await clearRemains(parent, path.basename(target));
  await refuseOther(target, out);
  const partial = path.join(parent, temporaryName(path.basename(target), 'partial', process.pid));
  const old = path.join(parent, temporaryName(path.basename(target), 'old', process.pid));
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial);
  try {
    const result = await make(partial);
    await refuseOther(target, out);
    if (existsSync(target)) await rename(target, old);
    await rename(partial, target);
    await rm(old, { recursive: true, force: true });
    return result;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (existsSync(old) && !existsSync(target)) await rename(old, target);
    throw error;
  }
}

const temporaryName = (name: string, role: 'partial' | 'old', pid: number) => `.${name}.${role}-${pid}`;

async function refuseOther(target: string, out: string): Promise<void> {
  if (!existsSync(target)) return;
  const entries = await readdir(target).catch(() => null);
  if (entries === null) throw new NotADatasetError(`${out} is a file. Give the name of a folder to make.`);
  if (entries.length > 0 && !entries.includes('manifest.json'))
    throw new NotADatasetError(
      `${out} is not empty and holds no dataset (no manifest.json), so it is left alone. Give another folder.`,
    );
}

/** What processes that are gone left: half datasets go; an old dataset whose replacement never came is put back. */
async function clearRemains(parent: string, name: string): Promise<void> {
  for (const entry of await readdir(parent)) {
    const match = /^\.(.+)\.(partial|old)-(\d+)$/.exec(entry);
    if (match?.[1] !== name || isRunning(Number(match[3]))) continue;
    const remains = path.join(parent, entry);
    if (match[2] === 'old' && !existsSync(path.join(parent, name)))
      await rename(remains, path.join(parent, name));
    else await rm(remains, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
