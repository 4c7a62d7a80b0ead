import { overlapChart } from '../../src/charts/overlap-bars';
import { releaseOverlap } from '../../src/domain/cohort/release-overlap';
import { RawCounts } from '../../src/domain/disclosure';
import { document } from './document';

/** People in both, only in the first, only in the second. */
const draw = (
  [both, first, second]: readonly [number, number, number],
  { width = 560, active = null as number | null } = {},
) => {
  const counts: Record<string, number> = { a_and_b: both, a_only: first, b_only: second, neither: 50_000 };
  const released = releaseOverlap(new RawCounts({ get: (name) => [counts[name]!] }), 'hes');
  if (!released.ok) throw new Error(released.refusal);
  return overlapChart(released.overlap, { width, active, document });
};

export const normal = () => draw([400, 1200, 900]);
export const stepped = () => draw([400, 1200, 900], { active: 0 });
export const narrow = () => draw([400, 1200, 900], { width: 358 });
export const within = () => draw([400, 0, 9000]);
export const apart = () => draw([0, 600, 300]);
export const same = () => draw([600, 0, 0]);
export const thin = () => draw([10, 20_000, 15]);
