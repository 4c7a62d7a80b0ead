import { bandSql } from '../schema';
import { ageBases, agedAtLeast } from './denominators';
import { measureCatalogue } from './catalogue';
import type { Measure, MeasureContext } from './measure';

/** A column of the cells tables: its name and the aggregate over patient rows that fills it. */
export interface CellColumn {
  readonly name: string;
  readonly type: 'INTEGER' | 'DOUBLE';
  readonly sql: string;
}

/** Names of a measure's columns in the cells. `square` is the sum of squares by person, for rates and means. */
export const cellColumnsOf = (
  measure: Measure,
): { numerator: string; denominator: string; square: string | null } => {
  const denominator = measure.denominator.column;
  if (measure.kind === 'count') return { numerator: denominator, denominator, square: null };
  const hasSquares = measure.kind === 'rate' || measure.kind === 'mean';
  return { numerator: measure.id, denominator, square: hasSquares ? `${measure.id}_squares` : null };
};

/** A measure's sums over cells, as `sum(…)::DOUBLE` expressions by the names of its columns. */
export function cellSums(measure: Measure): Map<string, string> {
  const { numerator, denominator, square } = cellColumnsOf(measure);
  const derived = measure.kind === 'mean' ? measure.fromCells : undefined;
  const sum = (column: string) => `sum(${column})::DOUBLE`;
  const sums = new Map([
    [numerator, sum(derived?.sum ?? numerator)],
    [denominator, sum(denominator)],
  ]);
  if (square !== null) sums.set(square, sum(derived?.squares ?? square));
  return sums;
}

/** Every column of the cells: each age base, each denominator, each numerator that the available columns allow. */
export function cellColumns(context: MeasureContext, available: ReadonlySet<string>): CellColumn[] {
  const columns = new Map<string, CellColumn>();
  const put = (name: string, type: CellColumn['type'], sql: string) => columns.set(name, { name, type, sql });
  // Nearly alike columns side by side: gzip then stores the second for next to nothing.
  const measures = availableMeasures(context, available);
  const bases = [...ageBases.map(agedAtLeast), ...measures.map(({ denominator }) => denominator)];
  for (const base of bases.sort((x, y) => x.youngest - y.youngest))
    put(base.column, 'INTEGER', countWhere(base.sql));
  for (const measure of measures) {
    if (measure.kind === 'count') continue;
    const where = measure.denominator.sql;
    if (measure.kind === 'proportion')
      put(measure.id, 'INTEGER', countWhere(`${where} AND (${measure.numerator})`));
    else if (measure.kind === 'ratio') put(measure.id, 'INTEGER', countWhere(measure.numerator));
    else if (measure.kind === 'mean' && measure.fromCells)
      put(measure.fromCells.column, 'INTEGER', countWhere(measure.fromCells.where));
    else {
      put(measure.id, 'DOUBLE', sumWhere(measure.numerator, where));
      put(
        `${measure.id}_squares`,
        'DOUBLE',
        sumWhere(`(${measure.numerator})::INTEGER * (${measure.numerator})`, where),
      );
    }
  }
  return [...columns.values()];
}

/** Measures whose columns the dataset has. */
export const availableMeasures = (context: MeasureContext, available: ReadonlySet<string>): Measure[] =>
  measureCatalogue(context).filter((measure) => measure.columns.every((name) => available.has(name)));

/** Deprivation fifth of a decile: 1 most deprived … 5, 0 unknown. */
export const fifthSql = '((imd + 1) // 2)';

export const practiceCellKeys = ['network', 'practice', 'band', 'sex', 'fifth'] as const;
/** A neighbourhood has one fifth: the key costs no rows and lets its people be compared with others as deprived. */
export const neighbourhoodCellKeys = ['neighbourhood', 'network', 'band', 'sex', 'fifth'] as const;

/** Who is how old, by single year: what carries people forward starts from. */
export const ageCellKeys = ['network', 'age', 'sex'] as const;

/** A network's cells stand together; within it people of one age and sex do, whose counts are alike and pack well. */
const orderOfKeys: readonly string[] = ['network', 'band', 'sex'];
const rankInOrder = (key: string): number =>
  orderOfKeys.includes(key) ? orderOfKeys.indexOf(key) : orderOfKeys.length;

/** Cells from patient rows in a table `patients`. */
export function cellsSql(keys: readonly string[], columns: readonly CellColumn[], from = 'patients'): string {
  const derived: Record<string, string> = { band: bandSql, fifth: fifthSql };
  const key = keys.map((name) => `(${derived[name] ?? name})::INTEGER AS ${name}`);
  const values = columns.map((column) => `${column.sql}::${column.type} AS ${column.name}`);
  const groups = keys.map((_, i) => i + 1).join(', ');
  const order = [...keys].sort((a, b) => rankInOrder(a) - rankInOrder(b)).join(', ');
  return `SELECT ${[...key, ...values].join(', ')} FROM ${from} GROUP BY ${groups} ORDER BY ${order}`;
}

const countWhere = (predicate: string) =>
  predicate === 'TRUE' ? 'count(*)' : `count(*) FILTER (${predicate.replace(/^TRUE AND /, '')})`;
const sumWhere = (expression: string, predicate: string) =>
  `coalesce(sum((${expression})::DOUBLE)${predicate === 'TRUE' ? '' : ` FILTER (${predicate})`}, 0)`;
