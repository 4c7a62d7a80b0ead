import { mkdtempSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startPool } from './package/pool';
import { systemErrorSentence } from './system-error';

const refusal = (code: string, path?: string) =>
  Object.assign(new Error(`${code}: refused, write`), { code, syscall: 'write', ...(path && { path }) });

test('a full disk is told with what to do, and without the name of a call', () => {
  expect(systemErrorSentence(refusal('ENOSPC'))).toBe(
    'The disk is full. Free some space, or give a folder on another disk.',
  );
});

test('a path stands first where there is one', () => {
  expect(systemErrorSentence(refusal('EACCES', '/data/x'))).toBe(
    '/data/x: It may not be read or written. Change its permissions, or give another folder.',
  );
});

test('a code that is not known keeps what the system says', () => {
  expect(systemErrorSentence(refusal('EODD'))).toBe('The system refuses it: EODD: refused, write.');
});

test('what is no refusal of the system is left to others', () => {
  expect(systemErrorSentence(new TypeError('x is undefined'))).toBeNull();
  expect(systemErrorSentence('ENOSPC')).toBeNull();
});

test('a refusal in a worker thread is the same as on this thread', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'catchment-refused-'));
  const pool = startPool(1);
  try {
    const here = await readFile(path.join(folder, 'gone.arrows')).catch((error: unknown) => error);
    const there = await pool
      .run('warm', { folder, file: 'gone.arrows', queries: [] })
      .catch((error: unknown) => error);
    expect(systemErrorSentence(there)).toBe(systemErrorSentence(here));
    expect(systemErrorSentence(there)).toContain('gone.arrows: It does not exist');
  } finally {
    await pool.close();
    await rm(folder, { recursive: true });
  }
});
