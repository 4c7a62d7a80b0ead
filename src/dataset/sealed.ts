import { RawCount } from '../domain/disclosure';
import type { Manifest, Neighbourhoods } from '../domain/schema';

type WithRaw<T, Name extends keyof T> = Omit<T, Name> & Readonly<Record<Name, RawCount>>;
type Tiers = Manifest['tiers'];

/**
 * A manifest whose counts of people can only be shown through the gate, and without its policy: what the page shows by
 * stands in the page state.
 */
export interface SealedManifest extends Omit<
  Manifest,
  'disclosure' | 'patients' | 'networks' | 'practices' | 'tiers' | 'notes'
> {
  readonly patients: RawCount;
  readonly networks: readonly WithRaw<Manifest['networks'][number], 'rows'>[];
  readonly practices: readonly WithRaw<Manifest['practices'][number], 'rows'>[];
  readonly tiers: { readonly [Id in keyof Tiers]: WithRaw<NonNullable<Tiers[Id]>, 'people'> };
  readonly notes: readonly (Omit<Manifest['notes'][number], 'patients'> & { readonly patients?: RawCount })[];
}

/** Neighbourhoods without how many people live in each. */
export type NeighbourhoodNames = Omit<Neighbourhoods, 'patients'>;

export function sealed({ disclosure: _, ...manifest }: Manifest): SealedManifest {
  const withRows = <T extends { rows: number }>(entry: T) => ({ ...entry, rows: new RawCount(entry.rows) });
  const tiers = Object.entries(manifest.tiers).map(([id, tier]) => [
    id,
    { ...tier, people: new RawCount(tier.people) },
  ]);
  return {
    ...manifest,
    patients: new RawCount(manifest.patients),
    networks: manifest.networks.map(withRows),
    practices: manifest.practices.map(withRows),
    tiers: Object.fromEntries(tiers) as SealedManifest['tiers'],
    notes: manifest.notes.map(({ patients, ...note }) => ({
      ...note,
      ...(patients === undefined ? {} : { patients: new RawCount(patients) }),
    })),
  };
}
