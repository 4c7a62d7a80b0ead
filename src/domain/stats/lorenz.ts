import { concentration, twiceAreaUnder, type CurvePoint } from './concentration';
import { defaultConfidence, estimateOf, notAvailable, type Estimate } from './estimate';
import { confidenceFault, negativeFault } from './faults';
import { z } from './quantile';

/** People who have the same value each: a risk score, contacts in a year. */
export interface ValueGroup {
  value: number;
  people: number;
}

/**
 * Lorenz curve of a quantity over people, and its Gini coefficient (0 alike, towards 1 all with one person) with normal
 * limits, clipped to 0–1. G = 1 − Σ(pⱼ − pⱼ₋₁)(qⱼ + qⱼ₋₁), people in ascending order of the quantity itself. Its variance is
 * Σ(Z − Z̄)²/(nμ)² over people, Z = x((2N − 1)/n − (G + 1)) − 2S/n for the value x, where N people with S between them
 * have less. For people in thousands; the limits are narrow for very skewed values of few people.
 * Source: Davidson, Reliable inference for the Gini index, J Econometrics 2009;150:30–40.
 */
export function lorenz(
  groups: readonly ValueGroup[],
  { confidence = defaultConfidence } = {},
): { curve: CurvePoint[]; gini: Estimate } {
  const fault = faultOf(groups) ?? confidenceFault(confidence);
  if (fault !== null) return { curve: [], gini: notAvailable(fault) };
  const present = groups.filter(({ people }) => people > 0).sort((a, b) => a.value - b.value);
  const shares = concentration(
    present.map(({ value, people }) => ({ rank: value, population: people, outcome: value * people })),
  );
  if (!shares.ok) return { curve: [], gini: shares };
  const n = present.reduce((sum, { people }) => sum + people, 0);
  if (n < 2) return { curve: shares.curve, gini: notAvailable('a Gini coefficient needs two people') };
  const total = present.reduce((sum, { value, people }) => sum + value * people, 0);
  const gini = Math.max(0, 1 - twiceAreaUnder(shares.curve));
  const spread = z(confidence) * Math.sqrt(varianceOf(present, n, total, gini));
  return {
    curve: shares.curve,
    gini: estimateOf(gini, Math.max(0, gini - spread), Math.min(1, gini + spread), 'Davidson'),
  };
}

function faultOf(groups: readonly ValueGroup[]): string | null {
  for (const [index, { value, people }] of groups.entries()) {
    const fault = negativeFault('the value', value) ?? negativeFault('the number of people', people);
    if (fault !== null) return `group ${index + 1}: ${fault}`;
  }
  return null;
}

/** `groups` ascend by value; groups of equal value get the same Z. */
function varianceOf(groups: readonly ValueGroup[], n: number, total: number, gini: number): number {
  let [before, held, upTo, heldUpTo] = [0, 0, 0, 0];
  const influences = groups.map(({ value, people }, i) => {
    if (groups[i - 1]?.value !== value) [before, held] = [upTo, heldUpTo];
    upTo += people;
    heldUpTo += people * value;
    return { people, influence: value * ((2 * before - 1) / n - (gini + 1)) - (2 * held) / n };
  });
  const mean = influences.reduce((sum, { influence, people }) => sum + people * influence, 0) / n;
  const squares = influences.reduce(
    (sum, { influence, people }) => sum + people * (influence - mean) ** 2,
    0,
  );
  return squares / total ** 2;
}
