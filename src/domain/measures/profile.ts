import type { RawCounts } from '../disclosure';
import { unwrap, type NumberColumns } from '../disclosure/raw';
import type { DisclosurePolicy } from '../schema';
import { cellColumnsOf } from './cells';
import type { Measure } from './measure';
import { release, type AreaSums, type MeasureFigures } from './release';

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
export function releaseProfile(
  measures: readonly Measure[],
  raw: RawCounts,
  policy: DisclosurePolicy,
): ReadonlyMap<string, MeasureFigures> {
  const columns = unwrap(raw);
  return new Map(
    measures.map((measure) => [measure.id, release(measure, profileSums(measure, columns), policy)]),
  );
}
