import { patientColumns } from '../schema';
import { criteriaOf, fieldsAsked, type Clause, type Cohort, type Criterion } from './cohort';
import type { Fields } from './field';
import type { Places } from './places';

/** What a cohort's words mean: fields, and the places of the dataset. */
export interface Meaning {
  readonly fields: Fields;
  readonly places: Places;
}

/** Columns that have a value in every row. */
const always: ReadonlySet<string> = new Set(
  patientColumns.filter((column) => !column.nullable).map(({ name }) => name),
);

/**
 * Predicate over patient rows: true for the people of a cohort, else false, never NULL. A person of whom a field is not
 * recorded (NULL, an unknown group, a care process that does not apply) meets neither a criterion of it nor its opposite:
 * what is not recorded is not a "no". Flags that are never NULL have no such people.
 *
 * @throws when the dataset lacks a place or the product a field: see {@link cannotTell}
 */
export function cohortSql({ clauses }: Cohort, meaning: Meaning): string {
  if (clauses.length === 0) return 'TRUE';
  const all = clauses.map((clause) => clauseSql(clause, meaning)).join(' AND ');
  const mayBeNull = fieldsAsked({ clauses }).some((id) => {
    const field = meaning.fields.get(id);
    return field?.isNeverNull !== true && field?.columns.some((name) => !always.has(name));
  });
  // A quarter of the time of coalesce(…, FALSE).
  return mayBeNull ? `CASE WHEN ${all} THEN TRUE ELSE FALSE END` : all;
}

function clauseSql({ not, anyOf }: Clause, meaning: Meaning): string {
  const each = anyOf.map((criterion) => criterionSql(criterion, not, meaning));
  return each.length === 1 ? each[0]! : not ? each.join(' AND ') : `(${each.join(' OR ')})`;
}

function criterionSql(criterion: Criterion, not: boolean, { fields, places }: Meaning): string {
  const field = fields.get(criterion.field);
  const known = field?.known;
  // Only these take in people of whom the field says nothing: a range without its lower end, and an opposite.
  const openBelow = criterion.kind === 'range' && criterion.from === null;
  const sql = `(${barePredicate(criterion, { fields, places })})`;
  const told = known !== undefined && (not || openBelow) ? `${known} AND ` : '';
  return not ? `(${told}NOT ${sql})` : told === '' ? sql : `(${told}${sql})`;
}

function barePredicate(criterion: Criterion, { fields, places }: Meaning): string {
  const field = fields.get(criterion.field);
  if (criterion.kind === 'flag' && field?.kind === 'flag') return field.sql;
  if (criterion.kind === 'range' && field?.kind === 'range') return field.sql(criterion.from, criterion.to);
  if (criterion.kind === 'choice') {
    if (field?.kind === 'choice') {
      const option = field.options.find(({ id }) => id === criterion.value);
      if (option) return option.sql;
    }
    if (field?.kind === 'place') {
      const place = places.find(field.level, criterion.value);
      if (place) return `${field.id} = ${place.index}::USMALLINT`;
    }
  }
  throw new RangeError(`nothing tells “${criterion.field}” here`);
}

/** Columns of the patient table that a cohort reads. */
export const cohortColumns = (cohort: Cohort, fields: Fields): string[] => [
  ...new Set(fieldsAsked(cohort).flatMap((id) => fields.get(id)?.columns ?? [])),
];

/**
 * Criteria that a dataset cannot tell: it lacks a column or a place. A cohort with one of them is not computable, which is not
 * the same as nobody.
 */
export function cannotTell(
  cohort: Cohort,
  columns: ReadonlySet<string>,
  { fields, places }: Meaning,
): Criterion[] {
  return criteriaOf(cohort).filter((criterion) => {
    const field = fields.get(criterion.field);
    if (!field?.columns.every((name) => columns.has(name))) return true;
    return (
      field.kind === 'place' &&
      criterion.kind === 'choice' &&
      places.find(field.level, criterion.value) === null
    );
  });
}

/** Fields that a dataset has the columns for. */
export const fieldsTold = (fields: Fields, columns: ReadonlySet<string>) =>
  fields.list.filter((field) => field.columns.every((name) => columns.has(name)));
