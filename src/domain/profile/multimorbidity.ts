import { longTermConditions } from '../conditions';
import { discloseParts, type RawCounts } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import { conditionCountSql } from '../measures/catalogue';
import { shareOf, type ShareFigure } from '../measures/release-counts';
import { bandCount, bandSql, type DisclosurePolicy } from '../schema';

/** How many long-term conditions a person has, in four groups. */
export const conditionGroups = [
  { id: 'none', label: 'None', where: 'conditions = 0' },
  { id: 'one', label: 'One', where: 'conditions = 1' },
  { id: 'two_or_three', label: 'Two or three', where: 'conditions BETWEEN 2 AND 3' },
  { id: 'four_or_more', label: 'Four or more', where: 'conditions >= 4' },
] as const;
export type ConditionGroup = (typeof conditionGroups)[number]['id'];

/** Columns of the patient table that it reads. */
export const multimorbidityColumns: readonly string[] = longTermConditions;

/** People of a network by five-year band and number of conditions, over patient rows. */
export function multimorbiditySql(network: number): string {
  const groups = conditionGroups.map(({ id, where }) => `count(*) FILTER (${where})::DOUBLE AS ${id}`);
  return (
    `SELECT ${bandSql}::INTEGER AS band, count(*)::DOUBLE AS people, ${groups.join(', ')} ` +
    `FROM (SELECT age, ${conditionCountSql} AS conditions FROM patients WHERE network = ${network}) GROUP BY 1 ORDER BY 1`
  );
}

export interface MultimorbidityBar extends ShareFigure {
  band: number;
  group: ConditionGroup;
}

/** Every band and group, a share of the band, through the disclosure gate with the band's total. */
export function releaseMultimorbidity(raw: RawCounts, policy: DisclosurePolicy): MultimorbidityBar[] {
  const columns = unwrap(raw);
  const people = columns.get('people');
  const groups = conditionGroups.map(({ id }) => columns.get(id));
  const rowOf = new Map(Array.from(columns.get('band'), (at, row) => [at, row]));
  return Array.from({ length: bandCount }, (_, band) => band).flatMap((band) => {
    const row = rowOf.get(band);
    const counts = groups.map((group) => (row === undefined ? 0 : group[row]!));
    const { parts, total } = discloseParts(counts, row === undefined ? 0 : people[row]!, policy);
    return conditionGroups.map(({ id }, at) => ({ band, group: id, ...shareOf(parts[at]!, total) }));
  });
}
