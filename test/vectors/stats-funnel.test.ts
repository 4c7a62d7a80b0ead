import { it } from 'vitest';
import {
  averageRate,
  funnelExpectedCounts,
  funnelLabel,
  funnelLevels,
  funnelLimits,
} from '../../src/domain/stats';
import { describeShared } from '../shared';
import { Cells, grouped, number, statsRows } from './stats-cells';

/** Confidence, and the suffix of its columns. */
const funnelColumns = [
  [funnelLevels.inner, '2s'],
  [funnelLevels.outer, '3s'],
] as const;

/** The lines of ratios and rates carry the package's bisection error, worst at one event. */
const lineTolerance = 1e-4;

const noLabel = 'Not applicable for events less than 10 for dsrs';

describeShared('funnels agree with the national package', () => {
  const averageProportion = () => {
    const rows = statsRows('funnel_proportion_points.csv');
    const sum = (name: string) => rows.reduce((total, row) => total + Number(row[name]), 0);
    return sum('numerator') / sum('denominator');
  };

  it('labels proportions', () => {
    const cells = new Cells('funnel_proportion_points.csv');
    const average = averageProportion();
    for (const row of statsRows('funnel_proportion_points.csv')) {
      const label = funnelLabel({
        kind: 'proportion',
        count: Number(row.numerator),
        denominator: Number(row.denominator),
        average,
      });
      cells.text(label, row.label, row.case!);
    }
    cells.finish(303, 'labels');
  });

  it('draws limits of proportions', () => {
    const cells = new Cells('funnel_proportion_limits.csv', 1e-6, true);
    const average = averageProportion();
    for (const row of statsRows('funnel_proportion_limits.csv'))
      for (const [confidence, suffix] of funnelColumns) {
        const denominator = Number(row.population);
        const { lower, upper } = funnelLimits({ kind: 'proportion', average, denominator, confidence });
        cells.number(lower! * 100, row[`lower_${suffix}_pct`], `${denominator} lower`);
        cells.number(upper! * 100, row[`upper_${suffix}_pct`], `${denominator} upper`);
      }
    cells.finish(400);
  });

  it('labels ratios against 1', () => {
    const cells = new Cells('funnel_ratio_points.csv');
    for (const row of statsRows('funnel_ratio_points.csv')) {
      const [observed, expected] = [Number(row.observed), Number(row.expected)];
      cells.text(funnelLabel({ kind: 'ratio', observed, expected }), row.label, row.case!);
    }
    cells.finish(300, 'labels');
  });

  it('draws limits of ratios', () => {
    const cells = new Cells('funnel_ratio_limits.csv', lineTolerance);
    for (const row of statsRows('funnel_ratio_limits.csv'))
      for (const [confidence, suffix] of funnelColumns) {
        const observed = Number(row.observed);
        const expected = funnelExpectedCounts(observed, confidence);
        cells.number(expected.lower, row[`lower_${suffix}_expected`], `${observed} lower`);
        cells.number(expected.upper, row[`upper_${suffix}_expected`], `${observed} upper`);
        const { lower, upper } = funnelLimits({ kind: 'ratio', observed, confidence });
        cells.number(lower! * 100, row[`lower_${suffix}_ratio_x100`], `${observed} lower ratio`);
        cells.number(upper! * 100, row[`upper_${suffix}_ratio_x100`], `${observed} upper ratio`);
      }
    cells.finish(800);
  });

  it('labels rates', () => {
    const cells = new Cells('funnel_rate_points.csv');
    const rows = statsRows('funnel_rate_points.csv');
    const variants = [
      ['rate_dsr', 100_000, 'dsr_per_100000'],
      ['rate_crude_per_100000', 100_000, 'crude_per_100000'],
      ['rate_crude_per_100', 100, 'crude_per_100'],
    ] as const;
    for (const [rateColumn, multiplier, labelColumn] of variants)
      for (const zero of ['with_0', 'without_0']) {
        // Standardised rates per 100 are labelled like those per 100,000; without_0 leaves out areas without an event.
        const points = rows
          .filter(({ count }) => zero === 'with_0' || Number(count) > 0)
          .map((row) => {
            const standardised = rateColumn === 'rate_dsr';
            return {
              kind: 'rate' as const,
              row,
              events: Number(row.count),
              rate: number(row[rateColumn]),
              population: standardised ? undefined : number(row.pop),
              multiplier,
              standardised,
            };
          });
        const average = averageRate(points)!;
        for (const { row, ...point } of points) {
          const label = funnelLabel({ ...point, average });
          const wanted = row[`${labelColumn}_${zero}`]!;
          cells.text(label === 'Not applicable' ? noLabel : label, wanted, `${labelColumn}_${zero} ${row.case}`);
        }
      }
    cells.finish(237, 'labels');
  });

  it('draws limits of rates', () => {
    const cells = new Cells('funnel_rate_limits.csv', lineTolerance);
    for (const [set, rows] of grouped(statsRows('funnel_rate_limits.csv'), (row) => row.set!))
      for (const row of rows)
        for (const [confidence, suffix] of funnelColumns) {
          const { lower, upper } = funnelLimits({
            kind: 'rate',
            average: Number(row.baseline),
            observed: Number(row.events),
            confidence,
          });
          cells.number(lower, row[`lower_${suffix}`], `${set} ${row.events} lower`);
          cells.number(upper, row[`upper_${suffix}`], `${set} ${row.events} upper`);
        }
    cells.finish(1200);
  });
});
