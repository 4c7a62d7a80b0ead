import { addWhere, allBits, anyBits, noBits, setWhere, type Bits } from './bits';
import { testBits, testSql, type PatientRows, type RowTest } from './row-test';

/**
 * Groups of which each person is in exactly one: the first whose rule matches. Rules are data, shown in their words, and
 * read only the columns that a dataset has.
 */

/** One reason to be in a group. A flag that is NULL is not recorded and never matches: rules hold no negation. */
export type Criterion =
  | { readonly words: string; readonly all: readonly RowTest[] }
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
  'of' in criterion ? criterion.of : criterion.all.map(({ column }) => column);

/** Columns that the rules of the groups read. */
export const ruleColumns = (groups: readonly RuledGroup[]): string[] => [
  ...new Set(groups.flatMap(({ anyOf }) => anyOf.flatMap(columnsOf))),
];

/** Flags that are set (INTEGER), NULL counting as not recorded. Added up as scores are. */
export const flagCountSql = (flags: readonly string[]): string =>
  `(${flags.map((flag) => `coalesce(${flag}, false)::DOUBLE`).join(' + ')})::INTEGER`;

/** The same of rows at hand. */
export function flagCount(flags: readonly string[], patients: PatientRows): Uint8Array {
  const counts = new Uint8Array(patients.rows);
  for (const flag of flags) addWhere(counts, patients.flags(flag), 1);
  return counts;
}

/** What is left of a criterion over the columns that there are; null where they do not tell it. */
function told(criterion: Criterion, available: ReadonlySet<string>): Criterion | null {
  if ('all' in criterion)
    return criterion.all.every(({ column }) => available.has(column)) ? criterion : null;
  const of = criterion.of.filter((name) => available.has(name));
  return of.length < criterion.least ? null : { ...criterion, of };
}

function criterionSql(criterion: Criterion): string {
  if ('all' in criterion) return `(${criterion.all.map(testSql).join(' AND ')})`;
  const { of, least } = criterion;
  return least === 1 ? `(${of.join(' OR ')})` : `(${flagCountSql(of)} >= ${least})`;
}

function criterionBits(criterion: Criterion, patients: PatientRows): Bits {
  if ('all' in criterion) return allBits(criterion.all.map((test) => testBits(test, patients)));
  const { of, least } = criterion;
  if (least === 1)
    return anyBits(
      of.map((flag) => patients.flags(flag)),
      patients.rows,
    );
  const bits = noBits(patients.rows);
  const counts = flagCount(of, patients);
  for (let row = 0; row < counts.length; row++) if (counts[row]! >= least) bits[row >> 3]! |= 1 << (row & 7);
  return bits;
}

/** Each group's criteria as far as the columns tell them, but for the last group, of everybody else. */
const toldGroups = (groups: readonly RuledGroup[], available: ReadonlySet<string>): Criterion[][] =>
  groups
    .slice(0, -1)
    .map(({ anyOf }) => anyOf.map((each) => told(each, available)).filter((each) => each !== null));

/** SQL over patient rows for the index of a person's group (UTINYINT), never NULL. */
export function firstMatchSql(groups: readonly RuledGroup[], available: ReadonlySet<string>): string {
  const whens = toldGroups(groups, available).flatMap((criteria, index) =>
    criteria.length === 0 ? [] : [`WHEN ${criteria.map(criterionSql).join(' OR ')} THEN ${index}`],
  );
  const rest = groups.length - 1;
  return whens.length === 0 ? `${rest}::UTINYINT` : `(CASE ${whens.join(' ')} ELSE ${rest} END)::UTINYINT`;
}

/** The same of rows at hand. */
export function firstMatch(
  groups: readonly RuledGroup[],
  available: ReadonlySet<string>,
  patients: PatientRows,
): Uint8Array {
  const { rows } = patients;
  const index = new Uint8Array(rows).fill(groups.length - 1);
  const criteria = toldGroups(groups, available);
  // From the last: whom an earlier group takes, it takes from the later ones.
  for (let group = criteria.length - 1; group >= 0; group--) {
    const bits = anyBits(
      criteria[group]!.map((criterion) => criterionBits(criterion, patients)),
      rows,
    );
    setWhere(index, bits, group);
  }
  return index;
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
      return [{ words: criterion.words, columns, leftOut: told(criterion, available) === null }];
    });
    const isTold = anyOf.some((criterion) => told(criterion, available) !== null);
    const whole = lacking.length === 0 && untold === undefined;
    const state = index === groups.length - 1 ? 'rest' : !isTold ? 'empty' : whole ? 'whole' : 'part';
    return { id, state, lacking, ...(untold !== undefined && { untold }) };
  });
}
