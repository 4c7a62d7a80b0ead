import { cellColumnsOf, cellSums } from './cells';
import type { Measure, Standard } from './measure';

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
  return `SELECT ${level}::INTEGER AS area, ${sumsOf(measures)} FROM ${tableOf[level]}${where} GROUP BY 1 ORDER BY 1`;
}

/**
 * The same columns by stratum, for standardisation: one row an `area`, `band` and `sex`, and `fifth` when the standard is by
 * deprivation too.
 */
export function strataSql(
  measures: readonly Measure[],
  { level, network, standard }: { level: Level; network?: number | undefined; standard: Standard },
): string {
  return strataBySql(measures, {
    area: level,
    from: tableOf[level],
    ...(network !== undefined && { where: `network = ${network}` }),
    fifth: standard === 'age-sex-deprivation',
  });
}

/** The same for any grouping of cells: `area` is an expression over a table's columns, `where` a predicate. */
export function strataBySql(
  measures: readonly Measure[],
  { area, from, where, fifth = false }: { area: string; from: string; where?: string; fifth?: boolean },
): string {
  const keys = ['band', 'sex', ...(fifth ? ['fifth'] : [])];
  const places = keys.map((_, i) => i + 2).join(', ');
  const rows = where === undefined ? from : `${from} WHERE ${where}`;
  return `SELECT ${area}::INTEGER AS area, ${keys.map((key) => `${key}::INTEGER AS ${key}`).join(', ')}, ${sumsOf(measures)} FROM ${rows} GROUP BY 1, ${places} ORDER BY 1, ${places}`;
}

/** People by five-year band and sex: `area` (0 for all), `band`, `sex`, `people`. */
export function pyramidSql(network?: number): string {
  const where = network === undefined ? '' : ` WHERE network = ${network}`;
  return `SELECT band::INTEGER AS band, sex::INTEGER AS sex, sum(patients)::DOUBLE AS people FROM practice_cells${where} GROUP BY 1, 2 ORDER BY 1, 2`;
}

/** Every sum that the measures read, each once. */
function sumsOf(measures: readonly Measure[]): string {
  const sums = new Map(measures.flatMap((measure) => [...cellSums(measure)]));
  return [...sums].map(([name, sum]) => `${sum} AS ${name}`).join(', ');
}

function sums(measure: Measure): string {
  const { numerator, denominator, square } = cellColumnsOf(measure);
  const sums = cellSums(measure);
  const parts = [`${sums.get(numerator)!} AS numerator`, `${sums.get(denominator)!} AS denominator`];
  if (square !== null) parts.push(`${sums.get(square)!} AS squares`);
  return parts.join(', ');
}
