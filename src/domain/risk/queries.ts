import { inScopeSql, type Scope } from '../condition/scope';
import { longTermConditions } from '../conditions';
import { flagCountSql } from '../models/first-match';
import { amountsTold, amountSums } from './amounts';

/**
 * Everybody of a population who has a score, by the score in whole units and by network: `units` (ascending), `network`,
 * `people`, the sums of {@link amountSums} and `conditions` (long-term conditions of these people, added up). From it come the
 * tiers at any cut-offs, the distribution and the curves of any networks: whoever is looked at, it is asked once.
 */
export const byScoreSql = (units: string, population: Scope, available: ReadonlySet<string>): string =>
  grouped('units', units, population, available);

/** Everybody by segment and network, with the same columns: `segment`, `network`, `people` … */
export const bySegmentSql = (segment: string, population: Scope, available: ReadonlySet<string>): string =>
  grouped('segment', segment, population, available);

function grouped(name: string, key: string, population: Scope, available: ReadonlySet<string>): string {
  const told = amountsTold(available);
  const conditions = longTermConditions.filter((id) => available.has(id));
  const read = [
    `(${key})::INTEGER AS ${name}`,
    'network',
    ...told.map(({ column }) => column),
    `${conditions.length > 0 ? flagCountSql(conditions) : '0'}::DOUBLE AS conditions`,
  ];
  const values = ['count(*)::DOUBLE AS people', ...amountSums(told), 'sum(conditions)::DOUBLE AS conditions'];
  return `SELECT ${name}, network::INTEGER AS network, ${values.join(', ')} FROM (SELECT ${read.join(', ')} FROM patients WHERE ${inScopeSql(population)}) WHERE ${name} IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`;
}
