import type { MeasureFigures } from '../measures/release';
import type { ShareFigure } from '../measures/release-counts';
import { sharesByArea } from '../measures/shares-by-area';
import { cohortMeasure } from './cohort-measure';
import type { PlaceLine } from './release-lines';

/** A cohort's share of the people of each place against that of everybody in its scope, as charts of areas take them. */
export function placeFigures(
  lines: readonly PlaceLine[],
  size: ShareFigure,
  cohort: { sentence: string; predicate: string },
): MeasureFigures {
  const areas = lines.map(({ place, ...share }) => ({ area: place, ...share }));
  return sharesByArea(cohortMeasure(cohort), areas, size);
}
