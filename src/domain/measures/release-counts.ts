import { disclose, suppressed, type Disclosed } from '../disclosure';
import type { DisclosurePolicy } from '../schema';
import { notAvailable, proportion, type Estimate } from '../stats';

/** A share of people as everybody may see it; `estimate` is 0–1 with Wilson limits. */
export interface ShareFigure {
  numerator: Disclosed;
  denominator: Disclosed;
  estimate: Estimate;
}

/** A count of people within a group, through the disclosure gate: counts first, the share from what was disclosed. */
export function releaseShare(count: number, total: number, policy: DisclosurePolicy): ShareFigure {
  const numerator = disclose(count, policy);
  const denominator = disclose(total, policy);
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
