import type { MeasureFigures } from '../measures/release';
import type { ShareFigure } from '../measures/release-counts';
import { sharesByArea } from '../measures/shares-by-area';
import type { AreaLine } from '../measures/under-networks';
import { cohortMeasure } from './cohort-measure';

/** A cohort's share of the people of each place against that of everybody in its scope, as charts of areas take them. */
export function placeFigures(
  lines: readonly AreaLine[],
  size: ShareFigure,
  cohort: { sentence: string; predicate: string },
): MeasureFigures {
  return sharesByArea(cohortMeasure(cohort), lines, size);
}
