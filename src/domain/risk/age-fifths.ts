import { selected } from '../cohort/queries';
import type { Scope } from '../condition/scope';
import { coarsened, discloseTwoWay, mayShow, suppressed, type RawCounts } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import { fifthSql } from '../measures/cells';
import { shareOf, type ShareFigure } from '../measures/release-counts';
import { tierCutOffs } from '../models/tiers';
import type { DisclosurePolicy } from '../schema';
import { meanOfSums, notAvailable, ratioOfProportions, type Estimate } from '../stats';
import { ageFifthCounts, bandStarts, fifths, peopleAbove, type Fifth } from './age-fifth-counts';
import { histogramOf } from './histogram';
import { sumOf } from './totals';
import { assertOf, type InCohort } from './within';

/** "0–17" … "85+", of a score for people of an age and over only those ages: "65–69". */
export const ageBandLabels = (youngest = 0): readonly string[] =>
  bandStarts.map((start, band) => {
    const next = bandStarts[band + 1];
    const from = next === undefined ? start : Math.min(Math.max(start, youngest), next - 1);
    return next === undefined ? `${from}+` : `${from}–${next - 1}`;
  });
/**
 * Everybody of a population, or of a cohort of it, who has a score, by score in whole units, network, age band (index) and
 * national deprivation fifth: `units` (ascending), `network`, `band`, `fifth`, `people`. Another cut-off or other networks ask nothing anew.
 */
export function byAgeAndFifthSql(units: string, population: Scope, cohort = 'TRUE'): string {
  const band = bandStarts
    .map((_, index) => index)
    .toReversed()
    .map((index) => `WHEN age >= ${bandStarts[index]} THEN ${index}`)
    .join(' ');
  const read = `(${units})::INTEGER AS units, network, CASE ${band} END AS band, ${fifthSql} AS fifth`;
  return `SELECT units, network::INTEGER AS network, band::INTEGER AS band, fifth::INTEGER AS fifth, count(*)::INTEGER AS people FROM (SELECT ${read} FROM patients WHERE ${selected(cohort, population).where}) WHERE units IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY 1`;
}

/** People of an age and a deprivation fifth who are looked at. */
export interface AgeFifth {
  band: number;
  fifth: Fifth;
  /** Those in the highest tiers. */
  top: ShareFigure;
  /** Their mean score. */
  mean: Estimate;
}

/**
 * The answer to `byAgeAndFifthSql` through the gate, row by row of ages, in the order of `fifths`; people and those in the
 * `tiers` highest of the tiers that end at `shares` are each a table of two ways. `one` is the units of a score of 1. A cell of a
 * cohort is hidden, too, for what sets it apart from the same one of everybody, or of the networks that are looked at.
 */
export function releaseAgeFifths(
  answer: RawCounts,
  shares: readonly number[],
  {
    tiers,
    one,
    scope,
    cohort = null,
    policy,
  }: { tiers: number; one: number; scope: Scope; cohort?: InCohort | null; policy: DisclosurePolicy },
): AgeFifth[] {
  const everybody = unwrap(answer);
  const above = tierCutOffs(histogramOf(everybody), shares)[tiers - 1]!;
  const parents = [ageFifthCounts(everybody, null), ageFifthCounts(everybody, scope)];
  const own = cohort === null ? parents[1]! : ageFifthCounts(unwrap(cohort.answer), scope);
  const size = sumOf(own.people);
  if (cohort) assertOf(cohort, size);
  // Where a score has not everybody's, those of a cohort who have one may be few though the cohort is not.
  const isApart =
    cohort === null ||
    parents.every(({ people }) => mayShow({ parent: sumOf(people), subset: size }, policy));

  const at = (i: number, j: number) => i * fifths.length + j;
  const table = (of: Float64Array) => bandStarts.map((_, i) => fifths.map((_, j) => of[at(i, j)]!));
  const top = peopleAbove(own, above);
  const tops = parents.map((counts) => peopleAbove(counts, above));
  const isFewBeside = (subset: Float64Array, around: readonly Float64Array[]) => (i: number, j: number) =>
    around.some((parent) => !mayShow({ parent: parent[at(i, j)]!, subset: subset[at(i, j)]! }, policy));
  const ofPeople = isFewBeside(
    own.people,
    parents.map(({ people }) => people),
  );
  const ofTop = isFewBeside(top, [...tops, own.people]);
  const shownPeople = isApart ? discloseTwoWay(table(own.people), policy, ofPeople) : null;
  const shownTop = isApart ? discloseTwoWay(table(top), policy, ofTop) : null;
  return bandStarts.flatMap((_, i) =>
    fifths.map((fifth, j): AgeFifth => {
      const count = shownPeople?.[i]![j] ?? suppressed;
      // A mean is of each person's score, which no rounding of counts protects.
      const mean =
        count === suppressed || ofPeople(i, j)
          ? notAvailable('suppressed: too few people')
          : meanOfSums(own.sum[at(i, j)]! / one, own.squares[at(i, j)]! / one ** 2, own.people[at(i, j)]!);
      return {
        band: i,
        fifth,
        top: shareOf(shownTop?.[i]![j] ?? suppressed, count),
        mean: coarsened(mean, policy),
      };
    }),
  );
}

/**
 * How many times the share in the highest tiers is among the most deprived fifth what it is among the least, at the age of
 * which most people in these tiers are; null where either is hidden.
 */
export function gradientAt(cells: readonly AgeFifth[]): { band: number; ratio: Estimate } | null {
  const held = bandStarts.map((_, band) =>
    cells
      .filter((cell) => cell.band === band && cell.fifth !== 0)
      .reduce((sum, { top }) => sum + (top.numerator === suppressed ? 0 : top.numerator), 0),
  );
  const band = held.indexOf(Math.max(...held));
  const end = (fifth: Fifth) => cells.find((cell) => cell.band === band && cell.fifth === fifth)?.top;
  const [most, least] = [end(1), end(5)];
  if (!most?.estimate.ok || !least?.estimate.ok) return null;
  const countsOf = ({ numerator, denominator }: ShareFigure) => ({
    count: Number(numerator),
    total: Number(denominator),
  });
  return { band, ratio: ratioOfProportions(countsOf(most), countsOf(least)) };
}
