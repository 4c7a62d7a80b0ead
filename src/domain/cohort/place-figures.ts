import type { ProportionMeasure } from '../measures/measure';
import { everyone } from '../measures/denominators';
import type { MeasureFigures } from '../measures/release';
import type { ShareFigure } from '../measures/release-counts';
import { sharesByArea } from '../measures/shares-by-area';
import type { PlaceLine } from './release-lines';

/** A cohort's share of the people of each place against that of everybody in its scope, as charts of areas take them. */
export function placeFigures(
  lines: readonly PlaceLine[],
  size: ShareFigure,
  { sentence, predicate }: { sentence: string; predicate: string },
): MeasureFigures {
  const measure: ProportionMeasure = {
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
  const areas = lines.map(({ place, ...share }) => ({ area: place, ...share }));
  return sharesByArea(measure, areas, size);
}
