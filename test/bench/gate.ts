import { discloseParts } from '../../src/domain/disclosure';
import { median } from './figures';

/** Milliseconds that so many cells and their total take through the gate, at the median of some rounds. */
export function gateTime(cells: number, rounds = 21): number {
  // Few and many people by turns, the same every time.
  const counts = Float64Array.from({ length: cells }, (_, i) => (i * 7919) % 601);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const taken = Array.from({ length: rounds }, () => {
    const start = performance.now();
    discloseParts(counts, total, 'hes');
    return performance.now() - start;
  });
  return median(taken);
}
