import type { Clause, Cohort, Criterion } from './cohort';
import type { Fields, RangeField } from './field';

/**
 * The one form of a cohort: clauses and criteria in the order of the fields, none twice, ends of a range that bound nothing left
 * open, and "none of a and b" as "not a" and "not b".
 */
export function canonical({ clauses }: Cohort, fields: Fields): Cohort {
  const single = clauses.flatMap(({ not, anyOf }): Clause[] => {
    const criteria = unique(anyOf.map((each) => plain(each, fields)).sort((a, b) => compare(a, b, fields)));
    return not ? criteria.map((each) => ({ not, anyOf: [each] })) : [{ not, anyOf: criteria }];
  });
  return {
    clauses: unique(
      single
        .filter(({ anyOf }) => anyOf.length > 0)
        .sort((a, b) => Number(a.not) - Number(b.not) || compareLists(a.anyOf, b.anyOf, fields))
        .sort((a, b) => fields.order(a.anyOf[0]!.field) - fields.order(b.anyOf[0]!.field)),
    ),
  };
}

/** An end that is the least or the most of its field bounds nothing. */
function plain(criterion: Criterion, fields: Fields): Criterion {
  const field = fields.get(criterion.field);
  if (criterion.kind !== 'range' || field?.kind !== 'range') return criterion;
  return { kind: 'range', field: field.id, ...openEnds(field, criterion) };
}

export const openEnds = (
  { least, most }: RangeField,
  { from, to }: { from: number | null; to: number | null },
): { from: number | null; to: number | null } => ({
  from: from !== null && from <= least ? null : from,
  to: to !== null && to >= most ? null : to,
});

function compareLists(a: readonly Criterion[], b: readonly Criterion[], fields: Fields): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compare(a[i]!, b[i]!, fields);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compare(a: Criterion, b: Criterion, fields: Fields): number {
  const order = fields.order(a.field) - fields.order(b.field);
  if (order !== 0) return order;
  if (a.kind === 'range' && b.kind === 'range')
    return (a.from ?? -Infinity) - (b.from ?? -Infinity) || (a.to ?? Infinity) - (b.to ?? Infinity) || 0;
  if (a.kind === 'choice' && b.kind === 'choice') return optionOrder(a, b, fields);
  return 0;
}

function optionOrder(
  a: Criterion & { kind: 'choice' },
  b: Criterion & { kind: 'choice' },
  fields: Fields,
): number {
  const field = fields.get(a.field);
  if (field?.kind === 'choice') {
    const at = (value: string) => field.options.findIndex(({ id }) => id === value);
    return at(a.value) - at(b.value);
  }
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}

const unique = <T>(list: readonly T[]): T[] => {
  const seen = new Set<string>();
  return list.filter((each) => {
    const text = JSON.stringify(each);
    return !seen.has(text) && seen.add(text);
  });
};
