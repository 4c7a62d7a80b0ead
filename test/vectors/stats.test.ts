import { expect, it } from 'vitest';
import { meanOfSums, proportion, rate, type Estimate } from '../../src/domain/stats';
import { describeShared, sharedRows } from '../shared';

/** PHEindicatormethods v2.1.0: tolerance 1e-6, relative. Confidence and the suffix of its columns. */
const levels = [
  [0.95, '95'],
  [0.998, '998'],
] as const;

function compare(estimate: Estimate, scale: number, row: Record<string, string>, suffix: string) {
  if (row.value === '') {
    expect(estimate.ok).toBe(false);
    return 0;
  }
  if (!estimate.ok) throw new Error(estimate.reason);
  const expected = [row.value, row[`lower${suffix}`], row[`upper${suffix}`]];
  const actual = [estimate.value, estimate.lower, estimate.upper];
  let compared = 0;
  expected.forEach((text, i) => {
    if (text === undefined || text === '') return;
    const wanted = Number(text);
    expect(Math.abs(actual[i]! * scale - wanted)).toBeLessThanOrEqual(1e-6 * Math.max(Math.abs(wanted), 1e-9));
    compared++;
  });
  return compared;
}

const number = (text: string | undefined) => (text === undefined || text === '' ? NaN : Number(text));

describeShared('statistics agree with the national package', () => {
  it('gives Wilson’s limits of a proportion', () => {
    let compared = 0;
    for (const row of sharedRows('vectors/stats/proportion_wilson.csv'))
      for (const [confidence, suffix] of levels) {
        const estimate = proportion(number(row.numerator), number(row.denominator), { confidence });
        compared += compare(estimate, Number(row.multiplier), row, suffix);
      }
    expect(compared).toBe(16 * 6);
  });

  it('gives exact limits of a rate below ten events and Byar’s from ten', () => {
    let compared = 0;
    for (const row of sharedRows('vectors/stats/rate_exact_byar.csv'))
      for (const [confidence, suffix] of levels) {
        const estimate = rate(number(row.numerator), number(row.denominator), {
          multiplier: Number(row.multiplier),
          confidence,
        });
        compared += compare(estimate, 1, row, suffix);
        if (estimate.ok) expect(estimate.method).toBe(row.method);
      }
    expect(compared).toBe(17 * 6);
  });

  it('gives Student’s limits of a mean from its sums', () => {
    const values = sharedRows('vectors/stats/mean_input.csv');
    for (const row of sharedRows('vectors/stats/mean_expected.csv')) {
      const own = values.filter((v) => row.area === 'No grouping' || v.area === row.area).map((v) => Number(v.value));
      const sum = own.reduce((a, b) => a + b, 0);
      const squares = own.reduce((a, b) => a + b * b, 0);
      for (const [confidence, suffix] of levels)
        expect(compare(meanOfSums(sum, squares, own.length, { confidence }), 1, row, suffix)).toBe(3);
    }
  });
});
