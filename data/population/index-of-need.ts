import type { Random } from './random';

/** One term of an index: a column and its weight. */
export type Term = readonly [values: Float32Array | Uint8Array, weight: number];

/** Σ weight × column + noise × N(0, 1): by it people are ranked within their cell. */
export function indexOfNeed(
  rows: number,
  terms: readonly Term[],
  noise: number,
  random: Random,
): Float32Array {
  const index = new Float32Array(rows);
  random.fillNormal(index, rows);
  for (let row = 0; row < rows; row++) index[row]! *= noise;
  for (const [values, weight] of terms) {
    for (let row = 0; row < rows; row++) index[row]! += weight * values[row]!;
  }
  return index;
}
