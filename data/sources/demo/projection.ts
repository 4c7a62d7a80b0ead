import { fertility } from '../../../src/domain/ageing/fertility';
import { survivalAt } from '../../../src/domain/ageing/mortality';
import type { Projection } from '../../../src/domain/schema';
import { ageCount, yearOn, type Population } from '../../../src/domain/stats/cohort-component';

const firstYear = 2026;
const years = 20;

/** Invented: people who come less those who go a year, for each thousand of an age. */
const comingAThousand: readonly (readonly [from: number, to: number, net: number])[] = [
  [0, 14, 3],
  [15, 17, 5],
  [18, 22, 18],
  [23, 27, 6],
  [28, 39, 8],
  [40, 54, 1],
  [55, 69, -3],
  [70, 90, -0.5],
];
const coming = new Float64Array(ageCount);
for (const [from, to, net] of comingAThousand) coming.fill(net / 1000, from, to + 1);

/** Invented: times each death rate from one year to the next. */
const deathsAYear = 0.99;

/**
 * Invented projection of the county: its own list carried forward by single year with births, deaths, and some who come for
 * study and work or leave when they retire.
 *
 * @param counts `counts[sex * 91 + age]`, sex 0 male
 */
export function demoProjection(area: { code: string; name: string }, counts: ArrayLike<number>): Projection {
  const ages = Array.from(counts);
  const populations: Population[] = [
    { male: Float64Array.from(ages.slice(0, ageCount)), female: Float64Array.from(ages.slice(ageCount)) },
  ];
  const births = fertility.map((rate) => rate * birthsBesideTable(populations[0]!));
  for (let year = 1; year <= years; year++)
    populations.push(
      yearOn(populations[year - 1]!, {
        ...survivalAt(5.5, deathsAYear ** year),
        fertility: births,
        migration: { male: coming, female: coming },
      }),
    );
  const whole = (sex: keyof Population) => populations.map((people) => Array.from(people[sex], Math.round));
  return {
    area: { code: area.code, name: area.name },
    provenance: 'modelled',
    source:
      'Invented: the county’s own list carried forward with the deaths of a published table, births as many as its infants, and an invented net migration.',
    variant: 'principal',
    firstYear,
    ages: 'single',
    male: whole('male'),
    female: whole('female'),
  };
}

/** Children under 3 on the list, by year, over those whom the table of births gives its women: no jump in the first year. */
function birthsBesideTable(list: Population): number {
  const { male, female } = yearOn(list, { ...survivalAt(5.5), fertility, migration: null });
  const children = [0, 1, 2].reduce((sum, age) => sum + list.male[age]! + list.female[age]!, 0) / 3;
  return children / (male[0]! + female[0]!);
}
