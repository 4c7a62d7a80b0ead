import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sullivan, type HealthBand } from './sullivan';

const told = (bands: readonly HealthBand[], alive = 90_000) => {
  const years = sullivan(bands, alive);
  if (!years.ok) throw new Error(years.reason);
  return years;
};
const bands = fc.array(
  fc
    .record({
      lived: fc.integer({ min: 1, max: 500_000 }),
      people: fc.integer({ min: 1, max: 9000 }),
      part: fc.nat(100),
    })
    .map(({ part, ...band }) => ({ ...band, cases: Math.floor((band.people * part) / 100) })),
  { minLength: 1, maxLength: 8 },
);

it('is as worked out by hand', () => {
  const years = told([
    { lived: 400_000, people: 200, cases: 20 },
    { lived: 300_000, people: 100, cases: 40 },
  ]);
  // (400,000 × 0.1 + 300,000 × 0.4) ÷ 90,000; variance (400,000² × 0.1 × 0.9 ÷ 200 + 300,000² × 0.4 × 0.6 ÷ 100) ÷ 90,000².
  expect(years.whole).toBeCloseTo(70 / 9, 9);
  expect(years.with.value).toBeCloseTo(16 / 9, 9);
  const spread = 1.959964 * Math.sqrt((7.2e7 + 2.16e8) / 8.1e9);
  expect(years.with.lower).toBeCloseTo(16 / 9 - spread, 6);
  expect(years.with.upper).toBeCloseTo(16 / 9 + spread, 6);
  expect(years.without.lower).toBeCloseTo(54 / 9 - spread, 6);
});

it('parts all years in two, none or all of them where nobody or everybody is in the state', () => {
  fc.assert(
    fc.property(bands, (each) => {
      const { whole, with: within, without } = told(each);
      expect(within.value + without.value).toBeCloseTo(whole, 9);
      expect(within.upper - within.lower).toBeCloseTo(without.upper - without.lower, 9);
      const none = told(each.map((band) => ({ ...band, cases: 0 })));
      expect(none.with).toMatchObject({ value: 0, lower: 0, upper: 0 });
      const all = told(each.map((band) => ({ ...band, cases: band.people })));
      expect(all.with.value).toBeCloseTo(whole, 9);
      expect(all.without.value).toBeCloseTo(0, 9);
    }),
  );
});

it('has more years in the state for each case more, and a narrower interval for more people', () => {
  fc.assert(
    fc.property(bands, fc.nat(), (each, any) => {
      const at = any % each.length;
      const years = told(each);
      const larger = told(each.map((band) => ({ ...band, people: band.people * 4, cases: band.cases * 4 })));
      const width = ({ upper, lower }: { upper: number; lower: number }) => upper - lower;
      expect(larger.with.value).toBeCloseTo(years.with.value, 9);
      expect(width(larger.with)).toBeLessThanOrEqual(width(years.with) + 1e-9);
      if (each[at]!.cases === each[at]!.people) return;
      const more = told(each.map((band, i) => (i === at ? { ...band, cases: band.cases + 1 } : band)));
      expect(more.with.value).toBeGreaterThan(years.with.value);
    }),
  );
});

it('is nothing where a band has nobody or more cases than people', () => {
  expect(sullivan([{ name: '90+', lived: 5, people: 0, cases: 0 }], 1)).toEqual({
    ok: false,
    reason: 'stratum 90+: there is nobody to count among',
  });
  expect(sullivan([{ lived: 5, people: 3, cases: 4 }], 1).ok).toBe(false);
  expect(sullivan([{ lived: 5, people: 3, cases: 1 }], 0).ok).toBe(false);
});
