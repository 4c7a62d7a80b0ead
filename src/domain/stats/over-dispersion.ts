import { notAvailable, type Limits } from './estimate';
import { aboveZeroFault, confidenceFault, countFault, negativeFault, shareFault } from './faults';
import { funnelLevels, type FunnelLabel } from './funnel';
import { z } from './quantile';
import { unlimited } from './rate';

/**
 * One area's place in a funnel on the scale on which chance has the same shape everywhere: `distance` from the target
 * and `error`, its standard error by chance alone. A share stands on its own scale (0–1, error √(p̄(1−p̄)/n)), a ratio
 * O/E on the square root's (distance √(O/E) − 1, error 1/(2√E)); a rate is a ratio to the events expected of it.
 */
export interface Deviation {
  distance: number;
  error: number;
}

/** A share's deviation from the average share (0–1); null where the numbers make no share or chance has no room. */
export const shareDeviation = (count: number, denominator: number, average: number): Deviation | null =>
  shareFault(count, denominator) === null
    ? deviation(count / denominator - average, shareError(average, denominator))
    : null;

/** A ratio's deviation from 1; null where the numbers make no ratio. */
export const ratioDeviation = (observed: number, expected: number): Deviation | null =>
  countFault(observed, expected) === null
    ? deviation(Math.sqrt(observed / expected) - 1, ratioError(expected))
    : null;

const deviation = (distance: number, error: number): Deviation | null =>
  Number.isFinite(distance) && error > 0 && error < Infinity ? { distance, error } : null;
const shareError = (average: number, denominator: number) =>
  Math.sqrt((average * (1 - average)) / denominator);
const ratioError = (expected: number) => 1 / (2 * Math.sqrt(expected));

/** How much more areas vary than chance explains. */
export type OverDispersion =
  | {
      ok: true;
      /** Mean of the winsorised z²; 1 is what chance gives. */
      phi: number;
      /** Variance between areas beyond chance, on the deviations' scale. */
      tauSquared: number;
      overDispersed: boolean;
      areas: number;
    }
  | { ok: false; reason: string };

/** Fewer areas say too little about how areas vary: our own rule. */
const fewestAreas = 10;

/**
 * Over-dispersion of a funnel. z = distance / error, and the most extreme tenth at either end is drawn in to the
 * nearest z inside (winsorised); φ = Σz²/I. Over-dispersed where φ > 1 + 2√(2/I), two standard errors above chance.
 * τ² = (Iφ − (I − 1)) / (Σw − Σw²/Σw) with w = 1/error², zero if negative.
 * Source: Spiegelhalter, Stat Med 2005;24:1185–202 (φ, winsorising); Spiegelhalter et al., J R Stat Soc A
 * 2012;175:1–47 (τ²).
 */
export function overDispersion(
  deviations: readonly (Deviation | null)[],
  { winsorised = 0.1 } = {},
): OverDispersion {
  if (!(winsorised >= 0 && winsorised < 0.5))
    return notAvailable('the winsorised part must be 0 to under a half');
  const areas = deviations.length;
  if (areas < fewestAreas) return notAvailable(`fewer than ${fewestAreas} areas`);
  const scores = deviations.map((area) => (area ? area.distance / area.error : NaN));
  const weights = deviations.map((area) => (area ? 1 / area.error ** 2 : NaN));
  if (![...scores, ...weights].every(Number.isFinite))
    return notAvailable('an area has no place in the funnel');
  scores.sort((a, b) => a - b);
  const extreme = Math.floor(winsorised * areas);
  const [least, most] = [scores[extreme]!, scores[areas - 1 - extreme]!];
  const squares = scores.reduce((sum, score) => sum + Math.min(most, Math.max(least, score)) ** 2, 0);
  const weight = weights.reduce((sum, w) => sum + w, 0);
  const unevenness = weights.reduce((sum, w) => sum + w * (w / weight), 0);
  const phi = squares / areas;
  const tauSquared = Math.max(0, (squares - (areas - 1)) / (weight - unevenness));
  if (!Number.isFinite(phi) || !Number.isFinite(tauSquared))
    return notAvailable('the numbers are too large or too small to compute with');
  return { ok: true, phi, tauSquared, overDispersed: phi > 1 + 2 * Math.sqrt(2 / areas), areas };
}

/** Multiplicative: errors grow by √φ. Additive: the variance grows by τ², so large areas' limits stay apart from the average. */
export type DispersionModel = 'multiplicative' | 'additive';

export type DispersedFunnel =
  { kind: 'proportion'; average: number; denominator: number } | { kind: 'ratio'; expected: number };

/**
 * A funnel's limits with over-dispersion allowed for: average ± z·s (a share, 0–1, clipped), or (1 ± z·s)² (a ratio,
 * 1 is as expected), where s is the inflated error. Without over-dispersion s is chance's own. Null where there is none.
 */
export function dispersedFunnelLimits(
  funnel: DispersedFunnel & { confidence: number },
  dispersion: OverDispersion,
  model: DispersionModel,
): Limits {
  if (confidenceFault(funnel.confidence) !== null) return unlimited;
  const spread = z(funnel.confidence) * inflated(errorOf(funnel), dispersion, model);
  if (!Number.isFinite(spread ** 2)) return unlimited;
  switch (funnel.kind) {
    case 'proportion':
      return { lower: Math.max(0, funnel.average - spread), upper: Math.min(1, funnel.average + spread) };
    case 'ratio':
      return { lower: Math.max(0, 1 - spread) ** 2, upper: (1 + spread) ** 2 };
    default:
      return funnel satisfies never;
  }
}

/** Where a share (`value` 0–1) or ratio lies in its funnel with over-dispersion allowed for. */
export function dispersedFunnelLabel(
  value: number,
  funnel: DispersedFunnel,
  dispersion: OverDispersion,
  model: DispersionModel,
): FunnelLabel | 'Not applicable' {
  const at = (confidence: number) => dispersedFunnelLimits({ ...funnel, confidence }, dispersion, model);
  const inner = at(funnelLevels.inner);
  const outer = at(funnelLevels.outer);
  if (
    negativeFault('', value) !== null ||
    inner.lower === null ||
    inner.upper === null ||
    outer.lower === null ||
    outer.upper === null
  )
    return 'Not applicable';
  if (value < outer.lower) return 'Low (0.001)';
  if (value < inner.lower) return 'Low (0.025)';
  if (value > outer.upper) return 'High (0.001)';
  if (value > inner.upper) return 'High (0.025)';
  return 'Not significant';
}

/** NaN where the funnel has no such place. */
function errorOf(funnel: DispersedFunnel): number {
  const size = funnel.kind === 'proportion' ? funnel.denominator : funnel.expected;
  if (aboveZeroFault('', size) !== null) return NaN;
  return funnel.kind === 'proportion'
    ? shareError(funnel.average, funnel.denominator)
    : ratioError(funnel.expected);
}

function inflated(error: number, dispersion: OverDispersion, model: DispersionModel): number {
  if (!dispersion.ok || !dispersion.overDispersed) return error;
  return model === 'multiplicative'
    ? error * Math.sqrt(dispersion.phi)
    : Math.sqrt(error ** 2 + dispersion.tauSquared);
}
