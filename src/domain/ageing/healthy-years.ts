import { suppressed } from '../disclosure';
import type { Measure } from '../measures/measure';
import { bandCount, bandOf, topAge } from '../schema';
import { notAvailable, sullivan, type HealthBand, type StateYears } from '../stats';
import { shownPeople, type Looked } from './figures';
import { totalOf, type Forecast } from './forecast';
import { lifeTableAt } from './mortality';
import { todaysRates } from './scenario';
import { systemOf } from './uncertainty';

/** States of health or living that years are told of; each is the sum of outcomes that nobody is in twice. */
export const healthStates = [
  { id: 'ltc4', name: 'Four or more conditions', phrase: 'with four or more conditions', outcomes: ['ltc4'] },
  {
    id: 'frail',
    name: 'Moderate or severe frailty',
    phrase: 'with moderate or severe frailty',
    outcomes: ['efi_moderate', 'efi_severe'],
  },
  { id: 'care_home', name: 'In a care home', phrase: 'in a care home', outcomes: ['care_home'] },
] as const;
export type HealthState = (typeof healthStates)[number];

/** Age from which years are told. */
export const healthyFrom = 65;
const firstBand = bandOf(healthyFrom);

export const sexes = ['female', 'male'] as const;

/** States that a dataset's outcomes tell. */
export const statesOf = (outcomes: readonly Measure[]): readonly HealthState[] =>
  healthStates.filter((state) => state.outcomes.every((id) => outcomes.some((each) => each.id === id)));

/** Years from 65 on of one sex in a state, of the people looked at. */
export interface HealthyYears {
  readonly state: HealthState;
  readonly sex: (typeof sexes)[number];
  readonly years: StateYears;
}

/**
 * Years that people of 65 can expect to live in each state and without it, by sex, by Sullivan's method: today's rates by band,
 * of cases and people as shown (see `areaRates`), and the national life table at the deprivation of these people. Nobody's
 * deaths are counted, as there are none in a dataset; rates and deaths stay what they are. Cases too few to show give no value.
 */
export function releaseHealthyYears(
  forecast: Forecast,
  { outcomes, scope, policy }: Looked & { outcomes: readonly Measure[] },
): HealthyYears[] {
  const { decile } = systemOf(forecast.scopeOf(scope).map((network) => forecast.today.networks[network]!));
  const people = forecast.peopleIn(0, scope);
  return statesOf(outcomes).flatMap((state) => {
    const cases = state.outcomes.map((id) =>
      forecast.casesIn(
        0,
        outcomes.find((each) => each.id === id)!,
        todaysRates,
        scope,
      ),
    );
    return sexes.map((sex): HealthyYears => {
      const first = sex === 'male' ? 0 : bandCount;
      const older = (counts: Float64Array) => counts.slice(first + firstBand, first + bandCount);
      const inState = older(people).map((_, i) => totalOf(cases.map((each) => older(each)[i]!)));
      if (shownPeople(totalOf(inState), policy) === suppressed)
        return { state, sex, years: notAvailable('there are too few people to show') };
      const { alive, lived } = lifeTableAt(sex, decile);
      const bands = Array.from(older(people), (count, i): HealthBand => ({
        lived: livedIn(lived, firstBand + i),
        people: count,
        // Rates of several outcomes, some of them of all networks, may come to more than everybody.
        cases: Math.min(count, inState[i]!),
      }));
      return { state, sex, years: sullivan(bands, alive[healthyFrom]!) };
    });
  });
}

function livedIn(lived: Float64Array, band: number): number {
  let sum = 0;
  for (let age = healthyFrom; age <= topAge; age++) if (bandOf(age) === band) sum += lived[age]!;
  return sum;
}
