import type { CohortName } from '../../charts/make-up';
import type { About, CohortFront } from './asked.svelte';

export const cohortName = (
  { area, text, sentence, beside }: About & { readonly beside: About | null },
  date: string,
): CohortName => ({ area, text, sentence, date, beside });

/** What the two marks of a figure are of. */
export const legendOf = ({ area, sentence, beside }: CohortFront): { own: string; other: string } =>
  beside === null
    ? { own: 'The cohort', other: `Everybody in ${area.name}` }
    : { own: `First: ${sentence}`, other: `Second: ${beside.sentence}` };
