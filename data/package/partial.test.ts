import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replaceWhole } from './partial';

let parent: string;
beforeEach(() => (parent = mkdtempSync(path.join(tmpdir(), 'partial-'))));
afterEach(() => rm(parent, { recursive: true }));

const out = () => path.join(parent, 'dataset');
const write = (text: string) => async (folder: string) => {
  await writeFile(path.join(folder, 'manifest.json'), text);
  return text;
};
const content = () => readFileSync(path.join(out(), 'manifest.json'), 'utf8');
/** No process has this id. */
const gone = 2 ** 30;

it('puts the finished folder in its place, and replaces an earlier dataset whole', async () => {
  expect(await replaceWhole(out(), write('first'))).toBe('first');
  await writeFile(path.join(out(), 'only-in-first'), '');
  await replaceWhole(out(), write('second'));
  expect(content()).toBe('second');
  expect(readdirSync(out())).toEqual(['manifest.json']);
  expect(readdirSync(parent)).toEqual(['dataset']);
});

it('leaves the earlier dataset as it was when making the new one fails', async () => {
  await replaceWhole(out(), write('first'));
  const failing = replaceWhole(out(), async (folder) => {
    await write('second')(folder);
    expect(content()).toBe('first');
    throw new Error('disk full');
  });
  await expect(failing).rejects.toThrow('disk full');
  expect(content()).toBe('first');
  expect(readdirSync(parent)).toEqual(['dataset']);
});

it('never replaces a folder that is no dataset, nor a file', async () => {
  await mkdir(out());
  await writeFile(path.join(out(), 'letters.txt'), 'precious');
  await expect(replaceWhole(out(), write('new'))).rejects.toThrow(/holds no dataset/);
  expect(readdirSync(out())).toEqual(['letters.txt']);
  await rm(out(), { recursive: true });
  await writeFile(out(), 'precious');
  await expect(replaceWhole(out(), write('new'))).rejects.toThrow(/is a file/);
  expect(readdirSync(parent)).toEqual(['dataset']);
});

it('takes an empty folder', async () => {
  await mkdir(out());
  await replaceWhole(out(), write('first'));
  expect(content()).toBe('first');
});

it('clears what a killed process left, and leaves alone what a running one is writing', async () => {
  await mkdir(path.join(parent, `.dataset.partial-${gone}`));
  await mkdir(path.join(parent, `.dataset.partial-${process.ppid}`));
  await mkdir(path.join(parent, `.other.partial-${gone}`));
  await replaceWhole(out(), write('first'));
  expect(readdirSync(parent).sort()).toEqual([
    `.dataset.partial-${process.ppid}`,
    `.other.partial-${gone}`,
    'dataset',
  ]);
});

it('puts back a dataset that a killed process had moved away', async () => {
  const old = path.join(parent, `.dataset.old-${gone}`);
  await mkdir(old);
  await write('first')(old);
  const failing = replaceWhole(out(), () => Promise.reject(new Error('stopped')));
  await expect(failing).rejects.toThrow('stopped');
  expect(content()).toBe('first');
  expect(existsSync(old)).toBe(false);
});
