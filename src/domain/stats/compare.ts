import type { Estimate } from './estimate';

export type Comparison = 'lower' | 'similar' | 'higher' | 'not compared';

/**
 * Against a benchmark without an interval: higher or lower only where the 95% limits leave it out; touching is similar.
 * Source: OHID, Fingertips technical guidance, comparison by one interval.
 */
export function compareWithBenchmark(estimate: Estimate, benchmark: number | null): Comparison {
  if (!estimate.ok || benchmark === null) return 'not compared';
  if (estimate.upper < benchmark) return 'lower';
  if (estimate.lower > benchmark) return 'higher';
  return 'similar';
}
