import { topAge } from '../schema';
import type { BySex } from './projection';

/** Ages 0 … 89, 90+. */
export const ageCount = topAge + 1;

/** People by single year of age, 0 … 89 and 90+: 91 numbers of each sex, fractions allowed. */
export type Population = BySex<Float64Array>;

export const nobody = (): Population => ({
  male: new Float64Array(ageCount),
  female: new Float64Array(ageCount),
});

/** What happens to a population within one year. */
export interface YearRates {
  /** Chance to be alive a year on, by age at its beginning; the last is of everybody of 90 and over. */
  readonly survival: BySex<ArrayLike<number>>;
  /** Births a woman a year, by her age. */
  readonly fertility: ArrayLike<number>;
  /** Chance of a child born during the year to be alive at its end. */
  readonly birthSurvival: BySex<number>;
  /** People who come less those who go, for each of that age at the beginning; NULL where nobody comes or goes. */
  readonly migration: BySex<ArrayLike<number>> | null;
}

/** Boys among all births: 105 for 100 girls. */
export const boysAtBirth = 105 / 205;

const sexes = ['male', 'female'] as const;

/**
 * A population one year on: P(a + 1) = P(a) × (survival + migration), the open group joined by those who turn 90, and those
 * born: fertility × women of the middle of the year, by sex, × the chance to live to its end. Never below nobody.
 * Source: cohort component method, as the Office for National Statistics uses it in its population projections.
 *
 * @param later where it is written, and what is given back
 */
export function yearOn(people: Population, rates: YearRates, later: Population = nobody()): Population {
  for (const sex of sexes) {
    const [now, next] = [people[sex], later[sex]];
    const [survival, migration] = [rates.survival[sex], rates.migration?.[sex]];
    const onwards = (age: number) =>
      now[age]! * Math.max(0, survival[age]! + (migration === undefined ? 0 : migration[age]!));
    for (let age = 0; age < topAge; age++) next[age + 1] = onwards(age);
    next[topAge]! += onwards(topAge);
  }
  let births = 0;
  for (let age = 0; age < ageCount; age++)
    births += ((people.female[age]! + later.female[age]!) / 2) * rates.fertility[age]!;
  later.male[0] = births * boysAtBirth * rates.birthSurvival.male;
  later.female[0] = births * (1 - boysAtBirth) * rates.birthSurvival.female;
  return later;
}

/**
 * Net migration that takes one published population to the next beyond survival, by age at the beginning, for each person of
 * it. Ages 89 and 90+ share theirs, as both end in the open group. Nobody of an age: 0.
 */
export function impliedMigration(
  before: Population,
  after: Population,
  survival: YearRates['survival'],
): BySex<Float64Array> {
  const of = (sex: (typeof sexes)[number]) => {
    const rate = new Float64Array(ageCount);
    const [from, to, stay] = [before[sex], after[sex], survival[sex]];
    for (let age = 0; age < topAge - 1; age++)
      if (from[age]! > 0) rate[age] = to[age + 1]! / from[age]! - stay[age]!;
    const open = from[topAge - 1]! + from[topAge]!;
    const staying = from[topAge - 1]! * stay[topAge - 1]! + from[topAge]! * stay[topAge]!;
    if (open > 0) rate.fill((to[topAge]! - staying) / open, topAge - 1);
    return rate;
  };
  return { male: of('male'), female: of('female') };
}
