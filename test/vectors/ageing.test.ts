import { expect, it } from 'vitest';
import { lifeTableAt } from '../../src/domain/ageing/mortality';
import { ageClosedCohort } from '../../src/domain/stats';
import { describeShared } from '../shared';
import { sharedRows } from '../shared-files';
import { Cells } from './stats-cells';

const rowsOf = (file: string) => sharedRows(`vectors/ageing/${file}`);
const sumFrom = (people: readonly number[], age: number) =>
  people.slice(age).reduce((sum, count) => sum + count, 0);

describeShared('ageing a population', () => {
  it('takes England of mid-2023 to 2033 with the life table of 2017 to 2019', () => {
    const people = rowsOf('england_mid2023_single_year.csv');
    const table = rowsOf('uk_life_table_2017_2019.csv');
    const expected = rowsOf('closed_cohort_expected.csv');
    const populationOf = (code: string) =>
      people
        .filter(({ sex }) => sex === code)
        .sort((a, b) => Number(a.age) - Number(b.age))
        .map(({ population }) => Number(population));
    const tableOf = (sex: string) =>
      table.map((row) => ({
        dying: Number(row[`${sex}_qx`]),
        survivors: Number(row[`${sex}_lx`]),
        expectancy: Number(row[`${sex}_ex`]),
      }));
    const result = ageClosedCohort(
      { male: populationOf('M'), female: populationOf('F') },
      { male: tableOf('male'), female: tableOf('female') },
      expected.length - 1,
    );
    if (!result.ok) throw new Error(result.reason);

    const cells = new Cells('closed_cohort_expected.csv', 1e-9);
    for (const [year, row] of expected.entries()) {
      const { male, female } = result.years[year]!;
      for (const age of [65, 75, 85]) {
        cells.number(sumFrom(male, age), row[`m${age}`], `men ${age}+ in ${row.year}`);
        cells.number(sumFrom(female, age), row[`f${age}`], `women ${age}+ in ${row.year}`);
      }
    }
    cells.finish(66, 'sums of people');
    const { male, female } = result.years[2027 - 2023]!;
    expect((sumFrom(male, 75) + sumFrom(female, 75)) / 1e6).toBeCloseTo(5.75, 2);
  });

  it('lives on from each age as long as the published life table says, at its own deprivation', () => {
    const table = rowsOf('uk_life_table_2017_2019.csv');
    for (const sex of ['male', 'female'] as const) {
      const { alive, lived } = lifeTableAt(sex, 5.5);
      for (const age of [0, 50, 65, 75, 85, 90])
        // Two decimals are published, and chances of dying to five digits.
        expect(Math.abs(sumFrom([...lived], age) / alive[age]! - Number(table[age]![`${sex}_ex`]))).toBeLessThan(0.02);
    }
  });
});
