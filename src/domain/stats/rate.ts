import { defaultConfidence, estimateOf, notAvailable, type Estimate, type Limits } from './estimate';
import { confidenceFault, countFault, negativeFault, optionsFault, squaresFault } from './faults';
import { chiSquare, z } from './quantile';

/** Below this count limits are exact, from it they are Byar's. */
const exactBelow = 10;

export const unlimited: Readonly<Limits> = { lower: null, upper: null };

/**
 * Limits of a count of independent events (people or events, not per anything): exact (chi-square) below 10, Byar's
 * from 10. Null for a count that is missing or negative. Source: PHEindicatormethods `phe_rate`.
 */
export function countLimits(count: number, confidence: number): Limits & { method: string } {
  if ((negativeFault('the count', count) ?? confidenceFault(confidence)) !== null)
    return { ...unlimited, method: 'none' };
  return count < exactBelow
    ? { ...exactLimits(count, confidence), method: 'Exact' }
    : { ...byar(count, confidence), method: 'Byars' };
}

/**
 * Exact Poisson limits at any count: χ²⁻¹((1−c)/2, 2x)/2, which is 0 for no event, and χ²⁻¹((1+c)/2, 2x+2)/2.
 * Source: PHEindicatormethods `phe_rate` and `calculate_funnel_limits`; Garwood 1936.
 */
export function exactLimits(count: number, confidence: number): { lower: number; upper: number } {
  const tail = (1 - confidence) / 2;
  const lower = count === 0 ? 0 : chiSquare(tail, 2 * count) / 2;
  return {
    // A count next to nothing has its limit below the smallest number there is.
    lower: Number.isNaN(lower) ? 0 : lower,
    upper: chiSquare(1 - tail, 2 * count + 2) / 2,
  };
}

/**
 * Byar's approximation of Poisson limits: x(1 − 1/9x − z/3√x)³ and y(1 − 1/9y + z/3√y)³ with y = x + 1. Counts of one
 * or two have no lower limit at high confidence (it would be negative), and zero has none.
 * Source: Breslow & Day 1987; PHEindicatormethods `byars_lower`, `byars_upper`.
 */
export function byar(count: number, confidence: number): Limits {
  if ((negativeFault('the count', count) ?? confidenceFault(confidence)) !== null) return unlimited;
  const { lower, upper } = byarOf(count, confidence);
  return { lower: lower >= 0 ? lower : null, upper: Number.isFinite(upper) ? upper : null };
}

function byarOf(count: number, confidence: number): { lower: number; upper: number } {
  const normal = z(confidence);
  const next = count + 1;
  return {
    lower: count * (1 - 1 / (9 * count) - normal / (3 * Math.sqrt(count))) ** 3,
    upper: next * (1 - 1 / (9 * next) + normal / (3 * Math.sqrt(next))) ** 3,
  };
}

/** Limits of a sound count, in numbers: Byar's lower limit exists from `exactBelow` at any confidence. */
export function soundCountLimits(
  count: number,
  confidence: number,
): { lower: number; upper: number; method: string } {
  const { lower, upper, method } = countLimits(count, confidence);
  return { lower: lower ?? NaN, upper: upper ?? NaN, method };
}

/**
 * Rate of independent events, times a multiplier (100,000 unless told). The count may exceed the population.
 * Limits are those of the count, divided by the population. Source: PHEindicatormethods `phe_rate`.
 */
export function rate(
  count: number,
  population: number,
  { multiplier = 100_000, confidence = defaultConfidence } = {},
): Estimate {
  const fault = countFault(count, population) ?? optionsFault(multiplier, confidence);
  if (fault !== null) return notAvailable(fault);
  const { lower, upper, method } = soundCountLimits(count, confidence);
  const scale = multiplier / population;
  return estimateOf(count * scale, lower * scale, upper * scale, method);
}

/**
 * Rate of events that repeat within a person: `squares` is Σ over people of (events a person)², so the variance of the
 * total is that of independent persons with 1, 2, 3 … events. Limits scale Byar's about the total (Dobson).
 * Source: PHEindicatormethods, method for non-independent events, with one stratum.
 */
export function rateOfRepeatEvents(
  count: number,
  squares: number,
  population: number,
  { multiplier = 100_000, confidence = defaultConfidence } = {},
): Estimate {
  const fault =
    countFault(count, population) ?? squaresFault(count, squares) ?? optionsFault(multiplier, confidence);
  if (fault !== null) return notAvailable(fault);
  const { lower, upper } = repeatEventLimits(count, squares, confidence);
  const scale = multiplier / population;
  return estimateOf(count * scale, lower * scale, upper * scale, 'Dobson, repeat events');
}

/**
 * Limits of a sound count of events that repeat within a person: the distance of the limits for independent events
 * from the count, times √(squares / count), and not below zero.
 */
export function repeatEventLimits(
  count: number,
  squares: number,
  confidence: number,
): { lower: number; upper: number } {
  const { lower, upper } = soundCountLimits(count, confidence);
  const inflation = count === 0 ? 1 : Math.sqrt(squares / count);
  return {
    lower: Math.max(0, count + inflation * (lower - count)),
    upper: count + inflation * (upper - count),
  };
}
