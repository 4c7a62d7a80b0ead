import { defaultConfidence, estimateOf, notAvailable, type Estimate } from './estimate';
import {
  aboveZeroFault,
  negativeFault,
  optionsFault,
  squaresFault,
  strataFault,
  type Stratum,
} from './faults';
import { repeatEventLimits, soundCountLimits } from './rate';

/**
 * One stratum of the people looked at, with what happened to the same stratum of a reference. Strata are whatever the
 * expectation allows for: age bands and sex take away what age and sex explain; age, sex and deprivation take away
 * what deprivation explains as well, so a ratio over them no longer shows inequality and must be named so.
 */
export interface IndirectStratum extends Stratum {
  /** May be zero: nobody there, so nothing is expected of it. */
  population: number;
  referenceCount: number;
  referencePopulation: number;
}

export type Expected = { ok: true; value: number; referenceRate: number } | { ok: false; reason: string };

/**
 * Events expected at the reference's rates, E = Σ n·(R/N), and the reference's crude rate ΣR/ΣN (events a person).
 * Source: PHEindicatormethods `calculate_ISRate`.
 */
export function expectedCount(strata: readonly IndirectStratum[]): Expected {
  const fault = strataFault(
    strata,
    ({ population, referenceCount, referencePopulation }) =>
      negativeFault('the population', population) ??
      negativeFault('the reference count', referenceCount) ??
      aboveZeroFault('the reference population', referencePopulation),
  );
  if (fault !== null) return notAvailable(fault);
  let value = 0;
  let count = 0;
  let people = 0;
  for (const { population, referenceCount, referencePopulation } of strata) {
    value += population * (referenceCount / referencePopulation);
    count += referenceCount;
    people += referencePopulation;
  }
  const referenceRate = count / people;
  return Number.isFinite(value) && Number.isFinite(referenceRate)
    ? { ok: true, value, referenceRate }
    : notAvailable('the numbers are too large or too small to compute with');
}

export interface IndirectOptions {
  as: 'ratio' | 'rate';
  /** A ratio is per 1 unless told (1 is as expected; give 100 for the form in which 100 is), a rate per 100,000. */
  multiplier?: number | undefined;
  /** 0–1; 0.95 unless told. */
  confidence?: number | undefined;
  /** For events that repeat within a person: Σ over people of (events a person)², which widens the interval. */
  squares?: number | undefined;
}

/**
 * Indirectly standardised ratio O/E, or rate O/E × ΣR/ΣN, times a multiplier. Limits are those of the count O (exact
 * below 10, Byar's from 10), scaled; with `squares` their distance from O grows by √(squares/O). Works below ten events.
 * Source: PHEindicatormethods `calculate_ISRatio`, `calculate_ISRate`.
 */
export function indirectlyStandardised(
  strata: readonly IndirectStratum[],
  observed: number,
  { as, multiplier = as === 'ratio' ? 1 : 100_000, confidence = defaultConfidence, squares }: IndirectOptions,
): Estimate {
  const fault =
    negativeFault('the count', observed) ??
    (squares === undefined ? null : squaresFault(observed, squares)) ??
    optionsFault(multiplier, confidence);
  if (fault !== null) return notAvailable(fault);
  const expected = expectedCount(strata);
  if (!expected.ok) return expected;
  if (expected.value === 0) return notAvailable('no event is expected');
  const scale = ((as === 'rate' ? expected.referenceRate : 1) * multiplier) / expected.value;
  if (squares !== undefined) {
    const { lower, upper } = repeatEventLimits(observed, squares, confidence);
    return estimateOf(observed * scale, lower * scale, upper * scale, 'Dobson, repeat events');
  }
  const { lower, upper, method } = soundCountLimits(observed, confidence);
  return estimateOf(observed * scale, lower * scale, upper * scale, method);
}
