import type { CohortName } from '../../charts/make-up';
import type { About } from './asked.svelte';

export const cohortName = ({ area, text, sentence }: About, date: string): CohortName => ({
  area,
  text,
  sentence,
  date,
});
