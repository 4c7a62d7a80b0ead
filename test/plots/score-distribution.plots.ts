import { scoreDistributionChart } from '../../src/charts/score-distribution';
import { RawCounts } from '../../src/domain/disclosure';
import { efi } from '../../src/domain/models/efi';
import { cutOffsOf } from '../../src/domain/risk/places';
import { releaseDistribution } from '../../src/domain/risk/distribution';
import type { DisclosurePolicy } from '../../src/domain/schema';
import { document } from './document';

/** So many people by score in hundredths, most of them low, in a network of a tenth of them and in the others. */
function distribution(
  people: number,
  {
    policy = 'none',
    most = 900,
    fall = 0.991,
  }: { policy?: DisclosurePolicy; most?: number; fall?: number } = {},
) {
  const rows = Array.from({ length: people > 0 ? most : 0 }, (_, units) => units).flatMap((units) =>
    [1, 0].map((network) => ({
      units,
      network,
      people: Math.round(
        people *
          (network ? 0.1 : 0.9) *
          (units === 0 ? 0.55 : 0.45 * (1 - fall) * (fall - network * 0.0015) ** units),
      ),
    })),
  );
  const raw = new RawCounts({ get: (name) => rows.map((row) => row[name as keyof (typeof rows)[number]]) });
  return {
    distribution: releaseDistribution(raw, { scope: [1], policy, one: 100 }),
    cutOffs: cutOffsOf(raw, [0.005, 0.05, 0.2]),
  };
}

const draw = (
  { distribution: made, cutOffs }: ReturnType<typeof distribution>,
  { width = 640, active = null as number | null } = {},
) =>
  scoreDistributionChart(made, { width, height: 340, one: 100, cutOffs, hasOutline: true, active, document });

export const normal = () => draw(distribution(500_000));
export const stepped = () => draw(distribution(500_000), { active: 3 });
export const narrow = () => draw(distribution(500_000), { width: 358 });
export const extreme = () => draw(distribution(500_000, { fall: 0.9 }));
export const joined = () => draw(distribution(20_000, { policy: 'hes' }));
/** Deficits of 36 of an index that has published bands. */
export const banded = (width = 640) => {
  const rows = Array.from({ length: 26 }, (_, units) =>
    [1, 0].map((network) => ({
      units,
      network,
      people: Math.round((network ? 2000 : 18_000) * (units + 1) * 0.72 ** units),
    })),
  ).flat();
  const raw = new RawCounts({ get: (name) => rows.map((row) => row[name as keyof (typeof rows)[number]]) });
  return scoreDistributionChart(releaseDistribution(raw, { scope: [1], policy: 'none', one: 36 }), {
    ...{ width, height: 340, one: 36, cutOffs: cutOffsOf(raw, [0.005, 0.05, 0.2]), bands: efi.bands! },
    ...{ hasOutline: true, document },
  });
};
export const bandedNarrow = () => banded(358);
export const empty = () => draw(distribution(0));
