/**
 * What a measure is, as data. From one entry come its SQL over patient rows and over cells, its place in the picker,
 * its definition panel and the columns of its CSV.
 */

export type MeasureGroup =
  | 'Population'
  | 'Recorded conditions'
  | 'Multimorbidity and frailty'
  | 'Risk and use of care'
  | 'Deprivation';

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
}

/** People on the list. No interval: it is counted, not estimated. */
export interface CountMeasure extends MeasureText {
  readonly kind: 'count';
}

export type Measure = ProportionMeasure | RateMeasure | MeanMeasure | CountMeasure;

/** Cut-offs that some measures need, from the manifest. */
export interface MeasureContext {
  /** Score of `cambridge20`, in hundredths, above which a person is in the highest tier. */
  readonly highRiskAboveHundredths: number;
}
