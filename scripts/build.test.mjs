import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stampOf } from './build.mjs';
import { writeTwins } from './compressed-twins.mjs';

/** @type {string} */
let folder;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'catchment-build-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the stamp of sources', () => {
  const place = (/** @type {string} */ name) => path.join(folder, 'src', name);
  const stamp = () => stampOf([path.join(folder, 'src')]);

  beforeEach(async () => {
    await mkdir(place('domain'), { recursive: true });
    await writeFile(place('domain/schema.ts'), 'export const schemaVersion = 1;');
  });

  test('stays when nothing changed, even when a file was written again', async () => {
    const before = await stamp();
    await writeFile(place('domain/schema.ts'), 'export const schemaVersion = 1;');
    expect(await stamp()).toBe(before);
  });

  test('changes with the contents of a file, its name, and a new file', async () => {
    const stamps = [await stamp()];
    await writeFile(place('domain/schema.ts'), 'export const schemaVersion = 2;');
    stamps.push(await stamp());
    await rename(place('domain/schema.ts'), place('domain/manifest.ts'));
    stamps.push(await stamp());
    await writeFile(place('domain/new.ts'), '');
    stamps.push(await stamp());
    expect(new Set(stamps).size).toBe(4);
  });

  test('does not change with a test', async () => {
    const before = await stamp();
    await writeFile(place('domain/schema.test.ts'), 'test');
    expect(await stamp()).toBe(before);
  });
});

describe('compressed twins', () => {
  const cache = () => path.join(folder, 'cache');

  test('hold the same bytes as their file, also when a large file’s are remembered', async () => {
    const site = path.join(folder, 'dist');
    await mkdir(path.join(site, 'assets'), { recursive: true });
    const small = Buffer.from('body { color: black } '.repeat(100));
    const large = Buffer.alloc(2 * 1024 * 1024, 'engine');
    for (let round = 0; round < 2; round++) {
      await writeFile(path.join(site, 'assets/page.css'), small);
      await writeFile(path.join(site, 'assets/engine.wasm'), large);
      await writeTwins(site, cache());
      for (const [name, bytes] of /** @type {const} */ ([
        ['assets/page.css', small],
        ['assets/engine.wasm', large],
      ])) {
        expect(gunzipSync(await readFile(path.join(site, `${name}.gz`))).equals(bytes)).toBe(true);
        expect(brotliDecompressSync(await readFile(path.join(site, `${name}.br`))).equals(bytes)).toBe(true);
      }
    }
  });

  test('are not written for pictures, nor for files that are small already', async () => {
    await writeFile(path.join(folder, 'photo.png'), Buffer.alloc(5000));
    await writeFile(path.join(folder, 'tiny.js'), 'export {};');
    await writeTwins(folder, cache());
    await expect(readFile(path.join(folder, 'photo.png.gz'))).rejects.toThrow();
    await expect(readFile(path.join(folder, 'tiny.js.gz'))).rejects.toThrow();
  });
});
