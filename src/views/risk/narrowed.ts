import { everybody, type Clause } from '../../domain/cohort/cohort';
import { withClause } from '../../domain/cohort/edit';
import { formatCohort } from '../../domain/cohort/format';
import type { AtRisk } from './at-risk.svelte';

/** The people looked at who meet these criteria, too, as a cohort in the grammar of links. */
export function narrowed({ cohort }: AtRisk, clauses: readonly Clause[]): string {
  const { fields } = cohort.meaning;
  return formatCohort(
    clauses.reduce((so, clause) => withClause(so, clause, fields), cohort.cohort ?? everybody),
    fields,
  );
}
