import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bandCount } from '../schema';
import { burdenOf } from './burden';
import { areaRates, strata } from './rates';
import { ratesIn, scenarioRanges, todaysRates, type Scenario } from './scenario';

const people = fc
  .array(fc.integer({ min: 0, max: 4000 }), { minLength: strata, maxLength: strata })
  .map((counts) => Float64Array.from(counts));
const rates = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: strata, maxLength: strata })
  .map((each) => Float64Array.from(each));
const years = fc.array(people, { minLength: 2, maxLength: 21 });
const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0);
const condition = 'dm';
const closed = Float64Array.from({ length: strata }, (_, i) => 1 - (i % 7) / 10);

const between = (range: { least: number; most: number }) =>
  fc.double({ min: range.least, max: range.most, noNaN: true });
const scenario = fc
  .record({
    trend: between(scenarioRanges.trend),
    healthier: between(scenarioRanges.healthier),
    less: between(scenarioRanges.less),
    from: fc.integer({ min: 0, max: 15 }),
    gapClosed: between(scenarioRanges.gapClosed),
  })
  .map(({ trend, less, from, ...rest }): Scenario => ({
    ...rest,
    trend: new Map([[condition, trend]]),
    prevention: new Map([[condition, { less, from }]]),
  }));

it('splits the change into more people, older people and other rates, which add up to it', () => {
  fc.assert(
    fc.property(years, rates, scenario, (people, rates, scenario) => {
      const burden = burdenOf(people, rates, { condition, closed, scenario });
      people.forEach((_, year) => {
        const change = burden.cases[year]! - burden.cases[0]!;
        expect(burden.more[year]! + burden.older[year]! + burden.rates[year]!).toBeCloseTo(change, 6);
        expect(burden.cases[year]!).toBeGreaterThanOrEqual(0);
        expect(burden.cases[year]!).toBeLessThanOrEqual(sum(people[year]!) + 1e-6);
      });
    }),
    { numRuns: 100 },
  );
});

it('changes nothing where nobody is added and nobody ages', () => {
  fc.assert(
    fc.property(people, rates, (people, rates) => {
      const {
        cases,
        more,
        older,
        rates: other,
      } = burdenOf([people, people, people], rates, {
        condition,
        closed,
        scenario: todaysRates,
      });
      expect(Array.from(cases)).toEqual([cases[0], cases[0], cases[0]]);
      for (const part of [more, older, other]) expect(Array.from(part)).toEqual([0, 0, 0]);
    }),
    { numRuns: 50 },
  );
});

it('has all the change from more people where all bands grow alike', () => {
  const today = Float64Array.from({ length: strata }, (_, i) => 100 + i);
  const rates = Float64Array.from({ length: strata }, (_, i) => (i % bandCount) / 40);
  const burden = burdenOf([today, today.map((count) => count * 1.1)], rates, {
    condition,
    closed: null,
    scenario: todaysRates,
  });
  expect(burden.more[1]).toBeCloseTo(burden.cases[0]! * 0.1, 9);
  expect(burden.older[1]).toBeCloseTo(0, 9);
});

it('moves rates one way with each slider', () => {
  const set = (scenario: Scenario, change: Partial<Scenario>): Scenario => ({ ...scenario, ...change });
  const moved: [(scenario: Scenario, by: number) => Scenario, 'up' | 'down'][] = [
    [(s, by) => set(s, { trend: new Map([[condition, s.trend.get(condition)! + by]]) }), 'up'],
    [(s, by) => set(s, { healthier: s.healthier + by }), 'down'],
    [(s, by) => set(s, { gapClosed: Math.min(100, s.gapClosed + 10 * by) }), 'down'],
    [
      (s, by) => {
        const { less, from } = s.prevention.get(condition)!;
        return set(s, { prevention: new Map([[condition, { less: less + by, from }]]) });
      },
      'down',
    ],
  ];
  fc.assert(
    fc.property(
      people,
      rates,
      scenario,
      fc.double({ min: 0.01, max: 3, noNaN: true }),
      fc.integer({ min: 0, max: 20 }),
      (people, rates, scenario, by, year) => {
        const cases = (each: Scenario) =>
          sum(
            ratesIn(year, rates, { condition, closed, scenario: each }).map((rate, i) => rate * people[i]!),
          );
        const before = cases(scenario);
        const tolerance = 1e-9 * Math.max(1, sum(people));
        for (const [move, way] of moved) {
          const after = cases(move(scenario, by));
          if (way === 'up') expect(after).toBeGreaterThanOrEqual(before - tolerance);
          else expect(after).toBeLessThanOrEqual(before + tolerance);
        }
      },
    ),
    { numRuns: 200 },
  );
});

it('takes rates from all areas where cases are few, and leaves today’s number what it is', () => {
  fc.assert(
    fc.property(people, rates, fc.double({ min: 0.001, max: 0.3, noNaN: true }), (all, rates, part) => {
      const cases = all.map((count, i) => Math.round(count * rates[i]!));
      const own = all.map((count) => Math.round(count * part));
      const ownCases = own.map((count, i) => Math.round(count * rates[i]! * 0.5));
      const found = areaRates({ people: own, cases: ownCases }, { people: all, cases });
      const told = sum(found.map((rate, i) => rate * own[i]!));
      const few = ownCases.some((count, i) => count < 8 && own[i]! > 0 && cases[i]! > 0);
      if (few || ownCases.every((count) => count >= 8)) expect(told).toBeCloseTo(sum(ownCases), 6);
    }),
    { numRuns: 50 },
  );
});
