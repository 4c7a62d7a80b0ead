import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proportionFunnelLabel, proportionFunnelLimits } from './funnel';
import {
  dispersedFunnelLabel,
  dispersedFunnelLimits,
  overDispersion,
  ratioDeviation,
  shareDeviation,
  type Deviation,
  type OverDispersion,
} from './over-dispersion';
import { seededNormal } from './random';

const sound = (dispersion: OverDispersion) => {
  if (!dispersion.ok) throw new Error(dispersion.reason);
  return dispersion;
};

describe('worked examples', () => {
  test('ten areas all two standard errors out: φ is 4, τ² 31/9', () => {
    const deviations = Array.from({ length: 10 }, (_, i) => ({ distance: i % 2 === 0 ? 2 : -2, error: 1 }));
    const dispersion = sound(overDispersion(deviations));
    expect(dispersion.phi).toBeCloseTo(4, 12);
    // (10 · 4 − 9) / (10 − 1)
    expect(dispersion.tauSquared).toBeCloseTo(31 / 9, 12);
    expect(dispersion.overDispersed).toBe(true);
  });

  test('one area far out of ten is drawn in', () => {
    const deviations = Array.from({ length: 10 }, (_, i) => ({ distance: i === 0 ? 50 : i / 10, error: 1 }));
    // z of 0.1 … 0.9 and 50: the least becomes 0.2, the most 0.9.
    const expected =
      (0.2 ** 2 * 2 + 0.3 ** 2 + 0.4 ** 2 + 0.5 ** 2 + 0.6 ** 2 + 0.7 ** 2 + 0.8 ** 2 + 0.9 ** 2 * 2) / 10;
    expect(sound(overDispersion(deviations)).phi).toBeCloseTo(expected, 12);
    expect(sound(overDispersion(deviations, { winsorised: 0 })).phi).toBeGreaterThan(200);
  });

  test('fewer than ten areas, or one without a place, have none', () => {
    const areas = Array.from({ length: 10 }, () => ({ distance: 1, error: 1 }));
    expect(overDispersion(areas.slice(1))).toEqual({ ok: false, reason: 'fewer than 10 areas' });
    expect(overDispersion([...areas, { distance: 1, error: 0 }]).ok).toBe(false);
    expect(overDispersion(areas, { winsorised: 0.5 }).ok).toBe(false);
  });

  test('deviations of a share and of a ratio', () => {
    expect(shareDeviation(30, 100, 0.2)).toEqual({
      distance: expect.closeTo(0.1, 12),
      error: expect.closeTo(0.04, 12),
    });
    expect(ratioDeviation(36, 25)).toEqual({ distance: expect.closeTo(0.2, 12), error: 0.1 });
  });

  test('limits grow by √φ, or by τ² in the variance', () => {
    const dispersion: OverDispersion = {
      ok: true,
      phi: 4,
      tauSquared: 0.0009,
      overDispersed: true,
      areas: 50,
    };
    const share = { kind: 'proportion', average: 0.2, denominator: 100, confidence: 0.95 } as const;
    expect(dispersedFunnelLimits(share, dispersion, 'multiplicative').upper).toBeCloseTo(
      0.2 + 1.959964 * 0.08,
      6,
    );
    expect(dispersedFunnelLimits(share, dispersion, 'additive').upper).toBeCloseTo(0.2 + 1.959964 * 0.05, 6);
    const ratio = { kind: 'ratio', expected: 25, confidence: 0.95 } as const;
    expect(dispersedFunnelLimits(ratio, dispersion, 'multiplicative').upper).toBeCloseTo(
      (1 + 1.959964 * 0.2) ** 2,
      6,
    );
    expect(dispersedFunnelLimits(ratio, dispersion, 'multiplicative').lower).toBeCloseTo(
      (1 - 1.959964 * 0.2) ** 2,
      6,
    );
  });

  test('an area once high at 99.8% may be as expected of areas that vary so', () => {
    const dispersion: OverDispersion = { ok: true, phi: 4, tauSquared: 0, overDispersed: true, areas: 50 };
    const funnel = { kind: 'proportion', average: 0.2, denominator: 100 } as const;
    expect(proportionFunnelLabel(34, 100, 0.2)).toBe('High (0.001)');
    expect(dispersedFunnelLabel(0.34, funnel, dispersion, 'multiplicative')).toBe('Not significant');
    expect(dispersedFunnelLabel(0.37, funnel, dispersion, 'multiplicative')).toBe('High (0.025)');
    expect(dispersedFunnelLabel(NaN, funnel, dispersion, 'multiplicative')).toBe('Not applicable');
  });
});

test('areas that vary by chance alone are seldom called over-dispersed, others are, and τ² is found again', () => {
  const normal = seededNormal(5);
  const study = (between: number) =>
    Array.from({ length: 200 }, () => {
      const deviations: Deviation[] = Array.from({ length: 100 }, (_, i) => {
        const error = 0.5 + (i % 10) / 10;
        return { distance: normal() * Math.sqrt(error ** 2 + between), error };
      });
      return sound(overDispersion(deviations, { winsorised: 0 }));
    });
  const chance = study(0);
  expect(chance.filter(({ overDispersed }) => overDispersed).length).toBeLessThan(16);
  const varied = study(1);
  expect(varied.every(({ overDispersed }) => overDispersed)).toBe(true);
  expect(varied.reduce((sum, { tauSquared }) => sum + tauSquared, 0) / varied.length).toBeCloseTo(1, 1);
});

test('without over-dispersion limits are chance’s own', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 100_000 }),
      fc.constantFrom('multiplicative', 'additive'),
      (average, denominator, model) => {
        const even: OverDispersion = {
          ok: true,
          phi: 1.1,
          tauSquared: 0.1,
          overDispersed: false,
          areas: 100,
        };
        expect(
          dispersedFunnelLimits({ kind: 'proportion', average, denominator, confidence: 0.95 }, even, model),
        ).toEqual(proportionFunnelLimits(average, denominator, 0.95));
      },
    ),
  );
});
