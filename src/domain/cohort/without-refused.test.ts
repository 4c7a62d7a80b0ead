import fc from 'fast-check';
import { expect, it } from 'vitest';
import { disclose, discloseParts } from '../disclosure';
import type { DisclosurePolicy } from '../schema';
import { mostAmong, withoutRefused } from './release-lines';

const parts = fc.array(
  fc.record({
    count: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 400 })),
    rest: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 900 })),
    isRefused: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);

/** Numbers that a shown count may stand for. */
function behind(shown: number | '*', most: number, policy: DisclosurePolicy): [number, number] {
  if (shown === '*') return [0, most];
  if (shown === 0) return [0, 0];
  return policy === 'midpoint6' ? [shown - 2, shown + 3] : [shown - 2, shown + 2];
}

it('a large part that is refused cannot be worked out from the total and the parts on show: 2,000 tables', () => {
  fc.assert(
    fc.property(
      parts,
      fc.constantFrom<DisclosurePolicy>('hes', 'opensafely', 'midpoint6'),
      (drawn, policy) => {
        const counts = drawn.map(({ count }) => count);
        const total = counts.reduce((sum, count) => sum + count, 0);
        const all = drawn.map(({ count, rest }) => count + rest);
        const isRefused = drawn.map(({ isRefused, count }) => isRefused && count > 0);
        const hes = policy === 'opensafely' ? 'hes' : policy;
        const whole = discloseParts(counts, total, hes);
        const everybody = all.map((count) => disclose(count, hes));
        const among = mostAmong(
          everybody,
          all.reduce((sum, count) => sum + count, 0),
          policy,
        );
        const shown = withoutRefused(whole.parts, { counts, isRefused, among }, policy);
        isRefused.forEach((is, i) => {
          if (is) expect(shown[i]).toBe('*');
        });
        const large = counts.flatMap((count, i) => (isRefused[i] && count > 7 ? [i] : []));
        for (const i of large) {
          const most = (k: number) => behind(everybody[k]!, 7, policy)[1];
          const others = shown.flatMap((part, k) => (k === i ? [] : [behind(part, most(k), policy)]));
          const sum = (end: 0 | 1) => others.reduce((so, each) => so + each[end], 0);
          const [least, top] = behind(disclose(total, hes), total, policy);
          // What the refused part may be, for somebody who knows all else on show.
          const width = Math.min(most(i), top - sum(0)) - Math.max(0, least - sum(1));
          if (shown.some((part) => part !== '*')) {
            expect(shown.some((part, k) => k !== i && part === '*' && counts[k]! > 7)).toBe(true);
            expect(width).toBeGreaterThanOrEqual(7);
          }
        }
      },
    ),
    { numRuns: 2000 },
  );
});
