import { concentration, type RankedGroup } from './concentration';
import { defaultConfidence, estimateOf, notAvailable, type Estimate } from './estimate';
import { confidenceFault, squaresFault } from './faults';
import { z } from './quantile';

/** People of one rank, what they have of an outcome that is a whole number by person, and the sum of its squares. */
export interface RankedSums extends RankedGroup {
  squares: number;
}

/**
 * The concentration index (`concentration`) with normal limits, clipped to −1 to 1. Over n people of mean μ its variance is
 * ((1/n)Σa² − (1 + C)²) ÷ n, a = (y/μ)(2R − 1 − C) + 2 − q₋ − q, with R the middle of a person's rank as a share and q₋, q the
 * curve at both ends of the rank. People who tie share their rank, so sums and squares of the outcome are enough.
 * Source: Kakwani, Wagstaff & van Doorslaer, J Econometrics 1997;77:87–103 (from memory; held against the jackknife).
 */
export function concentrationIndex(
  groups: readonly RankedSums[],
  { confidence = defaultConfidence } = {},
): Estimate {
  const found = concentration(groups);
  if (!found.ok) return found;
  const fault =
    confidenceFault(confidence) ??
    groups.map(({ outcome, squares }) => squaresFault(outcome, squares)).find((each) => each !== null) ??
    null;
  if (fault !== null) return notAvailable(fault);
  const tied = new Map<number, RankedSums>();
  for (const group of groups) {
    const same = tied.get(group.rank);
    if (same === undefined) tied.set(group.rank, { ...group });
    else {
      same.population += group.population;
      same.outcome += group.outcome;
      same.squares += group.squares;
    }
  }
  const ranks = [...tied.values()].sort((a, b) => a.rank - b.rank);
  const people = ranks.reduce((total, { population }) => total + population, 0);
  const outcomes = ranks.reduce((total, { outcome }) => total + outcome, 0);
  if (people < 2) return notAvailable('a concentration index with limits needs two people');
  const { index } = found;
  let [before, held, squares] = [0, 0, 0];
  for (const { population, outcome, squares: own } of ranks) {
    const middle = (before + population / 2) / people;
    const slope = ((2 * middle - 1 - index) * people) / outcomes;
    const rest = 2 - (2 * held + outcome) / outcomes;
    squares += slope ** 2 * own + 2 * slope * rest * outcome + rest ** 2 * population;
    before += population;
    held += outcome;
  }
  const variance = Math.max(0, squares / people - (1 + index) ** 2) / people;
  const spread = z(confidence) * Math.sqrt(variance);
  return estimateOf(
    index,
    Math.max(-1, index - spread),
    Math.min(1, index + spread),
    'Kakwani, Wagstaff & van Doorslaer',
  );
}
