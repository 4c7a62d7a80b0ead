import { bandCount } from '../../src/domain/schema';
import { sexes } from '../source';

/** Columns of a practice's table of neighbourhood × sex × band: `sex * 19 + band`. */
export const groupCount = sexes * bandCount;

const tolerance = 1e-5;
const mostRounds = 500;
/** A band that a neighbourhood's own structure lacks stays possible, at this share of its mean band. */
const leastShare = 1e-6;

/**
 * Iterative proportional fitting: the table rows × `groupCount` nearest in relative entropy to the seeds, with row
 * sums `rowSums` and column sums `columnSums` (equal totals). A null seed is the columns' own structure.
 * Deming & Stephan, Annals of Mathematical Statistics 1940;11:427–44.
 */
export function proportionalFit(
  rowSums: Int32Array,
  columnSums: Int32Array,
  seeds: readonly (Float64Array | null)[],
): Float64Array {
  const rows = rowSums.length;
  const table = new Float64Array(rows * groupCount);
  const total = columnSums.reduce((sum, n) => sum + n, 0);
  if (total === 0) return table;
  let shaped = false;
  for (let row = 0; row < rows; row++) {
    const seed = seeds[row] ?? null;
    const scale = rowSums[row]! / total;
    shaped ||= seed !== null;
    const sum = seed === null ? 0 : seed.reduce((a, b) => a + b, 0);
    for (let g = 0; g < groupCount; g++) {
      table[row * groupCount + g] =
        columnSums[g] === 0
          ? 0
          : seed === null || !(sum > 0)
            ? columnSums[g]! * scale
            : Math.max(seed[g]! / sum, leastShare / groupCount) * rowSums[row]!;
    }
  }
  if (!shaped) return table;
  const sums = new Float64Array(groupCount);
  for (let round = 0; round < mostRounds; round++) {
    sums.fill(0);
    for (let row = 0, i = 0; row < rows; row++) {
      for (let g = 0; g < groupCount; g++, i++) sums[g]! += table[i]!;
    }
    let worst = 0;
    for (let g = 0; g < groupCount; g++) {
      worst = Math.max(worst, Math.abs(sums[g]! - columnSums[g]!));
      sums[g] = sums[g]! > 0 ? columnSums[g]! / sums[g]! : 0;
    }
    if (round > 0 && worst < tolerance) return table;
    for (let row = 0; row < rows; row++) {
      const start = row * groupCount;
      let sum = 0;
      for (let g = 0; g < groupCount; g++) sum += table[start + g]! *= sums[g]!;
      const factor = sum > 0 ? rowSums[row]! / sum : 0;
      for (let g = 0; g < groupCount; g++) table[start + g]! *= factor;
    }
  }
  return table;
}
