/**
 * The cut-off of the highest tier: the lowest score such that people strictly above it are at most `share` of everybody.
 * People who tie at the cut-off stay in the lower tier.
 *
 * @param histogram people by score in whole units
 */
export function topTier(histogram: Float64Array, share: number): { above: number; people: number } {
  const total = histogram.reduce((sum, people) => sum + people, 0);
  let people = 0;
  for (let score = histogram.length - 1; score >= 0; score--) {
    if (people + histogram[score]! > share * total) return { above: score, people };
    people += histogram[score]!;
  }
  return { above: 0, people: 0 };
}
