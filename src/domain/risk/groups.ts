import { discloseParts, mayShow, suppressed, type RawCounts, type ShownCount } from '../disclosure';
import { unwrap, type NumberColumns } from '../disclosure/raw';
import { shareOf, type ShareFigure } from '../measures/release-counts';
import { tierCutOffs, tierOf } from '../models/tiers';
import type { DisclosurePolicy } from '../schema';
import { notAvailable, type Estimate } from '../stats';
import { amountsTold, releaseAmount, squaresOf, type Amount, type AmountId, type Summed } from './amounts';
import type { Scope } from '../condition/scope';
import { histogramOf, insiders } from './histogram';

/** Some people of a population, as everybody may see them. */
export interface GroupFigure {
  /** Their share of all people that are looked at. */
  share: ShareFigure;
  amounts: ReadonlyMap<AmountId, Estimate>;
}

/** One tier or segment: those of it who are looked at, and everybody of the population in it. */
export interface RiskGroup {
  index: number;
  inside: GroupFigure;
  everybody: GroupFigure;
}

export interface RiskGroups {
  groups: RiskGroup[];
  amounts: readonly Amount[];
  /** Everybody who is looked at. */
  inside: GroupFigure;
  /** Everybody of the population. */
  everybody: GroupFigure;
}

interface Options {
  /** Networks that are looked at. */
  scope: Scope;
  policy: DisclosurePolicy;
  available: ReadonlySet<string>;
}

/** The answer to `bySegmentSql` through the gate: `count` segments in their order, those of nobody with them. */
export function releaseSegments(answer: RawCounts, count: number, options: Options): RiskGroups {
  const columns = unwrap(answer);
  const segment = columns.get('segment');
  return released(columns, (row) => segment[row]!, count, options);
}

/**
 * The answer to `byScoreSql` through the gate, by need tier: `shares` of the population from the top, cumulative and
 * ascending. Ties go to the lower tier, so that a tier may hold less than its share.
 */
export function releaseTiers(
  answer: RawCounts,
  shares: readonly number[],
  options: Options,
): RiskGroups & { cutOffs: number[] } {
  const columns = unwrap(answer);
  const units = columns.get('units');
  const cutOffs = tierCutOffs(histogramOf(columns), shares);
  const groups = released(columns, (row) => tierOf(units[row]!, cutOffs), shares.length + 1, options);
  return { ...groups, cutOffs };
}

/** People and each amount's sums, by group. */
interface Totals {
  people: Float64Array;
  amounts: Map<AmountId, { sum: Float64Array; squares: Float64Array }>;
}

function released(
  columns: NumberColumns,
  groupOf: (row: number) => number,
  count: number,
  { scope, policy, available }: Options,
): RiskGroups {
  const told = amountsTold(available);
  const isInside = insiders(columns, scope);
  const all = totalsOf(columns, told, count, groupOf, () => true);
  const own = totalsOf(columns, told, count, groupOf, isInside);
  const everybody = figuresOf(all, told, policy);
  const inside = figuresOf(own, told, policy);
  const guarded = inside.groups.map((figure, i) =>
    // What sets a group of the scope apart from the whole group is the rest of the population's.
    mayShow({ parent: all.people[i]!, subset: own.people[i]! }, policy) ? figure : hidden(figure, told),
  );
  return {
    groups: guarded.map((figure, index) => ({
      index,
      inside: figure,
      everybody: everybody.groups[index]!,
    })),
    amounts: told,
    inside: inside.total,
    everybody: everybody.total,
  };
}

function totalsOf(
  columns: NumberColumns,
  told: readonly Amount[],
  count: number,
  groupOf: (row: number) => number,
  counts: (row: number) => boolean,
): Totals {
  const people = columns.get('people');
  const read = told.map((amount) => ({
    sum: columns.get(amount.id),
    squares: columns.get(squaresOf(amount)),
    sums: new Float64Array(count),
    sumsOfSquares: new Float64Array(count),
  }));
  const counted = new Float64Array(count);
  for (let row = 0; row < people.length; row++) {
    if (!counts(row)) continue;
    const group = groupOf(row);
    counted[group]! += people[row]!;
    for (const each of read) {
      each.sums[group]! += each.sum[row]!;
      each.sumsOfSquares[group]! += each.squares[row]!;
    }
  }
  return {
    people: counted,
    amounts: new Map(told.map(({ id }, i) => [id, { sum: read[i]!.sums, squares: read[i]!.sumsOfSquares }])),
  };
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

function figuresOf(
  { people, amounts }: Totals,
  told: readonly Amount[],
  policy: DisclosurePolicy,
): { groups: GroupFigure[]; total: GroupFigure } {
  const all = total(people);
  const shown = discloseParts(people, all, policy);
  const estimates = (part: ShownCount, summed: (id: AmountId) => Summed) =>
    new Map(
      told.map((amount) => [
        amount.id,
        part === suppressed
          ? notAvailable('suppressed: too few people')
          : releaseAmount(amount, summed(amount.id), policy),
      ]),
    );
  return {
    groups: shown.parts.map((part, i) => ({
      share: shareOf(part, shown.total),
      amounts: estimates(part, (id) => ({
        people: people[i]!,
        sum: amounts.get(id)!.sum[i]!,
        squares: amounts.get(id)!.squares[i]!,
      })),
    })),
    total: {
      share: shareOf(shown.total, shown.total),
      amounts: estimates(shown.total, (id) => ({
        people: all,
        sum: total(amounts.get(id)!.sum),
        squares: total(amounts.get(id)!.squares),
      })),
    },
  };
}

const hidden = ({ share }: GroupFigure, told: readonly Amount[]): GroupFigure => {
  const missing = notAvailable('suppressed: too few people');
  return {
    share: { numerator: suppressed, denominator: share.denominator, estimate: missing },
    amounts: new Map(told.map(({ id }) => [id, missing])),
  };
};
