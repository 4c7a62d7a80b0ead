import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inequality } from './inequality';

const fifths = (values: readonly number[]) => values.map((value) => ({ population: 100, value }));

describe('worked examples', () => {
  test('values 1 to 5 over equal fifths rise by 5 from 0.5', () => {
    const indices = inequality(fifths([1, 2, 3, 4, 5]));
    if (!indices.ok) throw new Error(indices.reason);
    expect(indices.intercept).toBeCloseTo(0.5, 12);
    expect(indices.sii).toBeCloseTo(5, 12);
    expect(indices.rii).toBeCloseTo(11, 10);
  });

  test('a negative multiplier turns both indices round', () => {
    const indices = inequality(fifths([1, 2, 3, 4, 5]), { multiplier: -100 });
    if (!indices.ok) throw new Error(indices.reason);
    expect(indices.sii).toBeCloseTo(-500, 9);
    expect(indices.rii).toBeCloseTo(1 / 11, 10);
  });

  test('higher in the least deprived is a positive slope', () => {
    const [rising, falling] = [inequality(fifths([1, 1, 1, 1, 2])), inequality(fifths([2, 1, 1, 1, 1]))];
    expect(rising.ok && rising.sii > 0).toBe(true);
    expect(falling.ok && falling.sii < 0).toBe(true);
  });

  test('a line through zero has a slope and no ratio', () => {
    expect(inequality(fifths([-2, -1, 0, 1, 2]))).toMatchObject({ ok: true, rii: null });
  });

  test.each([
    [fifths([1, 2, 3, 4]), {}, 'an index of inequality needs 5 to 100 groups'],
    [fifths([1, 2, NaN, 4, 5]), {}, 'group 3: the value is missing'],
    [fifths([1, 2, 0, 4, 5]), { transform: 'log' }, 'group 3: the logarithm needs a value above zero'],
    [
      fifths([0.1, 0.2, 0.3, 0.4, 1]),
      { transform: 'logit' },
      'group 5: the logit needs a value between 0 and 1',
    ],
    [fifths([1, 2, 3, 4, 5]), { multiplier: 0 }, 'the multiplier must be a number other than zero'],
    [[...fifths([1, 2, 3, 4]), { population: 0, value: 1 }], {}, 'group 5: the population is zero'],
  ] as const)('%# is refused: %o', (groups, options, reason) => {
    expect(inequality(groups, options)).toEqual({ ok: false, reason });
  });
});

const groupsOf = fc.array(
  fc.record({
    population: fc.integer({ min: 1, max: 50_000 }),
    value: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
  }),
  { minLength: 5, maxLength: 20 },
);

test('from the other end the slope changes its sign, on any scale', () => {
  fc.assert(
    fc.property(groupsOf, fc.constantFrom('none', 'log', 'logit'), (groups, transform) => {
      const [there, back] = [groups, [...groups].reverse()].map((each) => inequality(each, { transform }));
      if (!there!.ok || !back!.ok) throw new Error('no index');
      expect(back!.sii).toBeCloseTo(-there!.sii, 8);
    }),
  );
});

test('alike groups have no inequality, and the size of the population does not matter', () => {
  fc.assert(
    fc.property(groupsOf, fc.constantFrom('none', 'log', 'logit'), (groups, transform) => {
      const alike = inequality(
        groups.map(({ population }) => ({ population, value: 0.3 })),
        { transform },
      );
      if (!alike.ok) throw new Error(alike.reason);
      expect(alike.sii).toBeCloseTo(0, 9);
      expect(alike.rii).toBeCloseTo(1, 9);
      const [once, tenfold] = [1, 10].map((times) =>
        inequality(
          groups.map(({ population, value }) => ({ population: population * times, value })),
          { transform },
        ),
      );
      if (!once!.ok || !tenfold!.ok) throw new Error('no index');
      expect(tenfold!.sii).toBeCloseTo(once!.sii, 9);
    }),
  );
});
