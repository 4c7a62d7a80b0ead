import { canonical } from './canonical';
import type { Clause, Cohort, Criterion } from './cohort';
import type { Field, Fields } from './field';
import { parseCohort } from './parse';
import type { Places } from './places';

/** What a criterion is when it has just been chosen: where somebody who asks for it most likely begins. */
const starts: Readonly<Record<string, string>> = {
  age: '65-',
  ltc: '2-',
  cms: '1-',
  frailty: 'moderate.or.severe',
  medicines: '10-',
  em_adm: '1-',
  ae: '1-',
  gp_contacts: '10-',
  imd: '1-3',
  fifth: '1',
  charlson: '1-',
  // Moderate and severe by the published bands.
  efi2: '0.1624-',
};

/** The first clause of a field; of places the one with `code`. */
export function startOf(
  field: Field,
  fields: Fields,
  { places, code }: { places: Places; code: string },
): Clause {
  const value =
    field.kind === 'flag'
      ? ''
      : `.${starts[field.id] ?? (field.kind === 'choice' ? field.options[0]!.id : field.kind === 'place' ? code : `${field.least}-`)}`;
  return parseCohort(`${field.id}${value}`, fields, places).cohort.clauses[0]!;
}

export const withClause = (cohort: Cohort, clause: Clause, fields: Fields): Cohort =>
  canonical({ clauses: [...cohort.clauses, clause] }, fields);

/** With a clause in place of those that ask for its field and no other; with none of them where it is null. */
export const withOnly = ({ clauses }: Cohort, field: string, clause: Clause | null, fields: Fields): Cohort =>
  canonical(
    {
      clauses: [
        ...clauses.filter(({ anyOf }) => anyOf.some((each) => each.field !== field)),
        ...(clause === null ? [] : [clause]),
      ],
    },
    fields,
  );

export const withoutClause = ({ clauses }: Cohort, at: number): Cohort => ({
  clauses: clauses.filter((_, i) => i !== at),
});

/** With another criterion in a clause, or without it; a clause of none goes. */
export function withCriterion(
  { clauses }: Cohort,
  { clause, at }: { clause: number; at: number },
  criterion: Criterion | null,
  fields: Fields,
): Cohort {
  const next = clauses.map((each, i): Clause => {
    if (i !== clause) return each;
    const anyOf = each.anyOf.flatMap((old, k) => (k !== at ? [old] : criterion === null ? [] : [criterion]));
    return { ...each, anyOf };
  });
  return canonical({ clauses: next }, fields);
}

/** One that a clause may have instead: of a field with names, one that it does not have yet. */
export function withAlternative({ clauses }: Cohort, clause: number, start: Clause, fields: Fields): Cohort {
  const next = clauses.map((each, i): Clause => {
    if (i !== clause) return each;
    const [first] = start.anyOf as [Criterion];
    const field = fields.get(first.field);
    const taken = new Set(
      each.anyOf.flatMap((one) => (one.kind === 'choice' && one.field === first.field ? [one.value] : [])),
    );
    const free = field?.kind === 'choice' ? field.options.find(({ id }) => !taken.has(id)) : undefined;
    const criterion: Criterion =
      first.kind === 'choice' && taken.size > 0 && free ? { ...first, value: free.id } : first;
    return { ...each, anyOf: [...each.anyOf, criterion] };
  });
  return canonical({ clauses: next }, fields);
}

export const withOpposite = ({ clauses }: Cohort, clause: number, fields: Fields): Cohort =>
  canonical(
    { clauses: clauses.map((each, i) => (i === clause ? { ...each, not: !each.not } : each)) },
    fields,
  );
