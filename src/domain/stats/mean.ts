import { defaultConfidence, estimateOf, notAvailable, type Estimate } from './estimate';
import { confidenceFault } from './faults';
import { student } from './quantile';

/** Values in short; `deviation` is the sample standard deviation (n − 1). */
export interface Sample {
  n: number;
  sum: number;
  mean: number;
  deviation: number;
}

/** A sample of raw values, in two passes so that a large mean costs no digits; null when one is missing or there are fewer than two. */
export function sampleOf(values: readonly number[]): Sample | null {
  const n = values.length;
  const sum = values.reduce((total, value) => total + value, 0);
  const mean = sum / n;
  const deviation = Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / (n - 1));
  return n >= 2 && Number.isFinite(deviation) ? { n, sum, mean, deviation } : null;
}

/** Mean of raw values with Student's t limits: x̄ ± t(n−1)·s/√n. Source: PHEindicatormethods `phe_mean`. */
export function meanOfValues(values: readonly number[], { confidence = defaultConfidence } = {}): Estimate {
  if (values.length < 2) return notAvailable('a mean with limits needs two people');
  const fault = confidenceFault(confidence);
  if (fault !== null) return notAvailable(fault);
  const sample = sampleOf(values);
  return sample === null
    ? notAvailable('a value is missing')
    : withStudent(sample.mean, sample.deviation, sample.n, confidence);
}

/** Mean with Student's t limits from a sum, a sum of squares and a number of people. Source: PHEindicatormethods `phe_mean`. */
export function meanOfSums(
  sum: number,
  squares: number,
  n: number,
  { confidence = defaultConfidence } = {},
): Estimate {
  if (![sum, squares, n].every(Number.isFinite)) return notAvailable('a sum is missing');
  if (n < 2) return notAvailable('a mean with limits needs two people');
  const fault = confidenceFault(confidence);
  if (fault !== null) return notAvailable(fault);
  return withStudent(sum / n, Math.sqrt(varianceOfSums(sum, squares, n)), n, confidence);
}

/** Sample variance (n − 1) from sums over people; rounding may leave it a little below zero, which is zero. */
export const varianceOfSums = (sum: number, squares: number, n: number): number =>
  Math.max(0, (squares - n * (sum / n) ** 2) / (n - 1));

function withStudent(value: number, deviation: number, n: number, confidence: number): Estimate {
  const spread = student(confidence, n - 1) * (deviation / Math.sqrt(n));
  return estimateOf(value, value - spread, value + spread, 'Student t');
}
