import type { Limits } from './estimate';
import { aboveZeroFault, confidenceFault, negativeFault } from './faults';
import { z } from './quantile';
import { countLimits, exactLimits, unlimited } from './rate';

/** Levels of a funnel: 95% ("2s") and 99.8% ("3s"). */
export const funnelLevels = { inner: 0.95, outer: 0.998 } as const;

export type FunnelLabel = 'Low (0.001)' | 'Low (0.025)' | 'Not significant' | 'High (0.025)' | 'High (0.001)';

/** A directly standardised rate of fewer events than this has no label. */
const fewestEvents = 10;

/**
 * Limits within which a share of `total` people lies by chance when the true share is `average` (both 0–1), clipped to
 * 0–1; the whole of 0–1 where these are not an average and a number of people. Not adjusted for over-dispersion.
 * Source: PHEindicatormethods `calculate_funnel_limits`, proportions: p̄ ± z√(p̄(1−p̄)/n).
 */
export function proportionFunnelLimits(
  average: number,
  total: number,
  confidence: number,
): { lower: number; upper: number } {
  if (!(average >= 0 && average <= 1 && total > 0) || confidenceFault(confidence) !== null)
    return { lower: 0, upper: 1 };
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

/** Where along its funnel a ratio or rate is: at an observed count of events, or at an expected one. */
type FunnelPlace = { observed: number; expected?: undefined } | { expected: number; observed?: undefined };

export type Funnel =
  | { kind: 'proportion'; average: number; denominator: number; confidence: number }
  | ({ kind: 'ratio'; confidence: number } & FunnelPlace)
  | ({ kind: 'rate'; average: number; confidence: number } & FunnelPlace);

/**
 * Limits of chance at one place of a funnel; null where there is none, as above no event at all. Not adjusted for
 * over-dispersion (see `dispersedFunnelLimits`).
 * - proportion: as `proportionFunnelLimits`, 0–1.
 * - ratio of observed to expected, where 1 is as expected. At O observed events the lower line is O / (χ²⁻¹(½+c/2, 2O+2)/2)
 *   and the upper O / (χ²⁻¹(½−c/2, 2O)/2). At E expected events the lines are read at the same curves' point above E.
 * - rate: the ratio's limits times the weighted average (`averageRate`), in the average's unit. The expected events
 *   of an area are average × population / multiplier.
 * Source: PHEindicatormethods `calculate_funnel_limits`, whose own lines are off by up to 5 in 100,000.
 */
export function funnelLimits(funnel: Funnel): Limits {
  if (confidenceFault(funnel.confidence) !== null) return unlimited;
  switch (funnel.kind) {
    case 'proportion': {
      const { average, denominator, confidence } = funnel;
      const sound = average >= 0 && average <= 1 && aboveZeroFault('', denominator) === null;
      return sound ? proportionFunnelLimits(average, denominator, confidence) : unlimited;
    }
    case 'ratio':
      return ratioLimits(funnel, funnel.confidence);
    case 'rate': {
      if (aboveZeroFault('', funnel.average) !== null) return unlimited;
      const { lower, upper } = ratioLimits(funnel, funnel.confidence);
      return { lower: times(lower, funnel.average), upper: times(upper, funnel.average) };
    }
    default:
      return funnel satisfies never;
  }
}

const times = (limit: number | null, factor: number) =>
  limit === null ? null : finiteOrNull(limit * factor);
const finiteOrNull = (value: number) => (Number.isFinite(value) ? value : null);

function ratioLimits({ observed, expected }: FunnelPlace, confidence: number): Limits {
  if (observed !== undefined) {
    const counts = funnelExpectedCounts(observed, confidence);
    return {
      lower: counts.lower === null ? null : observed / counts.lower,
      upper: counts.upper === null ? null : finiteOrNull(observed / counts.upper),
    };
  }
  if (aboveZeroFault('', expected) !== null) return unlimited;
  const limit = (side: 'lower' | 'upper') =>
    finiteOrNull(
      observedAt(expected, (count) => funnelExpectedCounts(count, confidence)[side] ?? 0) / expected,
    );
  return { lower: limit('lower'), upper: limit('upper') };
}

/**
 * Expected events at which O observed ones lie just on a line: χ²⁻¹(½+c/2, 2O+2)/2 on the lower, χ²⁻¹(½−c/2, 2O)/2 on
 * the upper line (so the lower line's is the larger). Null on the upper line for no event.
 */
export function funnelExpectedCounts(observed: number, confidence: number): Limits {
  if ((negativeFault('', observed) ?? confidenceFault(confidence)) !== null) return unlimited;
  const { lower, upper } = exactLimits(observed, confidence);
  return { lower: finiteOrNull(upper), upper: lower > 0 ? lower : null };
}

/** The count at which an ascending curve of expected events reaches `expected`, by false position (Illinois); 0 where it starts above. */
function observedAt(expected: number, curve: (count: number) => number): number {
  let [low, high] = [0, expected];
  let below = curve(low) - expected;
  if (below >= 0) return 0;
  let above = curve(high) - expected;
  while (above < 0 && Number.isFinite(high)) {
    [low, below] = [high, above];
    high = high * 2 + 10;
    above = curve(high) - expected;
  }
  let kept = 0;
  for (let step = 0; step < 200 && high - low > 1e-13 * high; step++) {
    const count = (low * above - high * below) / (above - below);
    const miss = curve(count) - expected;
    if (miss === 0 || !Number.isFinite(count)) return count;
    const side = miss < 0 ? -1 : 1;
    if (side < 0) [low, below] = [count, miss];
    else [high, above] = [count, miss];
    // An end that stays twice is pulled in, or the other would creep.
    if (side === kept && side < 0) above /= 2;
    if (side === kept && side > 0) below /= 2;
    kept = side;
    if (Math.abs(miss) <= 1e-13 * expected) return count;
  }
  return (low + high) / 2;
}

export type FunnelPoint =
  | { kind: 'proportion'; count: number; denominator: number; average: number }
  | { kind: 'ratio'; observed: number; expected: number }
  /** `population` only matters without events, when the rate cannot tell it; the rate's and average's multiplier is one. */
  | {
      kind: 'rate';
      events: number;
      rate: number;
      average: number;
      standardised: boolean;
      population?: number | undefined;
      multiplier?: number | undefined;
    };

/**
 * Where a point lies in its funnel. A ratio is judged by its interval (exact below ten events, Byar's from ten) against
 * 1; a rate likewise against the average, through expected events = average × events / rate. 'Not applicable' for
 * a directly standardised rate of fewer than ten events, and for numbers that make no point.
 * Source: PHEindicatormethods `assign_funnel_significance`.
 */
export function funnelLabel(point: FunnelPoint): FunnelLabel | 'Not applicable' {
  switch (point.kind) {
    case 'proportion': {
      const { count, denominator, average } = point;
      const sound = count >= 0 && count <= denominator && denominator > 0 && average >= 0 && average <= 1;
      return sound ? proportionFunnelLabel(count, denominator, average) : 'Not applicable';
    }
    case 'ratio':
      return ratioLabel(point.observed, point.expected);
    case 'rate': {
      if (point.standardised && !(point.events >= fewestEvents)) return 'Not applicable';
      return ratioLabel(point.events, point.average * derivedDenominator(point));
    }
    default:
      return point satisfies never;
  }
}

function ratioLabel(observed: number, expected: number): FunnelLabel | 'Not applicable' {
  if ((negativeFault('', observed) ?? aboveZeroFault('', expected)) !== null) return 'Not applicable';
  const inner = countLimits(observed, funnelLevels.inner);
  const outer = countLimits(observed, funnelLevels.outer);
  if ((outer.lower ?? 0) > expected) return 'High (0.001)';
  if ((inner.lower ?? 0) > expected) return 'High (0.025)';
  if ((outer.upper ?? Infinity) < expected) return 'Low (0.001)';
  if ((inner.upper ?? Infinity) < expected) return 'Low (0.025)';
  return 'Not significant';
}

interface RatePoint {
  events: number;
  rate: number;
  population?: number | undefined;
  multiplier?: number | undefined;
}

/** People per multiplier that the rate stands for: events / rate, or the population where there was no event. */
const derivedDenominator = ({ events, rate, population = NaN, multiplier = 100_000 }: RatePoint): number =>
  events === 0 ? population / multiplier : events / rate;

/**
 * The average around which rates are drawn, in their own unit: Σ events / Σ derived denominators, which are events
 * / rate. Points whose denominator cannot be told are left out; null when none remains.
 * Source: PHEindicatormethods `calculate_funnel_limits`, rates.
 */
export function averageRate(points: readonly RatePoint[]): number | null {
  let events = 0;
  let denominators = 0;
  for (const point of points) {
    const denominator = derivedDenominator(point);
    if ((negativeFault('', point.events) ?? aboveZeroFault('', denominator)) !== null) continue;
    events += point.events;
    denominators += denominator;
  }
  return denominators > 0 ? finiteOrNull(events / denominators) : null;
}
