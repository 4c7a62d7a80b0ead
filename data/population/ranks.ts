import { cellCount } from '../calibration/cells';
import type { Random } from './random';

/** Rows of a network grouped by calibration cell: those of cell c are `rows[start[c]] … rows[start[c + 1] - 1]`. */
export interface CellGroups {
  readonly start: Int32Array;
  readonly rows: Int32Array;
}

export function groupByCell(cell: Uint8Array): CellGroups {
  const start = new Int32Array(cellCount + 1);
  for (const c of cell) start[c + 1]!++;
  for (let c = 0; c < cellCount; c++) start[c + 1]! += start[c]!;
  const rows = new Int32Array(cell.length);
  const next = start.slice();
  for (let row = 0; row < cell.length; row++) rows[next[cell[row]!]!++] = row;
  return { start, rows };
}

const placeBits = 2 ** 20;
const valueSteps = 2 ** 26;
const valueLimit = 63;

/**
 * Calls `assign(row, u, cell)` for the rows of each cell in rising order of their index, with u = (rank + U) / n, U
 * uniform in [0, 1). Each u alone is uniform in [0, 1) over the draws whatever the size of the cell, so that a
 * quantile function at u keeps its distribution and its mean, while people with a higher index get the higher values.
 * Indexes are taken to 2⁻²⁶ and within ± 63.
 */
export function rankWithinCells(
  groups: CellGroups,
  index: Float32Array,
  random: Random,
  assign: (row: number, u: number, cell: number) => void,
): void {
  let largest = 0;
  for (let c = 0; c < cellCount; c++) largest = Math.max(largest, groups.start[c + 1]! - groups.start[c]!);
  if (largest > placeBits) throw new Error(`a cell of ${largest} people is more than the ranking holds`);
  // Index and place packed into one double: the native sort needs no comparison function.
  const packed = new Float64Array(largest);
  for (let c = 0; c < cellCount; c++) {
    const from = groups.start[c]!;
    const n = groups.start[c + 1]! - from;
    for (let i = 0; i < n; i++) {
      const value = Math.min(Math.max(index[groups.rows[from + i]!]!, -valueLimit), valueLimit);
      packed[i] = Math.floor((value + valueLimit) * valueSteps) * placeBits + i;
    }
    packed.subarray(0, n).sort();
    for (let rank = 0; rank < n; rank++) {
      // The remainder, by a division that is exact: % on doubles is slow.
      const place = packed[rank]! - Math.floor(packed[rank]! / placeBits) * placeBits;
      assign(groups.rows[from + place]!, (rank + random.uniform()) / n, c);
    }
  }
}
