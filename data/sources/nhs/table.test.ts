import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kindOf } from './file-kinds';
import { Faults } from './input-error';
import { countOf, isoDateOf, readTable } from './table';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'catchment-table-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Reads a table of two columns whose header is in row 1. */
async function read(text: string): Promise<{ fields: string[]; row: number }[]> {
  const file = path.join(folder, 'table.csv');
  await writeFile(file, text);
  const input = { name: 'table.csv', path: file, bytes: text.length, packing: 'plain' as const };
  const rows: { fields: string[]; row: number }[] = [];
  const table = {
    input,
    kind: kindOf('map'),
    headerRow: 1,
    header: ['a', 'b'],
    at: { a: 0, b: 1 },
    titles: [],
  };
  await readTable(table, new Faults(), (fields, row) => rows.push({ fields, row }));
  return rows;
}

const field = fc.string({ unit: fc.constantFrom('a', '1', ' ', ',', '"', 'é', '–', '\n'), maxLength: 8 });
const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

describe('rows of a table', () => {
  test('are the same as csv-parse reads, whether or not there are quotation marks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(field, field), { maxLength: 12 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (rows, end, endsWithLine) => {
          // A row of two empty fields counts as blank.
          const kept = rows.filter(([a, b]) => a !== '' || b !== '');
          const text =
            ['a,b', ...kept.map(([a, b]) => `${quoted(a)},${quoted(b)}`)].join(end) +
            (endsWithLine ? end : '');
          const found = await read(text);
          expect(found.map(({ fields }) => fields)).toEqual(parse(text, { from: 2, record_delimiter: end }));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('keep their line of the file after a quotation mark far down', async () => {
    const plain = Array.from({ length: 40_000 }, (_, i) => `row ${i},${i}`);
    const rows = await read(['a,b', ...plain, '"x, y",1', '', 'last,2'].join('\r\n'));
    expect(rows).toHaveLength(40_002);
    expect(rows.at(-2)).toEqual({ fields: ['x, y', '1'], row: 40_002 });
    expect(rows.at(-1)).toEqual({ fields: ['last', '2'], row: 40_004 });
  });
});

test.each([
  ['113', 113],
  ['113.0', 113],
  [' 140,734 ', 140_734],
  ['1,029', 1029],
  ['0', 0],
  ['', NaN],
  ['-3', NaN],
  ['2.5', NaN],
  ['1,02', NaN],
  ['12a', NaN],
  ['12345678901', NaN],
])('the count “%s” is %s', (text, count) => {
  expect(countOf(text)).toBe(count);
});

test.each([
  ['2026-07-01', '2026-07-01'],
  ['01Jul2026', '2026-07-01'],
  ['01JUL2026', '2026-07-01'],
  ['01/07/2026', '2026-07-01'],
  ['July', null],
  ['01Xyz2026', null],
])('the date %s is %s', (text, date) => {
  expect(isoDateOf(text)).toBe(date);
});
