import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concentration } from './concentration';
import { concentrationIndex, type RankedSums } from './concentration-index';
import { lorenz } from './lorenz';
import { seededUniform } from './random';

interface Person {
  rank: number;
  outcome: number;
}

const groupsOf = (people: readonly Person[]): RankedSums[] =>
  people.map(({ rank, outcome }) => ({ rank, population: 1, outcome, squares: outcome ** 2 }));
const byRank = (people: readonly Person[]): RankedSums[] =>
  [...new Set(people.map(({ rank }) => rank))].map((rank) => {
    const own = people.filter((person) => person.rank === rank).map(({ outcome }) => outcome);
    return {
      rank,
      population: own.length,
      outcome: own.reduce((sum, value) => sum + value, 0),
      squares: own.reduce((sum, value) => sum + value ** 2, 0),
    };
  });

function sound(estimate: ReturnType<typeof concentrationIndex>) {
  if (!estimate.ok) throw new Error(estimate.reason);
  return { ...estimate, error: (estimate.upper - estimate.lower) / (2 * 1.959963984540054) };
}

/** People of whom those with a higher rank have more, most of them nothing; many tie. */
function drawn(people: number, ranks: number, seed: number): Person[] {
  const random = seededUniform(seed);
  return Array.from({ length: people }, () => {
    const rank = Math.floor(random() ** 2 * ranks);
    return { rank, outcome: Math.floor(random() ** 3 * (2 + (4 * rank) / ranks)) };
  });
}

test.each([
  ['few ties', 600, 5000, 1],
  ['many ties', 600, 12, 2],
  ['many ties, more people', 1500, 30, 3],
])('with %s its error is that of leaving out each person in turn, within 3%%', (_, people, ranks, seed) => {
  const everybody = drawn(people, ranks, seed);
  const indices = everybody.map((_, left) => {
    const result = concentration(groupsOf(everybody.filter((_, i) => i !== left)));
    if (!result.ok) throw new Error(result.reason);
    return result.index;
  });
  const mean = indices.reduce((sum, index) => sum + index, 0) / people;
  const jackknife = Math.sqrt(
    ((people - 1) / people) * indices.reduce((sum, index) => sum + (index - mean) ** 2, 0),
  );
  const { error } = sound(concentrationIndex(byRank(everybody)));
  expect(Math.abs(error / jackknife - 1)).toBeLessThan(0.03);
});

test('ranked by itself it is the Gini coefficient, with nearly Davidson’s limits', () => {
  const random = seededUniform(5);
  const values = Array.from({ length: 2000 }, () => Math.floor(random() ** 2 * 400));
  const own = sound(concentrationIndex(byRank(values.map((value) => ({ rank: value, outcome: value })))));
  const { gini } = lorenz(values.map((value) => ({ value, people: 1 })));
  if (!gini.ok) throw new Error(gini.reason);
  expect(own.value).toBeCloseTo(gini.value, 10);
  expect(Math.abs((own.upper - own.lower) / (gini.upper - gini.lower) - 1)).toBeLessThan(0.01);
});

test('people one by one or by rank give the same', () => {
  fc.assert(
    fc.property(
      fc
        .array(fc.record({ rank: fc.nat(5), outcome: fc.nat(6) }), { minLength: 2, maxLength: 60 })
        .filter((people) => people.some(({ outcome }) => outcome > 0)),
      (people) => {
        const one = sound(concentrationIndex(groupsOf(people)));
        const other = sound(concentrationIndex(byRank(people)));
        expect(other.value).toBeCloseTo(one.value, 9);
        expect(other.error).toBeCloseTo(one.error, 9);
      },
    ),
  );
});

test('what has no index, or impossible squares, has no limits', () => {
  expect(concentrationIndex([]).ok).toBe(false);
  expect(concentrationIndex([{ rank: 1, population: 5, outcome: 4, squares: 3 }])).toEqual({
    ok: false,
    reason: 'the squares are smaller than the count',
  });
  expect(concentrationIndex([{ rank: 1, population: 1, outcome: 4, squares: 16 }]).ok).toBe(false);
});
