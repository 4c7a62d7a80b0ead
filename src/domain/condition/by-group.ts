import type { RawCounts } from '../disclosure';
import type { Measure, Standard } from '../measures/measure';
import type { MeasureFigures } from '../measures/release';
import { releaseStandardised, standardOf } from '../measures/standardise';
import type { DisclosurePolicy } from '../schema';
import { notAvailable, simulatedInequality, type Estimate } from '../stats';

/** Within fifths deprivation is what is compared, so what is expected allows for age and sex alone. */
export const standardWithin = (measure: Measure, asked: Standard): Standard =>
  standardOf(measure, asked === 'age-sex-deprivation' ? 'age-sex-ratio' : asked);

/** The answer to `fifthSql` or `ethnicitySql`: one area a group, compared with all of them together. */
export const releaseGroups = (
  measure: Measure,
  answer: RawCounts,
  { standard, policy }: { standard: Standard; policy: DisclosurePolicy },
): MeasureFigures =>
  releaseStandardised(measure, answer, {
    standard: standardWithin(measure, standard),
    level: 'network',
    policy,
  });

/** Slope (in the measure's unit, from most to least deprived) and relative index over the five known fifths. */
export function inequalityOf({ areas }: MeasureFigures): { sii: Estimate; rii: Estimate } {
  const fifths = areas.filter(({ area }) => area >= 1 && area <= 5).sort((a, b) => a.area - b.area);
  const groups = fifths.flatMap(({ denominator, estimate }) =>
    estimate.ok && denominator !== '*'
      ? [{ population: denominator, value: estimate.value, lower: estimate.lower, upper: estimate.upper }]
      : [],
  );
  if (groups.length < 5) {
    const missing = notAvailable('not every fifth has enough people to show');
    return { sii: missing, rii: missing };
  }
  return simulatedInequality(groups, { seed: 1 });
}
