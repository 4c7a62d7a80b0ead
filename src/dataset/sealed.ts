import { RawCount, RawCounts } from '../domain/disclosure';
import type { EarlierList, Manifest, Neighbourhoods } from '../domain/schema';

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

/** Lists of five years before, whose counts can only be shown through the gate: columns `network`, `sex`, `band`, `people`. */
export interface SealedEarlierList extends Omit<EarlierList, 'male' | 'female'> {
  readonly people: RawCounts;
}

export function sealedEarlierList({
  date,
  provenance,
  source,
  network,
  male,
  female,
}: EarlierList): SealedEarlierList {
  const rows = network.flatMap((index, i) =>
    [male[i]!, female[i]!].flatMap((counts, sex) =>
      counts.map((people, band) => ({ network: index, sex: sex + 1, band, people })),
    ),
  );
  const columns = new Map(
    (['network', 'sex', 'band', 'people'] as const).map((name) => [
      name as string,
      rows.map((row) => row[name]),
    ]),
  );
  return { date, provenance, source, network, people: new RawCounts({ get: (name) => columns.get(name)! }) };
}
