import type { Cohort } from '../../domain/services/capacity';
import type { ServiceFigure, ServiceFigures } from '../../domain/services/release';

/** The eligible people of each service in one area, as the need for staff takes them. */
export const cohortsOf = (
  figures: readonly ServiceFigures[],
  areaOf: (figures: ServiceFigures) => ServiceFigure,
): Cohort[] =>
  figures.map((each) => ({
    service: each.service.id,
    people: areaOf(each).eligible?.numerator ?? null,
  }));
