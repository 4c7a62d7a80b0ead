import { topAge } from '../schema';
import { notAvailable } from './estimate';
import { aboveZeroFault, missingFault, negativeFault } from './faults';

export interface BySex<T> {
  male: T;
  female: T;
}

/** One age of a complete life table. */
export interface LifeTableAge {
  /** q: the chance at this age of dying before the next. */
  dying: number;
  /** l: survivors to this age. */
  survivors: number;
  /** e: years that they have left on average. */
  expectancy: number;
}

/** People by single year of age 0 … 89, 90+, for today and each year after, or why there are none. */
export type ProjectedCohort =
  { ok: true; years: readonly Readonly<BySex<readonly number[]>>[] } | { ok: false; reason: string };

const ages = topAge + 1;
const sexes = ['male', 'female'] as const;
/** Nobody alive today is of interest after it. */
const mostYears = 120;

/**
 * Ages a population forward one year at a time by mortality alone, without births or migration:
 * P(a + 1) = P(a)(1 − q(a)); the open group 90+ keeps T(91)/T(90) = e₉₁l₉₁/(e₉₀l₉₀) of its people, and those who turn 90
 * join it. Ages below the youngest survivors are empty. It is what would be if the table's mortality persisted and
 * nobody came or went: a scenario, not a forecast. Single years of age only: five-year bands cannot be aged so.
 * @param population people by age 0 … 89, 90+ (91 numbers, not negative, fractions allowed) of each sex
 * @param lifeTable ages 0 to 91 or more of each sex; reads q at 0 … 89, l and e at 90 and 91
 * @param years how many years to go forward, a whole number up to 120; the answer has one population more
 * Source: cohort component method as the Office for National Statistics uses it in national population projections,
 * without its births and migration; open group by the person-years of a stationary population, Preston, Heuveline and
 * Guillot, Demography, 2001, chapter 6. Licence: formulas only. The ONS national life tables are Open Government Licence v3.
 */
export function ageClosedCohort(
  population: Readonly<BySex<readonly number[]>>,
  lifeTable: Readonly<BySex<readonly LifeTableAge[]>>,
  years: number,
): ProjectedCohort {
  if (!Number.isInteger(years) || years < 0 || years > mostYears)
    return notAvailable(`the years must be a whole number from 0 to ${mostYears}`);
  for (const sex of sexes) {
    const fault = populationFault(population[sex]) ?? lifeTableFault(lifeTable[sex]);
    if (fault !== null) return notAvailable(`${sex}: ${fault}`);
  }
  const projected = [{ male: [...population.male], female: [...population.female] }];
  for (let year = 0; year < years; year++) {
    const { male, female } = projected[year]!;
    projected.push({
      male: yearLater(male, lifeTable.male),
      female: yearLater(female, lifeTable.female),
    });
  }
  return projected.every(({ male, female }) => [male[topAge], female[topAge]].every(Number.isFinite))
    ? { ok: true, years: projected }
    : notAvailable('the numbers are too large to compute with');
}

function yearLater(people: readonly number[], table: readonly LifeTableAge[]): number[] {
  const later = [0];
  for (let age = 0; age < topAge; age++) later.push(people[age]! * (1 - table[age]!.dying));
  later[topAge]! += people[topAge]! * openGroupSurvival(table);
  return later;
}

const personYears = ({ survivors, expectancy }: LifeTableAge): number => survivors * expectancy;

const openGroupSurvival = (table: readonly LifeTableAge[]): number =>
  personYears(table[topAge + 1]!) / personYears(table[topAge]!);

function populationFault(people: readonly number[]): string | null {
  if (people.length !== ages) return `the population needs ${ages} ages: 0 to ${topAge - 1}, ${topAge}+`;
  for (const [age, count] of people.entries()) {
    const fault = negativeFault('the number of people', count);
    if (fault !== null) return `age ${age}: ${fault}`;
  }
  return null;
}

function lifeTableFault(table: readonly LifeTableAge[]): string | null {
  if (table.length <= ages) return `the life table needs every age from 0 to ${ages}`;
  for (let age = 0; age < topAge; age++) {
    const { dying } = table[age]!;
    const fault =
      missingFault('the chance of dying', dying) ??
      (dying < 0 || dying > 1 ? 'the chance of dying must lie between 0 and 1' : null);
    if (fault !== null) return `age ${age}: ${fault}`;
  }
  for (const age of [topAge, topAge + 1]) {
    const { survivors, expectancy } = table[age]!;
    const fault =
      aboveZeroFault('the number of survivors', survivors) ??
      aboveZeroFault('the life expectancy', expectancy);
    if (fault !== null) return `age ${age}: ${fault}`;
  }
  return openGroupSurvival(table) <= 1
    ? null
    : `the life table has more person-years from ${topAge + 1} than from ${topAge}`;
}
