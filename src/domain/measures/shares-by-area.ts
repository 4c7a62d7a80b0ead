import { compareWithBenchmark } from '../stats';
import type { Measure } from './measure';
import type { MeasureFigures } from './release';
import type { ShareFigure } from './release-counts';
import type { AreaLine } from './under-networks';

/** Shares of people by area that have passed the gate, each against all of them together, as charts of areas take them. */
export function sharesByArea(
  measure: Measure,
  lines: readonly AreaLine[],
  total: ShareFigure,
): MeasureFigures {
  const benchmark = total.estimate.ok ? total.estimate.value : null;
  return {
    measure,
    of: measure,
    standard: 'crude',
    areas: lines.map(({ area, numerator, denominator, estimate }) => ({
      area,
      numerator,
      denominator,
      estimate,
      comparison: compareWithBenchmark(estimate, benchmark),
    })),
    total: { area: -1, ...total, comparison: 'not compared' },
  };
}
