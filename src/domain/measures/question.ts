import type { RawCounts } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import type { DisclosurePolicy } from '../schema';
import { cellColumnsOf } from './cells';
import type { Measure, Standard } from './measure';
import { releaseProfile } from './profile';
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
export function releaseAnswer(
  measure: Measure,
  raw: RawCounts,
  { level, standard, policy }: Asked & { policy: DisclosurePolicy },
): MeasureFigures {
  if (standard !== 'crude') return releaseStandardised(measure, raw, { standard, level, policy });
  const columns = unwrap(raw);
  const sums = {
    area: columns.get('area'),
    numerator: columns.get('numerator'),
    denominator: columns.get('denominator'),
    squares: cellColumnsOf(measure).square === null ? undefined : columns.get('squares'),
  };
  return release(measure, sums, policy);
}

/** The query of several measures by area: with a standard, those that it makes no sense of come crude from its strata. */
export const profileQuestion = (measures: readonly Measure[], { level, standard, network }: Asked): string =>
  standard === 'crude'
    ? profileSql(measures, level, network)
    : strataSql(measures, { level, network, standard });

/** Its answer through the disclosure gate, by measure id. */
export const releaseProfileAnswer = (
  measures: readonly Measure[],
  raw: RawCounts,
  { level, standard, policy }: Asked & { policy: DisclosurePolicy },
): ReadonlyMap<string, MeasureFigures> =>
  standard === 'crude'
    ? releaseProfile(measures, raw, policy)
    : new Map(
        measures.map((measure) => [
          measure.id,
          releaseStandardised(measure, raw, {
            standard: standardOf(measure, standard),
            level,
            policy,
          }),
        ]),
      );
