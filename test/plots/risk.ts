import type { BesideRow } from '../../src/charts/shares-beside';
import { RawCounts } from '../../src/domain/disclosure';
import { segmentSchemes } from '../../src/domain/models/segments';
import { releaseConcentrated } from '../../src/domain/risk/concentrated';
import { releaseSegments } from '../../src/domain/risk/groups';
import type { DisclosurePolicy } from '../../src/domain/schema';

const available = new Set(['em_adm', 'gp_contacts']);
const scheme = segmentSchemes[0]!;
/** Shares of people by segment, about. */
const levels = [0.006, 0.012, 0.011, 0.006, 0.012, 0, 0.32, 0.633];

/** Segments of so many people, among ten times as many. */
export function segmentRows(people: number, policy: DisclosurePolicy = 'none'): BesideRow[] {
  const rows = scheme.segments.flatMap((_, segment) =>
    [1, 0].map((network) => {
      const tilt = 1 + 0.2 * ((segment % 3) - 1) * network;
      const count = Math.round(people * (levels[segment] ?? 0) * (network ? tilt : 9));
      return { segment, network, people: count, em_adm: count, gp_contacts: 4 * count };
    }),
  );
  const raw = new RawCounts({
    get: (name) => rows.map((row) => (row as Record<string, number>)[name.replace('_squares', '')]!),
  });
  const { groups } = releaseSegments(raw, scheme.segments.length, { scope: [1], policy, available });
  return groups.map(({ index, inside, everybody }) => ({
    label: scheme.segments[index]!.name,
    own: inside.share,
    other: everybody.share,
  }));
}

/** Scores of so many people, those of the high ones with more of everything; `steep`: nearly all with few people. */
export function concentrated(
  people: number,
  { steep = 1, policy = 'none' }: { steep?: number; policy?: DisclosurePolicy } = {},
) {
  const rows = Array.from({ length: people > 0 ? 60 : 0 }, (_, units) => {
    const count = Math.round(people * 0.08 * 0.92 ** units);
    return {
      units,
      network: 1,
      people: count,
      em_adm: Math.round(count * 0.02 * (1 + units) ** steep),
      gp_contacts: Math.round(count * (3 + units / 4)),
      conditions: Math.round((count * units) / 8),
    };
  });
  const raw = new RawCounts({ get: (name) => rows.map((row) => row[name as keyof (typeof rows)[number]]) });
  return releaseConcentrated(raw, { scope: [1], policy, available }).curves;
}
