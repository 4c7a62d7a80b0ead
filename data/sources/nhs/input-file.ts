import { Unzip, UnzipInflate } from 'fflate';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
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
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError([
      {
        file: folder,
        what: code === 'ENOENT' ? 'This folder does not exist.' : `This folder cannot be read (${code}).`,
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
      for (const member of await zipMembers(file, name, bytes)) {
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
  const member: { state: 'waiting' | 'inside' | 'done'; failure: Error | null } = {
    state: 'waiting',
    failure: null,
  };
  const unzip = new Unzip((entry) => {
    if (entry.name !== file.member || member.state !== 'waiting') return;
    member.state = 'inside';
    entry.ondata = (error, chunk, final) => {
      if (error) member.failure = error;
      else if (chunk.length > 0) ready.push(chunk);
      if (final) member.state = 'done';
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  try {
    for await (const chunk of stored) {
      try {
        unzip.push(chunk as Uint8Array);
      } catch (error) {
        throw damaged(file, (error as Error).message);
      }
      if (member.failure) throw damaged(file, member.failure.message);
      while (ready.length > 0) yield ready.shift()!;
      if (member.state === 'done') return;
    }
  } finally {
    stored.destroy();
  }
  throw damaged(file, 'it ends too early');
}

/** Names of the files inside a ZIP, from its directory at the end. */
async function zipMembers(file: string, name: string, size: number): Promise<string[]> {
  const broken = new InputError([
    { file: name, what: 'This ZIP is damaged: its directory cannot be read.', mend: 'Download it again.' },
  ]);
  const handle = await open(file);
  try {
    const read = async (from: number, to: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(to - from), 0, to - from, from);
      return buffer.subarray(0, bytesRead);
    };
    const tail = await read(Math.max(size - longestZipEnd, 0), size);
    const end = tail.lastIndexOf(zipEndMark);
    if (end < 0 || end + 22 > tail.length) throw broken;
    const start = tail.readUInt32LE(end + 16);
    const length = tail.readUInt32LE(end + 12);
    if (start + length > size) throw broken;
    const members = membersIn(await read(start, start + length), tail.readUInt16LE(end + 10));
    if (!members) throw broken;
    return members;
  } finally {
    await handle.close();
  }
}

const zipEndMark = Buffer.from([0x50, 0x4b, 5, 6]);
const zipEntryMark = 0x02014b50;
const longestZipEnd = 22 + 0xffff;

/** Data files among the entries of a ZIP's directory; null when it is not one. */
function membersIn(directory: Buffer, entries: number): string[] | null {
  const members: string[] = [];
  let at = 0;
  for (let entry = 0; entry < entries; entry++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== zipEntryMark) return null;
    const nameBytes = directory.readUInt16LE(at + 28);
    const member = directory.toString('utf8', at + 46, at + 46 + nameBytes);
    if (!member.endsWith('/') && !/(^|\/)(\.|__MACOSX)/.test(member)) members.push(member);
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return members.sort();
}
