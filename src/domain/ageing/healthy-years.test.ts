import { expect, it } from 'vitest';
import { measureCatalogue } from '../measures/catalogue';
import { bandCount, bandOf } from '../schema';
import { ageCount } from '../stats/cohort-component';
import { Forecast } from './forecast';
import { healthyFrom, releaseHealthyYears, sexes, statesOf } from './healthy-years';
import { lifeTableAt } from './mortality';
import { outcomesOf } from './outcomes';
import { strata } from './rates';
import { fifthCount, type OutcomeToday } from './outcome-today';

const outcomes = outcomesOf(measureCatalogue({ tierAbove: { high_risk: 150 } }));
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((all, value) => all + value, 0);

interface Invented {
  decile: number;
  /** People of each single age and sex. */
  size: number;
  /** Share of a band's people by outcome. */
  rates: Record<string, (band: number, sex: 'male' | 'female') => number>;
}

/** Networks whose people and cases are what these functions say. */
function forecastOf(networks: readonly Invented[]): Forecast {
  const lists = networks.map(({ size }) => new Float64Array(ageCount).fill(size));
  const casesOf = (id: string): OutcomeToday => {
    const cases = networks.map(({ size, rates }) =>
      Float64Array.from({ length: strata }, (_, i) => {
        const band = i % bandCount;
        const people =
          size *
          Array.from({ length: ageCount }, (_, age) => age).filter((age) => bandOf(age) === band).length;
        return people * (rates[id]?.(band, i < bandCount ? 'male' : 'female') ?? 0);
      }),
    );
    return {
      cases,
      totals: cases.map(sum),
      all: Float64Array.from({ length: strata }, (_, i) => sum(cases.map((each) => each[i]!))),
      byFifth: new Float64Array(strata * fifthCount),
    };
  };
  const today = {
    networks: networks.map(({ decile }, i) => ({
      people: { male: lists[i]!, female: lists[i]! },
      decile,
      byFifth: new Float64Array(strata * fifthCount),
    })),
    byFifth: new Float64Array(strata * fifthCount),
    outcomes: new Map(outcomes.map(({ id }) => [id, casesOf(id)])),
  };
  return new Forecast(
    today,
    today.networks.map(({ people }) => [people]),
    0,
  );
}
const looked = { outcomes, scope: null, policy: 'none' } as const;
const yearsOf = (
  forecast: Forecast,
  state: string,
  sex: string,
  given: Partial<Parameters<typeof releaseHealthyYears>[1]> = {},
) => {
  const { years } = releaseHealthyYears(forecast, { ...looked, ...given }).find(
    (each) => each.state.id === state && each.sex === sex,
  )!;
  if (!years.ok) throw new Error(years.reason);
  return years;
};
const from65 = (sex: 'male' | 'female', decile: number) => {
  const { alive, lived } = lifeTableAt(sex, decile);
  return sum(lived.slice(healthyFrom)) / alive[healthyFrom]!;
};

it('is the share of all years where as many of each age are in the state', () => {
  const forecast = forecastOf([{ decile: 4, size: 500, rates: { ltc4: () => 0.3 } }]);
  for (const sex of sexes) {
    const years = yearsOf(forecast, 'ltc4', sex);
    expect(years.whole).toBeCloseTo(from65(sex, 4), 9);
    expect(years.with.value).toBeCloseTo(0.3 * from65(sex, 4), 9);
    expect(years.with.value + years.without.value).toBeCloseTo(years.whole, 9);
    expect(yearsOf(forecast, 'care_home', sex).with.value).toBe(0);
  }
});

it('goes by each sex and band, and by both degrees of frailty', () => {
  const only = (of: 'male' | 'female', rate: number) => (band: number, sex: string) =>
    sex === of && band === bandOf(90) ? rate : 0;
  const forecast = forecastOf([
    {
      decile: 5.5,
      size: 400,
      rates: { efi_moderate: only('female', 0.25), efi_severe: only('female', 0.15) },
    },
  ]);
  const { alive, lived } = lifeTableAt('female', 5.5);
  expect(yearsOf(forecast, 'frail', 'female').with.value).toBeCloseTo((0.4 * lived[90]!) / alive[65]!, 9);
  expect(yearsOf(forecast, 'frail', 'male').with.value).toBe(0);
});

it('has longer lives where deprivation is less, and networks together lie between', () => {
  const rates = { ltc4: (band: number) => band / 40 };
  const forecast = forecastOf([
    { decile: 2, size: 300, rates },
    { decile: 9, size: 300, rates },
  ]);
  const [poor, both, rich] = [[0], null, [1]].map((scope) => yearsOf(forecast, 'ltc4', 'male', { scope }));
  expect(poor!.whole).toBeLessThan(both!.whole);
  expect(both!.whole).toBeLessThan(rich!.whole);
  expect(both!.whole).toBeCloseTo(from65('male', 5.5), 9);
  // Half the people with the same lives: twice the variance.
  const half = yearsOf(forecastOf([{ decile: 5.5, size: 300, rates }]), 'ltc4', 'male');
  const width = ({ with: { upper, lower } }: typeof half) => upper - lower;
  expect(width(half) / width(both!)).toBeCloseTo(Math.SQRT2, 9);
});

it('tells nothing of few cases, and of no state that the dataset lacks', () => {
  const forecast = forecastOf([
    {
      decile: 5,
      size: 40,
      rates: { care_home: (band, sex) => (sex === 'male' && band === bandOf(90) ? 0.1 : 0) },
    },
  ]);
  const hidden = releaseHealthyYears(forecast, { ...looked, policy: 'hes' }).find(
    ({ state, sex }) => state.id === 'care_home' && sex === 'male',
  )!;
  expect(hidden.years).toEqual({ ok: false, reason: 'there are too few people to show' });
  const without = outcomes.filter(({ id }) => id !== 'efi_severe');
  expect(statesOf(without).map(({ id }) => id)).toEqual(['ltc4', 'care_home']);
});
