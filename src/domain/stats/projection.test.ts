import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageClosedCohort, type LifeTableAge } from './projection';

const people = (count: number) => Array.from({ length: 91 }, () => count);
/** One in ten dies a year; from 90 to 91 a quarter of the person-years go. */
const table: LifeTableAge[] = Array.from({ length: 92 }, (_, age) => ({
  dying: 0.1,
  survivors: age === 91 ? 900 : 1000,
  expectancy: age === 91 ? 5 : 6,
}));
const both = <T>(each: T) => ({ male: each, female: each });

const reasonOf = (result: ReturnType<typeof ageClosedCohort>) => (result.ok ? 'none' : result.reason);

describe('a closed cohort', () => {
  it('moves up one age a year, loses those who die, and gathers at 90+', () => {
    const result = ageClosedCohort(both(people(100)), both(table), 2);
    if (!result.ok) throw new Error(result.reason);
    const [today, next, after] = result.years.map(({ female }) => female);
    expect(today).toEqual(people(100));
    expect([next![0], next![1], next![89]]).toEqual([0, 90, 90]);
    expect(next![90]).toBeCloseTo(90 + 75, 9);
    expect([after![0], after![1]]).toEqual([0, 0]);
    expect(after![2]).toBeCloseTo(81, 9);
    expect(after![90]).toBeCloseTo(81 + 165 * 0.75, 9);
  });

  it('keeps the sexes apart', () => {
    const result = ageClosedCohort({ male: people(0), female: people(7) }, both(table), 1);
    expect(result.ok && result.years[1]!.male).toEqual(people(0));
  });

  it('ends with nobody but 90+ after ninety years, and never has more people than before', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 91, maxLength: 91 }), (each) => {
        const result = ageClosedCohort(both(each), both(table), 90);
        if (!result.ok) throw new Error(result.reason);
        const sums = result.years.map(({ male }) => male.reduce((sum, count) => sum + count, 0));
        sums.slice(1).forEach((sum, year) => expect(sum).toBeLessThanOrEqual(sums[year]! * (1 + 1e-12)));
        expect(result.years[90]!.male.slice(0, 90)).toEqual(people(0).slice(1));
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['19 five-year bands', both(people(1).slice(72)), both(table), 1, /^male: the population needs 91 ages/],
    ['a negative count', both(people(1).with(4, -1)), both(table), 1, /^male: age 4: .* is negative/],
    [
      'a missing count',
      { male: people(1), female: people(1).with(90, NaN) },
      both(table),
      1,
      /^female: age 90/,
    ],
    ['a table that ends at 90', both(people(1)), both(table.slice(0, 91)), 1, /every age from 0 to 91/],
    [
      'a chance above 1',
      both(people(1)),
      both(table.with(89, { ...table[0]!, dying: 1.2 })),
      1,
      /age 89: the chance/,
    ],
    [
      'no survivors at 90',
      both(people(1)),
      both(table.with(90, { ...table[0]!, survivors: 0 })),
      1,
      /age 90: .* zero/,
    ],
    [
      'person-years that grow',
      both(people(1)),
      both(table.with(91, { ...table[0]!, survivors: 2000 })),
      1,
      /more person-years from 91 than from 90/,
    ],
    ['half a year', both(people(1)), both(table), 0.5, /whole number/],
    ['years back', both(people(1)), both(table), -1, /whole number/],
  ])('refuses %s', (_, population, lifeTable, years, reason) => {
    expect(reasonOf(ageClosedCohort(population, lifeTable, years))).toMatch(reason);
  });
});
