import { everybody, type Clause } from '../../domain/cohort/cohort';
import { withClause } from '../../domain/cohort/edit';
import { formatCohort } from '../../domain/cohort/format';
import type { AtRisk } from './at-risk.svelte';

/** The people looked at who meet a criterion, too, as a cohort in the grammar of links. */
export function narrowed({ cohort }: AtRisk, clause: Clause): string {
  const { fields } = cohort.meaning;
  return formatCohort(withClause(cohort.cohort ?? everybody, clause, fields), fields);
}
