import type { DisclosurePolicy } from '../schema';
import { cellColumnsOf } from './cells';
import type { Measure } from './measure';
import { release, type AreaSums, type MeasureFigures } from './release';

/** Columns of a result, by name. */
export interface NumberColumns {
  get(name: string): ArrayLike<number>;
}

/** One measure's sums out of the answer to `profileSql`. */
export function profileSums(measure: Measure, columns: NumberColumns): AreaSums {
  const { numerator, denominator, square } = cellColumnsOf(measure);
  return {
    area: columns.get('area'),
    numerator: columns.get(numerator),
    denominator: columns.get(denominator),
    squares: square === null ? undefined : columns.get(square),
  };
}

/** Every measure of an answer to `profileSql`, through the disclosure gate, by measure id. */
export const releaseProfile = (
  measures: readonly Measure[],
  columns: NumberColumns,
  policy: DisclosurePolicy,
): ReadonlyMap<string, MeasureFigures> =>
  new Map(measures.map((measure) => [measure.id, release(measure, profileSums(measure, columns), policy)]));
