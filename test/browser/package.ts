import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tinyPatients, tinySystem } from '../../data/package/tiny-system';
import { writePackage } from '../../data/package/write';
import { readManifest } from '../../data/package/read';
import type { Manifest } from '../../src/domain/schema';

/** A dataset package in memory, by path. */
export type Files = Map<string, Uint8Array>;

/** The tiny system's package, as the package writer makes it. */
export async function tinyPackage(): Promise<{ manifest: Manifest; files: Files }> {
  const parent = await mkdtemp(path.join(tmpdir(), 'catchment-package-'));
  const folder = path.join(parent, 'tiny');
  try {
    await writePackage(tinySystem(), folder, { seed: 7, simulate: tinyPatients });
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files: Files = new Map();
    for (const entry of entries.filter((one) => one.isFile())) {
      const file = path.join(entry.parentPath, entry.name);
      files.set(path.relative(folder, file).split(path.sep).join('/'), await readFile(file));
    }
    return { manifest: await readManifest(folder), files };
  } finally {
    await rm(parent, { recursive: true });
  }
}
