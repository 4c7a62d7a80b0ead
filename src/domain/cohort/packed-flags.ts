import { RawCounts } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import { addWhere } from '../models/bits';
import { testBits, testSql, type PatientRows, type RowTest } from '../models/row-test';

/**
 * Flags of a row in one whole number, so that one sum counts three of them: a sum of bits k, k + 17 and k + 34 has the three
 * counts side by side, exact as a DOUBLE up to 2⁵³. One column of words is read instead of one a flag.
 */
const lane = 17;
const lanes = 3;
/** Most people of a group that are counted together. */
const mostCounted = 2 ** lane - 1;
const flagsAWord = lane * lanes;

/** Something that is counted of people, by the name of its column in the answer. */
export interface CountedTest {
  readonly name: string;
  readonly test: RowTest;
}

/** A word: SQL over patient rows (UBIGINT), and the same of rows at hand. */
export interface Word {
  readonly sql: string;
  readonly of: (patients: PatientRows) => BigUint64Array;
}

/** The words that hold these flags, in their order. */
export const wordsOf = (tests: readonly CountedTest[]): Word[] =>
  Array.from({ length: Math.ceil(tests.length / flagsAWord) }, (_, word) =>
    wordOf(tests.slice(word * flagsAWord, (word + 1) * flagsAWord)),
  );

function wordOf(tests: readonly CountedTest[]): Word {
  const bits = tests.map(
    ({ test }, bit) => `(coalesce(${testSql(test)}, false)::UBIGINT << ${bit}::UBIGINT)`,
  );
  return {
    sql: `(${bits.join(' | ')})::UBIGINT`,
    of: (patients) => {
      const halves = new Uint32Array(2 * patients.rows);
      for (const [bit, { test }] of tests.entries())
        addWhere(halves, testBits(test, patients), 1 << (bit & 31), { stride: 2, offset: bit >> 5 });
      return new BigUint64Array(halves.buffer);
    },
  };
}

/** A one in each lane. */
const ones = Array.from({ length: lanes }, (_, i) => 2 ** (lane * i)).reduce((sum, one) => sum + one, 0);

const sumName = (word: number, shift: number) => `flags_${word}_${shift}`;

/**
 * Aggregates (DOUBLE) that hold how many of a group's rows have each test, for {@link countsOf} to read.
 * @param words columns of the rows, as {@link wordsOf} has them
 */
export const sumsSql = (tests: readonly CountedTest[], words: readonly string[]): string[] =>
  words.flatMap((column, word) =>
    Array.from(
      { length: Math.min(lane, tests.length - word * flagsAWord) },
      (_, shift) =>
        `sum(((${column} >> ${shift}::UBIGINT) & ${ones}::UBIGINT)::DOUBLE) AS ${sumName(word, shift)}`,
    ),
  );

/**
 * An answer with the columns of {@link sumsSql} and `people`, by the names of the tests; its other columns as they are.
 * @throws where a group has more people than can be counted together, rather than count them wrongly
 */
export function countsOf(answer: RawCounts, tests: readonly CountedTest[]): RawCounts {
  const columns = unwrap(answer);
  if (Array.from(columns.get('people')).some((people) => people > mostCounted))
    throw new RangeError(
      'More people are of one age and sex than can be counted together: look at fewer networks.',
    );
  const at = new Map(tests.map(({ name }, i) => [name, i]));
  const counts = new Map<string, Float64Array>();
  return new RawCounts({
    get(name) {
      const i = at.get(name);
      if (i === undefined) return columns.get(name);
      const known = counts.get(name);
      if (known) return known;
      const bit = i % flagsAWord;
      const unit = 2 ** (lane * Math.floor(bit / lane));
      const sums = columns.get(sumName(Math.floor(i / flagsAWord), bit % lane));
      const found = new Float64Array(sums.length);
      for (let row = 0; row < sums.length; row++)
        found[row] = Math.floor(sums[row]! / unit) % (mostCounted + 1);
      counts.set(name, found);
      return found;
    },
  });
}
