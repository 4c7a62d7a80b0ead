import fc from 'fast-check';
import { expect, test } from 'vitest';
import { proportionFunnelLabel, proportionFunnelLimits } from './funnel';

test('limits close in on the average as the list grows, and stay within 0–1', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 100_000 }),
      (average, total) => {
        const small = proportionFunnelLimits(average, total, 0.95);
        const large = proportionFunnelLimits(average, total * 2, 0.95);
        const wide = proportionFunnelLimits(average, total, 0.998);
        expect(small.lower).toBeGreaterThanOrEqual(0);
        expect(small.upper).toBeLessThanOrEqual(1);
        expect(large.lower).toBeGreaterThanOrEqual(small.lower);
        expect(large.upper).toBeLessThanOrEqual(small.upper);
        expect(wide.lower).toBeLessThanOrEqual(small.lower);
        expect(wide.upper).toBeGreaterThanOrEqual(small.upper);
      },
    ),
  );
});

test.each([
  [100, 1000, 0.1, 'Not significant'],
  [121, 1000, 0.1, 'High (0.025)'],
  [131, 1000, 0.1, 'High (0.001)'],
  [79, 1000, 0.1, 'Low (0.025)'],
  [69, 1000, 0.1, 'Low (0.001)'],
])('%i of %i against %f is %s', (count, total, average, label) => {
  expect(proportionFunnelLabel(count, total, average)).toBe(label);
});
