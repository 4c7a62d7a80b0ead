import { disclose, suppressed, type RawCount, type ShownCount } from '../disclosure';
import type { DisclosurePolicy } from '../schema';
import { notAvailable, proportion, type Estimate } from '../stats';

/** A share of people as everybody may see it; `estimate` is 0–1 with Wilson limits. */
export interface ShareFigure {
  numerator: ShownCount;
  denominator: ShownCount;
  estimate: Estimate;
}

/** A count of people within a group, through the disclosure gate: counts first, the share from what was disclosed. */
export const releaseShare = (
  count: number | RawCount,
  total: number | RawCount,
  policy: DisclosurePolicy,
): ShareFigure => shareOf(disclose(count, policy), disclose(total, policy));

/** The share of two shown counts; a count within a group that is hidden is hidden too. */
export function shareOf(numerator: ShownCount, denominator: ShownCount): ShareFigure {
  if (numerator === suppressed || denominator === suppressed)
    return {
      numerator: denominator === suppressed ? suppressed : numerator,
      denominator,
      estimate: notAvailable('suppressed: too few people'),
    };
  return {
    numerator,
    denominator,
    estimate: proportion(Math.min(numerator, denominator), denominator),
  };
}
