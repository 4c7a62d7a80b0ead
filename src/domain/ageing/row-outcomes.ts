import type { Scope } from '../condition/scope';
import { inScopeSql } from '../condition/scope';
import type { RawCounts } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import { cellsSql } from '../measures/cells';
import { assertOf, type InCohort } from '../risk/within';
import type { DisclosurePolicy } from '../schema';
import { placesOf, releaseOutcome, type OutcomeToday } from './outcome-today';

/** People for whom a predicate over patient rows is true: a service's, or a cohort's. */
export interface RowOutcome {
  readonly id: string;
  readonly numerator: string;
}

/**
 * One pass over patient rows: by `network`, `band`, `sex` and `fifth`, as cells are, `people` and a column an outcome by its id
 * (DOUBLE). Rows of which a predicate is NULL are in none.
 */
export function rowOutcomesSql(outcomes: readonly RowOutcome[], scope: Scope): string {
  const flags = outcomes.map(({ id, numerator }) => `(${numerator}) AS in_${id}`);
  const counts = outcomes.map(({ id }) => ({
    name: id,
    type: 'DOUBLE' as const,
    // NULL where it is for everybody counted.
    sql: `coalesce(count_if(in_${id}), 0)`,
  }));
  return cellsSql(
    ['network', 'band', 'sex', 'fifth'],
    [{ name: 'people', type: 'DOUBLE', sql: 'count(*)' }, ...counts],
    `(SELECT ${['*', ...flags].join(', ')} FROM patients WHERE ${inScopeSql(scope)})`,
  );
}

interface Asked {
  readonly outcomes: readonly Pick<RowOutcome, 'id'>[];
  /** Networks of the dataset. */
  readonly networks: number;
  /** Networks that were asked of. */
  readonly among: Scope;
  readonly policy: DisclosurePolicy;
}

/** The answer to `rowOutcomesSql` through the disclosure gate, as what is carried forward by the ids. */
export function releaseRowOutcomes(
  answer: RawCounts,
  { outcomes, networks, among, policy }: Asked,
): Map<string, OutcomeToday> {
  const rows = unwrap(answer);
  const [places, people] = [placesOf(rows), rows.get('people')];
  return new Map(
    outcomes.map(({ id }) => [
      id,
      { ...releaseOutcome(places, { cases: rows.get(id), people }, networks, policy), among },
    ]),
  );
}

/**
 * The same of a cohort, which is shown only by the permit for the people looked at.
 *
 * @throws when the permit is for another cohort than the answer
 */
export function releaseCohortToday(
  answer: RawCounts,
  {
    permit,
    scope,
    outcome,
    ...asked
  }: Omit<Asked, 'outcomes'> & {
    permit: InCohort['permit'];
    scope: Scope;
    outcome: Pick<RowOutcome, 'id'>;
  },
): OutcomeToday {
  const rows = unwrap(answer);
  const [network, cases] = [rows.get('network'), rows.get(outcome.id)];
  const isLooked = (row: number) => scope === null || scope.includes(network[row]!);
  let people = 0;
  for (let row = 0; row < network.length; row++) if (isLooked(row)) people += cases[row]!;
  assertOf({ answer, permit }, people);
  return releaseRowOutcomes(answer, { ...asked, outcomes: [outcome] }).get(outcome.id)!;
}
