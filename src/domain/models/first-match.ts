/**
 * Groups of which each person is in exactly one: the first whose rule matches. Rules are data, shown in their words, and
 * read only the columns that a dataset has.
 */

/** One reason to be in a group. A flag that is NULL is not recorded and never matches: rules hold no negation. */
export type Criterion =
  | { readonly words: string; readonly sql: string; readonly columns: readonly string[] }
  /** At least so many of these flags; those that a dataset lacks are left out of the count. */
  | { readonly words: string; readonly least: number; readonly of: readonly string[] };

export interface RuledGroup {
  readonly id: string;
  readonly name: string;
  /** What it means, in a sentence. */
  readonly meaning: string;
  /** Any of these; the last group of a list has none and takes everybody else. */
  readonly anyOf: readonly Criterion[];
  /** What its full rule asks beyond these columns and no column can tell. */
  readonly untold?: string;
}

/** A criterion that a dataset tells in part or not at all. */
export interface LackingCriterion {
  readonly words: string;
  /** Columns that it reads and the dataset lacks. */
  readonly columns: readonly string[];
  /** Left out of the rule; otherwise only the lacking flags are left out of its count. */
  readonly leftOut: boolean;
}

/** How much of a group's rule a dataset tells; `rest` is the group of everybody else. */
export interface GroupStanding {
  readonly id: string;
  readonly state: 'whole' | 'part' | 'empty' | 'rest';
  readonly lacking: readonly LackingCriterion[];
  readonly untold?: string;
}

const columnsOf = (criterion: Criterion): readonly string[] =>
  'of' in criterion ? criterion.of : criterion.columns;

/** Columns that the rules of the groups read. */
export const ruleColumns = (groups: readonly RuledGroup[]): string[] => [
  ...new Set(groups.flatMap(({ anyOf }) => anyOf.flatMap(columnsOf))),
];

/** Flags that are set (INTEGER), NULL counting as not recorded. Added up as scores are. */
export const flagCountSql = (flags: readonly string[]): string =>
  `(${flags.map((flag) => `coalesce(${flag}, false)::DOUBLE`).join(' + ')})::INTEGER`;

/** SQL of a criterion over the columns that there are; null where they do not tell it. */
function criterionSql(criterion: Criterion, available: ReadonlySet<string>): string | null {
  if ('sql' in criterion)
    return criterion.columns.every((name) => available.has(name)) ? `(${criterion.sql})` : null;
  const flags = criterion.of.filter((name) => available.has(name));
  if (flags.length < criterion.least) return null;
  return criterion.least === 1 ? `(${flags.join(' OR ')})` : `(${flagCountSql(flags)} >= ${criterion.least})`;
}

/** SQL over patient rows for the index of a person's group (UTINYINT), never NULL. */
export function firstMatchSql(groups: readonly RuledGroup[], available: ReadonlySet<string>): string {
  const whens = groups.slice(0, -1).flatMap(({ anyOf }, index) => {
    const told = anyOf.map((criterion) => criterionSql(criterion, available)).filter((sql) => sql !== null);
    return told.length === 0 ? [] : [`WHEN ${told.join(' OR ')} THEN ${index}`];
  });
  const rest = groups.length - 1;
  return whens.length === 0 ? `${rest}::UTINYINT` : `(CASE ${whens.join(' ')} ELSE ${rest} END)::UTINYINT`;
}

/** What a dataset tells of each group's rule, in the groups' order. */
export function groupStandings(
  groups: readonly RuledGroup[],
  available: ReadonlySet<string>,
): GroupStanding[] {
  return groups.map(({ id, anyOf, untold }, index): GroupStanding => {
    const lacking = anyOf.flatMap((criterion): LackingCriterion[] => {
      const columns = columnsOf(criterion).filter((name) => !available.has(name));
      if (columns.length === 0) return [];
      return [{ words: criterion.words, columns, leftOut: criterionSql(criterion, available) === null }];
    });
    const told = anyOf.some((criterion) => criterionSql(criterion, available) !== null);
    const whole = lacking.length === 0 && untold === undefined;
    const state = index === groups.length - 1 ? 'rest' : !told ? 'empty' : whole ? 'whole' : 'part';
    return { id, state, lacking, ...(untold !== undefined && { untold }) };
  });
}
