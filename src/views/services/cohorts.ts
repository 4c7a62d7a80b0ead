import { provenanceOfSql } from '../../domain/measures/provenance';
import type { Cohort } from '../../domain/services/capacity';
import type { ServiceFigure, ServiceFigures } from '../../domain/services/release';
import { eligibleSql } from '../../domain/services/service';

/** The eligible people of each service in one area, as the need for staff takes them. */
export const cohortsOf = (
  figures: readonly ServiceFigures[],
  areaOf: (figures: ServiceFigures) => ServiceFigure,
): Cohort[] =>
  figures.map((each) => ({
    service: each.service.id,
    people: areaOf(each).eligible?.numerator ?? null,
  }));

/** Where it comes from who is eligible, for the foot of a figure. */
export const eligibleParts = (
  figures: readonly ServiceFigures[] | null,
  available: ReadonlySet<string>,
  manifest: Parameters<typeof provenanceOfSql>[1],
) =>
  (figures ?? [])
    .filter(({ standing }) => standing.standing !== 'not computable')
    .map(({ service }) => ({
      name: 'who is eligible',
      provenance: provenanceOfSql(eligibleSql(service, available), manifest),
    }));
