import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { constants, gzipSync } from 'node:zlib';

/** A file of the package, as the manifest lists it. */
export interface StoredFile {
  file: string;
  bytes: number;
  sha256: string;
}

/**
 * Gzip with the same bytes every time: no time, no name, and no operating system in the header. Measured on 70,000
 * patients: these settings give 3.45 bytes a patient in 1.3 µs; zlib's own 3.70 in 0.9 µs; level 9 with them 3.36 in
 * 9.7 µs. (Less memory ends a Huffman block sooner, which suits columns that have little in common.)
 */
export function gzip(bytes: Uint8Array): Uint8Array {
  const packed = gzipSync(bytes, { level: 7, memLevel: 6, strategy: constants.Z_FILTERED });
  packed[9] = 255;
  return packed;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Writes one file below `folder`; `file` uses forward slashes. */
export async function store(folder: string, file: string, bytes: Uint8Array): Promise<StoredFile> {
  const target = path.join(folder, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, bytes);
  return { file, bytes: bytes.length, sha256: sha256(bytes) };
}

export const json = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value)}\n`);

/** The same value with the keys of every object in order, so that its JSON does not depend on how it was built. */
export function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sortedKeys(one)]),
  );
}
