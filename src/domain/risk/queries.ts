import { inScopeSql, type Scope } from '../condition/scope';
import { longTermConditions } from '../conditions';
import { flagCountSql } from '../models/first-match';
import { amountsTold, amountSums } from './amounts';

/** A column of the answers: whether the people are of the scope (1) or of the rest of the population (0). */
export const insideColumn = 'inside';

/** Who the ranks are taken among, and which of them are looked at. */
export interface Ranked {
  /** Networks of the population; null for every row that is loaded. */
  readonly population: Scope;
  readonly scope: Scope;
}

/**
 * Everybody who has a score, by the score in whole units: `units` (ascending), `inside`, `people`, the sums of
 * {@link amountSums} and `conditions` (long-term conditions of these people, added up). From it come the tiers at any
 * cut-offs, the distribution and the curves.
 */
export const byScoreSql = (units: string, ranked: Ranked, available: ReadonlySet<string>): string =>
  grouped('units', units, ranked, available);

/** Everybody by segment, with the same columns: `segment`, `inside`, `people` … */
export const bySegmentSql = (segment: string, ranked: Ranked, available: ReadonlySet<string>): string =>
  grouped('segment', segment, ranked, available);

function grouped(
  name: string,
  key: string,
  { population, scope }: Ranked,
  available: ReadonlySet<string>,
): string {
  const told = amountsTold(available);
  const conditions = longTermConditions.filter((id) => available.has(id));
  const read = [
    `(${key})::INTEGER AS ${name}`,
    `(${inScopeSql(scope)})::INTEGER AS ${insideColumn}`,
    ...told.map(({ column }) => column),
    `${conditions.length > 0 ? flagCountSql(conditions) : '0'}::DOUBLE AS conditions`,
  ];
  const values = ['count(*)::DOUBLE AS people', ...amountSums(told), 'sum(conditions)::DOUBLE AS conditions'];
  return `SELECT ${name}, ${insideColumn}, ${values.join(', ')} FROM (SELECT ${read.join(', ')} FROM patients WHERE ${inScopeSql(population)}) WHERE ${name} IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`;
}
