import { defaultConfidence, notAvailable, type Estimate } from './estimate';
import { student } from './quantile';

/** Mean with Student's t limits from a sum, a sum of squares and a number of people. Source: PHEindicatormethods `phe_mean`. */
export function meanOfSums(
  sum: number,
  squares: number,
  n: number,
  { confidence = defaultConfidence } = {},
): Estimate {
  if (![sum, squares, n].every(Number.isFinite)) return notAvailable('a sum is missing');
  if (n < 2) return notAvailable('a mean with limits needs two people');
  const value = sum / n;
  const variance = Math.max(0, (squares - n * value ** 2) / (n - 1));
  const spread = student(confidence, n - 1) * Math.sqrt(variance / n);
  return { ok: true, value, lower: value - spread, upper: value + spread, method: 'Student t' };
}
