import type { Growth, ShownChange } from '../domain/ageing/figures';
import { statistic } from '../domain/disclosure';
import { formatChange } from '../domain/format';
import type { Measure } from '../domain/measures/measure';
import { growthCells, growthColumns } from './age-growth';
import type { AreaName } from './area-table';
import type { Cell, FigureTable } from './figure-table';

/** What grows most in a year, with the part of it that comes of older people. */
export const growingTable = (
  rows: readonly { outcome: Measure; growth: Growth; older: ShownChange }[],
  { firstYear, year, area, scenario }: { firstYear: number; year: number; area: AreaName; scenario: string },
): FigureTable => ({
  columns: [
    { name: 'area_code', label: 'Code', fileOnly: true },
    { name: 'area_name', label: 'Area', fileOnly: true },
    { name: 'year', label: 'Year', show: String },
    { name: 'measure', label: 'Measure', fileOnly: true },
    { name: 'measure_name', label: 'Condition' },
    ...growthColumns(firstYear),
    {
      name: 'older_people',
      label: 'For older people',
      numeric: true,
      show: (cell) => (typeof cell === 'number' ? formatChange(cell as ShownChange) : cell),
    },
    { name: 'scenario', label: 'Scenario', fileOnly: true },
  ],
  rows: rows.map(({ outcome, growth, older }): Cell[] => [
    area.code,
    area.name,
    statistic(year),
    outcome.id,
    outcome.name,
    ...growthCells(growth),
    older,
    scenario,
  ]),
});
