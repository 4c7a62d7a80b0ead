import type { Growth } from '../domain/ageing/figures';
import { reviewsOf, type ServiceGrowth, type StaffDemand } from '../domain/ageing/service-demand';
import { statistic, suppressed, type ShownCount } from '../domain/disclosure';
import { formatNumber, formatStaff, formatStaffChange } from '../domain/format';
import type { Measure } from '../domain/measures/measure';
import type { Assumptions } from '../domain/services/capacity-assumptions';
import { growthCells, growthColumns } from './age-growth';
import type { AreaName } from './area-table';
import type { Cell, FigureColumn, FigureTable } from './figure-table';
import { roleName } from './staff-table';

const wte = 'whole-time equivalents';

/** Reviews a year today and then; null for a service without work of its own, or of too few people. */
export function reviewsThen(
  { service, people }: ServiceGrowth,
  values: Assumptions,
): { today: number; then: number } | null {
  const of = (count: ShownCount) =>
    count === suppressed ? null : reviewsOf(service.id, Number(count), values);
  const [today, then] = [of(people.today), of(people.then)];
  return today === null || then === null ? null : { today, then };
}

/** Whole-time equivalents among people: they have a decimal. */
const orStaff = (column: FigureColumn, format: (value: number) => string): FigureColumn => ({
  ...column,
  show: (cell, row) =>
    typeof cell === 'number' && row.includes(wte) ? format(cell) : (column.show?.(cell, row) ?? String(cell)),
});
const showReviews = (cell: Cell) => (typeof cell === 'number' ? formatNumber(Math.round(cell)) : cell);

/** Use of care, services with their reviews, and staff by role, each today and in a year. */
export function demandTable(
  {
    care,
    services,
    staff,
  }: {
    care: readonly { outcome: Measure; growth: Growth }[];
    services: readonly ServiceGrowth[];
    staff: StaffDemand | null;
  },
  {
    firstYear,
    year,
    area,
    scenario,
    assumptions,
  }: {
    firstYear: number;
    year: number;
    area: AreaName;
    scenario: string;
    assumptions: { values: Assumptions; text: string };
  },
): FigureTable {
  const [today, then, change, ...shares] = growthColumns(firstYear);
  const head = (kind: string, id: string, name: string): Cell[] => [
    area.code,
    area.name,
    statistic(year),
    kind,
    id,
    name,
  ];
  const foot: Cell[] = [assumptions.text, scenario];
  const staffRow = (id: string, name: string, each: { today: number; then: number }): Cell[] => [
    ...head('staff', id, name),
    ...[each.today, each.then, each.then - each.today].map(statistic),
    each.today > 0 ? statistic((each.then / each.today - 1) * 100) : '',
    ...['', '', wte, '', ''],
    ...foot,
  ];
  return {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Area', fileOnly: true },
      { name: 'year', label: 'Year', show: String },
      { name: 'kind', label: 'Kind' },
      { name: 'id', label: 'Id', fileOnly: true },
      { name: 'name', label: 'What' },
      orStaff({ ...today!, name: 'today' }, formatStaff),
      orStaff({ ...then!, name: 'then' }, formatStaff),
      orStaff(change!, formatStaffChange),
      ...shares,
      { name: 'unit', label: 'Unit' },
      {
        name: 'reviews_today',
        label: `Reviews a year, ${firstYear}`,
        numeric: true,
        show: showReviews,
      },
      { name: 'reviews_then', label: 'Reviews a year, then', numeric: true, show: showReviews },
      { name: 'assumptions', label: 'Assumptions changed', fileOnly: true },
      { name: 'scenario', label: 'Scenario', fileOnly: true },
    ],
    rows: [
      ...care.map(({ outcome, growth }): Cell[] => [
        ...head('care', outcome.id, outcome.name),
        ...growthCells(growth),
        outcome.kind === 'proportion' ? 'people' : 'a year',
        '',
        '',
        ...foot,
      ]),
      ...services.map((each): Cell[] => {
        const reviews = reviewsThen(each, assumptions.values);
        return [
          ...head('service', each.service.id, each.service.name),
          ...growthCells(each.people),
          'people eligible',
          reviews ? statistic(reviews.today) : '',
          reviews ? statistic(reviews.then) : '',
          ...foot,
        ];
      }),
      ...(staff?.roles ?? []).map((each) => staffRow(each.role, roleName(each.role), each)),
      ...(staff ? [staffRow('all', 'All roles that services need', staff.total)] : []),
    ],
  };
}
