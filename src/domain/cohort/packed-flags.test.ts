import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { RawCounts } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import { bitsOf } from '../models/bits';
import { countsOf, sumsSql, wordsOf } from './packed-flags';

const testsOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `n${i}`, test: { column: `c${i}` } }));

/** What the sums of the SQL come to, of rows of flags. */
function sumsOf(flags: readonly boolean[][], columns: number): RawCounts {
  const tests = testsOf(columns);
  const words = wordsOf(tests).map(({ of }) =>
    of({
      rows: flags.length,
      flags: (name) => bitsOf(flags.map((row) => Number(row[Number(name.slice(1))]))),
      numbers: () => [],
      recorded: () => null,
    }),
  );
  const sums = new Map<string, number>();
  for (const sql of sumsSql(
    tests,
    words.map((_, i) => String(i)),
  )) {
    const [, word, shift, ones, name] = /\(\((\d+) >> (\d+)::UBIGINT\) & (\d+)::.* AS (\w+)$/.exec(sql)!;
    const each = Array.from(words[Number(word)]!, (value) => (value >> BigInt(shift!)) & BigInt(ones!));
    sums.set(
      name!,
      each.reduce((sum, value) => sum + Number(value), 0),
    );
  }
  return new RawCounts({ get: (name) => [name === 'people' ? flags.length : sums.get(name)!] });
}

it('counts each flag, whatever the others are, in one word or several', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 0, max: 60 }),
      fc.infiniteStream(fc.boolean()),
      (columns, rows, stream) => {
        const flags = Array.from({ length: rows }, () =>
          Array.from({ length: columns }, () => stream.next().value as boolean),
        );
        const counted = unwrap(countsOf(sumsOf(flags, columns), testsOf(columns)));
        for (let i = 0; i < columns; i++)
          expect(counted.get(`n${i}`)[0]).toBe(flags.filter((row) => row[i]).length);
      },
    ),
    { numRuns: 60 },
  );
});

it('would rather fail than count a group wrongly', () => {
  const answer = new RawCounts({ get: () => [131_072] });
  expect(() => countsOf(answer, testsOf(3))).toThrow('look at fewer networks');
  expect(() => countsOf(new RawCounts({ get: () => [131_071] }), testsOf(3))).not.toThrow();
});
