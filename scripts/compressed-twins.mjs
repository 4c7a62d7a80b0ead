import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressible = new Set(['.js', '.css', '.html', '.svg', '.json', '.wasm']);
/** Below this a compressed answer saves no packet. */
const smallestBytes = 1024;
/** The engine is compressed once and remembered: it takes seconds and never changes between builds. */
const rememberedBytes = 1024 * 1024;

/** @typedef {{ extension: string, compress: (bytes: Buffer) => Promise<Buffer> }} Encoding */

/** @type {Encoding[]} */
const encodings = [
  { extension: '.gz', compress: (bytes) => promisify(gzip)(bytes, { level: 9 }) },
  {
    extension: '.br',
    compress: (bytes) =>
      promisify(brotliCompress)(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 9,
          [constants.BROTLI_PARAM_LGWIN]: 24,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
  },
];

/**
 * Vite plugin: writes a gzip and a brotli twin beside every text and wasm file of the built site, so that a static
 * host can send them as they are.
 *
 * @returns {import('vite').Plugin}
 */
export function compressedTwins() {
  /** @type {import('vite').ResolvedConfig} */
  let config;
  let isWritten = false;
  return {
    name: 'compressed-twins',
    apply: 'build',
    enforce: 'post',
    configResolved(resolved) {
      config = resolved;
    },
    writeBundle() {
      isWritten = true;
    },
    async closeBundle() {
      // Called after a failed build too, whose own error must be the one that is told.
      if (!isWritten) return;
      const outDir = path.resolve(config.root, config.build.outDir);
      await writeTwins(outDir, path.join(config.cacheDir, 'compressed'));
    },
  };
}

/**
 * @param {string} folder
 * @param {string} cache where twins of large files are kept between builds
 */
export async function writeTwins(folder, cache) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && compressible.has(path.extname(entry.name)))
    .map((entry) => path.join(entry.parentPath, entry.name));
  await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(file);
      if (bytes.length < smallestBytes) return;
      await Promise.all(
        encodings.map(async (encoding) => {
          const twin = await (bytes.length < rememberedBytes
            ? encoding.compress(bytes)
            : remembered(bytes, encoding, cache));
          if (twin.length < bytes.length) await writeFile(file + encoding.extension, twin);
        }),
      );
    }),
  );
}

/**
 * @param {Buffer} bytes
 * @param {Encoding} encoding
 * @param {string} cache
 */
async function remembered(bytes, encoding, cache) {
  const kept = path.join(cache, createHash('sha256').update(bytes).digest('hex') + encoding.extension);
  const known = await readFile(kept).catch(() => null);
  if (known) return known;
  const twin = await encoding.compress(bytes);
  await mkdir(cache, { recursive: true });
  const unfinished = `${kept}.${process.pid}`;
  await writeFile(unfinished, twin);
  await rename(unfinished, kept);
  return twin;
}
