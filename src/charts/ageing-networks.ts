import type { Growth } from '../domain/ageing/figures';
import type { NetworkAgeing } from '../domain/ageing/outcome-figures';
import { statistic } from '../domain/disclosure';
import type { Measure } from '../domain/measures/measure';
import { growthCells, growthColumns } from './age-growth';
import type { AreaName } from './area-table';
import type { Cell, FigureTable } from './figure-table';

/** Rows that a table draws at first, in their order: those that must be there, and of the others as many as it has room for. */
export function drawnFirst<T>(rows: readonly T[], most: number, mustBe: (row: T) => boolean): T[] {
  let room = most - rows.filter(mustBe).length;
  return rows.filter((row) => mustBe(row) || room-- > 0);
}

/** Areas in a year, all together last where that is given: people of 75 and over, then what is carried forward, a row each. */
export function comparedTable(
  {
    areas,
    year,
    outcome,
    nameOf,
    whole,
  }: {
    areas: readonly NetworkAgeing[];
    year: number;
    outcome: Measure;
    nameOf: (area: number) => AreaName;
    whole?: { area: AreaName; older: Growth; outcome: Growth };
  },
  { kind, firstYear, scenario }: { kind: string; firstYear: number; scenario: string },
): FigureTable {
  const rowsOf = ({ code, name }: AreaName, older: Growth, cases: Growth, reached: Cell): Cell[][] => [
    [code, name, statistic(year), 'age75', 'People of 75 and over', ...growthCells(older), reached, ''],
    [code, name, statistic(year), outcome.id, outcome.name, ...growthCells(cases), '', scenario],
  ];
  return {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: kind },
      { name: 'year', label: 'Year', show: String },
      { name: 'measure', label: 'Measure', fileOnly: true },
      { name: 'measure_name', label: 'Of' },
      ...growthColumns(firstYear),
      { name: 'as_old_as_the_oldest', label: 'As old as today’s oldest', numeric: true, show: String },
      { name: 'scenario', label: 'Scenario', fileOnly: true },
    ],
    rows: [
      ...areas.flatMap(({ network, older, outcome: cases, reaches }) =>
        rowsOf(nameOf(network), older, cases, reaches === null ? '' : statistic(firstYear + reaches)),
      ),
      ...(whole ? rowsOf(whole.area, whole.older, whole.outcome, '') : []),
    ],
  };
}
