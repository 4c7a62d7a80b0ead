import { suppressed } from '../disclosure';
import type { ShareFigure } from '../measures/release-counts';
import { standardisedDifferenceOfShares, type Estimate } from '../stats';
import type { Answers, Permit } from './permit';
import {
  fewPeople,
  meansApart,
  releaseAmounts,
  sumsOf,
  totals,
  type AmountLine,
  type LineItem,
  type ShareLine,
} from './release-make-up';

/**
 * Shares of two cohorts of one scope side by side, the second where everybody stood; both have come through the gate. Where the
 * cohorts overlap the same people are in both groups: the formula is that of two groups all the same.
 */
export const besideShares = <Item extends LineItem>(
  first: readonly ShareLine<Item>[],
  second: readonly ShareLine<Item>[],
): ShareLine<Item>[] =>
  first.map(({ item, cohort }, i) => {
    const other = second[i]!.cohort;
    return { item, cohort, other, rest: other.estimate, difference: sharesApart(cohort, other) };
  });

function sharesApart(a: ShareFigure, b: ShareFigure): Estimate {
  const shown = ({ numerator, denominator }: ShareFigure) =>
    numerator === suppressed || denominator === suppressed
      ? null
      : { count: Math.min(numerator, denominator), total: denominator };
  const [one, another] = [shown(a), shown(b)];
  return one === null || another === null ? fewPeople : standardisedDifferenceOfShares(one, another);
}

/**
 * Means of two cohorts of one scope side by side, the second where everybody stood; answers to `makeUpSql` of each. No difference is told where
 * either is hidden.
 */
export function releaseAmountsBeside(
  first: { permit: Permit; answers: Answers },
  second: { permit: Permit; answers: Answers },
  available: ReadonlySet<string>,
): AmountLine[] {
  const others = releaseAmounts(second.permit, second.answers, available);
  const totalsOf = totals({ cohort: first.answers.cohort, everybody: second.answers.cohort });
  return releaseAmounts(first.permit, first.answers, available).map(({ item, cohort }, i) => {
    const other = others[i]!.cohort;
    const difference =
      cohort.ok && other.ok
        ? meansApart(
            sumsOf(totalsOf, 'cohort', item),
            sumsOf(totalsOf, 'everybody', item),
            first.permit.policy,
          )
        : fewPeople;
    return { item, cohort, other, rest: other, difference };
  });
}
