import type { Dataset } from '../dataset';
import type { RawCounts } from '../domain/disclosure';

const kept = new WeakMap<Dataset, Map<string, Promise<RawCounts>>>();

/** An answer that is asked once of a dataset, as long as that is open; a failure is asked again. */
export function keptBy(dataset: Dataset, sql: string, ask: () => Promise<RawCounts>): Promise<RawCounts> {
  const answers = kept.get(dataset) ?? new Map<string, Promise<RawCounts>>();
  kept.set(dataset, answers);
  const known = answers.get(sql);
  if (known) return known;
  const asking = ask();
  answers.set(sql, asking);
  asking.catch(() => answers.delete(sql));
  return asking;
}
