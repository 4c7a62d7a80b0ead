import { defaultConfidence, estimateOf, notAvailable, type Estimate } from './estimate';
import { confidenceFault, countFault, shareFault } from './faults';
import { proportion } from './proportion';
import { z } from './quantile';
import { rate } from './rate';

/** People with something among all people. */
export interface Share {
  count: number;
  total: number;
}

/** Independent events among people or person-years. */
export interface Events {
  count: number;
  population: number;
}

/**
 * a − b of two independent values from their limits (same confidence): d − √((a − lower a)² + (upper b − b)²) to
 * d + √((upper a − a)² + (b − lower b)²). In the values' unit.
 * Source: Zou & Donner, Stat Med 2008;27:1693–702 (method of variance estimates recovery).
 */
export function differenceOfEstimates(a: Estimate, b: Estimate, method = 'Recovered variances'): Estimate {
  if (!a.ok) return a;
  if (!b.ok) return b;
  const value = a.value - b.value;
  return estimateOf(
    value,
    value - Math.hypot(a.value - a.lower, b.upper - b.value),
    value + Math.hypot(a.upper - a.value, b.value - b.lower),
    method,
  );
}

/**
 * a / b of two independent values above zero from their limits (same confidence): `differenceOfEstimates` of their
 * logarithms. No unit. No value where a value or lower limit is not above zero.
 * Source: Zou & Donner, Stat Med 2008;27:1693–702.
 */
export function ratioOfEstimates(a: Estimate, b: Estimate): Estimate {
  if (!a.ok) return a;
  if (!b.ok) return b;
  if (!(a.lower > 0 && b.lower > 0)) return notAvailable('a ratio needs limits above zero');
  const logs = differenceOfEstimates(logarithm(a), logarithm(b));
  if (!logs.ok) return logs;
  return estimateOf(
    a.value / b.value,
    Math.exp(logs.lower),
    Math.exp(logs.upper),
    'Recovered variances of logarithms',
  );
}

const logarithm = ({ value, lower, upper }: Estimate & { ok: true }) =>
  estimateOf(Math.log(value), Math.log(lower), Math.log(upper), 'Logarithm');

/**
 * a − b of two independent proportions, −1 to 1, from Wilson's limits.
 * Source: Newcombe, Stat Med 1998;17:873–90, method 10 (hybrid score without continuity correction).
 */
export const differenceOfProportions = (
  a: Share,
  b: Share,
  options: { confidence?: number } = {},
): Estimate =>
  differenceOfEstimates(
    proportion(a.count, a.total, options),
    proportion(b.count, b.total, options),
    'Newcombe hybrid score',
  );

/**
 * a / b of two independent proportions: exp(log ratio ± z√(1/x₁ − 1/n₁ + 1/x₂ − 1/n₂)). No value without an event in
 * both, or where everybody counts in both.
 * Source: Katz et al., Biometrics 1978;34:469–74.
 */
export function ratioOfProportions(a: Share, b: Share, { confidence = defaultConfidence } = {}): Estimate {
  const fault = shareFault(a.count, a.total) ?? shareFault(b.count, b.total) ?? confidenceFault(confidence);
  if (fault !== null) return notAvailable(fault);
  if (a.count === 0 || b.count === 0) return notAvailable('a ratio needs an event in both groups');
  const variance = 1 / a.count - 1 / a.total + 1 / b.count - 1 / b.total;
  if (!(variance > 0)) return notAvailable('everybody counts in both groups');
  return ratioByLogarithm(a.count / a.total / (b.count / b.total), variance, confidence, 'Katz');
}

/** a − b of two independent rates, times a multiplier, from the limits of each count (`rate`). Source: as `differenceOfEstimates`. */
export const differenceOfRates = (
  a: Events,
  b: Events,
  options: { multiplier?: number; confidence?: number } = {},
): Estimate =>
  differenceOfEstimates(rate(a.count, a.population, options), rate(b.count, b.population, options));

/**
 * a / b of two independent rates: exp(log ratio ± z√(1/x₁ + 1/x₂)). No value without an event in both.
 * Source: Rothman & Greenland, Modern Epidemiology, 2nd edition 1998, chapter 14.
 */
export function ratioOfRates(a: Events, b: Events, { confidence = defaultConfidence } = {}): Estimate {
  const fault =
    countFault(a.count, a.population) ?? countFault(b.count, b.population) ?? confidenceFault(confidence);
  if (fault !== null) return notAvailable(fault);
  if (a.count === 0 || b.count === 0) return notAvailable('a ratio needs an event in both groups');
  const ratio = a.count / a.population / (b.count / b.population);
  return ratioByLogarithm(ratio, 1 / a.count + 1 / b.count, confidence, 'Logarithm');
}

function ratioByLogarithm(ratio: number, variance: number, confidence: number, method: string): Estimate {
  const factor = Math.exp(z(confidence) * Math.sqrt(variance));
  return estimateOf(ratio, ratio / factor, ratio * factor, method);
}

/**
 * The gap between the most and the least deprived group, as difference (most − least, in the values' unit) and as ratio
 * (most / least), each with its interval, from values that have limits: proportions, rates or standardised rates.
 * For proportions the difference is Newcombe's. Say with it which deprivation index, and whether fifths are national.
 */
export const gapBetween = (
  mostDeprived: Estimate,
  leastDeprived: Estimate,
): { difference: Estimate; ratio: Estimate } => ({
  difference: differenceOfEstimates(mostDeprived, leastDeprived),
  ratio: ratioOfEstimates(mostDeprived, leastDeprived),
});
