import { disclose, RawCounts, refusal, suppressed } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import { isFew } from '../disclosure/disclose';
import { shareOf, type ShareFigure } from '../measures/release-counts';
import type { DisclosurePolicy } from '../schema';
import { partsBesideTotal, type Released } from './permit';

/** Two cohorts of one scope. */
export interface Overlap {
  /** In both, of the first; and of the second. */
  ofA: ShareFigure;
  ofB: ShareFigure;
  /** In one and not the other, and in neither, of the scope. */
  aOnly: ShareFigure;
  bOnly: ShareFigure;
  neither: ShareFigure;
}

/** The answer to `overlapSql` of the same two cohorts named the other way round. */
export function turned(answer: RawCounts): RawCounts {
  const names: Readonly<Record<string, string>> = { a_only: 'b_only', b_only: 'a_only' };
  return new RawCounts({ get: (name) => unwrap(answer).get(names[name] ?? name) });
}

/**
 * The answer to `overlapSql` through the disclosure gate. Refused where any of the four is 1 to 7 people, since both
 * cohorts and their scope are on show beside it.
 */
export function releaseOverlap(answer: RawCounts, policy: DisclosurePolicy): Released<{ overlap: Overlap }> {
  const columns = unwrap(answer);
  const counts = ['a_and_b', 'a_only', 'b_only', 'neither'].map((name) => columns.get(name)[0]!);
  const [both, aOnly, bOnly] = counts as [number, number, number];
  const total = counts.reduce((sum, count) => sum + count, 0);
  const sets = [...counts, both + aOnly, both + bOnly, aOnly + bOnly];
  const shown = partsBesideTotal(counts, policy);
  if (policy !== 'none' && (sets.some(isFew) || shown.includes(suppressed))) return { ok: false, refusal };
  const within = (part: number, people: number) => shareOf(shown[part]!, disclose(people, policy));
  return {
    ok: true,
    overlap: {
      ofA: within(0, both + aOnly),
      ofB: within(0, both + bOnly),
      aOnly: within(1, total),
      bOnly: within(2, total),
      neither: within(3, total),
    },
  };
}
