import { defaultConfidence, estimateOf, notAvailable, type Estimate } from './estimate';
import { confidenceFault, missingFault, negativeFault, shareFault } from './faults';
import type { Share } from './difference';
import { z } from './quantile';

/** A number a person in a group: its mean, its standard deviation by person, and how many people. */
export interface Spread {
  mean: number;
  deviation: number;
  n: number;
}

/** Below this two groups are commonly taken as balanced. Source: Austin 2009, as below (from memory, unchecked). */
export const balancedBelow = 0.1;

/**
 * How far two groups' shares lie apart, in standard deviations: d = (p₁ − p₂) / √((p₁(1 − p₁) + p₂(1 − p₂)) / 2). No unit; unlike
 * a test it does not grow with the number of people. Limits: d ± z√((n₁ + n₂)/(n₁n₂) + d²/(2(n₁ + n₂))). No value where neither
 * group varies.
 * Source: Austin PC, Stat Med 2009;28:3083–107; limits: Hedges & Olkin 1985. Both from memory, unchecked.
 */
export function standardisedDifferenceOfShares(
  a: Share,
  b: Share,
  { confidence = defaultConfidence } = {},
): Estimate {
  const fault = shareFault(a.count, a.total) ?? shareFault(b.count, b.total) ?? confidenceFault(confidence);
  if (fault !== null) return notAvailable(fault);
  const [p, q] = [a.count / a.total, b.count / b.total];
  return standardised(p - q, p * (1 - p), q * (1 - q), { n: a.total, other: b.total, confidence });
}

/**
 * The same for means: d = (x̄₁ − x̄₂) / √((s₁² + s₂²) / 2). Source and limits as {@link standardisedDifferenceOfShares}.
 */
export function standardisedDifferenceOfMeans(
  a: Spread,
  b: Spread,
  { confidence = defaultConfidence } = {},
): Estimate {
  const fault = spreadFault(a) ?? spreadFault(b) ?? confidenceFault(confidence);
  if (fault !== null) return notAvailable(fault);
  return standardised(a.mean - b.mean, a.deviation ** 2, b.deviation ** 2, {
    n: a.n,
    other: b.n,
    confidence,
  });
}

const spreadFault = ({ mean, deviation, n }: Spread) =>
  missingFault('a mean', mean) ??
  negativeFault('a standard deviation', deviation) ??
  (n >= 2 ? null : 'a standard deviation needs two people');

function standardised(
  difference: number,
  variance: number,
  otherVariance: number,
  { n, other, confidence }: { n: number; other: number; confidence: number },
): Estimate {
  const deviation = Math.sqrt((variance + otherVariance) / 2);
  if (!(deviation > 0)) return notAvailable('neither group varies');
  const d = difference / deviation;
  const error = z(confidence) * Math.sqrt((n + other) / (n * other) + d ** 2 / (2 * (n + other)));
  return estimateOf(d, d - error, d + error, 'Standardised difference');
}
