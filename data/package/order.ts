import type { PatientTable } from '../source';

/**
 * Rows that agree on all that the package promises (practice, neighbourhood, age) go by the two columns that take most
 * bytes: 1% smaller than by sex.
 */
const tieBreakers = ['medicines', 'gp_contacts'] as const;

/** The order of rows in a network's file, as row numbers of the table. */
export function rowOrder({ rows, columns }: PatientTable): Uint32Array {
  let order = Uint32Array.from({ length: rows }, (_, row) => row);
  for (const name of ['practice', 'neighbourhood', 'age', ...tieBreakers].reverse()) {
    const values = columns.get(name);
    if (values) order = sortedBy(values, order);
  }
  return order;
}

export function inOrder<T extends Uint8Array | Uint16Array>(values: T, order: Uint32Array): T {
  const sorted = new (values.constructor as new (length: number) => T)(values.length);
  for (let i = 0; i < order.length; i++) sorted[i] = values[order[i]!]!;
  return sorted;
}

/** Stable counting sort. */
function sortedBy(values: Uint8Array | Uint16Array, order: Uint32Array): Uint32Array<ArrayBuffer> {
  let top = 0;
  for (const value of values) if (value > top) top = value;
  const next = new Uint32Array(top + 2);
  for (const value of values) next[value + 1]!++;
  for (let value = 0; value < top; value++) next[value + 1]! += next[value]!;
  const sorted = new Uint32Array(order.length);
  for (const row of order) sorted[next[values[row]!]!++] = row;
  return sorted;
}
