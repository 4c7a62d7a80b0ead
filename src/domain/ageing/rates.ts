import { bandCount } from '../schema';

/** Today's people with something, and everybody, by sex and five-year band: index sex × 19 + band, male first. */
export interface Counted {
  readonly people: Float64Array;
  readonly cases: Float64Array;
}

export const strata = 2 * bandCount;

/** Bands with fewer cases than this lend and borrow from all areas together. */
const fewCases = 8;

/**
 * Rates of an area by sex and band: its own where 8 people or more have it, elsewhere those of all areas together, times one
 * factor that leaves the area's number of cases today what it is.
 */
export function areaRates(own: Counted, all: Counted): Float64Array {
  const common = (i: number) => (all.people[i]! > 0 ? all.cases[i]! / all.people[i]! : 0);
  const isOwn = (i: number) => own.cases[i]! >= fewCases && own.people[i]! > 0;
  let [cases, expected] = [0, 0];
  for (let i = 0; i < strata; i++) {
    if (isOwn(i)) continue;
    cases += own.cases[i]!;
    expected += own.people[i]! * common(i);
  }
  const factor = expected > 0 ? cases / expected : 1;
  return Float64Array.from({ length: strata }, (_, i) =>
    isOwn(i) ? own.cases[i]! / own.people[i]! : Math.min(1, common(i) * factor),
  );
}
