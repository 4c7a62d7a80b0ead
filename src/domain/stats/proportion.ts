import { defaultConfidence, notAvailable, type Estimate } from './estimate';
import { z } from './quantile';

/**
 * Proportion with Wilson's limits, all 0–1: (2x + z² ∓ z√(z² + 4x(1 − x/n))) / (2(n + z²)).
 * Source: PHEindicatormethods `phe_proportion`; Wilson 1927.
 */
export function proportion(count: number, total: number, { confidence = defaultConfidence } = {}): Estimate {
  if (!Number.isFinite(count) || !Number.isFinite(total)) return notAvailable('a count is missing');
  if (total <= 0) return notAvailable('there is nobody to count among');
  if (count < 0 || count > total) return notAvailable('the count is outside its denominator');
  const normal = z(confidence);
  const middle = 2 * count + normal ** 2;
  const spread = normal * Math.sqrt(normal ** 2 + 4 * count * (1 - count / total));
  const scale = 2 * (total + normal ** 2);
  return {
    ok: true,
    value: count / total,
    lower: Math.max(0, (middle - spread) / scale),
    upper: Math.min(1, (middle + spread) / scale),
    method: 'Wilson',
  };
}
