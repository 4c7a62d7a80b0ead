import { unitsOf, unitsOfOne } from '../models/model';
import { modelStanding, scoreColumns, unitsSql, type ScoreModel } from '../models/registry';
import type { FieldGroup, RangeField, Words } from './field';

/** "65 to 84", "10 or more", "up to 4", "3" */
export function numberWords(from: number | null, to: number | null): string {
  if (from === to && from !== null) return String(from);
  if (from === null && to === 0) return '0';
  if (to === null) return from === null ? 'any number' : `${from} or more`;
  return from === null ? `up to ${to}` : `${from} to ${to}`;
}

/** "10 or more medicines", "1 medicine", "no medicines" */
export function countWords(one: string, many: string) {
  return (from: number | null, to: number | null): string => {
    if (to === 0) return `no ${many}`;
    return `${numberWords(from, to)} ${from === 1 && to === 1 ? one : many}`;
  };
}

/** Bounds as literals of the column's own type: compared with a wider one, every row would be cast first. */
export function within(sql: string, type: 'UTINYINT' | 'INTEGER', scale = 1) {
  const literal = (value: number) => `${Math.round(value * scale)}::${type}`;
  return (from: number | null, to: number | null): string => {
    if (from === null && to === null) return 'TRUE';
    if (to === null) return `${sql} >= ${literal(from!)}`;
    if (from === null) return `${sql} <= ${literal(to)}`;
    return from === to ? `${sql} = ${literal(from)}` : `${sql} BETWEEN ${literal(from)} AND ${literal(to)}`;
  };
}

/** Most that a patient column of whole numbers holds. */
const mostOfColumn = 255;

/** A whole number that stands in a column of the patient table. */
export const countField = ({
  id,
  name,
  group,
  lead,
  notLead,
  one,
  many,
}: {
  id: string;
  name: string;
  group: FieldGroup;
  lead: string;
  notLead: string;
  one: string;
  many: string;
}): RangeField => ({
  kind: 'range',
  id,
  name,
  group,
  columns: [id],
  least: 0,
  most: mostOfColumn,
  decimals: 0,
  sql: within(id, 'UTINYINT'),
  words: (from, to): Words => ({ lead, notLead, object: countWords(one, many)(from, to) }),
});

/**
 * The score of a model, in its own unit; compared in whole units, so that ties are exact. Without `available` it is of every
 * column that the model reads; else of those, and a score that they tell in part is called so. For models without negative scores.
 */
export function scoreField(
  score: ScoreModel,
  {
    id,
    inSentence,
    group = 'Multimorbidity',
    available,
  }: { id: string; inSentence: string; group?: FieldGroup; available?: ReadonlySet<string> },
): RangeField {
  const { model } = score;
  const every = new Set(scoreColumns(score));
  const isTold = available !== undefined && unitsSql(score, available) !== null;
  const columns = new Set([...every].filter((name) => !isTold || available.has(name)));
  const isPartial = modelStanding(score, columns, new Map()).state === 'partial';
  const isAged = model.youngest !== undefined && columns.has('age');
  const sumOf = (sign: 1 | -1) =>
    model.terms.reduce((sum, { weight }) => sum + Math.max(0, sign * unitsOf(model, weight)), 0);
  const one = unitsOfOne(model);
  // So many that each whole unit has a number of its own.
  const decimals = Math.ceil(Math.log10(one));
  const bounded = within(unitsSql(score, columns)!, 'INTEGER', one);
  const aged = `age >= ${model.youngest}::UTINYINT`;
  return {
    kind: 'range',
    id,
    name: `${model.name}${isAged ? `, ${model.youngest}+` : ''}${isPartial ? ' (partial)' : ''}`,
    group,
    columns: [...columns],
    ...(isAged && { known: aged, isNeverNull: true }),
    least: -sumOf(-1) / one || 0,
    most: Number((sumOf(1) / one).toFixed(decimals)),
    decimals,
    sql: isAged ? (from, to) => `${aged} AND ${bounded(from, to)}` : bounded,
    words: (from, to) => ({
      lead: 'with',
      notLead: 'without',
      object: `${isPartial ? 'a partial' : 'a'} ${inSentence} of ${numberWords(from, to)}`,
    }),
  };
}
