import { selected } from '../cohort/queries';
import type { Scope } from '../condition/scope';
import { longTermConditions } from '../conditions';
import { flagCountSql } from '../models/first-match';
import { amountsTold, amountSums } from './amounts';

/**
 * Everybody of a population who has a score, by the score in whole units and by network: `units` (ascending), `network`,
 * `people`, the sums of {@link amountSums} and `conditions` (long-term conditions of these people, added up). From it come the
 * tiers at any cut-offs, the distribution and the curves of any networks: whoever is looked at, it is asked once. With the
 * predicate of a cohort it is of the cohort's people, whose tiers need everybody's answer, too.
 */
export const byScoreSql = (
  units: string,
  population: Scope,
  available: ReadonlySet<string>,
  cohort = 'TRUE',
): string => grouped('units', units, { population, available, cohort });

/** Everybody, or a cohort, by segment and network, with the same columns: `segment`, `network`, `people` … */
export const bySegmentSql = (
  segment: string,
  population: Scope,
  available: ReadonlySet<string>,
  cohort = 'TRUE',
): string => grouped('segment', segment, { population, available, cohort });

function grouped(
  name: string,
  key: string,
  { population, available, cohort }: { population: Scope; available: ReadonlySet<string>; cohort: string },
): string {
  const told = amountsTold(available);
  const conditions = longTermConditions.filter((id) => available.has(id));
  const read = [
    `(${key})::INTEGER AS ${name}`,
    'network',
    ...told.map(({ column }) => column),
    `${conditions.length > 0 ? flagCountSql(conditions) : '0'}::DOUBLE AS conditions`,
  ];
  const values = ['count(*)::DOUBLE AS people', ...amountSums(told), 'sum(conditions)::DOUBLE AS conditions'];
  return `SELECT ${name}, network::INTEGER AS network, ${values.join(', ')} FROM (SELECT ${read.join(', ')} FROM patients WHERE ${selected(cohort, population).where}) WHERE ${name} IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`;
}
