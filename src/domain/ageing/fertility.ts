import { ageCount } from '../stats/cohort-component';

/**
 * Births a thousand women a year by age, youngest first.
 * Source: ONS, Births in England and Wales, 2022 (from memory, unchecked); a total fertility rate of 1.49.
 */
const bands: readonly (readonly [from: number, to: number, births: number])[] = [
  [15, 19, 10],
  [20, 24, 41],
  [25, 29, 78],
  [30, 34, 98],
  [35, 39, 58],
  [40, 44, 13],
];

/** Births a woman a year, by age 0 … 90. */
export const fertility: Float64Array = new Float64Array(ageCount);
for (const [from, to, births] of bands) fertility.fill(births / 1000, from, to + 1);
