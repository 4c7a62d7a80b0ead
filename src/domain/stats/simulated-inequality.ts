import { defaultConfidence, estimateOf, notAvailable, type Estimate } from './estimate';
import { confidenceFault, negativeFault } from './faults';
import {
  groupsFault,
  indicesOf,
  inequality,
  lineOver,
  slopeMultiplierFault,
  transforms,
  type DeprivationGroup,
  type InequalityOptions,
  type InequalityTransform,
} from './inequality';
import { z } from './quantile';
import { seededNormal } from './random';

/** A group whose value has 95% limits, or a standard error on the value's own scale (then without a transform). */
export type UncertainGroup = DeprivationGroup &
  ({ lower: number; upper: number; standardError?: undefined } | { standardError: number });

export interface SimulationOptions extends InequalityOptions {
  /** 0–1; 0.95 unless told. */
  confidence?: number | undefined;
  /** 100 to 1,000,000; 10,000 unless told. */
  repetitions?: number | undefined;
  /** Any whole number; the same seed gives the same limits. */
  seed?: number | undefined;
}

/** The groups' own limits are taken to be at this confidence. */
const groupConfidence = 0.95;

/**
 * Slope and relative index of inequality (`inequality`) with simulated limits, whose method says 'simulated': each group's
 * value is drawn from a normal distribution on the transform's scale, with standard error (upper − lower) / (2z) there,
 * the line is fitted anew, and the limits are quantiles of the indices so drawn. Another seed moves them a little: never
 * compare their last digits. Source: PHEindicatormethods `phe_sii`, whose draws are unseeded.
 */
export function simulatedInequality(
  groups: readonly UncertainGroup[],
  options: SimulationOptions = {},
): { sii: Estimate; rii: Estimate } {
  const {
    transform = 'none',
    multiplier = 1,
    confidence = defaultConfidence,
    repetitions = 10_000,
    seed = 1,
  } = options;
  const fault =
    groupsFault(groups, transform) ??
    uncertaintyFault(groups, transform) ??
    slopeMultiplierFault(multiplier) ??
    confidenceFault(confidence) ??
    (Number.isInteger(repetitions) && repetitions >= 100 && repetitions <= 1_000_000
      ? null
      : 'the repetitions must be a whole number from 100 to 1,000,000');
  if (fault !== null) return { sii: notAvailable(fault), rii: notAvailable(fault) };
  const point = inequality(groups, { transform, multiplier });
  if (!point.ok) return { sii: point, rii: point };

  const { to } = transforms[transform];
  const line = lineOver(groups.map(({ population }) => population));
  const centres = groups.map(({ value }) => to(value));
  const errors = groups.map((group) => standardErrorOf(group, transform));
  const normal = seededNormal(seed);
  const drawn = new Float64Array(groups.length);
  const slopes = new Float64Array(repetitions);
  const ratios = new Float64Array(repetitions);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (let i = 0; i < drawn.length; i++) drawn[i] = centres[i]! + errors[i]! * normal();
    const { sii, rii } = indicesOf(line, drawn, transform, multiplier);
    slopes[repetition] = sii;
    ratios[repetition] = rii;
  }
  return {
    sii: simulated(point.sii, slopes, confidence),
    rii:
      point.rii === null
        ? notAvailable('the modelled ends do not share a sign')
        : simulated(point.rii, ratios, confidence),
  };
}

function uncertaintyFault(groups: readonly UncertainGroup[], transform: InequalityTransform): string | null {
  for (const [index, group] of groups.entries()) {
    const error = standardErrorOf(group, transform);
    const fault =
      group.standardError !== undefined
        ? (negativeFault('the standard error', group.standardError) ??
          (transform === 'none' ? null : 'a transform needs limits, not a standard error'))
        : group.lower <= group.value && group.value <= group.upper && Number.isFinite(error)
          ? null
          : 'the limits are missing or do not hold the value';
    if (fault !== null) return `group ${index + 1}: ${fault}`;
  }
  return null;
}

function standardErrorOf(group: UncertainGroup, transform: InequalityTransform): number {
  if (group.standardError !== undefined) return group.standardError;
  const { to } = transforms[transform];
  return (to(group.upper) - to(group.lower)) / (2 * z(groupConfidence));
}

function simulated(value: number, draws: Float64Array, confidence: number): Estimate {
  const sorted = draws.slice().sort();
  const tail = (1 - confidence) / 2;
  return estimateOf(value, quantileOf(sorted, tail), quantileOf(sorted, 1 - tail), 'simulated');
}

/** Straight between the two nearest values in order; NaN, which sorts last, where one of them is. */
function quantileOf(sorted: Float64Array, p: number): number {
  // A draw without a value could lie at either end.
  if (Number.isNaN(sorted.at(-1))) return NaN;
  const at = p * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.ceil(at);
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
}
