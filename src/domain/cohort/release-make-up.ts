import { disclose, mayShow, suppressed, type RawCounts, type ShownCount } from '../disclosure';
import { isFew } from '../disclosure/disclose';
import { unwrap } from '../disclosure/raw';
import { shareOf, type ShareFigure } from '../measures/release-counts';
import type { DisclosurePolicy } from '../schema';
import {
  meanOfSums,
  notAvailable,
  proportion,
  standardisedDifferenceOfMeans,
  standardisedDifferenceOfShares,
  type Estimate,
} from '../stats';
import { varianceOfSums } from '../stats/mean';
import {
  amountItems,
  groupItems,
  shareItems,
  type AmountItem,
  type GroupItem,
  type ShareItem,
} from './make-up';
import { assertPermitted, partsBesideTotal, type Answers, type Permit } from './permit';

/** What a share is of. */
export interface LineItem {
  readonly id: string;
  readonly name: string;
  readonly group: string;
}

/** A share of the cohort beside that of others. */
export interface ShareLine<Item extends LineItem = ShareItem> {
  item: Item;
  cohort: ShareFigure;
  /** Of everybody in the scope, or of a second cohort. */
  other: ShareFigure;
  /** Share among those the cohort is set against: people of the scope outside it, or the second cohort. */
  rest: Estimate;
  /** Cohort against these in standard deviations, from the shown counts. */
  difference: Estimate;
}

export const fewPeople = notAvailable('suppressed: too few people');
const nobodyLeft = notAvailable('nobody is left to compare with');

/** People with something, and among whom. */
export interface Counted {
  count: number;
  among: number;
}

/** Answers to `makeUpSql` through the disclosure gate: every share that the dataset's rows allow. */
export function releaseShares(permit: Permit, answers: Answers, available: ReadonlySet<string>): ShareLine[] {
  assertPermitted(permit, answers);
  const items = shareItems(available);
  const totalsOf = totals(answers);
  const counted = items.map(({ numerator, among, youngest }) => {
    const of = (which: keyof Answers): Counted => ({
      count: totalsOf(which, numerator, youngest),
      among: among.reduce((sum, name) => sum + totalsOf(which, name, youngest), 0),
    });
    return { cohort: of('cohort'), everybody: of('everybody') };
  });
  const people = { cohort: totalsOf('cohort', 'people', 0), everybody: totalsOf('everybody', 'people', 0) };
  return linesOf(items, counted, people, permit.policy);
}

/** Answers to `groupsSql` through the disclosure gate: deprivation fifths and ethnic groups, of those known. */
export function releaseGroups(
  permit: Permit,
  answers: Answers,
  available: ReadonlySet<string>,
): ShareLine<GroupItem>[] {
  assertPermitted(permit, answers);
  const items = groupItems(available);
  const [cohort, everybody] = [
    groupCounts(answers.cohort, permit.policy),
    groupCounts(answers.everybody, permit.policy),
  ];
  const counted = items.map(({ group, code }) => ({
    cohort: cohort.of(group, code),
    everybody: everybody.of(group, code),
  }));
  return linesOf(items, counted, { cohort: cohort.people, everybody: everybody.people }, permit.policy);
}

/**
 * Of the people of whom it is known; where it is not known of 1 to 7, of all of them: those who are left out of a total beside
 * everybody would be told, and leaving them in moves no share.
 */
function groupCounts(answer: RawCounts, policy: DisclosurePolicy) {
  const columns = unwrap(answer);
  const [imd, ethnicity, people] = [columns.get('imd'), columns.get('ethnicity'), columns.get('people')];
  // By code, 0 unknown.
  const counts = { deprivation: new Float64Array(6), ethnicity: new Float64Array(6) };
  for (let row = 0; row < people.length; row++) {
    counts.deprivation[Math.ceil(imd[row]! / 2)]! += people[row]!;
    counts.ethnicity[ethnicity[row]!]! += people[row]!;
  }
  const all = counts.deprivation.reduce((sum, count) => sum + count, 0);
  const among = (unknown: number) => (policy !== 'none' && isFew(unknown) ? all : all - unknown);
  return {
    people: all,
    of: (group: GroupItem['group'], code: number): Counted => ({
      count: counts[group][code]!,
      among: among(counts[group][0]!),
    }),
  };
}

/** Counts of a cohort and of everybody through the gate; `people` are all of them, whomever a share is among. */
export function linesOf<Item extends LineItem>(
  items: readonly Item[],
  counted: readonly Record<keyof Answers, Counted>[],
  people: Record<keyof Answers, number>,
  policy: DisclosurePolicy,
): ShareLine<Item>[] {
  const partsOf = (which: keyof Answers) =>
    shownAsParts(
      items,
      counted.map((each) => each[which].count),
      policy,
    );
  const parts = { cohort: partsOf('cohort'), everybody: partsOf('everybody') };
  return items.map((item, i) => {
    const { cohort, everybody } = counted[i]!;
    const all = figureOf(everybody, parts.everybody[i]!, people.everybody, policy);
    const own = apart(cohort, everybody, policy)
      ? figureOf(cohort, parts.cohort[i]!, people.cohort, policy)
      : shareOf(suppressed, suppressed);
    return { item, cohort: own, other: all, ...against(own, all) };
  });
}

/** Shares that add up to a whole are shown as its parts. */
function shownAsParts(
  items: readonly LineItem[],
  counts: readonly number[],
  policy: DisclosurePolicy,
): ShownCount[] {
  const shown = counts.map((count) => disclose(count, policy));
  for (const whole of ['frailty', 'deprivation', 'ethnicity'] as const) {
    const at = items.flatMap(({ group }, i) => (group === whole ? [i] : []));
    partsBesideTotal(
      at.map((i) => counts[i]!),
      policy,
    ).forEach((part, k) => (shown[at[k]!] = part));
  }
  return shown;
}

/** Whether those with it in the cohort, without it, and both outside the cohort are each nobody or 8 and more. */
function apart(cohort: Counted, everybody: Counted, policy: DisclosurePolicy): boolean {
  const without = ({ count, among }: Counted) => among - count;
  return (
    mayShow({ parent: everybody.count, subset: cohort.count }, policy) &&
    mayShow({ parent: without(everybody), subset: without(cohort) }, policy) &&
    mayShow({ parent: everybody.among, subset: cohort.among }, policy)
  );
}

function figureOf(
  { count, among }: Counted,
  shown: ShownCount,
  people: number,
  policy: DisclosurePolicy,
): ShareFigure {
  // Were all but a few of the people counted among, the whole count would tell those few.
  const ok =
    mayShow({ parent: people, subset: among }, policy) && mayShow({ parent: among, subset: count }, policy);
  return ok ? shareOf(shown, disclose(among, policy)) : shareOf(suppressed, suppressed);
}

function against(own: ShareFigure, all: ShareFigure): { rest: Estimate; difference: Estimate } {
  const [count, among, allCount, allAmong] = [own.numerator, own.denominator, all.numerator, all.denominator];
  if (count === suppressed || among === suppressed || allCount === suppressed || allAmong === suppressed)
    return { rest: fewPeople, difference: fewPeople };
  const total = allAmong - among;
  if (total <= 0) return { rest: nobodyLeft, difference: nobodyLeft };
  // Rounding may put one count above another that it is part of.
  const rest = { count: Math.min(Math.max(0, allCount - count), total), total };
  const difference = standardisedDifferenceOfShares({ count: Math.min(count, among), total: among }, rest);
  return { rest: proportion(rest.count, rest.total), difference };
}

/** A number a person, in the cohort and in others, as in {@link ShareLine}. */
export interface AmountLine {
  item: AmountItem;
  cohort: Estimate;
  other: Estimate;
  rest: Estimate;
  difference: Estimate;
}

/** Answers to `makeUpSql` through the disclosure gate: means of medicines and of the use of care. */
export function releaseAmounts(
  permit: Permit,
  answers: Answers,
  available: ReadonlySet<string>,
): AmountLine[] {
  assertPermitted(permit, answers);
  const totalsOf = totals(answers);
  const { policy } = permit;
  return amountItems(available).map((item) => {
    const [cohort, everybody] = [sumsOf(totalsOf, 'cohort', item), sumsOf(totalsOf, 'everybody', item)];
    const rest = {
      sum: everybody.sum - cohort.sum,
      squares: everybody.squares - cohort.squares,
      n: everybody.n - cohort.n,
    };
    const meanOf = ({ sum, squares, n }: Sums) => read(meanOfSums(sum, squares, n), policy);
    const all = disclose(everybody.sum, policy) === suppressed ? fewPeople : meanOf(everybody);
    // What happened 1 to 7 times is hidden like people, in the cohort and outside.
    if (!mayShow({ parent: everybody.sum, subset: cohort.sum }, policy))
      return { item, cohort: fewPeople, other: all, rest: fewPeople, difference: fewPeople };
    if (rest.n === 0)
      return { item, cohort: meanOf(cohort), other: all, rest: nobodyLeft, difference: nobodyLeft };
    const difference = meansApart(cohort, rest, policy);
    return { item, cohort: meanOf(cohort), other: all, rest: meanOf(rest), difference };
  });
}

export interface Sums {
  sum: number;
  squares: number;
  n: number;
}

export function meansApart(a: Sums, b: Sums, policy: DisclosurePolicy): Estimate {
  const spread = ({ sum, squares, n }: Sums) => ({
    mean: sum / n,
    deviation: Math.sqrt(varianceOfSums(sum, squares, n)),
    n,
  });
  return read(standardisedDifferenceOfMeans(spread(a), spread(b)), policy);
}

export const sumsOf = (
  totalsOf: ReturnType<typeof totals>,
  which: keyof Answers,
  { sum, squares }: AmountItem,
): Sums => ({
  sum: totalsOf(which, sum, 0),
  squares: totalsOf(which, squares, 0),
  n: totalsOf(which, 'people', 0),
});

/** Digits to which means are read; with every digit they would tell the sums behind them. */
const digits = 2;

function read(estimate: Estimate, policy: DisclosurePolicy): Estimate {
  if (!estimate.ok || policy === 'none') return estimate;
  const [value, lower, upper] = [estimate.value, estimate.lower, estimate.upper].map((each) =>
    Number(each.toFixed(digits)),
  ) as [number, number, number];
  return { ...estimate, value, lower, upper };
}

/** Sums of a column over people of an age and older, each made once of an answer: most shares are among the same people. */
export function totals(answers: Answers): (which: keyof Answers, name: string, youngest: number) => number {
  const columnsOf = { cohort: unwrap(answers.cohort), everybody: unwrap(answers.everybody) };
  const madeOf = { cohort: sumsMade(answers.cohort), everybody: sumsMade(answers.everybody) };
  return (which, name, youngest) => {
    const key = `${name} ${youngest}`;
    const made = madeOf[which].get(key);
    if (made !== undefined) return made;
    const columns = columnsOf[which];
    const [age, values] = [columns.get('age'), columns.get(name)];
    let sum = 0;
    for (let row = 0; row < age.length; row++) if (age[row]! >= youngest) sum += values[row]!;
    madeOf[which].set(key, sum);
    return sum;
  };
}

const sums = new WeakMap<RawCounts, Map<string, number>>();

function sumsMade(answer: RawCounts): Map<string, number> {
  const made = sums.get(answer) ?? new Map<string, number>();
  sums.set(answer, made);
  return made;
}
