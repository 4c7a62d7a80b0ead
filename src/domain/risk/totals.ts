import type { NumberColumns } from '../disclosure/raw';
import { squaresOf, type Amount, type AmountId } from './amounts';

/** People and each amount's sums, by group. */
export interface Totals {
  people: Float64Array;
  amounts: Map<AmountId, { sum: Float64Array; squares: Float64Array }>;
}

/** Adds up the rows that count, group by group. */
export function totalsOf(
  columns: NumberColumns,
  told: readonly Amount[],
  count: number,
  groupOf: (row: number) => number,
  counts: (row: number) => boolean,
): Totals {
  const people = columns.get('people');
  const read = told.map((amount) => ({
    sum: columns.get(amount.id),
    squares: columns.get(squaresOf(amount)),
    sums: new Float64Array(count),
    sumsOfSquares: new Float64Array(count),
  }));
  const counted = new Float64Array(count);
  for (let row = 0; row < people.length; row++) {
    if (!counts(row)) continue;
    const group = groupOf(row);
    counted[group]! += people[row]!;
    for (const each of read) {
      each.sums[group]! += each.sum[row]!;
      each.sumsOfSquares[group]! += each.squares[row]!;
    }
  }
  return {
    people: counted,
    amounts: new Map(told.map(({ id }, i) => [id, { sum: read[i]!.sums, squares: read[i]!.sumsOfSquares }])),
  };
}

export const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
