import { cellColumnsOf } from './cells';
import type { Measure } from './measure';

/** Areas that a measure can be shown by. */
export type Level = 'network' | 'practice' | 'neighbourhood';

/** Which cells hold a level. */
export const tableOf: Readonly<Record<Level, 'practice_cells' | 'neighbourhood_cells'>> = {
  network: 'practice_cells',
  practice: 'practice_cells',
  neighbourhood: 'neighbourhood_cells',
};

export interface AreaQuery {
  measure: Measure;
  level: Level;
  /** Only this network's patients. */
  network?: number | undefined;
}

/**
 * One row an area: `area` (index in the manifest's list, INTEGER), `numerator`, `denominator`, and `squares` for rates and
 * means (DOUBLE). Neighbourhood 0 (outside or unknown) is among the rows.
 */
export function areaSql({ measure, level, network }: AreaQuery): string {
  const where = network === undefined ? '' : ` WHERE network = ${network}`;
  return `SELECT ${level}::INTEGER AS area, ${sums(measure)} FROM ${tableOf[level]}${where} GROUP BY 1 ORDER BY 1`;
}

/** Several measures at once for one level: columns `<id>`, `<id>_of`, `<id>_squares`. */
export function profileSql(measures: readonly Measure[], level: Level, network?: number): string {
  const where = network === undefined ? '' : ` WHERE network = ${network}`;
  const values = new Map<string, string>();
  for (const measure of measures) {
    const names = cellColumnsOf(measure);
    for (const name of [names.numerator, names.denominator, names.square])
      if (name !== null) values.set(name, `sum(${name})::DOUBLE AS ${name}`);
  }
  return `SELECT ${level}::INTEGER AS area, ${[...values.values()].join(', ')} FROM ${tableOf[level]}${where} GROUP BY 1 ORDER BY 1`;
}

/** People by five-year band and sex: `area` (0 for all), `band`, `sex`, `people`. */
export function pyramidSql(network?: number): string {
  const where = network === undefined ? '' : ` WHERE network = ${network}`;
  return `SELECT band::INTEGER AS band, sex::INTEGER AS sex, sum(patients)::DOUBLE AS people FROM practice_cells${where} GROUP BY 1, 2 ORDER BY 1, 2`;
}

function sums(measure: Measure): string {
  const { numerator, denominator, square } = cellColumnsOf(measure);
  const parts = [`sum(${numerator})::DOUBLE AS numerator`, `sum(${denominator})::DOUBLE AS denominator`];
  if (square !== null) parts.push(`sum(${square})::DOUBLE AS squares`);
  return parts.join(', ');
}
