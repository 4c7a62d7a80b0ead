import { mostAmong, withoutRefused } from '../cohort/release-lines';
import type { Scope } from '../condition/scope';
import { discloseParts, mayShow, suppressed, type RawCounts, type ShownCount } from '../disclosure';
import { unwrap, type NumberColumns } from '../disclosure/raw';
import { shareOf, type ShareFigure } from '../measures/release-counts';
import { tierCutOffs, tierOf } from '../models/tiers';
import type { DisclosurePolicy } from '../schema';
import { notAvailable, type Estimate } from '../stats';
import { amountsTold, releaseAmount, type Amount, type AmountId, type Summed } from './amounts';
import { byUnits } from './by-units';
import { histogramOf, insiders } from './histogram';
import { sumOf, totalsOf, type Totals } from './totals';
import { assertOf, type InCohort } from './within';

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
  /** Those of a cohort in them, where not everybody is looked at. */
  cohort?: InCohort | null;
  policy: DisclosurePolicy;
  available: ReadonlySet<string>;
}

/** The answer to `bySegmentSql` through the gate: `count` segments in their order, those of nobody with them. */
export function releaseSegments(answer: RawCounts, count: number, options: Options): RiskGroups {
  const told = amountsTold(options.available);
  return released(
    answer,
    (columns, scope) => {
      const segment = columns.get('segment');
      return totalsOf(columns, told, count, (row) => segment[row]!, insiders(columns, scope));
    },
    options,
  );
}

/**
 * The answer to `byScoreSql` about everybody through the gate, by need tier: `shares` of the population from the top, cumulative
 * and ascending. Whoever is looked at, ranks are among everybody. Ties go to the lower tier, so that a tier may hold less than its share.
 */
export function releaseTiers(
  answer: RawCounts,
  shares: readonly number[],
  options: Options,
): RiskGroups & { cutOffs: number[] } {
  const told = amountsTold(options.available);
  const cutOffs = tierCutOffs(histogramOf(unwrap(answer)), shares);
  const groups = released(
    answer,
    (columns, scope) => {
      const scores = byUnits(columns, scope, told);
      const units = scores.get('units');
      return totalsOf(
        scores,
        told,
        shares.length + 1,
        (row) => tierOf(units[row]!, cutOffs),
        () => true,
      );
    },
    options,
  );
  return { ...groups, cutOffs };
}

/** Those of some networks in an answer, group by group; everybody's answer and a cohort's have rows of their own. */
type TotalsIn = (columns: NumberColumns, scope: Scope) => Totals;

function released(
  answer: RawCounts,
  totalsIn: TotalsIn,
  { scope, cohort = null, policy, available }: Options,
): RiskGroups {
  const told = amountsTold(available);
  const everybodys = unwrap(answer);
  const all = totalsIn(everybodys, null);
  const ofScope = scope === null ? all : totalsIn(everybodys, scope);
  const own = cohort ? totalsIn(unwrap(cohort.answer), scope) : ofScope;
  if (cohort) assertOf(cohort, sumOf(own.people));

  const everybody = figuresOf(all, told, policy);
  const inside = figuresOf(own, told, policy);
  // What sets those looked at apart from a whole group on show is the rest of it: in the population, and where they are a
  // cohort, in the networks, whose own groups the same view shows.
  const parents = cohort ? [all, ofScope] : [all];
  const isShown = (subset: number, of: (totals: Totals) => number) =>
    parents.every((parent) => mayShow({ parent: of(parent), subset }, policy));
  // Where a score has not everybody's, those of a cohort who have one may be few though the cohort is not.
  const isTotalShown = cohort === null || isShown(sumOf(own.people), ({ people }) => sumOf(people));
  const shown = withoutRefused(
    inside.groups.map(({ share }) => share.numerator),
    {
      counts: Array.from(own.people),
      isRefused: Array.from(
        own.people,
        (subset, i) => !isTotalShown || !isShown(subset, ({ people }) => people[i]!),
      ),
      among: mostAmong(
        discloseParts(ofScope.people, sumOf(ofScope.people), policy).parts,
        sumOf(ofScope.people),
        policy,
      ),
    },
    policy,
  );
  return {
    groups: inside.groups.map((figure, index) => ({
      index,
      inside: shown[index] === suppressed ? hidden(figure, told) : figure,
      everybody: everybody.groups[index]!,
    })),
    amounts: told,
    inside: isTotalShown ? inside.total : hidden(inside.total, told),
    everybody: everybody.total,
  };
}

function figuresOf(
  { people, amounts }: Totals,
  told: readonly Amount[],
  policy: DisclosurePolicy,
): { groups: GroupFigure[]; total: GroupFigure } {
  const all = sumOf(people);
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
        sum: sumOf(amounts.get(id)!.sum),
        squares: sumOf(amounts.get(id)!.squares),
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
