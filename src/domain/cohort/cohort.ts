/** What a person has to have or be. A range holds both its ends; a missing end is open. */
export type Criterion =
  | { readonly kind: 'flag'; readonly field: string }
  | {
      readonly kind: 'range';
      readonly field: string;
      readonly from: number | null;
      readonly to: number | null;
    }
  | { readonly kind: 'choice'; readonly field: string; readonly value: string };

/** Any of the criteria, or with `not` none of them. */
export interface Clause {
  readonly not: boolean;
  readonly anyOf: readonly Criterion[];
}

/** People for whom every clause holds; without clauses everybody. */
export interface Cohort {
  readonly clauses: readonly Clause[];
}

export const everybody: Cohort = { clauses: [] };

/** Every criterion of a cohort. */
export const criteriaOf = ({ clauses }: Cohort): Criterion[] => clauses.flatMap(({ anyOf }) => anyOf);

/** Fields that a cohort asks for, each once. */
export const fieldsAsked = (cohort: Cohort): string[] => [
  ...new Set(criteriaOf(cohort).map(({ field }) => field)),
];

/** Whether both ask the same, order aside, where both are canonical. */
export const sameCohort = (a: Cohort, b: Cohort): boolean =>
  JSON.stringify(a.clauses) === JSON.stringify(b.clauses);
