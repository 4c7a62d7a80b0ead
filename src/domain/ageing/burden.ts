import { strata } from './rates';
import { ratesIn, type Changing } from './scenario';

const scratch = new Float64Array(strata);

/** People with something, year by year, and why they are more or fewer. */
export interface Burden {
  /** From today on. */
  readonly cases: Float64Array;
  /** Of the change since today, by year: as many as there would be more were everybody multiplied alike. */
  readonly more: Float64Array;
  /** By year: because people are older, at today's rates. */
  readonly older: Float64Array;
  /** By year: because rates are assumed to change; 0 where today's persist. */
  readonly rates: Float64Array;
}

/**
 * Rates × people by sex and band, year by year, and the change since today split into more people (total growth × today's cases),
 * older people (what today's rates add beyond it) and other rates. The three add up to the change.
 *
 * @param people by year from today, each by sex and band
 * @param rates today's, by sex and band
 */
export function burdenOf(people: readonly Float64Array[], rates: Float64Array, changing: Changing): Burden {
  const years = people.length;
  const [cases, more, older, other] = [0, 1, 2, 3].map(() => new Float64Array(years)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const sizes = people.map(sizeOf);
  const today = dot(people[0]!, rates);
  for (let year = 0; year < years; year++) {
    const atTodays = dot(people[year]!, rates);
    cases[year] = year === 0 ? today : dot(people[year]!, ratesIn(year, rates, changing, scratch));
    more[year] = sizes[0]! > 0 ? today * (sizes[year]! / sizes[0]! - 1) : 0;
    older[year] = atTodays - today - more[year]!;
    other[year] = cases[year]! - atTodays;
  }
  return { cases, more, older, rates: other };
}

function sizeOf(people: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < strata; i++) sum += people[i]!;
  return sum;
}

function dot(people: Float64Array, rates: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < strata; i++) sum += people[i]! * rates[i]!;
  return sum;
}
