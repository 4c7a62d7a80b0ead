import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lifeBandCount, lifeExpectancy } from './life-expectancy';

const everywhere = (deaths: number, population: number) =>
  Array.from({ length: lifeBandCount }, () => ({ deaths, population }));

describe('worked examples', () => {
  test('one death a hundred at every age leaves a hundred years at every age', () => {
    for (const estimate of lifeExpectancy(everywhere(1000, 100_000)))
      expect(estimate).toMatchObject({ ok: true, value: expect.closeTo(100, 8) });
  });

  test('the error at 90 is 1/(M√D), and that at 85 carries it on', () => {
    // 1000 deaths of 100,000 people: 100 / √1000 = 3.1623 years.
    const estimates = lifeExpectancy(everywhere(1000, 100_000));
    const errors = estimates.map((estimate) =>
      estimate.ok ? (estimate.upper - estimate.value) / 1.959964 : 0,
    );
    expect(errors[19]).toBeCloseTo(100 / Math.sqrt(1000), 5);
    // A band 85–89: q = 0.05/1.025, s = q²(1 − q)/1000; the error² is s·(2.5 + 100)² and (1 − q)² of the 10 at 90.
    const q = 0.05 / 1.025;
    const variance = ((q ** 2 * (1 - q)) / 1000) * 102.5 ** 2 + (1 - q) ** 2 * 10;
    expect(errors[18]).toBeCloseTo(Math.sqrt(variance), 5);
  });

  test('a band without deaths is sound but for the oldest', () => {
    const bands = everywhere(1000, 100_000);
    bands[3] = { deaths: 0, population: 100_000 };
    expect(lifeExpectancy(bands)[0]!.ok).toBe(true);
    bands[19] = { deaths: 0, population: 100_000 };
    expect(lifeExpectancy(bands)[0]).toEqual({ ok: false, reason: 'there is no death in the oldest band' });
  });

  test('ages that nobody reaches have no value, younger ones do', () => {
    const bands = everywhere(100, 100_000);
    bands[10] = { deaths: 90_000, population: 100_000 };
    const estimates = lifeExpectancy(bands);
    expect(estimates[10]!.ok).toBe(true);
    expect(estimates[11]).toEqual({ ok: false, reason: 'nobody reaches this age' });
  });

  test.each([
    ['19 bands', everywhere(10, 1000).slice(1)],
    ['5,000 people', everywhere(10, 250)],
    ['more deaths than people', everywhere(1001, 1000)],
    ['negative deaths', everywhere(-1, 1000)],
    ['a band without people', [...everywhere(10, 1000).slice(1), { deaths: 0, population: 0 }]],
  ])('%s have no life expectancy at any age', (_, bands) => {
    const estimates = lifeExpectancy(bands);
    expect(estimates).toHaveLength(lifeBandCount);
    for (const { ok } of estimates) expect(ok).toBe(false);
  });

  test('a few deaths give too wide an interval', () => {
    expect(lifeExpectancy(everywhere(1, 1000))[0]).toEqual({
      ok: false,
      reason: 'the interval is wider than 20 years',
    });
  });
});

const bandsOf = fc.array(
  fc.record({
    population: fc.integer({ min: 2000, max: 60_000 }),
    deaths: fc.integer({ min: 20, max: 500 }),
  }),
  { minLength: lifeBandCount, maxLength: lifeBandCount },
);

test('limits hold the value, and twice the people with twice the deaths live as long, more surely', () => {
  fc.assert(
    fc.property(bandsOf, (bands) => {
      const once = lifeExpectancy(bands);
      const twice = lifeExpectancy(
        bands.map(({ deaths, population }) => ({ deaths: 2 * deaths, population: 2 * population })),
      );
      once.forEach((estimate, band) => {
        const larger = twice[band]!;
        if (!estimate.ok || !larger.ok) return;
        expect(estimate.lower).toBeLessThanOrEqual(estimate.value);
        expect(estimate.upper).toBeGreaterThanOrEqual(estimate.value);
        expect(larger.value).toBeCloseTo(estimate.value, 8);
        expect(larger.upper - larger.lower).toBeCloseTo((estimate.upper - estimate.lower) / Math.SQRT2, 8);
      });
    }),
  );
});

test('more deaths in one band never lengthen life from birth', () => {
  fc.assert(
    fc.property(bandsOf, fc.nat(lifeBandCount - 1), (bands, at) => {
      const more = bands.map((band, i) => (i === at ? { ...band, deaths: band.deaths + 100 } : band));
      const [before, after] = [lifeExpectancy(bands)[0]!, lifeExpectancy(more)[0]!];
      if (before.ok && after.ok) expect(after.value).toBeLessThanOrEqual(before.value + 1e-9);
    }),
  );
});
