import { defaultConfidence, estimateOf, notAvailable, type Estimate } from './estimate';
import {
  aboveZeroFault,
  missingFault,
  negativeFault,
  optionsFault,
  strataFault,
  type Stratum,
} from './faults';
import { z } from './quantile';

export interface IndirectMeanStratum extends Stratum {
  /** May be zero. */
  population: number;
  /** Sum of the quantity over the reference's people. */
  referenceSum: number;
  referencePopulation: number;
}

/**
 * A sum against what it would be with the reference's mean in every stratum: the ratio S/E, or as a mean S/E × the
 * reference's mean, times a multiplier. `observed.variance` is that of the sum given the people in each stratum,
 * Σ n·s² over strata; limits are normal.
 * Definition of this product, after the indirect standardisation of rates: OHID publishes none for means.
 */
export function indirectlyStandardisedMean(
  strata: readonly IndirectMeanStratum[],
  observed: { sum: number; variance: number },
  {
    as,
    multiplier = 1,
    confidence = defaultConfidence,
  }: { as: 'ratio' | 'rate'; multiplier?: number | undefined; confidence?: number | undefined },
): Estimate {
  const fault =
    missingFault('the sum', observed.sum) ??
    negativeFault('the variance', observed.variance) ??
    optionsFault(multiplier, confidence) ??
    strataFault(
      strata,
      ({ population, referenceSum, referencePopulation }) =>
        negativeFault('the population', population) ??
        missingFault('the reference sum', referenceSum) ??
        aboveZeroFault('the reference population', referencePopulation),
    );
  if (fault !== null) return notAvailable(fault);
  let expected = 0;
  let sum = 0;
  let people = 0;
  for (const { population, referenceSum, referencePopulation } of strata) {
    expected += population * (referenceSum / referencePopulation);
    sum += referenceSum;
    people += referencePopulation;
  }
  if (!(expected > 0)) return notAvailable('nothing is expected');
  const scale = ((as === 'rate' ? sum / people : 1) * multiplier) / expected;
  // Sums may be negative: what is expected above 0 where the reference's own mean is below it turns the limits round.
  if (scale < 0) return notAvailable('the mean of the reference is below 0');
  const spread = z(confidence) * Math.sqrt(observed.variance);
  const value = observed.sum;
  return estimateOf(
    value * scale,
    (value - spread) * scale,
    (value + spread) * scale,
    'Normal, standardised mean',
  );
}
