import { defaultConfidence, notAvailable, type Estimate } from './estimate';
import { chiSquare, z } from './quantile';

/** Limits of a count of independent events: exact (chi-square) below 10, Byar's from 10. Source: PHEindicatormethods `phe_rate`. */
export function countLimits(
  count: number,
  confidence: number,
): { lower: number; upper: number; method: string } {
  if (count < 10) {
    const tail = (1 - confidence) / 2;
    return {
      lower: count === 0 ? 0 : chiSquare(tail, 2 * count) / 2,
      upper: chiSquare(1 - tail, 2 * count + 2) / 2,
      method: 'Exact',
    };
  }
  return { ...byar(count, confidence), method: 'Byars' };
}

/** Byar's approximation of Poisson limits. Source: Breslow & Day 1987. */
export function byar(count: number, confidence: number): { lower: number; upper: number } {
  const normal = z(confidence);
  const next = count + 1;
  return {
    lower: count * (1 - 1 / (9 * count) - normal / (3 * Math.sqrt(count))) ** 3,
    upper: next * (1 - 1 / (9 * next) + normal / (3 * Math.sqrt(next))) ** 3,
  };
}

/** Rate of independent events, times a multiplier (100,000 unless told). The count may exceed the population. */
export function rate(
  count: number,
  population: number,
  { multiplier = 100_000, confidence = defaultConfidence } = {},
): Estimate {
  const fault = countFault(count, population);
  if (fault !== null) return notAvailable(fault);
  const { lower, upper, method } = countLimits(count, confidence);
  const scale = multiplier / population;
  return { ok: true, value: count * scale, lower: lower * scale, upper: upper * scale, method };
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
    countFault(count, population) ?? (squares >= count ? null : 'the squares are smaller than the count');
  if (fault !== null) return notAvailable(fault);
  const { lower, upper } = countLimits(count, confidence);
  const scale = multiplier / population;
  const inflation = count === 0 ? 1 : Math.sqrt(squares / count);
  return {
    ok: true,
    value: count * scale,
    lower: Math.max(0, count + inflation * (lower - count)) * scale,
    upper: (count + inflation * (upper - count)) * scale,
    method: 'Dobson, repeat events',
  };
}

function countFault(count: number, population: number): string | null {
  if (!Number.isFinite(count) || !Number.isFinite(population)) return 'a count is missing';
  if (population <= 0) return 'there is nobody to count among';
  if (count < 0) return 'the count is negative';
  return null;
}
