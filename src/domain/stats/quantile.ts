import chiSquareQuantile from '@stdlib/stats-base-dists-chisquare-quantile';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import studentQuantile from '@stdlib/stats-base-dists-t-quantile';

/** Two-sided standard normal quantile: 1.959964 for 0.95. */
export const z = (confidence: number): number => normalQuantile(0.5 + confidence / 2, 0, 1);
export const chiSquare = (p: number, degrees: number): number => chiSquareQuantile(p, degrees);
export const student = (confidence: number, degrees: number): number =>
  studentQuantile(0.5 + confidence / 2, degrees);
