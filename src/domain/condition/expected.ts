import type { RawCounts } from '../disclosure';
import type { Measure } from '../measures/measure';
import type { AreaFigure, MeasureFigures } from '../measures/release';
import { releaseStandardised } from '../measures/standardise';
import type { DisclosurePolicy } from '../schema';
import { notAvailable, type Estimate } from '../stats';
import { outsideScope } from './queries';

/** The answer to `expectedSql`: each area's ratio to what the system's rates by age, sex and fifth would give, ×100. */
export function releaseExpected(measure: Measure, raw: RawCounts, policy: DisclosurePolicy): MeasureFigures {
  const figures = releaseStandardised(measure, raw, {
    standard: 'age-sex-deprivation',
    level: 'network',
    policy,
  });
  return { ...figures, areas: figures.areas.filter(({ area }) => area !== outsideScope) };
}

/**
 * People recorded fewer (below 0: more) than expected: E − O with the limits of the ratio. A gap is as good a sign of a
 * healthy list as of missed diagnoses.
 */
export function gapOf({ expected, estimate, numerator }: AreaFigure): Estimate {
  if (!estimate.ok || expected === undefined || numerator === '*')
    return notAvailable(estimate.ok ? 'no number is expected' : estimate.reason);
  const gap = (ratio: number) => expected * (1 - ratio / 100);
  return {
    ok: true,
    value: gap(estimate.value),
    lower: gap(estimate.upper),
    upper: gap(estimate.lower),
    method: estimate.method,
  };
}
