import { defaultConfidence, estimateOf, notAvailable, type Estimate } from './estimate';
import {
  aboveZeroFault,
  confidenceFault,
  missingFault,
  negativeFault,
  optionsFault,
  squaresFault,
  strataFault,
  type Stratum,
} from './faults';
import { varianceOfSums } from './mean';
import { z } from './quantile';
import { soundCountLimits } from './rate';

/** Fewer events than this give no directly standardised rate; the indirectly standardised ratio still works. */
export const fewestEvents = 10;

export interface RateOptions {
  /** 100,000 unless told. */
  multiplier?: number | undefined;
  /** 0–1; 0.95 unless told. */
  confidence?: number | undefined;
}

/** People (or person-years) of one stratum, say an age band, and its weight in the standard population. */
interface StandardStratum extends Stratum {
  population: number;
  standard: number;
}

export interface DirectStratum extends StandardStratum {
  /** Independent events: people with a condition, deaths. */
  count: number;
}

export interface RepeatEventStratum extends StandardStratum {
  /** How many persons had exactly so many events each. */
  persons: readonly { events: number; count: number }[];
}

export interface RepeatEventSums extends StandardStratum {
  /** Σ over people of events. */
  events: number;
  /** Σ over people of events². */
  squares: number;
}

export interface MeanStratum extends StandardStratum {
  /** Σ over people of the value. */
  sum: number;
  /** Σ over people of the value². */
  squares: number;
}

/**
 * Directly standardised rate, times a multiplier: Σ(wO/n)/Σw over strata. Dobson's limits: DSR + √(Var/O)·(Byar(O) − O),
 * Var = Σ(w²O/n²)/(Σw)², not below zero. No value under ten events in all, or where a population is not above zero.
 * Source: PHEindicatormethods `calculate_dsr`; Dobson et al., Stat Med 1991;10:457–62.
 */
export function directlyStandardisedRate(
  strata: readonly DirectStratum[],
  options: RateOptions = {},
): Estimate {
  const fault = strataFault(strata, ({ count }) => negativeFault('the count', count));
  if (fault !== null) return notAvailable(fault);
  const sums = strata.map((stratum) => ({ ...stratum, events: stratum.count, squares: stratum.count }));
  return dobson(sums, options, 'Dobson');
}

/**
 * Directly standardised rate of events that repeat within a person (attendances, admissions, prescriptions): as the
 * plain rate with O = Σ f·x_f, but Var = Σ f²·Var_f over persons with f events, which is wider.
 * Source: PHEindicatormethods `calculate_dsr`, independent_events = FALSE.
 */
export function directlyStandardisedRepeatEvents(
  strata: readonly RepeatEventStratum[],
  options: RateOptions = {},
): Estimate {
  const fault = strataFault(strata, ({ persons }) => {
    for (const { events, count } of persons) {
      const personFault = negativeFault('the events a person', events) ?? negativeFault('the count', count);
      if (personFault !== null) return personFault;
    }
    return null;
  });
  if (fault !== null) return notAvailable(fault);
  const sums = strata.map(({ persons, ...stratum }) => ({
    ...stratum,
    events: persons.reduce((total, { events, count }) => total + events * count, 0),
    squares: persons.reduce((total, { events, count }) => total + events ** 2 * count, 0),
  }));
  return dobson(sums, options, 'Dobson, repeat events');
}

/** `directlyStandardisedRepeatEvents` from sums: a stratum's variance is w²·Σ events²/n², so its squares are enough. */
export function directlyStandardisedRepeatEventsOfSums(
  strata: readonly RepeatEventSums[],
  options: RateOptions = {},
): Estimate {
  const fault = strataFault(
    strata,
    ({ events, squares }) => negativeFault('the count', events) ?? squaresFault(events, squares),
  );
  return fault === null ? dobson(strata, options, 'Dobson, repeat events') : notAvailable(fault);
}

/**
 * Directly standardised mean, in the value's unit: Σ(w·x̄)/Σw with variance Σ(w²s²/n)/(Σw)² and normal limits; s² is the
 * stratum's sample variance (n − 1), so each stratum needs two people. Our own definition, the mean's counterpart of
 * the directly standardised rate; there is no national one.
 */
export function directlyStandardisedMean(
  strata: readonly MeanStratum[],
  { confidence = defaultConfidence }: { confidence?: number | undefined } = {},
): Estimate {
  const fault =
    strataFault(
      strata,
      ({ population, standard, sum, squares }) =>
        missingFault('the number of people', population) ??
        (population < 2 ? 'a mean with limits needs two people' : null) ??
        negativeFault('the standard weight', standard) ??
        missingFault('the sum', sum) ??
        negativeFault('the sum of squares', squares),
    ) ?? confidenceFault(confidence);
  if (fault !== null) return notAvailable(fault);
  const weight = total(strata, ({ standard }) => standard);
  if (weight === 0) return notAvailable('the standard weights sum to zero');
  const value = total(strata, ({ population, standard, sum }) => (standard / weight) * (sum / population));
  const variance = total(
    strata,
    ({ population, standard, sum, squares }) =>
      (standard / weight) ** 2 * (varianceOfSums(sum, squares, population) / population),
  );
  const spread = z(confidence) * Math.sqrt(variance);
  return estimateOf(value, value - spread, value + spread, 'Normal, standardised mean');
}

/** Value and Dobson's limits; events and squares are already sound. */
function dobson(
  strata: readonly RepeatEventSums[],
  { multiplier = 100_000, confidence = defaultConfidence }: RateOptions,
  method: string,
): Estimate {
  const fault =
    strataFault(
      strata,
      ({ population, standard }) =>
        aboveZeroFault('the population', population) ?? negativeFault('the standard weight', standard),
    ) ?? optionsFault(multiplier, confidence);
  if (fault !== null) return notAvailable(fault);
  const weight = total(strata, ({ standard }) => standard);
  if (weight === 0) return notAvailable('the standard weights sum to zero');
  const events = total(strata, (stratum) => stratum.events);
  if (events < fewestEvents) return notAvailable(`fewer than ${fewestEvents} events`);
  const value = total(
    strata,
    (stratum) => (stratum.standard / weight) * (stratum.events / stratum.population),
  );
  const variance = total(
    strata,
    ({ population, standard, squares }) => (standard / weight / population) ** 2 * squares,
  );
  const scale = Math.sqrt(variance / events);
  const { lower, upper } = soundCountLimits(events, confidence);
  return estimateOf(
    value * multiplier,
    Math.max(0, value + scale * (lower - events)) * multiplier,
    (value + scale * (upper - events)) * multiplier,
    method,
  );
}

function total<S>(strata: readonly S[], of: (stratum: S) => number): number {
  return strata.reduce((sum, stratum) => sum + of(stratum), 0);
}
