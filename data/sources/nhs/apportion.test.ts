import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apportion } from './apportion';

test('parts are whole, sum to the total, and are within one of the exact share', () => {
  fc.assert(
    fc.property(
      fc.nat(300_000),
      fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 }),
      (total, shares) => {
        const parts = apportion(total, shares);
        const sum = shares.reduce((all, share) => all + share, 0);
        expect(parts.reduce((all, part) => all + part, 0)).toBe(total);
        for (const [i, part] of parts.entries()) {
          const exact = sum > 0 ? (total * shares[i]!) / sum : total / shares.length;
          expect(Math.abs(part - exact)).toBeLessThan(1 + 1e-6);
        }
      },
    ),
  );
});

test('whole shares that sum to the total come back as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5000), { minLength: 1, maxLength: 300 }), (shares) => {
      const total = shares.reduce((all, share) => all + share, 0);
      if (total > 0) expect([...apportion(total, shares)]).toEqual(shares);
    }),
  );
});

test('nobody goes where the share is nothing, and ties go to the earlier', () => {
  expect([...apportion(2, [0, 1, 1, 1])]).toEqual([0, 1, 1, 0]);
  expect([...apportion(3, [0, 0])]).toEqual([2, 1]);
  expect([...apportion(0, [1, 2])]).toEqual([0, 0]);
});
