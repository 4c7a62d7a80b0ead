import { cellColumnsOf } from '../measures/cells';
import type { Measure, MeasureGroup } from '../measures/measure';

/** Every recorded condition is carried forward. */
const conditionGroups: readonly MeasureGroup[] = ['Recorded conditions', 'Further conditions'];
/** And what of people's needs and use of care follows age. */
const others: readonly string[] = [
  'ltc2',
  'ltc4',
  'efi_moderate',
  'efi_severe',
  'medicines10',
  'care_home',
  'housebound',
  'em_adm',
  'ae',
  'gp_contacts',
];

export const defaultOutcome = 'ltc4';

export const isCondition = ({ group }: Measure): boolean => conditionGroups.includes(group);

/** What is carried forward of a dataset's measures: conditions, then counts of them, frailty, services and use of care. */
export const outcomesOf = (measures: readonly Measure[]): Measure[] =>
  measures.filter((measure) => isCondition(measure) || others.includes(measure.id));

/** People by single year of age: `network`, `age`, `sex`, `people`. */
export const agesSql = (): string =>
  'SELECT network::INTEGER AS network, age::INTEGER AS age, sex::INTEGER AS sex, sum(patients)::DOUBLE AS people FROM age_cells GROUP BY 1, 2, 3 ORDER BY 1, 2, 3';

/** People by network and by what rates go by: `network`, `band`, `sex`, `fifth`, `people`. */
export const fifthsSql = (): string =>
  'SELECT network::INTEGER AS network, band::INTEGER AS band, sex::INTEGER AS sex, fifth::INTEGER AS fifth, sum(patients)::DOUBLE AS people FROM practice_cells GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4';

/** Stands in `outcomesSql` for all networks together, and for all fifths. */
export const together = -1;

/**
 * Cases or events by network, band and sex, and of all networks by band, sex and fifth: `network`, `band`, `sex`, `fifth`, and a
 * column an outcome by its id. By all four they would be six times as many numbers, most of which no rate is worked out from.
 */
export function outcomesSql(outcomes: readonly Measure[]): string {
  const keys = ['network', 'band', 'sex', 'fifth'];
  const sums = outcomes.map((measure) => {
    const { numerator } = cellColumnsOf(measure);
    return `sum(${numerator})::DOUBLE AS ${measure.id}`;
  });
  return `SELECT ${keys.map((key) => `coalesce(${key}, ${together})::INTEGER AS ${key}`).join(', ')}, ${sums.join(', ')} FROM practice_cells GROUP BY GROUPING SETS ((network, band, sex), (band, sex, fifth)) ORDER BY 1, 2, 3, 4`;
}
