import { defaultConfidence, estimateOf, notAvailable, type Estimate } from './estimate';
import { aboveZeroFault, confidenceFault, negativeFault, shareFault, strataFault } from './faults';
import { z } from './quantile';

/** An age band of a life table, and how many of the people of that age are in a state of health. */
export interface HealthBand {
  name?: string;
  /** Person-years lived in the band, of as many as `alive` in {@link sullivan}. */
  lived: number;
  people: number;
  /** Of them in the state. */
  cases: number;
}

/** Years that somebody of an age can expect to live in all, in a state of health and without it. */
export type StateYears =
  | { ok: true; whole: number; with: Estimate & { ok: true }; without: Estimate & { ok: true } }
  | { ok: false; reason: string };

/**
 * Years expected in and out of a state of health from the age at which `alive` are alive: Σ L·π ÷ l and Σ L·(1 − π) ÷ l, with
 * π = cases ÷ people. Variance Σ L²·π(1 − π)/n ÷ l²; normal limits, within 0 and all years. The life table counts as known:
 * deaths add nothing to the interval.
 * Source: Sullivan DF, HSMHA Health Reports 1971;86:347–54; Jagger C et al., Health Expectancy Calculation by the Sullivan
 * Method: A Practical Guide (both from memory, unchecked).
 */
export function sullivan(
  bands: readonly HealthBand[],
  alive: number,
  { confidence = defaultConfidence }: { confidence?: number | undefined } = {},
): StateYears {
  const fault =
    confidenceFault(confidence) ??
    aboveZeroFault('the number alive', alive) ??
    strataFault(
      bands,
      ({ lived, people, cases }) =>
        negativeFault('the number of years lived', lived) ?? shareFault(cases, people),
    );
  if (fault !== null) return notAvailable(fault);
  let [lived, years, variance] = [0, 0, 0];
  for (const band of bands) {
    const share = band.cases / band.people;
    lived += band.lived;
    years += band.lived * share;
    variance += (band.lived ** 2 * share * (1 - share)) / band.people;
  }
  const [whole, value] = [lived / alive, years / alive];
  const spread = (z(confidence) * Math.sqrt(variance)) / alive;
  const [lower, upper] = [Math.max(0, value - spread), Math.min(whole, value + spread)];
  const method = 'Sullivan';
  const within = estimateOf(value, lower, upper, method);
  const without = estimateOf(whole - value, whole - upper, whole - lower, method);
  if (!within.ok) return within;
  return without.ok ? { ok: true, whole, with: within, without } : without;
}
