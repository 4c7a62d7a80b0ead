import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ageCount } from '../stats/cohort-component';
import { flatPopulations, flatRows, populationsOf, rowsOf } from './flat';

const count = fc.double({ min: 0, max: 1e6, noNaN: true });
const numbers = (length: number) =>
  fc.array(count, { minLength: length, maxLength: length }).map((values) => Float64Array.from(values));

it('populations come out of one array as they went in, and are no copies', () => {
  const population = fc.record({ male: numbers(ageCount), female: numbers(ageCount) });
  const areas = fc
    .integer({ min: 1, max: 3 })
    .chain((years) =>
      fc.array(fc.array(population, { minLength: years, maxLength: years }), { minLength: 1, maxLength: 3 }),
    );
  fc.assert(
    fc.property(areas, (given) => {
      const flat = flatPopulations(given);
      const made = populationsOf(flat, given[0]!.length);
      expect(made).toEqual(given);
      made[0]![0]!.female[ageCount - 1]! += 1;
      expect(flat[2 * ageCount - 1]).toBe(given[0]![0]!.female[ageCount - 1]! + 1);
    }),
    { numRuns: 20 },
  );
});

it('rows come out of one array as they went in', () => {
  const rows = fc
    .integer({ min: 1, max: 5 })
    .chain((size) => fc.array(numbers(size), { minLength: 1, maxLength: 6 }));
  fc.assert(
    fc.property(rows, (given) => {
      expect(rowsOf(flatRows(given), given[0]!.length)).toEqual(given);
    }),
  );
});
