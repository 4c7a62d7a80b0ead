import { conditionIds, registerIds, type RegisterId } from '../conditions';
import { cellColumnsOf, cellSums } from '../measures/cells';
import type { Measure } from '../measures/measure';
import { strataBySql } from '../measures/query';
import { hasSquares, pairColumn, quantities } from './cells';
import { inScopeSql, type Scope } from './scope';

/** People with a condition and its age base by band and sex: columns of the measure, `band`, `sex`. */
export const ageSexSql = (measure: Measure, scope: Scope): string =>
  `SELECT band::INTEGER AS band, sex::INTEGER AS sex, ${sums(measure)} FROM practice_cells WHERE ${inScopeSql(scope)} GROUP BY 1, 2 ORDER BY 1, 2`;

/** By deprivation fifth (`area`, 0 unknown), band and sex. */
export const fifthSql = (measure: Measure, scope: Scope): string =>
  strataBySql([measure], { area: 'fifth', from: 'practice_cells', where: inScopeSql(scope) });

/** By ethnic group (`area`, 0 unknown), band and sex. */
export const ethnicitySql = (measure: Measure, scope: Scope): string =>
  strataBySql([measure], { area: 'ethnicity', from: 'ethnicity_cells', where: inScopeSql(scope) });

/** Area of everybody outside the scope, who count in the expected rates and are not shown. */
export const outsideScope = -1;
/** Area of the whole scope, where it is not divided. */
export const wholeScope = 0;

/**
 * By band, sex and deprivation fifth for the whole scope or for each network or practice of it, with everybody else as
 * one more area, so that expected counts come from the whole system's rates.
 */
export function expectedSql(measure: Measure, scope: Scope, by: 'whole' | 'network' | 'practice'): string {
  const inside = by === 'whole' ? String(wholeScope) : by;
  const area =
    scope === null ? inside : `(CASE WHEN ${inScopeSql(scope)} THEN ${inside} ELSE ${outsideScope} END)`;
  return strataBySql([measure], { area, from: 'practice_cells', fifth: true });
}

/** By band and sex: everybody, people with the condition, and of both who has each other condition. */
export function togetherSql(id: RegisterId, scope: Scope, available: ReadonlySet<string>): string {
  const others = conditionIds.filter((other) => other !== id && available.has(other));
  const columns = [
    'patients',
    id,
    ...others,
    ...others.map((other) => pairColumn(id, other)),
    ...quantities
      .filter(({ column }) => available.has(column))
      .flatMap((quantity) => {
        const names = [quantity.id, ...(hasSquares(quantity) ? [`${quantity.id}_squares`] : [])];
        if (quantity.among !== 'patients') names.push(quantity.among);
        return names.flatMap((name) => [name, `${id}_${name}`]);
      }),
  ];
  return fromComorbidity(columns, scope);
}

/** By band and sex: everybody, each register, and every pair of registers. */
export function pairsSql(scope: Scope, available: ReadonlySet<string>): string {
  const ids = registerIds.filter((id) => available.has(id));
  const pairs = ids.flatMap((a, i) => ids.slice(i + 1).map((b) => pairColumn(a, b)));
  return fromComorbidity(['patients', ...ids, ...pairs], scope);
}

const fromComorbidity = (columns: readonly string[], scope: Scope): string =>
  `SELECT band::INTEGER AS band, sex::INTEGER AS sex, ${columns.map((name) => `sum(${name})::DOUBLE AS ${name}`).join(', ')} FROM comorbidity_cells WHERE ${inScopeSql(scope)} GROUP BY 1, 2 ORDER BY 1, 2`;

function sums(measure: Measure): string {
  const all = cellSums(measure);
  const { numerator, denominator } = cellColumnsOf(measure);
  return [numerator, denominator].map((name) => `${all.get(name)!} AS ${name}`).join(', ');
}
