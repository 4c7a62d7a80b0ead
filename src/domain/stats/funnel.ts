import { z } from './quantile';

/** Levels of a funnel: 95% ("2s") and 99.8% ("3s"). */
export const funnelLevels = { inner: 0.95, outer: 0.998 } as const;

export type FunnelLabel = 'Low (0.001)' | 'Low (0.025)' | 'Not significant' | 'High (0.025)' | 'High (0.001)';

/**
 * Limits within which a share of `total` people lies by chance when the true share is `average` (both 0–1), clipped to
 * 0–1. Not adjusted for over-dispersion.
 * Source: PHEindicatormethods `calculate_funnel_limits`, proportions: p̄ ± z√(p̄(1−p̄)/n).
 */
export function proportionFunnelLimits(
  average: number,
  total: number,
  confidence: number,
): { lower: number; upper: number } {
  const spread = z(confidence) * Math.sqrt((average * (1 - average)) / total);
  return { lower: Math.max(0, average - spread), upper: Math.min(1, average + spread) };
}

/** Where a share lies in its funnel. Source: PHEindicatormethods `assign_funnel_significance`, proportions. */
export function proportionFunnelLabel(count: number, total: number, average: number): FunnelLabel {
  const share = count / total;
  const inner = proportionFunnelLimits(average, total, funnelLevels.inner);
  const outer = proportionFunnelLimits(average, total, funnelLevels.outer);
  if (share < outer.lower) return 'Low (0.001)';
  if (share < inner.lower) return 'Low (0.025)';
  if (share > outer.upper) return 'High (0.001)';
  if (share > inner.upper) return 'High (0.025)';
  return 'Not significant';
}
