/**
 * What a measure is, as data. From one entry come its SQL over patient rows and over cells, its place in the picker,
 * its definition panel and the columns of its CSV.
 */

import type { TierId } from '../models/tiers';

/** In the picker's order. */
export const measureGroups = [
  'Population',
  'Ethnic group',
  'Deprivation',
  'Recorded conditions',
  'Further conditions',
  'Multimorbidity',
  'Frailty',
  'Risk',
  'Medicines and living',
  'Use of care',
  'Care processes',
] as const;
export type MeasureGroup = (typeof measureGroups)[number];

/**
 * How areas are made comparable.
 * - `crude`: as counted.
 * - `age-sex`: directly standardised to the European Standard Population 2013; by neighbourhood and practice, where most
 *   age bands are too small for that, indirectly: observed ÷ expected × the rate of all areas together.
 * - `age-sex-ratio`: observed for 100 expected, were people of each age and sex as in all areas together.
 * - `age-sex-deprivation`: the same by age, sex and deprivation fifth.
 */
export const standards = ['crude', 'age-sex', 'age-sex-ratio', 'age-sex-deprivation'] as const;
export type Standard = (typeof standards)[number];

/** For what age does not explain, and what is age: list sizes, shares of an age group. */
export const crudeOnly: readonly Standard[] = ['crude'];
/** For what deprivation itself is part of. */
export const byAgeAndSex: readonly Standard[] = ['crude', 'age-sex', 'age-sex-ratio'];
export const everyStandard: readonly Standard[] = standards;

/** Higher is worse, better, or neither: decides colours and words, never the numbers. */
export type Polarity = 'worse' | 'better' | 'neither';

/** Who is counted: a predicate over patient rows, and a column of the cells. */
export interface Denominator {
  /** Column of the cells tables. */
  readonly column: string;
  /** Predicate over patient rows. */
  readonly sql: string;
  /** "people aged 18 and over" */
  readonly label: string;
  /** "18+", for titles; empty for all ages. */
  readonly ageBase: string;
  /** Youngest completed age that it counts, 0 for all. */
  readonly youngest: number;
}

interface MeasureText {
  readonly id: string;
  readonly group: MeasureGroup;
  /** Short, for pickers and table heads. */
  readonly name: string;
  /** Whole, for titles: "Diabetes, 17+: recorded prevalence". */
  readonly title: string;
  /** What is counted, so a sentence can say "5,930 of 48,210 people aged 17 and over". */
  readonly numeratorLabel: string;
  readonly polarity: Polarity;
  /** What it means, and why it matters. */
  readonly meaning: string;
  readonly why: string;
  readonly source: string;
  readonly denominator: Denominator;
  /** Ways of standardising that make sense of it; always with `crude`. */
  readonly methods: readonly Standard[];
  /** Columns of the patient table that it needs; a dataset without them does not offer it. */
  readonly columns: readonly string[];
}

/** A share of people. `numerator` is a predicate over patient rows. Wilson interval. */
export interface ProportionMeasure extends MeasureText {
  readonly kind: 'proportion';
  readonly numerator: string;
}

/**
 * Events per 1,000 people in a year. `numerator` is a count of events by row. Events repeat within a person, so the
 * interval takes its variance from the people having 1, 2, 3 … events.
 */
export interface RateMeasure extends MeasureText {
  readonly kind: 'rate';
  readonly numerator: string;
  readonly multiplier: number;
}

/** A mean over people. `numerator` is a whole number by row; `scale` turns it into the measure's unit. Student's t interval. */
export interface MeanMeasure extends MeasureText {
  readonly kind: 'mean';
  readonly numerator: string;
  readonly scale: number;
  readonly unit: string;
  /** How its sums follow from other columns of the cells, where one small column says what two large ones would. */
  readonly fromCells?: {
    /** The small column: people by cell for whom the predicate over patient rows holds. */
    readonly column: string;
    readonly where: string;
    /** Expressions over the columns of a cell. */
    readonly sum: string;
    readonly squares: string;
  };
}

/**
 * People of one kind for every `multiplier` of another kind (dependency ratio), or observed for every `multiplier`
 * expected. `numerator` is a predicate over patient rows that need not lie inside the denominator. Byar's interval.
 */
export interface RatioMeasure extends MeasureText {
  readonly kind: 'ratio';
  readonly numerator: string;
  readonly multiplier: number;
  readonly unit: string;
}

/** People on the list. No interval: it is counted, not estimated. */
export interface CountMeasure extends MeasureText {
  readonly kind: 'count';
}

export type Measure = ProportionMeasure | RateMeasure | MeanMeasure | RatioMeasure | CountMeasure;

/** Cut-offs that some measures need, from the manifest. */
export interface MeasureContext {
  /** Score of `cambridge20`, in hundredths, above which a person is in the tier; a tier without one is not offered. */
  readonly tierAbove: Readonly<Partial<Record<TierId, number>>>;
}
