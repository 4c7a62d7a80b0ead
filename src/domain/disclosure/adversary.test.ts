import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DisclosurePolicy } from '../schema';
import { disclose, discloseParts, mayShow, mayShowBeside, refusal, type ShownCount } from '.';

/**
 * The adversary sees the shown parts and the shown total, and knows each rounding rule: 0 is 0; n, a multiple of 5, is
 * n − 2 … n + 2; under midpoints n is n − 2 … n + 3; the parts add up to the total. A starred part is 1 to 7, and he takes it for
 * that wherever it is; only where the gate did hide a second one may he not know which of the stars that is. A starred total
 * may be anything. He does not know more of the people than that, nor when it is that the gate hides a second part.
 */
interface Range {
  from: number;
  to: number;
}

const rangeOf = (shown: ShownCount, policy: DisclosurePolicy): Range => {
  if (shown === '*') return { from: 1, to: 7 };
  if (shown === 0) return { from: 0, to: 0 };
  return policy === 'midpoint6' ? { from: shown - 2, to: shown + 3 } : { from: shown - 2, to: shown + 2 };
};

/** Every value of one part that some table behind what is shown could have. */
function possible(
  parts: readonly ShownCount[],
  total: ShownCount,
  policy: DisclosurePolicy,
  { at, hasSecond }: { at: number; hasSecond: boolean },
): number[] {
  const own = rangeOf(parts[at]!, policy);
  const others = parts.flatMap((part, i) => (i === at ? [] : [rangeOf(part, policy)]));
  const [least, most] = [0, 0].map((_, end) =>
    others.reduce((sum, range) => sum + (end === 0 ? range.from : range.to), 0),
  ) as [number, number];
  const whole: Range = total === '*' ? { from: 0, to: Infinity } : rangeOf(total, policy);
  const values: number[] = [];
  for (let value = own.from; value <= own.to; value++) {
    const ordinary = value + least <= whole.to && value + most >= whole.from;
    // One of the other stars is the second, of 8 people or more.
    const protecting = hasSecond && value + least + 7 <= whole.to;
    if (ordinary || protecting) values.push(value);
  }
  return values;
}

const sumOf = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0);

/** Tables of few and small parts, where rounding hides least, and of many. */
const tables = fc.oneof(
  fc.array(fc.oneof(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 60 })), {
    minLength: 1,
    maxLength: 8,
  }),
  fc.array(fc.constantFrom(0, 1, 7, 8, 12, 13, 17, 18, 22), { minLength: 1, maxLength: 14 }),
  // The least of each six: six of them have a total at the end of its own.
  fc.array(fc.constantFrom(1, 7, 13), { minLength: 5, maxLength: 7 }),
  fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 40 }),
);

const few = (count: number) => count >= 1 && count <= 7;

/** Parts of 1 to 7 that the adversary knows exactly. */
function recovered(parts: readonly number[], policy: DisclosurePolicy): number[] {
  const shown = discloseParts(parts, sumOf(parts), policy);
  // A total that adds up what is shown tells nothing more.
  const total = policy === 'opensafely' ? '*' : shown.total;
  const hasSecond = shown.parts.some((part, at) => part === '*' && !few(parts[at]!));
  return parts.flatMap((part, at) => {
    if (!few(part)) return [];
    const values = possible(shown.parts, total, policy, { at, hasSecond });
    if (!values.includes(part)) throw new Error('the adversary reasons wrongly');
    return values.length > 1 ? [] : [at];
  });
}

describe.each(['hes', 'opensafely', 'midpoint6'] as const)('a table and its total by %s', (policy) => {
  test('tell no count of 1 to 7: 5,000 random tables', () => {
    fc.assert(
      fc.property(tables, (parts) => {
        expect(recovered(parts, policy)).toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });

  test('tell no count of 1 to 7: every table of up to four parts below 16', () => {
    const most = 15;
    for (let a = 0; a <= most; a++)
      for (let b = a; b <= most; b++)
        for (let c = b; c <= most; c++)
          for (let d = c; d <= most; d++)
            if (recovered([a, b, c, d], policy).length > 0) expect([a, b, c, d]).toBe('not to be told');
  });

  test('show each part as the gate shows it alone, or hide it', () => {
    fc.assert(
      fc.property(tables, (parts) => {
        const { parts: shown } = discloseParts(parts, sumOf(parts), policy);
        shown.forEach((part, at) => {
          if (part !== '*') expect(part).toBe(disclose(parts[at]!, policy));
          else if (!few(parts[at]!)) expect(shown.filter((each) => each === '*').length).toBeGreaterThan(1);
        });
      }),
    );
  });
});

describe('a second part is hidden only where rounding leaves no doubt', () => {
  test.each([
    ['the hidden can only be ones', [8, 1, 1, 1, 1], ['*', '*', '*', '*', '*'], 10],
    ['the hidden can only be seven', [12, 12, 12, 7], ['*', 10, 10, '*'], 45],
    ['the total alone would tell four sevens', [7, 7, 7, 7], ['*', '*', '*', '*'], '*'],
    ['an ordinary line', [100, 200, 3], [100, 200, '*'], 305],
    ['a hidden part of two', [100, 3], [100, '*'], 105],
    ['nothing hidden', [12, 13], [10, 15], 25],
    ['nobody', [0, 0], [0, 0], 0],
  ] as const)('%s', (_, parts, shown, total) => {
    expect(discloseParts(parts, sumOf(parts), 'hes')).toEqual({ parts: shown, total });
  });

  test('in fewer than one of a hundred lines', () => {
    let lines = 0;
    let second = 0;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 4, maxLength: 20 }), (parts) => {
        const { parts: shown, total } = discloseParts(parts, sumOf(parts), 'hes');
        lines++;
        if (total === '*' || shown.some((part, at) => part === '*' && !few(parts[at]!))) second++;
      }),
      { numRuns: 5000 },
    );
    expect(second / lines).toBeLessThan(0.01);
  });

  test('opensafely adds up what it shows, and hides a total of nothing shown', () => {
    expect(discloseParts([3, 8, 16, 23], 50, 'opensafely')).toEqual({ parts: ['*', 10, 15, 25], total: 50 });
    expect(discloseParts([3, 6], 9, 'opensafely')).toEqual({ parts: ['*', '*'], total: '*' });
    expect(discloseParts([0, 0], 0, 'opensafely')).toEqual({ parts: [0, 0], total: 0 });
  });

  test('none shows all', () => {
    expect(discloseParts([1, 2, 3], 6, 'none')).toEqual({ parts: [1, 2, 3], total: 6 });
  });

  test('parts that are not all of the total are refused', () => {
    expect(() => discloseParts([1, 2], 4, 'hes')).toThrow('parts that add up to 3');
  });
});

describe('what one result and another have not in common', () => {
  /** People by the flags that filters ask for. */
  const systems = fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 0, maxLength: 120 });
  const filter = fc.integer({ min: 0, max: 15 });
  const policies = fc.constantFrom<DisclosurePolicy>('hes', 'opensafely', 'midpoint6');
  const meets = (flags: number, asked: number) => (flags & asked) === asked;

  test('is never 1 to 7 people, for any two filters that are both shown: 5,000 systems', () => {
    fc.assert(
      fc.property(systems, filter, filter, policies, (people, before, after, policy) => {
        const first = people.filter((flags) => meets(flags, before));
        const second = people.filter((flags) => meets(flags, after));
        const shared = second.filter((flags) => meets(flags, before)).length;
        const onShow = [
          { people: people.length, shared: second.length },
          { people: first.length, shared },
        ];
        if (!mayShowBeside(second.length, onShow, policy)) return;
        for (const count of [first.length - shared, second.length - shared, people.length - second.length])
          expect(few(count)).toBe(false);
        // A filter within the other differs from it by those people exactly, so its count can be taken away.
        if (shared === second.length || shared === first.length)
          expect(few(Math.abs(first.length - second.length))).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });

  test('is tested against every group on show', () => {
    const groups = [
      { people: 1000, shared: 500 },
      { people: 503, shared: 500 },
    ];
    expect(mayShowBeside(500, groups.slice(0, 1), 'hes')).toBe(true);
    expect(mayShowBeside(500, groups, 'hes')).toBe(false);
    expect(mayShowBeside(500, groups, 'none')).toBe(true);
  });

  test('published: a total of 58 beside 57 men would tell of one woman', () => {
    expect(mayShow({ parent: 58, subset: 57 }, 'hes')).toBe(false);
    expect(mayShow({ parent: 58, subset: 33 }, 'hes')).toBe(true);
  });

  test('the refusal has no number in it', () => {
    expect(refusal).not.toMatch(/\d/);
  });
});
