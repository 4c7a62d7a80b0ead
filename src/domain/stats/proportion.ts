import { defaultConfidence, estimateOf, notAvailable, type Estimate } from './estimate';
import { confidenceFault, shareFault } from './faults';
import { z } from './quantile';

/**
 * Proportion with Wilson's limits, all 0–1: (2x + z² ∓ z√(z² + 4x(1 − x/n))) / (2(n + z²)).
 * For a group of areas, sum counts and totals first.
 * Source: PHEindicatormethods `phe_proportion`; Wilson 1927.
 */
export function proportion(count: number, total: number, { confidence = defaultConfidence } = {}): Estimate {
  const fault = shareFault(count, total) ?? confidenceFault(confidence);
  if (fault !== null) return notAvailable(fault);
  const value = count / total;
  const normal = z(confidence);
  const middle = 2 * count + normal ** 2;
  const spread = normal * Math.sqrt(normal ** 2 + 4 * count * (1 - value));
  const scale = 2 * (total + normal ** 2);
  // The last digit may step over the value where nobody or everybody counts.
  const lower = Math.max(0, Math.min(value, (middle - spread) / scale));
  const upper = Math.min(1, Math.max(value, (middle + spread) / scale));
  return estimateOf(value, lower, upper, 'Wilson');
}
