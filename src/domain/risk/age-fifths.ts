import { inScopeSql, type Scope } from '../condition/scope';
import { coarsened, discloseTwoWay, mayShow, suppressed, type RawCounts } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import { fifthSql } from '../measures/cells';
import { shareOf, type ShareFigure } from '../measures/release-counts';
import { tierCutOffs } from '../models/tiers';
import type { DisclosurePolicy } from '../schema';
import { meanOfSums, notAvailable, ratioOfProportions, type Estimate } from '../stats';
import { histogramOf, insiders } from './histogram';

/** Ages of a life, as the table has them: the youngest completed age of each. */
const bandStarts = [0, 18, 40, 50, 60, 70, 80, 85] as const;
/** "0–17" … "85+", of a score for people of an age and over only those ages: "65–69". */
export const ageBandLabels = (youngest = 0): readonly string[] =>
  bandStarts.map((start, band) => {
    const next = bandStarts[band + 1];
    const from = next === undefined ? start : Math.min(Math.max(start, youngest), next - 1);
    return next === undefined ? `${from}+` : `${from}–${next - 1}`;
  });
/** National fifths of deprivation, 1 the most deprived; 0 is not known. */
export const fifths = [1, 2, 3, 4, 5, 0] as const;
export type Fifth = (typeof fifths)[number];
/** Place of a fifth among them. */
const columnOf = fifths.map((_, fifth) => fifths.findIndex((each) => each === fifth));

/**
 * Everybody of a population who has a score, by score in whole units, network, age band (index) and national deprivation fifth:
 * `units` (ascending), `network`, `band`, `fifth`, `people`. Another cut-off or other networks ask nothing anew.
 */
export function byAgeAndFifthSql(units: string, population: Scope): string {
  const band = bandStarts
    .map((_, index) => index)
    .toReversed()
    .map((index) => `WHEN age >= ${bandStarts[index]} THEN ${index}`)
    .join(' ');
  const read = `(${units})::INTEGER AS units, network, CASE ${band} END AS band, ${fifthSql} AS fifth`;
  return `SELECT units, network::INTEGER AS network, band::INTEGER AS band, fifth::INTEGER AS fifth, count(*)::INTEGER AS people FROM (SELECT ${read} FROM patients WHERE ${inScopeSql(population)}) WHERE units IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY 1`;
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
 * `tiers` highest of the tiers that end at `shares` are each a table of two ways. `one` is the units of a score of 1.
 */
export function releaseAgeFifths(
  answer: RawCounts,
  shares: readonly number[],
  { tiers, one, scope, policy }: { tiers: number; one: number; scope: Scope; policy: DisclosurePolicy },
): AgeFifth[] {
  const columns = unwrap(answer);
  const [units, people] = [columns.get('units'), columns.get('people')];
  const [band, fifth] = [columns.get('band'), columns.get('fifth')];
  const above = tierCutOffs(histogramOf(columns), shares)[tiers - 1]!;
  const isInside = insiders(columns, scope);
  const counts = () => new Float64Array(bandStarts.length * fifths.length);
  const all = { people: counts(), top: counts() };
  const own = { people: counts(), top: counts(), sum: counts(), squares: counts() };
  for (let row = 0; row < units.length; row++) {
    const count = people[row]!;
    const score = units[row]!;
    const cell = band[row]! * fifths.length + columnOf[fifth[row]!]!;
    all.people[cell]! += count;
    if (score > above) all.top[cell]! += count;
    if (!isInside(row)) continue;
    own.people[cell]! += count;
    own.sum[cell]! += count * score;
    own.squares[cell]! += count * score ** 2;
    if (score > above) own.top[cell]! += count;
  }
  const at = (i: number, j: number) => i * fifths.length + j;
  const table = (of: Float64Array) => bandStarts.map((_, i) => fifths.map((_, j) => of[at(i, j)]!));
  const hides = (parent: Float64Array, subset: Float64Array) => (i: number, j: number) =>
    !mayShow({ parent: parent[at(i, j)]!, subset: subset[at(i, j)]! }, policy);
  const [ofAll, ofTop, ofOwn] = [
    hides(all.people, own.people),
    hides(all.top, own.top),
    hides(own.people, own.top),
  ];
  const shown = discloseTwoWay(table(own.people), policy, ofAll);
  const top = discloseTwoWay(table(own.top), policy, (i, j) => ofTop(i, j) || ofOwn(i, j));
  return bandStarts.flatMap((_, i) =>
    fifths.map((fifth, j): AgeFifth => {
      const count = shown?.[i]![j] ?? suppressed;
      const mean =
        count === suppressed
          ? notAvailable('suppressed: too few people')
          : meanOfSums(own.sum[at(i, j)]! / one, own.squares[at(i, j)]! / one ** 2, own.people[at(i, j)]!);
      return {
        band: i,
        fifth,
        top: shareOf(top?.[i]![j] ?? suppressed, count),
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
