import { notAvailable } from './estimate';
import { aboveZeroFault } from './faults';

/** One deprivation group of an area: a fifth, a tenth. */
export interface DeprivationGroup {
  population: number;
  /** The indicator's value in the group: a proportion 0–1 for `logit`, above zero for `log`. */
  value: number;
}

export type InequalityTransform = 'none' | 'log' | 'logit';

export interface InequalityOptions {
  /** `log` for rates, `logit` for proportions: the line is fitted there, and read on the value's own scale. */
  transform?: InequalityTransform | undefined;
  /** Scales the slope index; a negative one turns both indices round, for indicators where high is bad. 1 unless told. */
  multiplier?: number | undefined;
}

export type Inequality =
  | {
      ok: true;
      /** Slope index: modelled value at the least minus at the most deprived end, times the multiplier. */
      sii: number;
      /** Relative index: their ratio; null where the modelled ends do not share a sign. */
      rii: number | null;
      /** Modelled value at the most deprived end, in the value's unit. */
      intercept: number;
    }
  | { ok: false; reason: string };

/** Fewer or more groups than this are refused. */
const fewestGroups = 5;
const mostGroups = 100;

/**
 * Slope and relative index of inequality over groups ordered from the most deprived. With aᵢ the group's share of people
 * and bᵢ the middle of its cumulative share, the value is fitted on b by least squares weighted by a: c₀ + c₁b.
 * SII = g(c₀ + c₁) − g(c₀), times the multiplier, and RII = g(c₀ + c₁) / g(c₀), inverted if the multiplier is negative;
 * g takes the transform back. **A positive SII is higher in the least deprived.** The order of the groups decides the sign.
 * Source: PHEindicatormethods `phe_sii`.
 */
export function inequality(
  groups: readonly DeprivationGroup[],
  { transform = 'none', multiplier = 1 }: InequalityOptions = {},
): Inequality {
  const fault = groupsFault(groups, transform) ?? slopeMultiplierFault(multiplier);
  if (fault !== null) return notAvailable(fault);
  const line = lineOver(groups.map(({ population }) => population));
  const to = transforms[transform].to;
  const { sii, rii, intercept } = indicesOf(
    line,
    groups.map(({ value }) => to(value)),
    transform,
    multiplier,
  );
  return Number.isFinite(sii) && Number.isFinite(intercept)
    ? { ok: true, sii, rii: Number.isFinite(rii) ? rii : null, intercept }
    : notAvailable('the numbers are too large or too small to compute with');
}

export const transforms: Readonly<
  Record<InequalityTransform, { to: (value: number) => number; from: (value: number) => number }>
> = {
  none: { to: (value) => value, from: (value) => value },
  log: { to: Math.log, from: Math.exp },
  logit: { to: (value) => Math.log(value / (1 - value)), from: (value) => 1 / (1 + Math.exp(-value)) },
};

export const slopeMultiplierFault = (multiplier: number): string | null =>
  Number.isFinite(multiplier) && multiplier !== 0 ? null : 'the multiplier must be a number other than zero';

export function groupsFault(
  groups: readonly DeprivationGroup[],
  transform: InequalityTransform,
): string | null {
  if (groups.length < fewestGroups || groups.length > mostGroups)
    return `an index of inequality needs ${fewestGroups} to ${mostGroups} groups`;
  for (const [index, { population, value }] of groups.entries()) {
    const fault = aboveZeroFault('the population', population) ?? valueFault(value, transform);
    if (fault !== null) return `group ${index + 1}: ${fault}`;
  }
  return null;
}

function valueFault(value: number, transform: InequalityTransform): string | null {
  if (!Number.isFinite(value)) return 'the value is missing';
  if (transform === 'log' && value <= 0) return 'the logarithm needs a value above zero';
  if (transform === 'logit' && (value <= 0 || value >= 1)) return 'the logit needs a value between 0 and 1';
  return null;
}

/** The fitted line is linear in the values: its ends are these weights' sums over them. */
export interface RankLine {
  mostDeprived: Float64Array;
  leastDeprived: Float64Array;
}

/** Weights of the least-squares line over cumulative shares of people. */
export function lineOver(populations: readonly number[]): RankLine {
  const total = populations.reduce((sum, population) => sum + population, 0);
  const shares = populations.map((population) => population / total);
  let before = 0;
  const ranks = shares.map((share) => {
    const middle = before + share / 2;
    before += share;
    return middle;
  });
  // The weighted mean of cumulative midpoints is always one half.
  const spread = shares.reduce((sum, share, i) => sum + share * (ranks[i]! - 0.5) ** 2, 0);
  const end = (rank: number) =>
    Float64Array.from(shares, (share, i) => share * (1 + ((rank - 0.5) * (ranks[i]! - 0.5)) / spread));
  return { mostDeprived: end(0), leastDeprived: end(1) };
}

/** Both indices from values on the transform's scale; `rii` is NaN where the modelled ends do not share a sign. */
export function indicesOf(
  { mostDeprived, leastDeprived }: RankLine,
  transformed: ArrayLike<number>,
  transform: InequalityTransform,
  multiplier: number,
): { sii: number; rii: number; intercept: number } {
  let low = 0;
  let high = 0;
  for (let i = 0; i < mostDeprived.length; i++) {
    low += mostDeprived[i]! * transformed[i]!;
    high += leastDeprived[i]! * transformed[i]!;
  }
  const { from } = transforms[transform];
  const [most, least] = [from(low), from(high)];
  const ratio = most * least > 0 ? least / most : NaN;
  return { sii: (least - most) * multiplier, rii: multiplier < 0 ? 1 / ratio : ratio, intercept: most };
}
