import { selected } from '../cohort/queries';
import { inScopeSql, type Scope } from '../condition/scope';
import { RawCounts } from '../disclosure';
import { unwrap, type NumberColumns } from '../disclosure/raw';
import {
  formatNeedWeights,
  needHistogram,
  needIndex,
  needTiersByKey,
  needUnits,
  needUnitsOfOne,
  type NeedWeights,
} from '../models/need-index';
import {
  needCells,
  needCellsSql,
  needLevelsSql,
  needScales,
  type NeedCells,
  type NeedScale,
} from '../models/need-levels';
import { tierCutOffs, type ScoreHistogram } from '../models/tiers';
import type { DisclosurePolicy } from '../schema';
import { releaseSegments, type RiskGroups } from './groups';
import type { InCohort } from './within';

/** People of a population at each level of each domain of need: `domain`, `level`, `people`. */
export const byNeedLevelSql = (population: Scope, available: ReadonlySet<string>): string =>
  needLevelsSql(available, inScopeSql(population));

/**
 * People of a population, or of a cohort of it, by network (`key`) and combination of levels (`cell`), on the scales that the
 * answer to `byNeedLevelSql` about everybody gives. Other weights, cut-offs or networks ask nothing anew.
 */
export const byNeedSql = (
  levels: RawCounts,
  population: Scope,
  available: ReadonlySet<string>,
  cohort = 'TRUE',
): string => needCellsSql(scalesOf(levels), available, 'network', selected(cohort, population).where);

/** Answers to `byNeedLevelSql` and `byNeedSql` about everybody. */
export interface NeedAnswers {
  readonly levels: RawCounts;
  readonly cells: RawCounts;
}

export type NeedTiers =
  | ({ ok: true; cutOffs: number[] } & RiskGroups)
  /** Weights of which no index comes. */
  | { ok: false; reason: string };

/**
 * People by tier of the need index through the gate: `shares` of the population from the top, cumulative and ascending, ranked
 * among everybody whoever is looked at. Cells count people and nothing that they use, so that tiers have no amounts. Cut-offs are
 * of the index itself.
 */
export function releaseNeedTiers(
  { levels, cells }: NeedAnswers,
  weights: NeedWeights,
  shares: readonly number[],
  { scope, cohort = null, policy }: { scope: Scope; cohort?: InCohort | null; policy: DisclosurePolicy },
): NeedTiers {
  const scales = scalesOf(levels);
  const everybody = cellsOf(scales, cells);
  const ranked = rankedBy(everybody, scales, weights);
  if (!ranked.ok) return ranked;
  const cutOffs = tierCutOffs(ranked.histogram, shares);
  const tiers = byTier(everybody, ranked.units, cutOffs);
  const own = () => {
    const inside = cellsOf(scales, cohort!.answer);
    const theirs = rankedBy(inside, scales, weights);
    if (!theirs.ok) throw new RangeError(theirs.reason);
    return { ...cohort!, answer: byTier(inside, theirs.units, cutOffs) };
  };
  const groups = releaseSegments(tiers, shares.length + 1, {
    scope,
    cohort: cohort && own(),
    policy,
    available: new Set(),
  });
  return { ok: true, ...groups, cutOffs: cutOffs.map((above) => above / needUnitsOfOne) };
}

/** People by network and tier, with the columns of an answer to `bySegmentSql`. */
function byTier(cells: NeedCells, units: Int16Array, cutOffs: readonly number[]): RawCounts {
  const tiers = cutOffs.length + 1;
  let networks = 0;
  for (let row = 0; row < cells.rows; row++) networks = Math.max(networks, cells.key[row]! + 1);
  const people = needTiersByKey(cells, units, cutOffs, networks);
  const columns: Record<string, ArrayLike<number>> = {
    network: people.map((_, at) => Math.floor(at / tiers)),
    segment: people.map((_, at) => at % tiers),
    people,
  };
  return new RawCounts({ get: (name) => columns[name]! });
}

/** A slider's step reads the same answers again. */
const knownScales = new WeakMap<NumberColumns, NeedScale[]>();
const knownCells = new WeakMap<NumberColumns, { scales: readonly NeedScale[]; cells: NeedCells }>();

type Ranked = { ok: true; units: Int16Array; histogram: ScoreHistogram } | { ok: false; reason: string };
/** Of the last weights: a step of a cut-off ranks nobody anew. */
const lastRanked = new WeakMap<NeedCells, { weights: string; ranked: Ranked }>();

function rankedBy(cells: NeedCells, scales: readonly NeedScale[], weights: NeedWeights): Ranked {
  const text = formatNeedWeights(weights);
  const last = lastRanked.get(cells);
  if (last?.weights === text) return last.ranked;
  const index = needIndex(cells, scales, weights);
  const ranked: Ranked = index.ok ? histogrammed(cells, needUnits(index.index)) : index;
  lastRanked.set(cells, { weights: text, ranked });
  return ranked;
}

const histogrammed = (cells: NeedCells, units: Int16Array): Ranked => ({
  ok: true,
  units,
  histogram: needHistogram(cells, units),
});

const rowsOf = (columns: NumberColumns) => ({
  rows: columns.get('people').length,
  get: (name: string) => columns.get(name),
});

function scalesOf(levels: RawCounts): NeedScale[] {
  const columns = unwrap(levels);
  const scales = knownScales.get(columns) ?? needScales(rowsOf(columns));
  knownScales.set(columns, scales);
  return scales;
}

function cellsOf(scales: readonly NeedScale[], answer: RawCounts): NeedCells {
  const columns = unwrap(answer);
  const known = knownCells.get(columns);
  if (known?.scales === scales) return known.cells;
  const cells = needCells(scales, rowsOf(columns));
  knownCells.set(columns, { scales, cells });
  return cells;
}
