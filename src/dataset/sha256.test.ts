import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sha256 } from './sha256';

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
const expected = createHash('sha256').update(bytes).digest('hex');

afterEach(() => void vi.unstubAllGlobals());

describe('SHA-256', () => {
  it('is the same from the browser and from the library that stands in on plain http', async () => {
    expect(await sha256(bytes)).toBe(expected);
    vi.stubGlobal('crypto', {});
    expect(await sha256(bytes)).toBe(expected);
  });
});
