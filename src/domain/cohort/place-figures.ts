import type { Measure } from '../measures/measure';
import { everyone } from '../measures/denominators';
import type { MeasureFigures } from '../measures/release';
import type { ShareFigure } from '../measures/release-counts';
import { compareWithBenchmark } from '../stats';
import type { PlaceLine } from './release-lines';

/** A cohort's share of the people of each place against that of everybody in its scope, as charts of areas take them. */
export function placeFigures(
  lines: readonly PlaceLine[],
  size: ShareFigure,
  { sentence, predicate }: { sentence: string; predicate: string },
): MeasureFigures {
  const measure: Measure = {
    kind: 'proportion',
    id: 'cohort',
    group: 'Population',
    name: 'Cohort',
    title: sentence,
    numeratorLabel: 'people in the cohort',
    polarity: 'neither',
    meaning: sentence,
    why: '',
    source: 'Criteria chosen on the Cohort view',
    methods: ['crude'],
    numerator: predicate,
    denominator: everyone,
    columns: [],
  };
  return shareFigures(measure, lines, size);
}

/** Shares of people by place against that of all of them, as charts of areas take them. */
export function shareFigures(
  measure: Measure,
  lines: readonly PlaceLine[],
  whole: ShareFigure,
): MeasureFigures {
  const benchmark = whole.estimate.ok ? whole.estimate.value : null;
  return {
    measure,
    of: measure,
    standard: 'crude',
    areas: lines.map(({ place, ...share }) => ({
      area: place,
      ...share,
      comparison: compareWithBenchmark(share.estimate, benchmark),
    })),
    total: { area: -1, ...whole, comparison: 'not compared' },
  };
}
