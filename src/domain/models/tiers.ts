/**
 * Need tiers by rank within a stated population: the people with the highest scores, up to a share of everybody who has a
 * score. A tier is a rank, never an absolute probability and never a diagnosis.
 */

/** People by score: `units` are whole and ascending, `people[i]` have the score `units[i]`. */
export interface ScoreHistogram {
  readonly units: ArrayLike<number>;
  readonly people: ArrayLike<number>;
}

/** A person is in the tier when the score in whole units is strictly above the cut-off. */
export interface TopTier {
  readonly above: number;
  readonly people: number;
}

/**
 * Tiers that a dataset's cut-offs are kept of, by share from the top. Shares are those of the Combined Predictive Model's bands
 * (from memory, unchecked).
 */
export const tierShares = { very_high_risk: 0.005, high_risk: 0.05, raised_risk: 0.2 } as const;
export type TierId = keyof typeof tierShares;

/** The same shares, from the highest tier down; everybody else is in the lowest. */
export const defaultTierShares: readonly number[] = [
  tierShares.very_high_risk,
  tierShares.high_risk,
  tierShares.raised_risk,
];
/** Names of the tiers of three shares, from the highest down. */
export const needTierNames = ['Very high', 'High', 'Raised', 'Low'] as const;

/** A share of a whole number may come out a little under the whole number that it is. */
const roundingDoubt = 1e-12;

function totalOf(people: ArrayLike<number>): number {
  let total = 0;
  for (let i = people.length - 1; i >= 0; i--) total += people[i]!;
  return total;
}

/**
 * The lowest cut-off with at most `share` of everybody above it. People who tie at the cut-off stay in the lower tier, so a
 * tier may hold less than its share, and nobody where more than the share have the highest score.
 */
export function topTier({ units, people }: ScoreHistogram, share: number): TopTier {
  const total = totalOf(people);
  const most = share * total * (1 + roundingDoubt);
  let taken = 0;
  for (let i = units.length - 1; i >= 0; i--) {
    if (taken + people[i]! > most) return { above: units[i]!, people: taken };
    taken += people[i]!;
  }
  return { above: units.length === 0 ? 0 : units[0]! - 1, people: taken };
}

/**
 * Cut-offs of tiers by cumulative shares from the top, ascending as 0.5%, 5%, 20%: one cut-off a share, from the highest
 * tier down, never ascending.
 *
 * @throws RangeError for shares that are not ascending within 0 and 1
 */
export function tierCutOffs(
  histogram: ScoreHistogram,
  shares: readonly number[] = defaultTierShares,
): number[] {
  shares.forEach((share, i) => {
    if (!(share >= 0 && share <= 1 && share >= (shares[i - 1] ?? 0)))
      throw new RangeError('Shares of tiers must ascend from 0 to 1.');
  });
  return shares.map((share) => topTier(histogram, share).above);
}

/** Index of a score's tier, 0 the highest: the first cut-off that the score is strictly above, else the lowest tier. */
export function tierOf(units: number, cutOffs: readonly number[]): number {
  let tier = 0;
  while (tier < cutOffs.length && units <= cutOffs[tier]!) tier++;
  return tier;
}

/** People in each tier, from the highest down; one more tier than cut-offs. The tiers add up to the histogram. */
export function tierCounts({ units, people }: ScoreHistogram, cutOffs: readonly number[]): Float64Array {
  const counts = new Float64Array(cutOffs.length + 1);
  for (let i = 0; i < units.length; i++) counts[tierOf(units[i]!, cutOffs)]! += people[i]!;
  return counts;
}

/** The inverse of {@link topTier}: the share of everybody whose score is strictly above a cut-off; NaN of nobody. */
export function shareAbove({ units, people }: ScoreHistogram, above: number): number {
  let taken = 0;
  for (let i = 0; i < units.length; i++) if (units[i]! > above) taken += people[i]!;
  return taken / totalOf(people);
}

/** SQL for the same index (UTINYINT) over a score in whole units; NULL where there is no score. */
export function tierSql(units: string, cutOffs: readonly number[]): string {
  const whens = cutOffs.map((above, tier) => `WHEN ${units} > ${above} THEN ${tier}`);
  return `(CASE WHEN ${units} IS NULL THEN NULL ${whens.join(' ')} ELSE ${cutOffs.length} END)::UTINYINT`;
}
