import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as stats from '.';

/** What may arrive where a number is due. */
const anything = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -20, max: 20_000 }) },
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double(),
  fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, 1e308, -1e308, 5e-324, Number.MAX_SAFE_INTEGER),
  fc.constant(undefined as unknown as number),
  fc.constant(null as unknown as number),
);

const options = fc.record(
  {
    confidence: fc.oneof(anything, fc.constantFrom(0.95, 0.998)),
    multiplier: anything,
    squares: anything,
    winsorised: anything,
    seed: anything,
    repetitions: fc.constantFrom(100, 0, NaN),
    invert: fc.boolean(),
    transform: fc.constantFrom('none', 'log', 'logit'),
    as: fc.constantFrom('ratio', 'rate'),
    classes: fc.integer({ min: 1, max: 7 }),
    finest: fc.constantFrom(1, 0.1, 0.001),
  },
  { requiredKeys: ['as', 'finest'] },
);

/** Numbers that no check on their sign refuses, but that may overflow. */
const extreme = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(1e308, 1e150, 1e-150, 5e-324, 0),
);

type Fields = Record<string, fc.Arbitrary<unknown>>;
const lists = (fields: Fields) =>
  fc.oneof(
    fc.array(fc.record(fields), { maxLength: 6 }),
    fc.array(fc.record(fields), { minLength: 20, maxLength: 20 }),
  );
/** Faulty and extreme rows, in shorter lists and in one as long as a life table. */
const records = (fields: Fields) =>
  fc.oneof(
    lists(fields),
    lists(
      Object.fromEntries(
        Object.entries(fields).map(([name, each]) => [name, each === anything ? extreme : each]),
      ),
    ),
  );
const numbers = (...names: string[]): Fields => Object.fromEntries(names.map((name) => [name, anything]));
const record = (...names: string[]) =>
  fc.oneof(fc.record(numbers(...names)), fc.record(Object.fromEntries(names.map((name) => [name, extreme]))));

const estimates = fc.oneof(
  fc.tuple(anything, anything).map(([count, total]) => stats.proportion(count, total)),
  fc.tuple(anything, anything).map(([count, population]) => stats.rate(count, population)),
);

const funnelPlaces = fc.oneof(
  fc.record({ kind: fc.constant('proportion'), ...numbers('average', 'denominator', 'confidence') }),
  fc.record({ kind: fc.constant('ratio'), ...numbers('observed', 'confidence') }),
  fc.record({ kind: fc.constant('ratio'), ...numbers('expected', 'confidence') }),
  fc.record({ kind: fc.constant('rate'), ...numbers('average', 'observed', 'confidence') }),
  fc.record({ kind: fc.constant('rate'), ...numbers('average', 'expected', 'confidence') }),
);
const dispersedPlaces = fc.oneof(
  fc.record({ kind: fc.constant('proportion'), ...numbers('average', 'denominator', 'confidence') }),
  fc.record({ kind: fc.constant('ratio'), ...numbers('expected', 'confidence') }),
);
const funnelPoints = fc.oneof(
  fc.record({ kind: fc.constant('proportion'), ...numbers('average', 'denominator', 'count') }),
  fc.record({ kind: fc.constant('ratio'), ...numbers('observed', 'expected') }),
  fc.record({
    kind: fc.constant('rate'),
    standardised: fc.boolean(),
    ...numbers('average', 'events', 'rate', 'population', 'multiplier'),
  }),
);
const dispersions = records(numbers('distance', 'error')).map((deviations) =>
  stats.overDispersion(deviations as never),
);
const models = fc.constantFrom('multiplicative', 'additive');
const groups = records(numbers('population', 'value'));

/** Both sexes, the numbers of each repeated to a full list of ages, or a few short of it. */
const bothSexes = (each: fc.Arbitrary<unknown[]>, ages: number) =>
  fc
    .tuple(fc.record({ male: each, female: each }), fc.constantFrom(ages, ages, ages - 1))
    .map(([{ male, female }, length]) => ({
      male: repeated(male, length),
      female: repeated(female, length),
    }));
const repeated = (list: readonly unknown[], length: number) =>
  Array.from({ length }, (_, i) => list[i % list.length]);
const chances = fc.double({ min: 0, max: 1, noNaN: true });
const lifeTableAges = fc.oneof(
  fc.record(numbers('dying', 'survivors', 'expectancy')),
  fc.record({ dying: chances, survivors: extreme, expectancy: extreme }),
);

/** Arguments of every function of the module; parameters that are strings or flags are sound. */
const argumentsOf: Record<string, fc.Arbitrary<unknown[]>> = {
  notAvailable: fc.tuple(fc.constant('too few people')),
  proportion: fc.tuple(anything, anything, options),
  byar: fc.tuple(anything, anything),
  countLimits: fc.tuple(anything, anything),
  rate: fc.tuple(anything, anything, options),
  rateOfRepeatEvents: fc.tuple(anything, anything, anything, options),
  meanOfSums: fc.tuple(anything, anything, anything, options),
  meanOfValues: fc.tuple(fc.array(anything), options),
  sampleOf: fc.tuple(fc.array(anything)),
  differenceOfEstimates: fc.tuple(estimates, estimates),
  ratioOfEstimates: fc.tuple(estimates, estimates),
  gapBetween: fc.tuple(estimates, estimates),
  differenceOfProportions: fc.tuple(record('count', 'total'), record('count', 'total'), options),
  ratioOfProportions: fc.tuple(record('count', 'total'), record('count', 'total'), options),
  standardisedDifferenceOfShares: fc.tuple(record('count', 'total'), record('count', 'total'), options),
  standardisedDifferenceOfMeans: fc.tuple(
    record('mean', 'deviation', 'n'),
    record('mean', 'deviation', 'n'),
    options,
  ),
  differenceOfRates: fc.tuple(record('count', 'population'), record('count', 'population'), options),
  ratioOfRates: fc.tuple(record('count', 'population'), record('count', 'population'), options),
  directlyStandardisedRate: fc.tuple(records(numbers('count', 'population', 'standard')), options),
  directlyStandardisedRepeatEvents: fc.tuple(
    records({ ...numbers('population', 'standard'), persons: fc.array(record('events', 'count')) }),
    options,
  ),
  directlyStandardisedRepeatEventsOfSums: fc.tuple(
    records(numbers('population', 'standard', 'events', 'squares')),
    options,
  ),
  directlyStandardisedMean: fc.tuple(records(numbers('population', 'standard', 'sum', 'squares')), options),
  expectedCount: fc.tuple(records(numbers('population', 'referenceCount', 'referencePopulation'))),
  indirectlyStandardised: fc.tuple(
    records(numbers('population', 'referenceCount', 'referencePopulation')),
    anything,
    options,
  ),
  indirectlyStandardisedMean: fc.tuple(
    records(numbers('population', 'referenceSum', 'referencePopulation')),
    record('sum', 'variance'),
    options,
  ),
  compareWithBenchmark: fc.tuple(estimates, anything),
  compareAtTwoLevels: fc.tuple(estimates, estimates, anything),
  compareWithNeighbour: fc.tuple(estimates, estimates),
  averageRate: fc.tuple(records(numbers('events', 'rate', 'population', 'multiplier'))),
  funnelExpectedCounts: fc.tuple(anything, anything),
  funnelLabel: fc.tuple(funnelPoints),
  funnelLimits: fc.tuple(funnelPlaces),
  proportionFunnelLabel: fc.tuple(anything, anything, anything),
  proportionFunnelLimits: fc.tuple(anything, anything, anything),
  overDispersion: fc.tuple(records(numbers('distance', 'error')), options),
  shareDeviation: fc.tuple(anything, anything, anything),
  ratioDeviation: fc.tuple(anything, anything),
  dispersedFunnelLimits: fc.tuple(dispersedPlaces, dispersions, models),
  dispersedFunnelLabel: fc.tuple(anything, dispersedPlaces, dispersions, models),
  inequality: fc.tuple(groups, options),
  simulatedInequality: fc.tuple(
    fc.oneof(
      records(numbers('population', 'value', 'lower', 'upper')),
      records(numbers('population', 'value', 'standardError')),
    ),
    options,
  ),
  concentration: fc.tuple(records(numbers('rank', 'population', 'outcome'))),
  concentrationIndex: fc.tuple(records(numbers('rank', 'population', 'outcome', 'squares')), options),
  weightedKappa: fc.tuple(
    fc.oneof(
      fc.array(fc.array(anything, { minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 2 }),
      fc.array(fc.array(extreme, { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 }),
    ),
    fc.constant(undefined),
    options,
  ),
  shareOfTop: fc.tuple(fc.array(record('people', 'outcome')), anything),
  lorenz: fc.tuple(records(numbers('value', 'people')), options),
  lifeExpectancy: fc.tuple(records(numbers('deaths', 'population')), options),
  sullivan: fc.tuple(records(numbers('lived', 'people', 'cases')), anything, options),
  ageClosedCohort: fc.tuple(
    bothSexes(fc.array(fc.oneof(extreme, anything), { minLength: 1, maxLength: 2 }), 91),
    bothSexes(fc.array(lifeTableAges, { minLength: 1, maxLength: 2 }), 92),
    fc.oneof(fc.integer({ min: 0, max: 4 }), anything),
  ),
  hamiltonPerry: fc.tuple(
    fc.array(
      fc.record({
        now: bothSexes(fc.array(fc.oneof(extreme, anything), { minLength: 1, maxLength: 2 }), 19),
        earlier: fc.option(bothSexes(fc.array(extreme, { minLength: 1, maxLength: 2 }), 19)),
      }),
      { maxLength: 3 },
    ),
    fc.oneof(fc.integer({ min: 0, max: 20 }), anything),
  ),
  recentTrend: fc.tuple(records(numbers('count', 'denominator'))),
  recentTrendOfEstimates: fc.tuple(records(numbers('value', 'lower', 'upper'))),
  quantiles: fc.tuple(fc.array(anything), anything, options),
  seededNormal: fc.tuple(anything),
  seededUniform: fc.tuple(anything),
  classBreaks: fc.tuple(fc.array(anything), options),
  classOf: fc.tuple(anything, fc.array(anything)),
};

type Compute = (...args: unknown[]) => unknown;

const functions = Object.entries(stats).flatMap(([name, each]): [string, Compute][] =>
  typeof each === 'function' ? [[name, each as unknown as Compute]] : [],
);

describe('whatever the numbers, every function answers with sound numbers or says why not', () => {
  test.each(functions)('%s', (name, compute) => {
    const args = argumentsOf[name];
    if (args === undefined) throw new Error(`${name} has no arguments here`);
    fc.assert(
      fc.property(args, (given) => {
        const result = compute(...given);
        expectSound(typeof result === 'function' ? (result as Compute)() : result);
      }),
      { numRuns: 400 },
    );
  });
});

/** No NaN and no infinity anywhere; limits about the value; a reason where there is none. */
function expectSound(result: unknown): void {
  if (typeof result === 'number') expect(result).toSatisfy(Number.isFinite);
  if (typeof result !== 'object' || result === null) return;
  const fields = result as Record<string, unknown>;
  if (fields.ok === false) expect(fields.reason).toMatch(/\w/);
  // Simulated limits at next to no confidence may lie to one side.
  if (fields.ok === true && 'value' in fields && 'lower' in fields && fields.method !== 'simulated') {
    expect(fields.lower).toBeLessThanOrEqual(fields.value as number);
    expect(fields.upper).toBeGreaterThanOrEqual(fields.value as number);
  }
  Object.values(fields).forEach(expectSound);
}
