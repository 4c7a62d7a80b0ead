import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proportionFunnelLabel, proportionFunnelLimits } from './funnel';

const shared = process.env.CATCHMENT_SHARED;
const vectors = (name: string) => `${shared}/vectors/stats/${name}`;
const rows = (name: string) => {
  const [head, ...lines] = readFileSync(vectors(name), 'utf8').trim().split(/\r?\n/);
  const names = head!.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell.replaceAll('"', '')])),
  );
};

describe.skipIf(!shared || !existsSync(vectors('funnel_proportion_limits.csv')))(
  'against the national test data (set CATCHMENT_SHARED)',
  () => {
    test('limits by population agree to a millionth of a per cent', () => {
      for (const row of rows('funnel_proportion_limits.csv')) {
        const average = Number(row.baseline_pct) / 100;
        const inner = proportionFunnelLimits(average, Number(row.population), 0.95);
        const outer = proportionFunnelLimits(average, Number(row.population), 0.998);
        expect(inner.lower * 100).toBeCloseTo(Number(row.lower_2s_pct), 4);
        expect(inner.upper * 100).toBeCloseTo(Number(row.upper_2s_pct), 4);
        expect(outer.lower * 100).toBeCloseTo(Number(row.lower_3s_pct), 4);
        expect(outer.upper * 100).toBeCloseTo(Number(row.upper_3s_pct), 4);
      }
    });

    test('every point has its label', () => {
      const points = rows('funnel_proportion_points.csv');
      const sum = (name: string) => points.reduce((total, row) => total + Number(row[name]), 0);
      const average = sum('numerator') / sum('denominator');
      for (const row of points)
        expect(proportionFunnelLabel(Number(row.numerator), Number(row.denominator), average)).toBe(
          row.label,
        );
    });
  },
);

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
