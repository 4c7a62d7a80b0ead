import type { DisclosurePolicy } from '../schema';
import type { Measure, Standard } from './measure';
import { releaseProfile, type NumberColumns } from './profile';
import { areaSql, profileSql, strataSql, type Level } from './query';
import { release, type MeasureFigures } from './release';
import { releaseStandardised, standardOf } from './standardise';

interface Asked {
  level: Level;
  standard: Standard;
  /** Only this network's patients. */
  network?: number | undefined;
}

/** The query of one measure by area, crude or by stratum. */
export const questionOf = (measure: Measure, { level, standard, network }: Asked): string =>
  standard === 'crude'
    ? areaSql({ measure, level, network })
    : strataSql([measure], { level, network, standard });

/** Its answer through the disclosure gate. */
export const releaseAnswer = (
  measure: Measure,
  columns: NumberColumns & { readonly names: readonly string[] },
  { level, standard, policy }: Asked & { policy: DisclosurePolicy },
): MeasureFigures =>
  standard === 'crude'
    ? release(
        measure,
        {
          area: columns.get('area'),
          numerator: columns.get('numerator'),
          denominator: columns.get('denominator'),
          squares: columns.names.includes('squares') ? columns.get('squares') : undefined,
        },
        policy,
      )
    : releaseStandardised(measure, columns, { standard, level, policy });

/** The query of several measures by area: with a standard, those that it makes no sense of come crude from its strata. */
export const profileQuestion = (measures: readonly Measure[], { level, standard, network }: Asked): string =>
  standard === 'crude'
    ? profileSql(measures, level, network)
    : strataSql(measures, { level, network, standard });

/** Its answer through the disclosure gate, by measure id. */
export const releaseProfileAnswer = (
  measures: readonly Measure[],
  columns: NumberColumns,
  { level, standard, policy }: Asked & { policy: DisclosurePolicy },
): ReadonlyMap<string, MeasureFigures> =>
  standard === 'crude'
    ? releaseProfile(measures, columns, policy)
    : new Map(
        measures.map((measure) => [
          measure.id,
          releaseStandardised(measure, columns, {
            standard: standardOf(measure, standard),
            level,
            policy,
          }),
        ]),
      );
