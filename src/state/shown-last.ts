import type { Dataset } from '../dataset';
import type { ShownCohort } from '../domain/cohort/permit';

const shown = new WeakMap<Dataset, readonly ShownCohort[]>();

/**
 * Cohorts of a dataset whose sizes were on show last, on whichever view: the next one is shown only where it is not a few people
 * away from them. Known as long as the dataset is open.
 */
export const shownLast = (dataset: Dataset): readonly ShownCohort[] => shown.get(dataset) ?? [];

/** What is on show now. */
export const rememberShown = (dataset: Dataset, cohorts: readonly ShownCohort[]): void =>
  void shown.set(dataset, cohorts);
