import type { Measure } from '../measures/measure';
import { bandCount } from '../schema';

/** Today's people with something, and everybody, by sex and five-year band: index sex × 19 + band, male first. */
export interface Counted {
  readonly people: Float64Array;
  readonly cases: Float64Array;
}

export const strata = 2 * bandCount;

/** Bands with fewer cases than this lend and borrow from all areas together. */
export const fewCases = 8;

/** Highest rate: one person may have several events in a year; conditions are had once. */
export const mostOf = ({ kind }: Measure): number => (kind === 'proportion' ? 1 : Infinity);

/**
 * Rates of an area by sex and band: its own where 8 people or more have it, elsewhere those of all areas together, times one
 * factor that leaves the area's number of cases today what it is.
 *
 * @param total cases of the area, where those of its bands do not tell: few are not shown
 * @param most highest rate; a person may have several events a year, and one condition at most once
 */
export function areaRates(
  own: Counted,
  all: Counted,
  {
    total = own.cases.reduce((sum, cases) => sum + cases, 0),
    most = 1,
  }: { total?: number; most?: number } = {},
): Float64Array {
  const rates = new Float64Array(strata);
  let [cases, expected] = [total, 0];
  for (let i = 0; i < strata; i++) {
    if (isOwn(own, i)) cases -= own.cases[i]!;
    else expected += own.people[i]! * rateAt(all, i);
  }
  const factor = expected > 0 ? Math.max(0, cases) / expected : 1;
  for (let i = 0; i < strata; i++)
    rates[i] = Math.min(most, isOwn(own, i) ? rateAt(own, i) : rateAt(all, i) * factor);
  return rates;
}

const rateAt = ({ people, cases }: Counted, i: number): number =>
  people[i]! > 0 ? cases[i]! / people[i]! : 0;

const isOwn = ({ people, cases }: Counted, i: number): boolean => cases[i]! >= fewCases && people[i]! > 0;
