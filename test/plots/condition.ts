import { releaseByAge } from '../../src/domain/condition/by-age';
import { releaseCompanions, releasePairs } from '../../src/domain/condition/together';
import { pairColumn } from '../../src/domain/condition/cells';
import { conditionIds, registerIds, type ConditionId } from '../../src/domain/conditions';
import { RawCounts } from '../../src/domain/disclosure';
import { bandCount, type DisclosurePolicy } from '../../src/domain/schema';
import { measure } from './figures';

/** Points of a register that rises with age from `first`, `people` a band and sex. */
export function ages(
  people: number,
  {
    level = 0.09,
    first = 7,
    policy = 'none',
  }: { level?: number; first?: number; policy?: DisclosurePolicy } = {},
) {
  const rows = Array.from({ length: people > 0 ? bandCount * 2 : 0 }, (_, at) => {
    const [band, sex] = [Math.floor(at / 2), 1 + (at % 2)];
    const size = Math.round(people * (1 - band / 22));
    const risen = Math.max(0, band - first) / (bandCount - first);
    return { band, sex, copd: Math.round(size * level * risen * (sex === 1 ? 1 : 0.75)), patients: size };
  });
  const raw = new RawCounts({ get: (name) => rows.map((row) => row[name as keyof (typeof rows)[number]]) });
  return releaseByAge(measure('copd'), raw, policy);
}

/** Counts of one band and sex: `together` times as many have two conditions as chance would give. */
function counts(people: number) {
  const level = (id: ConditionId) => [0.15, 0.08, 0.04, 0.02, 0.012][conditionIds.indexOf(id) % 5]!;
  const together = (a: ConditionId, b: ConditionId) =>
    [0.5, 0.8, 1, 1.3, 2, 3.4][(conditionIds.indexOf(a) + conditionIds.indexOf(b)) % 6]!;
  const columns = new Map<string, number>([['patients', people]]);
  for (const a of conditionIds) columns.set(a, Math.round(people * level(a)));
  for (const a of registerIds)
    for (const b of conditionIds)
      if (a !== b)
        columns.set(
          pairColumn(a, b),
          Math.min(
            Math.round(people * level(a) * level(b) * together(a, b)),
            columns.get(a)!,
            columns.get(b)!,
          ),
        );
  return new RawCounts({ get: (name) => [columns.get(name)!] });
}
const all = new Set<string>(conditionIds);

export const companions = (people: number, policy: DisclosurePolicy = 'none') =>
  releaseCompanions('copd', counts(people), { policy, available: all }).slice(0, 12);

export const pairs = (people: number, policy: DisclosurePolicy = 'none', ids: readonly string[] = [...all]) =>
  releasePairs(counts(people), { policy, available: new Set(ids) });
