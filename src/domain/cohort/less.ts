import { RawCounts } from '../disclosure';
import { unwrap, type NumberColumns } from '../disclosure/raw';
import type { Answers } from './permit';

/**
 * The answer for people of `all` who are not of `part`, row by row of the same key; both are answers to the same query, every
 * other column of which is a count or a sum.
 *
 * @param keys columns that tell rows apart; none where the answers are one row each
 * @throws when `part` has a row that `all` has not
 */
export function less(all: RawCounts, part: RawCounts, keys: readonly string[]): RawCounts {
  const [whole, taken] = [unwrap(all), unwrap(part)];
  const rowOf = new Map(keysOf(taken, keys).map((key, row) => [key, row]));
  const rows = keysOf(whole, keys).map((key) => {
    const row = rowOf.get(key);
    rowOf.delete(key);
    return row;
  });
  if (rowOf.size > 0) throw new RangeError('a part has people whom the whole has not');
  return new RawCounts({
    get(name) {
      const values = whole.get(name);
      if (keys.includes(name)) return values;
      const less = taken.get(name);
      return rows.map((row, i) => values[i]! - (row === undefined ? 0 : less[row]!));
    },
  });
}

/**
 * Whether a cohort is more than half of everybody, whom the rest is then the shorter way to.
 * @param answers to any query that counts each of their `people` once
 */
export function isMoreThanHalf({ cohort, everybody }: Answers): boolean {
  const peopleOf = (answer: RawCounts) =>
    Array.from(unwrap(answer).get('people')).reduce((sum, people) => sum + people, 0);
  return 2 * peopleOf(cohort) > peopleOf(everybody);
}

const keysOf = (columns: NumberColumns, keys: readonly string[]): string[] => {
  const values = keys.map((name) => columns.get(name));
  return Array.from(values[0] ?? [0], (_, row) => values.map((column) => column[row]!).join(' '));
};
