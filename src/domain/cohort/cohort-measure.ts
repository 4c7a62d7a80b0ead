import { everyone } from '../measures/denominators';
import type { ProportionMeasure } from '../measures/measure';

/** A measure's id, and what stands for it in scenarios. */
export const cohortId = 'cohort';

/** People of a cohort as a share of everybody, for what takes measures: charts of areas, and what is carried forward. */
export const cohortMeasure = ({
  sentence,
  predicate,
}: {
  sentence: string;
  predicate: string;
}): ProportionMeasure => ({
  kind: 'proportion',
  id: cohortId,
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
});
