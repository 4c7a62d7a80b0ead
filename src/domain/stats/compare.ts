import type { Estimate } from './estimate';

export type Comparison = 'lower' | 'similar' | 'higher' | 'not compared';

/** Against a benchmark at 95% and 99.8%: the percentage is the confidence at which the difference still stands. */
export type FiveLevelComparison =
  'lower (99.8%)' | 'lower (95%)' | 'similar' | 'higher (95%)' | 'higher (99.8%)' | 'not compared';

/**
 * Against a benchmark without an interval: higher or lower only where the 95% limits leave it out; touching is similar.
 * Source: OHID, Fingertips technical guidance, comparison by one interval.
 */
export function compareWithBenchmark(estimate: Estimate, benchmark: number | null): Comparison {
  if (!estimate.ok || benchmark === null || !Number.isFinite(benchmark)) return 'not compared';
  if (estimate.upper < benchmark) return 'lower';
  if (estimate.lower > benchmark) return 'higher';
  return 'similar';
}

/**
 * The same value with its 95% and its 99.8% limits against a benchmark without an interval, in five levels.
 * Source: OHID, Fingertips technical guidance, comparison by two intervals.
 */
export function compareAtTwoLevels(
  at95: Estimate,
  at998: Estimate,
  benchmark: number | null,
): FiveLevelComparison {
  const inner = compareWithBenchmark(at95, benchmark);
  const outer = compareWithBenchmark(at998, benchmark);
  if (inner === 'not compared' || outer === 'not compared') return 'not compared';
  if (outer !== 'similar') return `${outer} (99.8%)`;
  return inner === 'similar' ? 'similar' : `${inner} (95%)`;
}

/**
 * An area against its neighbour: intervals that overlap or touch are similar. Overlap is a careful rule: two areas
 * that it calls similar may still differ by a test of their difference (`differenceOfProportions`).
 * Source: OHID, Fingertips technical guidance, comparison by overlapping intervals.
 */
export function compareWithNeighbour(estimate: Estimate, neighbour: Estimate): Comparison {
  if (!estimate.ok || !neighbour.ok) return 'not compared';
  if (estimate.upper < neighbour.lower) return 'lower';
  if (estimate.lower > neighbour.upper) return 'higher';
  return 'similar';
}
