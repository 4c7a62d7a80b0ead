import { topAge } from '../schema';
import type { BySex } from '../stats';
import type { YearRates } from '../stats/cohort-component';
import { unitedKingdom2017 } from './life-table';

export type Survival = Pick<YearRates, 'survival' | 'birthSurvival'>;

/**
 * Years of life expectancy at birth that one tenth of deprivation adds (10 is the least deprived): from the most to the least
 * deprived tenth of England 73.5 to 83.2 for men and 78.3 to 86.3 for women, taken as a straight line.
 * Source: ONS, Health state life expectancies by national deprivation deciles, England, 2018 to 2020 (from memory, unchecked).
 */
const yearsADecile: BySex<number> = { male: (83.2 - 73.5) / 9, female: (86.3 - 78.3) / 9 };
/** Mean of the ten deciles, whose life expectancy is that of the table. */
const middle = 5.5;

/** How much of the difference between areas there is at an age: deprivation tells most before 60, and little at 90. */
const weightAt = (age: number): number =>
  age <= 60 ? 1 : Math.max(0.2, 1 - ((age - 60) / (topAge - 60)) * 0.8);

/** Part of the year that a child who dies in its first has lived. */
const livedByInfants = 0.1;

const survivals = new Map<number, Survival>();

/**
 * Survival by age in an area of this mean decile of deprivation (1 to 10; 5.5 is the table's own), from the life table with each
 * death rate multiplied so that life expectancy at birth is what it is in such an area. Rates of dying times `hazard` besides,
 * for scenarios: 1 leaves them. Areas whose deciles lie within a twentieth have the same.
 */
export function survivalAt(decile: number, hazard = 1): Survival {
  const rounded = Math.round(decile * 20) / 20;
  const known = hazard === 1 ? survivals.get(rounded) : undefined;
  if (known !== undefined) return known;
  const survival = survivalOfArea(rounded, hazard);
  if (hazard === 1) survivals.set(rounded, survival);
  return survival;
}

function survivalOfArea(decile: number, hazard: number): Survival {
  const of = (sex: keyof BySex<unknown>) => {
    const exponent = exponentAt(sex, decile);
    const years = survivalOf(sex, (age) => hazard * Math.exp(exponent * weightAt(age)));
    return { years, birth: 1 - (1 - livedByInfants) * (1 - years[0]!) };
  };
  const [male, female] = [of('male'), of('female')];
  return {
    survival: { male: male.years, female: female.years },
    birthSurvival: { male: male.birth, female: female.birth },
  };
}

/** Life expectancy at birth of {@link survivalAt}, in years. */
export const lifeExpectancyAt = (sex: keyof BySex<unknown>, decile: number): number =>
  expectancy(sex, (age) => Math.exp(exponentAt(sex, decile) * weightAt(age)));

/** Life table of {@link survivalAt}. */
export const lifeTableAt = (sex: keyof BySex<unknown>, decile: number): LifeTable =>
  tableOf(sex, (age) => Math.exp(exponentAt(sex, decile) * weightAt(age)));

/** Survival 0 … 89 and of the open group, with death rates times a ratio: S^ratio. */
function survivalOf(sex: keyof BySex<unknown>, ratio: (age: number) => number): Float64Array {
  const { dying, at90, at91 } = unitedKingdom2017[sex];
  const open = (at91.survivors * at91.expectancy) / (at90.survivors * at90.expectancy);
  return Float64Array.from(
    { length: topAge + 1 },
    (_, age) => (age < topAge ? 1 - dying[age]! / 1e6 : open) ** ratio(age),
  );
}

/** Survivors to each birthday 0 … 90 of one born, and the years that they live from it to the next; from 90 on all years left. */
export interface LifeTable {
  readonly alive: Float64Array;
  readonly lived: Float64Array;
}

function tableOf(sex: keyof BySex<unknown>, ratio: (age: number) => number): LifeTable {
  const survival = survivalOf(sex, ratio);
  const [alive, lived] = [new Float64Array(topAge + 1), new Float64Array(topAge + 1)];
  alive[0] = 1;
  for (let age = 0; age < topAge; age++) {
    const next = alive[age]! * survival[age]!;
    alive[age + 1] = next;
    lived[age] = next + (alive[age]! - next) * (age === 0 ? livedByInfants : 0.5);
  }
  // A death rate that is the same from 90 on leaves 1 ÷ rate years.
  lived[topAge] = (alive[topAge]! * unitedKingdom2017[sex].at90.expectancy) / ratio(topAge);
  return { alive, lived };
}

const expectancy = (sex: keyof BySex<unknown>, ratio: (age: number) => number): number =>
  tableOf(sex, ratio).lived.reduce((years, each) => years + each, 0);

const exponents = new Map<string, number>();

/** Years of life expectancy within which the ratio is looked for. */
const closeEnough = 1e-10;

/** ln of the ratio of death rates below 60 that gives an area its life expectancy; by secants, of what is almost a line. */
function exponentAt(sex: keyof BySex<unknown>, decile: number): number {
  const key = `${sex} ${decile}`;
  const known = exponents.get(key);
  if (known !== undefined) return known;
  const target = expectancy(sex, () => 1) + yearsADecile[sex] * (decile - middle);
  const beyond = (exponent: number) => expectancy(sex, (age) => Math.exp(exponent * weightAt(age))) - target;
  let [before, exponent] = [-0.1, 0];
  let [wasBeyond, isBeyond] = [beyond(before), beyond(exponent)];
  while (Math.abs(isBeyond) > closeEnough && isBeyond !== wasBeyond) {
    const next = exponent - (isBeyond * (exponent - before)) / (isBeyond - wasBeyond);
    [before, wasBeyond] = [exponent, isBeyond];
    [exponent, isBeyond] = [next, beyond(next)];
  }
  exponents.set(key, exponent);
  return exponent;
}
