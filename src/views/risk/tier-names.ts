import { needTierNames } from '../../domain/models/tiers';

export interface TierName {
  id: string;
  name: string;
  /** "top 0.5%", "0.5% to 5%" … */
  reach: string;
}

/** Need tiers that end at these cumulative shares from the top, 0–1, from the highest down. */
export const tierNames = (shares: readonly number[]): TierName[] =>
  needTierNames.map((name, tier) => ({
    id: name.toLowerCase().replace(' ', '_'),
    name,
    reach: reach(shares, tier),
  }));

const percent = (share: number) => `${Math.round(share * 1000) / 10}%`;

function reach(shares: readonly number[], tier: number): string {
  const from = shares[tier - 1];
  const to = shares[tier];
  if (from === undefined) return `top ${percent(to!)}`;
  return to === undefined ? 'the rest' : `${percent(from)} to ${percent(to)}`;
}
