import { Bool, Table, tableFromIPC, tableToIPC, Uint16, vectorFromArray } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { describeStream, withEndMarker } from './stream';

const batch = (from: number) =>
  new Table({
    age: vectorFromArray([from, from + 1, from + 2], new Uint16()),
    dm: vectorFromArray([true, false, null], new Bool()),
  });
const stream = tableToIPC(batch(1).concat(batch(4)), 'stream');

describe('an Arrow stream', () => {
  it('is described by its headers: columns, and rows of all batches', () => {
    expect(describeStream(stream)).toEqual({
      fields: [
        { name: 'age', type: 'uint16' },
        { name: 'dm', type: 'boolean' },
      ],
      rows: 6,
    });
  });

  it('is named for what it is when it is in the file format', () => {
    expect(() => describeStream(tableToIPC(batch(1), 'file'))).toThrow('the Arrow IPC file format');
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('<!doctype html><title>Not found</title>')],
    ['zeros', new Uint8Array(64)],
    ['random bytes', Uint8Array.from({ length: 300 }, (_, i) => (i * 197 + 31) % 256)],
  ])('is not %s', (_, bytes) => {
    expect(() => describeStream(bytes)).toThrow('not an Arrow IPC stream');
  });

  it('is cut off wherever it ends within a batch', () => {
    const whole = describeStream(stream).rows;
    for (let end = 0; end < stream.length; end += 4) {
      let rows: number | string;
      try {
        rows = describeStream(stream.subarray(0, end)).rows;
      } catch (error) {
        rows = (error as Error).name;
      }
      // Between two batches the stream is readable but short, which the row count of the manifest tells.
      expect([0, 3, whole, 'StreamError']).toContain(rows);
      if (end < stream.length - 8) expect(rows).not.toBe(whole);
    }
  });

  it('reads the same with an end marker, one or two', () => {
    const endless = stream.subarray(0, -8);
    for (const bytes of [withEndMarker(endless), withEndMarker(stream)])
      expect(tableFromIPC(bytes).toArray().map(String)).toEqual(tableFromIPC(stream).toArray().map(String));
    expect(withEndMarker(endless)).toEqual(stream);
  });
});
