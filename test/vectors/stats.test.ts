import { expect, it } from 'vitest';
import {
  byar,
  meanOfSums,
  meanOfValues,
  proportion,
  quantiles,
  rate,
  recentTrend,
  recentTrendOfEstimates,
  sampleOf,
} from '../../src/domain/stats';
import { describeShared } from '../shared';
import { Cells, grouped, number, statsRows } from './stats-cells';

describeShared('intervals agree with the national package', () => {
  it('gives Wilson’s limits of a proportion', () => {
    const cells = new Cells('proportion_wilson.csv');
    for (const row of statsRows('proportion_wilson.csv')) {
      const scale = Number(row.multiplier);
      cells.estimates(row, row.area!, (confidence) =>
        scaled(proportion(number(row.numerator), number(row.denominator), { confidence }), scale),
      );
    }
    cells.finish(80);
  });

  it('gives Wilson’s limits of summed areas', () => {
    const cells = new Cells('proportion_grouped.csv');
    for (const row of statsRows('proportion_grouped.csv')) {
      const scale = Number(row.multiplier);
      cells.estimates(row, row.area!, (confidence) =>
        scaled(proportion(number(row.numerator_sum), number(row.denominator_sum), { confidence }), scale),
      );
    }
    cells.finish(24);
  });

  it('gives exact limits of a rate below ten events and Byar’s from ten', () => {
    const cells = new Cells('rate_exact_byar.csv');
    const methods = new Cells('rate_exact_byar.csv');
    for (const row of statsRows('rate_exact_byar.csv')) {
      const multiplier = Number(row.multiplier);
      const estimateAt = (confidence: number) =>
        rate(number(row.numerator), number(row.denominator), { multiplier, confidence });
      cells.estimates(row, row.area!, estimateAt);
      const estimate = estimateAt(0.95);
      if (estimate.ok) methods.text(estimate.method, row.method, row.area!);
    }
    cells.finish(85);
    methods.finish(17, 'methods');
  });

  it('gives the limits of summed rates', () => {
    const cells = new Cells('rate_grouped.csv');
    for (const row of statsRows('rate_grouped.csv'))
      cells.estimates(row, row.area!, (confidence) =>
        rate(number(row.numerator_sum), number(row.denominator_sum), {
          multiplier: Number(row.multiplier),
          confidence,
        }),
      );
    cells.finish(27);
  });

  it('gives Byar’s and Wilson’s limits alone', () => {
    const cells = new Cells('limits_byar_wilson.csv');
    for (const row of statsRows('limits_byar_wilson.csv')) {
      const confidence = Number(row.confidence);
      const count = Number(row.x);
      const wilson = row.method === 'Wilson' ? proportion(count, Number(row.n), { confidence }) : null;
      if (wilson !== null && !wilson.ok) throw new Error(wilson.reason);
      const { lower, upper } = wilson ?? byar(count, confidence);
      cells.number(lower, row.lower, `${row.case} lower`);
      cells.number(upper, row.upper, `${row.case} upper`);
      if (row.lower === '') expect(lower).toBeNull();
    }
    cells.finish(25);
  });

  it('gives Student’s limits of a mean from its values and from its sums', () => {
    const cells = new Cells('mean_expected.csv');
    const fromSums = new Cells('mean_expected.csv');
    const values = statsRows('mean_input.csv');
    for (const row of statsRows('mean_expected.csv')) {
      const area = row.area!;
      const own = values.filter((v) => area === 'No grouping' || v.area === area).map((v) => Number(v.value));
      const { sum, n, deviation } = sampleOf(own)!;
      cells.number(sum, row.sum, `${area} sum`);
      cells.number(n, row.n, `${area} n`);
      cells.number(deviation, row.stdev, `${area} stdev`);
      cells.estimates(row, area, (confidence) => meanOfValues(own, { confidence }));
      const squares = own.reduce((total, value) => total + value * value, 0);
      fromSums.estimates(row, area, (confidence) => meanOfSums(sum, squares, n, { confidence }));
    }
    cells.finish(24);
    fromSums.finish(15, 'cells from sums');
  });
});

describeShared('ranks and trends agree with the national package', () => {
  it('assigns quantiles within each set and group', () => {
    const cells = new Cells('quantiles.csv');
    const groups = grouped(statsRows('quantiles.csv'), (row) => `${row.set} ${row.group}`);
    for (const [group, rows] of groups) {
      const { n_quantiles: n, invert } = rows[0]!;
      const assigned = quantiles(
        rows.map(({ value }) => (value === '' ? null : Number(value))),
        Number(n),
        { invert: invert === 'true' },
      );
      rows.forEach((row, i) => {
        cells.text(String(assigned[i] ?? ''), row.expected_quantile, `${group} ${row.area}`);
      });
    }
    cells.finish(982);
  });

  it('marks the trend of five years', () => {
    const cells = new Cells('trend_marker.csv', 0.006, true);
    const labels = new Cells('trend_marker.csv');
    for (const [set, rows] of grouped(statsRows('trend_marker.csv'), (row) => row.set!)) {
      const ofCounts = recentTrend(
        rows.map(({ count, denominator }) => ({ count: Number(count), denominator: Number(denominator) })),
      );
      const ofLimits = recentTrendOfEstimates(
        rows.map(({ value, lower95, upper95 }) => ({
          value: Number(value),
          lower: Number(lower95),
          upper: Number(upper95),
        })),
      );
      const [expected] = rows;
      cells.number(ofCounts.chiSquare, expected!.expected_chi2_proportion, `${set} proportion`);
      cells.number(ofLimits.chiSquare, expected!.expected_chi2_non_proportion, `${set} non-proportion`);
      const significant = ({ direction }: { direction: string }) =>
        String(direction === 'increasing' || direction === 'decreasing');
      labels.text(significant(ofCounts), expected!.expected_significant, `${set} proportion`);
      labels.text(significant(ofLimits), expected!.expected_significant, `${set} non-proportion`);
      labels.text(ofCounts.direction.replace(' ', '_'), expected!.direction, `${set} direction`);
    }
    cells.finish(2);
    labels.finish(6, 'labels');
  });
});

function scaled(estimate: ReturnType<typeof proportion>, by: number): ReturnType<typeof proportion> {
  if (!estimate.ok) return estimate;
  const { value, lower, upper } = estimate;
  return { ...estimate, value: value * by, lower: lower * by, upper: upper * by };
}
