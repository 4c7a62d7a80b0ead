import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concentration, shareOfTop } from './concentration';

const sound = (groups: Parameters<typeof concentration>[0]) => {
  const result = concentration(groups);
  if (!result.ok) throw new Error(result.reason);
  return result;
};

const fifths = (outcomes: readonly number[]) =>
  outcomes.map((outcome, i) => ({ rank: i + 1, population: 100, outcome }));

describe('worked examples', () => {
  test('all of it with the most deprived fifth is −0.8, with the least 0.8, evenly 0', () => {
    expect(sound(fifths([50, 0, 0, 0, 0])).index).toBeCloseTo(-0.8, 12);
    expect(sound(fifths([0, 0, 0, 0, 50])).index).toBeCloseTo(0.8, 12);
    expect(sound(fifths([10, 10, 10, 10, 10])).index).toBeCloseTo(0, 12);
  });

  test('Erreygers’ index is 4 × mean × index, for a yes/no outcome only', () => {
    expect(sound(fifths([50, 0, 0, 0, 0])).erreygers).toBeCloseTo(4 * 0.1 * -0.8, 12);
    expect(sound(fifths([500, 0, 0, 0, 0])).erreygers).toBeNull();
  });

  test('the curve runs from nobody to everybody', () => {
    expect(sound(fifths([30, 10, 10, 0, 0])).curve).toEqual([
      { people: 0, outcome: 0 },
      { people: 0.2, outcome: 0.6 },
      { people: 0.4, outcome: 0.8 },
      { people: 0.6, outcome: 1 },
      { people: 0.8, outcome: 1 },
      { people: 1, outcome: 1 },
    ]);
  });

  test('the top tenth of those ranked hold half of what the top fifth hold', () => {
    const { curve } = sound(fifths([0, 0, 10, 30, 60]));
    expect(shareOfTop(curve, 0.2)).toBeCloseTo(0.6, 12);
    expect(shareOfTop(curve, 0.1)).toBeCloseTo(0.3, 12);
    expect(shareOfTop(curve, 1)).toBeCloseTo(1, 12);
    expect(shareOfTop(curve, 0)).toBeCloseTo(0, 12);
    expect(shareOfTop(curve, 5)).toBeNull();
  });

  test('no outcome, or an outcome of nobody, has no curve', () => {
    expect(concentration(fifths([0, 0, 0, 0, 0])).ok).toBe(false);
    expect(concentration([])).toEqual({ ok: false, reason: 'there is no outcome to share out' });
    expect(concentration([{ rank: 1, population: 0, outcome: 1 }]).ok).toBe(false);
  });
});

const groupsOf = fc
  .array(fc.record({ rank: fc.nat(6), population: fc.integer({ min: 1, max: 500 }), outcome: fc.nat(100) }), {
    minLength: 1,
    maxLength: 30,
  })
  .filter((groups) => groups.some(({ outcome }) => outcome > 0));

test('ties share their midpoint rank: 2/μ times the covariance of outcome and rank', () => {
  fc.assert(
    fc.property(groupsOf, (groups) => {
      const people = groups.reduce((sum, { population }) => sum + population, 0);
      const outcomes = groups.reduce((sum, { outcome }) => sum + outcome, 0);
      const upTo = (rank: number, including: boolean) =>
        groups
          .filter((group) => group.rank < rank || (including && group.rank === rank))
          .reduce((sum, { population }) => sum + population, 0);
      const covariance = groups.reduce((sum, { rank, outcome }) => {
        const midpoint = (upTo(rank, false) + upTo(rank, true)) / 2 / people;
        return sum + (outcome / people) * (midpoint - 0.5);
      }, 0);
      expect(sound(groups).index).toBeCloseTo((2 * covariance) / (outcomes / people), 9);
    }),
  );
});

test('order and scale do not matter, ranks turned round change the sign, and it stays within −1 to 1', () => {
  fc.assert(
    fc.property(groupsOf, (groups) => {
      const { index } = sound(groups);
      expect(Math.abs(index)).toBeLessThanOrEqual(1);
      const scaled = groups.map((group) => ({
        ...group,
        population: group.population * 7,
        outcome: group.outcome * 3,
      }));
      expect(sound(scaled.reverse()).index).toBeCloseTo(index, 10);
      const turned = groups.map((group) => ({ ...group, rank: -group.rank }));
      expect(sound(turned).index).toBeCloseTo(-index, 10);
    }),
  );
});
