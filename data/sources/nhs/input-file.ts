import { Unzip, UnzipInflate } from 'fflate';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError } from './input-error';

/** A file of the folder, or one file inside a ZIP of the folder. */
export interface InputFile {
  /** As shown: `map.csv`, or `download.zip › map.csv`. */
  name: string;
  path: string;
  /** Bytes as stored, of the whole ZIP for a file inside one. */
  bytes: number;
  packing: 'plain' | 'gzip' | 'zip';
  /** Its name inside the ZIP. */
  member?: string;
}

/** Data files of the folder and of the ZIPs in it, by name; folders and hidden files are left out. */
export async function listInputFiles(folder: string): Promise<InputFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new InputError([
      {
        file: folder,
        what:
          error.code === 'ENOENT'
            ? 'This folder does not exist.'
            : `This folder cannot be read (${error.code}).`,
        mend: 'Give the folder that holds the downloaded files with --in.',
      },
    ]);
  });
  const names = entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name);
  const files: InputFile[] = [];
  for (const name of names.sort()) {
    const file = path.join(folder, name);
    const { size: bytes } = await stat(file);
    if (/\.zip$/i.test(name)) {
      for (const member of await zipMembers(file, name)) {
        files.push({ name: `${name} › ${member}`, path: file, bytes, packing: 'zip', member });
      }
    } else {
      files.push({ name, path: file, bytes, packing: /\.gz$/i.test(name) ? 'gzip' : 'plain' });
    }
  }
  return files;
}

/** The unpacked bytes. Damage is an `InputError`. `onBytes` is told how many stored bytes have been read. */
export function openInput(file: InputFile, onBytes?: (bytes: number) => void): Readable {
  const stored = createReadStream(file.path, { highWaterMark: 1 << 18 });
  if (onBytes)
    stored.on('data', (chunk) => {
      onBytes(chunk.length);
    });
  if (file.packing === 'plain') return stored;
  if (file.packing === 'gzip') return Readable.from(gunzipped(stored, file));
  return Readable.from(unzipped(stored, file));
}

/** SHA-256 of the file as stored, in hexadecimal. */
export async function sha256Of(file: InputFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file.path, { highWaterMark: 1 << 20 }))
    hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** The first unpacked characters, for recognising the file. */
export async function headOf(file: InputFile, bytes = 1 << 16): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  const stream = openInput(file);
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk as Uint8Array));
    length += (chunk as Uint8Array).length;
    if (length >= bytes) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, bytes);
}

const damaged = (file: InputFile, how: string): InputError =>
  new InputError([{ file: file.name, what: `This file is damaged: ${how}.`, mend: 'Download it again.' }]);

async function* gunzipped(stored: Readable, file: InputFile): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  stored.on('error', (error) => gunzip.destroy(error));
  stored.pipe(gunzip);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    throw damaged(file, (error as Error).message);
  } finally {
    stored.destroy();
  }
}

async function* unzipped(stored: Readable, file: InputFile): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let state: 'waiting' | 'inside' | 'done' = 'waiting';
  let failure: Error | null = null;
  const unzip = new Unzip((member) => {
    if (member.name !== file.member || state !== 'waiting') return;
    state = 'inside';
    member.ondata = (error, chunk, final) => {
      if (error) failure = error;
      else if (chunk.length > 0) ready.push(chunk);
      if (final) state = 'done';
    };
    member.start();
  });
  unzip.register(UnzipInflate);
  const isDone = (): boolean => state === 'done';
  try {
    for await (const chunk of stored) {
      try {
        unzip.push(chunk as Uint8Array);
      } catch (error) {
        throw damaged(file, (error as Error).message);
      }
      if (failure) throw damaged(file, (failure as Error).message);
      while (ready.length > 0) yield ready.shift()!;
      if (isDone()) return;
    }
  } finally {
    stored.destroy();
  }
  throw damaged(file, 'it ends too early');
}

/** Names of the files inside a ZIP, from its directory at the end. */
async function zipMembers(file: string, name: string): Promise<string[]> {
  const bytes = await readFile(file);
  const members: string[] = [];
  const endMark = 0x06054b50;
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== endMark) end--;
  const broken = new InputError([
    { file: name, what: 'This ZIP is damaged: its directory cannot be read.', mend: 'Download it again.' },
  ]);
  if (end < 0) throw broken;
  let at = bytes.readUInt32LE(end + 16);
  for (let entries = bytes.readUInt16LE(end + 10); entries > 0; entries--) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw broken;
    const nameBytes = bytes.readUInt16LE(at + 28);
    const member = bytes.toString('utf8', at + 46, at + 46 + nameBytes);
    if (!member.endsWith('/') && !/(^|\/)(\.|__MACOSX)/.test(member)) members.push(member);
    at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return members.sort();
}
