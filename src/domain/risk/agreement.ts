import { selected } from '../cohort/queries';
import type { Scope } from '../condition/scope';
import {
  discloseTwoWay,
  mayShow,
  suppressed,
  disclose,
  type RawCounts,
  type ShownCount,
} from '../disclosure';
import type { NumberColumns } from '../disclosure/raw';
import { tierSql } from '../models/tiers';
import type { DisclosurePolicy } from '../schema';
import { notAvailable, proportion, weightedKappa, type Estimate } from '../stats';
import { lookedAt, type InCohort } from './within';

/** A score and where its tiers end. */
export interface Tiered {
  /** SQL of the score in whole units. */
  units: string;
  cutOffs: readonly number[];
}

/**
 * People of a population, or of a cohort of it, who have both scores, by the tier of each and by network: `own`, `other`,
 * `network`, `people`.
 */
export const byTwoTiersSql = (own: Tiered, other: Tiered, population: Scope, cohort = 'TRUE'): string =>
  `SELECT ${tierSql('own', own.cutOffs)}::INTEGER AS own, ${tierSql('other', other.cutOffs)}::INTEGER AS other, network::INTEGER AS network, count(*)::DOUBLE AS people FROM (SELECT (${own.units})::INTEGER AS own, (${other.units})::INTEGER AS other, network FROM patients WHERE ${selected(cohort, population).where}) WHERE own IS NOT NULL AND other IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

export type Agreement =
  | {
      ok: true;
      /** People by tier of the first score (rows) and of the second, both from the highest down. */
      cells: ShownCount[][];
      /** Everybody who has both scores. */
      people: ShownCount;
      /** Share in the same tier by both. */
      same: Estimate;
      /** Of people in the highest tiers by the first score, the share who are there by the second too; for one tier, two …. */
      stay: Estimate[];
      /** Weighted kappa, linear weights. */
      kappa: Estimate;
    }
  | { ok: false; reason: string };

/** Kappa is of nearly everybody, or not given: the share of people whom hidden cells may hold. */
const mostHidden = 0.02;

/**
 * The answer to `byTwoTiersSql` through the gate. The margins are the tiers of each score, which are on show, so the table is
 * one of two ways; shares and kappa come from the cells that are shown, and so tell nothing more.
 */
export function releaseAgreement(
  answer: RawCounts,
  tiers: number,
  { scope, cohort = null, policy }: { scope: Scope; cohort?: InCohort | null; policy: DisclosurePolicy },
): Agreement {
  const looked = lookedAt(answer, { scope, cohort });
  const inside = tableOf(looked.own, tiers, looked.isOwn);
  const parents = [tableOf(looked.everybody, tiers), tableOf(looked.everybody, tiers, looked.isHere)];
  const everybody = disclose(totalOf(inside.flat()), policy);
  if (everybody === 0) return { ok: false, reason: 'Nobody here has both scores.' };
  const cells = discloseTwoWay(
    inside,
    policy,
    (i, j) => !parents.every((all) => mayShow({ parent: all[i]![j]!, subset: inside[i]![j]! }, policy)),
  );
  if (cells === null || everybody === suppressed) return { ok: false, reason: 'Not shown: too few people.' };
  const counts = cells.map((row) => row.map((count) => (count === suppressed ? 0 : count)));
  const shown = totalOf(counts.flat());
  const share = (count: number, total: number) =>
    total > 0 ? proportion(count, total) : notAvailable('suppressed: too few people');
  const isTop = (upTo: number) => (index: number) => index <= upTo;
  return {
    ok: true,
    cells,
    people: everybody,
    same: share(totalOf(counts.map((row, i) => row[i]!)), shown),
    stay: Array.from({ length: tiers - 1 }, (_, upTo) => {
      const rows = counts.filter((_, i) => isTop(upTo)(i));
      return share(
        totalOf(rows.flatMap((row) => row.filter((_, j) => isTop(upTo)(j)))),
        totalOf(rows.flat()),
      );
    }),
    kappa:
      (everybody - shown) / everybody > mostHidden
        ? notAvailable('suppressed: too few people')
        : weightedKappa(counts),
  };
}

function tableOf(
  columns: NumberColumns,
  tiers: number,
  counts: (row: number) => boolean = () => true,
): number[][] {
  const [own, other, people] = [columns.get('own'), columns.get('other'), columns.get('people')];
  const table = Array.from({ length: tiers }, () => new Array<number>(tiers).fill(0));
  for (let row = 0; row < people.length; row++)
    if (counts(row)) table[own[row]!]![other[row]!]! += people[row]!;
  return table;
}

const totalOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
