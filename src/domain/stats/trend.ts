import { aboveZeroFault, shareFault } from './faults';
import { chiSquare } from './quantile';

export type TrendDirection = 'increasing' | 'decreasing' | 'no change' | 'cannot be calculated';

export interface Trend {
  /** One degree of freedom; null where it cannot be calculated. */
  chiSquare: number | null;
  direction: TrendDirection;
}

/** A trend is that of the last so many yearly points. */
const years = 5;
/** 9.5495…: 99.8% of χ² with one degree of freedom. */
const significant = chiSquare(0.998, 1);
/** 2 × 1.96, as the published marker takes a standard error out of 95% limits. */
const limitsToError = 3.92;

const notCalculated: Trend = { chiSquare: null, direction: 'cannot be calculated' };

/**
 * Recent trend of a proportion over its last five yearly points, t = 1 … 5: χ² = N(NΣrt − RΣnt)²/(R(N − R)(NΣnt² −
 * (Σnt)²)). Increasing or decreasing only where χ² exceeds 9.55 (99.8%) and the slope keeps its sign whichever point is
 * left out. Points must be independent: not overlapping periods, nor across a change of definition.
 * Source: OHID, Fingertips, recent trends; its published trend marker.
 */
export function recentTrend(points: readonly { count: number; denominator: number }[]): Trend {
  const last = points.slice(-years);
  if (last.length < years || last.some(({ count, denominator }) => shareFault(count, denominator) !== null))
    return notCalculated;
  const weighted = last.map(({ count, denominator }, i) => ({
    t: i + 1,
    value: count / denominator,
    weight: denominator,
  }));
  const { slope, determinant, weight } = fit(weighted);
  const share = last.reduce((sum, { count }) => sum + count, 0) / weight;
  // N(NΣrt − RΣnt)²/(R(N − R)(NΣnt² − (Σnt)²)) with the people taken out of each bracket, so that it cannot overflow.
  return judged((slope ** 2 * (determinant / weight)) / (share * (1 - share)), slope, weighted);
}

/**
 * The same for any indicator with 95% limits, by a line weighted by 1/s², s = (upper − lower)/3.92: χ² = b²/var(b).
 * Source: as `recentTrend`.
 */
export function recentTrendOfEstimates(
  points: readonly { value: number; lower: number; upper: number }[],
): Trend {
  const last = points.slice(-years);
  const weighted = last.map(({ value, lower, upper }, i) => ({
    t: i + 1,
    value,
    weight: (limitsToError / (upper - lower)) ** 2,
  }));
  const sound = last.every(
    ({ value, lower, upper }) => Number.isFinite(value) && aboveZeroFault('', upper - lower) === null,
  );
  if (last.length < years || !sound) return notCalculated;
  const { slope, determinant, weight } = fit(weighted);
  return judged(slope ** 2 * (determinant / weight), slope, weighted);
}

interface WeightedPoint {
  t: number;
  value: number;
  weight: number;
}

/** Weighted least squares: `determinant` is ΣwΣwt² − (Σwt)², `weight` Σw. */
function fit(points: readonly WeightedPoint[]): { slope: number; determinant: number; weight: number } {
  let [w, wt, wy, wtt, wty] = [0, 0, 0, 0, 0];
  for (const { t, value, weight } of points) {
    w += weight;
    wt += weight * t;
    wy += weight * value;
    wtt += weight * t * t;
    wty += weight * t * value;
  }
  const determinant = w * wtt - wt * wt;
  return { slope: (w * wty - wt * wy) / determinant, determinant, weight: w };
}

function judged(statistic: number, slope: number, points: readonly WeightedPoint[]): Trend {
  if (!Number.isFinite(statistic)) return notCalculated;
  const steady = points.every((left) => fit(points.filter((point) => point !== left)).slope * slope > 0);
  const direction =
    statistic > significant && steady ? (slope > 0 ? 'increasing' : 'decreasing') : 'no change';
  return { chiSquare: statistic, direction };
}
