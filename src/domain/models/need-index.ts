import { mostZ, needDomainIds, type NeedCells, type NeedDomainId, type NeedScale } from './need-levels';
import { tierOf, type ScoreHistogram } from './tiers';

/** Importance of each domain, 0 or more; only their proportions matter. */
export type NeedWeights = Readonly<Record<NeedDomainId, number>>;

export const equalNeedWeights: NeedWeights = {
  conditions: 1,
  frailty: 1,
  medicines: 1,
  use: 1,
  deprivation: 1,
};

/** Highest weight in an address; weights there are whole. */
export const mostNeedWeight = 10;

/** Weights in the order of the domains, as `2-1-1-0-1`. They must be whole, from 0 to {@link mostNeedWeight}. */
export const formatNeedWeights = (weights: NeedWeights): string =>
  needDomainIds.map((id) => weights[id]).join('-');

/** The inverse of {@link formatNeedWeights}; null for anything else. */
export function parseNeedWeights(text: string): NeedWeights | null {
  const parts = text.split('-');
  if (parts.length !== needDomainIds.length) return null;
  if (!parts.every((part) => /^(0|[1-9]\d?)$/.test(part) && Number(part) <= mostNeedWeight)) return null;
  return Object.fromEntries(needDomainIds.map((id, at) => [id, Number(parts[at])])) as Record<
    NeedDomainId,
    number
  >;
}

/** Whole units of an index of 1; ranks are of whole units, so that ties are exact. */
export const needUnitsOfOne = 10_000;
const mostUnits = mostZ * needUnitsOfOne;

export type NeedIndex =
  | {
      readonly ok: true;
      /** Weighted mean of the domains' z by cell, within ±3. */
      readonly index: Float64Array;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * A composite index of need: the weighted mean of how many standard deviations a person lies above the loaded population in
 * each domain. It ranks people of one population and predicts nothing. Source: definition of this product.
 *
 * Refused without a weight above zero on a domain that the dataset tells.
 */
export function needIndex(
  { rows, levels }: NeedCells,
  scales: readonly NeedScale[],
  weights: NeedWeights,
): NeedIndex {
  const given = needDomainIds.map((id) => weights[id]);
  if (!given.every((weight) => Number.isFinite(weight) && weight >= 0))
    return { ok: false, reason: 'every weight must be a number, 0 or more' };
  // By the highest one, so that no sum of huge weights overflows.
  const highest = Math.max(...given.map((weight, at) => (scales[at]!.told ? weight : 0)));
  if (highest === 0)
    return { ok: false, reason: 'no domain that this dataset tells has a weight above zero' };
  const used = given.map((weight, at) => (scales[at]!.told ? weight / highest : 0));
  const sum = used.reduce((total, weight) => total + weight, 0);
  const [a, b, c, d, e] = scales.map(({ z }, at) => z.map((each) => (each * used[at]!) / sum));
  const [la, lb, lc, ld, le] = levels;
  const index = new Float64Array(rows);
  for (let row = 0; row < rows; row++)
    index[row] = a![la![row]!]! + b![lb![row]!]! + c![lc![row]!]! + d![ld![row]!]! + e![le![row]!]!;
  return { ok: true, index };
}

/** The index by cell in whole units of 0.0001. */
export function needUnits(index: Float64Array): Int16Array {
  const units = new Int16Array(index.length);
  for (let row = 0; row < units.length; row++) units[row] = Math.round(index[row]! * needUnitsOfOne);
  return units;
}

const everyUnit = Int16Array.from({ length: 2 * mostUnits + 1 }, (_, at) => at - mostUnits);

/** People by index in whole units, as tiers are cut from it. */
export function needHistogram({ rows, people }: NeedCells, units: Int16Array): ScoreHistogram {
  const counts = new Float64Array(everyUnit.length);
  for (let row = 0; row < rows; row++) counts[units[row]! + mostUnits]! += people[row]!;
  return { units: everyUnit, people: counts };
}

/**
 * People in each tier of each key from 0 to `keys` − 1: the tiers of a key stand together, from the highest down, one more
 * than cut-offs.
 */
export function needTiersByKey(
  { rows, key, people }: NeedCells,
  units: Int16Array,
  cutOffs: readonly number[],
  keys: number,
): Float64Array {
  const tiers = cutOffs.length + 1;
  // One look-up a cell, as there are far more cells than units.
  const tierAt = new Uint8Array(everyUnit.length);
  for (let at = 0; at < tierAt.length; at++) tierAt[at] = tierOf(everyUnit[at]!, cutOffs);
  const counts = new Float64Array(keys * tiers);
  for (let row = 0; row < rows; row++)
    counts[key[row]! * tiers + tierAt[units[row]! + mostUnits]!]! += people[row]!;
  return counts;
}
