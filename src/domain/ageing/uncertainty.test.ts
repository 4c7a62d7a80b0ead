import { expect, it } from 'vitest';
import { seededNormal } from '../stats/random';
import { strata } from './rates';
import { drawCount, rangeOf, type Draws } from './uncertainty';

/** Draws in which deaths and migration go as projected, and the share `surviving` of everybody lives. */
function drawsOfSurvival(surviving: number): Draws {
  const normal = seededNormal(3);
  const of = (count: number, value: number) => new Float64Array(count).fill(value);
  return {
    ratios: [of(drawCount * strata, 1), of(drawCount * strata, 1)],
    surviving: [of(strata, 1), of(strata, surviving)],
    chance: Float64Array.from({ length: drawCount * strata }, normal),
    rates: Float64Array.from({ length: drawCount }, normal),
  };
}
const inOne = (count: number) => {
  const people = new Float64Array(strata);
  people[15] = count;
  return people;
};

it('is the binomial interval of survivors where nothing else is uncertain', () => {
  // 80% interval of Binomial(1000, 0.6), R: qbinom(c(.1, .9), 1000, .6) gives 580 and 620.
  const { lower, upper } = rangeOf(drawsOfSurvival(0.6), 1, { people: inOne(600) });
  // Of 200 draws, the quantile of a tenth has a standard error of 1.7 × 15.5 ÷ √200 = 1.9 people.
  expect(Math.abs(lower - 580)).toBeLessThan(5);
  expect(Math.abs(upper - 620)).toBeLessThan(5);
});

it('is nobody’s where everybody lives, and holds how well today’s cases tell a rate', () => {
  const people = inOne(5000);
  expect(rangeOf(drawsOfSurvival(1), 1, { people })).toEqual({ lower: 5000, upper: 5000 });
  // 100 cases have a relative standard error of a tenth: 80% lie within 1.2816 of it (three standard errors of the quantile: 3.6).
  const { lower, upper } = rangeOf(drawsOfSurvival(1), 1, { people, cases: inOne(100), today: inOne(100) });
  expect(Math.abs(lower - (100 - 12.8))).toBeLessThan(3.6);
  expect(Math.abs(upper - (100 + 12.8))).toBeLessThan(3.6);
});
