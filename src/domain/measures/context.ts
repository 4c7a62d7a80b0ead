import type { Manifest } from '../schema';
import type { TierId } from '../models/tiers';
import type { MeasureContext } from './measure';

/** The cut-offs that a dataset's measures use. */
export function contextOf({ tiers }: Pick<Manifest, 'tiers'>): MeasureContext {
  const tierAbove: Partial<Record<TierId, number>> = {};
  for (const id of Object.keys(tiers) as TierId[]) {
    const tier = tiers[id];
    if (tier !== undefined) tierAbove[id] = tier.aboveHundredths;
  }
  return { tierAbove };
}
