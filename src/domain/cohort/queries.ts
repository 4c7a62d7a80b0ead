import { inScopeSql, type Scope } from '../condition/scope';
import { makeUpAggregates, makeUpReads } from './make-up';
import { alsoName } from './permit';
import type { PlaceLevel } from './field';

/** Rows that a figure counts. */
export interface Selected {
  /** What stands behind FROM. */
  readonly from: string;
  /** Predicate over its rows. */
  readonly where: string;
}

/** People of a scope for whom a predicate ({@link cohortSql}) holds; it is evaluated again by each query. */
export const selected = (predicate: string, scope: Scope): Selected => ({
  from: 'patients',
  where: scope === null ? predicate : `(${predicate}) AND ${inScopeSql(scope)}`,
});

/**
 * Everybody of the scope who is not in a cohort, whose answers `less` takes from those of everybody: for a cohort of
 * more than half of them it is the shorter way to its make-up.
 */
export const restOf = (predicate: string, scope: Scope): Selected => selected(`NOT (${predicate})`, scope);

/** A column for each predicate: how many of the people of a row are of it besides, as `also_0` and so on. */
const alsoSql = (predicates: readonly string[]): string =>
  predicates.map((sql, i) => `, coalesce(count_if(${sql}), 0)::DOUBLE AS ${alsoName(i)}`).join('');

/** How many: `people`; and how many of them are of each of other `predicates`, for `besideLast` to read. */
export const sizeSql = ({ from, where }: Selected, predicates: readonly string[] = []): string =>
  `SELECT count(*)::DOUBLE AS people${alsoSql(predicates)} FROM ${from} WHERE ${where}`;

/**
 * Everything about people but where they are and their {@link groupsSql}, in one pass: a row an `age` and `sex` with `people`
 * and what `madeUp` reads. Ages let each register be counted in its own age base. Besides as {@link sizeSql}.
 */
export function makeUpSql(
  { from, where }: Selected,
  available: ReadonlySet<string>,
  predicates: readonly string[] = [],
): string {
  const also = predicates.map((sql, i) => `(${sql}) AS is_${alsoName(i)}`);
  const reads = ['age', 'sex', ...makeUpReads(available), ...also].join(', ');
  const counts = `${makeUpAggregates(available).join(', ')}${alsoSql(predicates.map((_, i) => `is_${alsoName(i)}`))}`;
  // Grouped by the columns as they are stored: DuckDB then knows how few groups there can be, and counts without hashing.
  return `SELECT age::INTEGER AS age, sex::INTEGER AS sex, ${counts} FROM (SELECT ${reads} FROM ${from} WHERE ${where}) AS rows GROUP BY rows.age, rows.sex ORDER BY 1, 2`;
}

/**
 * By deprivation decile and ethnic group: `imd`, `ethnicity` (0 unknown, and where the rows have none) and `people`. A query of
 * its own: counted with the rest of the make-up, these groups take several times as long.
 */
export function groupsSql({ from, where }: Selected, available: ReadonlySet<string>): string {
  const keys = ['imd', 'ethnicity'].filter((name) => available.has(name));
  const values = ['imd', 'ethnicity'].map((name) =>
    keys.includes(name) ? `patients.${name}::INTEGER AS ${name}` : `0::INTEGER AS ${name}`,
  );
  const groups = keys.map((name) => `patients.${name}`).join(', ');
  return `SELECT ${values.join(', ')}, count(*)::DOUBLE AS people FROM ${from} WHERE ${where} GROUP BY ${groups} ORDER BY 1, 2`;
}

/** By place: `place` (index in the manifest's list, neighbourhood 0 is outside or unknown) and `people`. */
export const byPlaceSql = ({ from, where }: Selected, level: PlaceLevel): string =>
  `SELECT patients.${level}::INTEGER AS place, count(*)::DOUBLE AS people FROM ${from} WHERE ${where} GROUP BY patients.${level} ORDER BY 1`;

/** Everybody of the scope by place as {@link byPlaceSql} counts them, and those of a cohort in one pass: `in_cohort`. */
export const amongPlacesSql = (predicate: string, scope: Scope, level: PlaceLevel): string =>
  `SELECT patients.${level}::INTEGER AS place, count(*)::DOUBLE AS people, coalesce(count_if(${predicate}), 0)::DOUBLE AS in_cohort FROM patients WHERE ${inScopeSql(scope)} GROUP BY patients.${level} ORDER BY 1`;

/**
 * Two cohorts of one scope: one row with people in `a_and_b`, `a_only`, `b_only` and `neither`. Told by three counts, each made
 * once: predicates of both are dearer.
 */
export function overlapSql(a: string, b: string, scope: Scope): string {
  const people = (predicate: string) => `coalesce(count_if(${predicate}), 0)`;
  const [inA, inB, both] = [people('in_a'), people('in_b'), people('in_a AND in_b')];
  const counts = [
    ['a_and_b', both],
    ['a_only', `${inA} - ${both}`],
    ['b_only', `${inB} - ${both}`],
    ['neither', `count(*) - ${inA} - ${inB} + ${both}`],
  ].map(([name, sql]) => `(${sql!})::DOUBLE AS ${name!}`);
  return `SELECT ${counts.join(', ')} FROM (SELECT (${a}) AS in_a, (${b}) AS in_b FROM patients WHERE ${inScopeSql(scope)})`;
}
