import { ageCount, type Population } from '../stats/cohort-component';

/** Numbers of one population: men by single year of age, then women. */
export const peopleCount = 2 * ageCount;

/**
 * Populations that are written in one array, area after area, year after year, men before women: not copies, so that what is
 * written to one stands in the array. A thousand areas are thousands of small arrays otherwise, and slow to make and to send.
 */
export function populationsOf(flat: Float64Array, years: number): Population[][] {
  const areas = flat.length / (years * peopleCount);
  return Array.from({ length: areas }, (_, area) =>
    Array.from({ length: years }, (_, year): Population => {
      const start = (area * years + year) * peopleCount;
      return {
        male: flat.subarray(start, start + ageCount),
        female: flat.subarray(start + ageCount, start + peopleCount),
      };
    }),
  );
}

/** The array of {@link populationsOf}, made from any populations. */
export function flatPopulations(areas: readonly (readonly Population[])[]): Float64Array {
  const years = areas[0]?.length ?? 0;
  const flat = new Float64Array(areas.length * years * peopleCount);
  areas.forEach((populations, area) =>
    populations.forEach(({ male, female }, year) => {
      const start = (area * years + year) * peopleCount;
      flat.set(male, start);
      flat.set(female, start + ageCount);
    }),
  );
  return flat;
}

/** Rows of so many numbers each, one after the other in one array: not copies. */
export const rowsOf = (flat: Float64Array, size: number): Float64Array[] =>
  Array.from({ length: flat.length / size }, (_, row) => flat.subarray(row * size, (row + 1) * size));

/** The array of {@link rowsOf}, made from any rows of the same length. */
export function flatRows(rows: readonly Float64Array[]): Float64Array {
  const size = rows[0]?.length ?? 0;
  const flat = new Float64Array(rows.length * size);
  rows.forEach((row, i) => flat.set(row, i * size));
  return flat;
}
