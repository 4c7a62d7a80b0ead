import { tableFromIPC, tableToIPC } from 'apache-arrow';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeStream, encodeStream, smallestType, streamProblem, type Column } from './arrow';

const column = (
  name: string,
  type: Column['type'],
  values: Column['values'],
  valid: Uint8Array | null = null,
) => ({ name, type, values, valid });

describe('an Arrow stream', () => {
  it('gives back what was put in, whatever the flags, the gaps and the length of a batch', () => {
    const rows = fc.array(fc.record({ flag: fc.boolean(), code: fc.nat(255), has: fc.boolean() }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 17 }), (people, batchRows) => {
        const has = Uint8Array.from(people, (one) => Number(one.has));
        const columns = [
          column(
            'flag',
            'boolean',
            Uint8Array.from(people, (one) => Number(one.flag)),
          ),
          column(
            'code',
            'uint8',
            Uint8Array.from(people, (one) => Number(one.has) * one.code),
            has,
          ),
          column(
            'check',
            'boolean',
            Uint8Array.from(people, (one) => Number(one.has && one.flag)),
            has,
          ),
          column(
            'wide',
            'uint32',
            Uint32Array.from(people, (one) => one.code * 16_000_000),
          ),
          column(
            'real',
            'float64',
            Float64Array.from(people, (one) => one.code / 3),
          ),
        ];
        const read = decodeStream(encodeStream(columns, people.length, batchRows));
        expect(read.rows).toBe(people.length);
        expect([...read.columns.values()]).toEqual(columns);
      }),
    );
  });

  it('is one that any Arrow reader reads, with NULL where there is no value', () => {
    const efi = column('efi', 'uint8', Uint8Array.of(0, 7, 0), Uint8Array.of(0, 1, 1));
    const table = tableFromIPC(encodeStream([efi], 3));
    expect([...table.getChild('efi')!]).toEqual([null, 7, 0]);
  });

  it('is told from the file format, from a cut-off stream and from something else', () => {
    const stream = encodeStream([column('age', 'uint8', Uint8Array.of(1, 2, 3))], 3);
    expect(streamProblem(stream)).toBeNull();
    expect(streamProblem(tableToIPC(tableFromIPC(stream), 'file'))).toMatch(/ARROW1/);
    expect(streamProblem(stream.subarray(0, -8))).toMatch(/end-of-stream/);
    expect(streamProblem(Buffer.from('<!doctype html>'))).toMatch(/does not begin/);
    expect(streamProblem(new Uint8Array())).toMatch(/does not begin/);
  });
});

it('picks the smallest type that holds every value', () => {
  expect(smallestType([])).toBe('uint8');
  expect(smallestType([0, 255])).toBe('uint8');
  expect(smallestType([256])).toBe('uint16');
  expect(smallestType([65_536])).toBe('uint32');
  expect(smallestType([2 ** 32])).toBe('float64');
  expect(smallestType([0.5])).toBe('float64');
});
