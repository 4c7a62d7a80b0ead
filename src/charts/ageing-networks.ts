import type { NetworkAgeing } from '../domain/ageing/outcome-figures';
import { statistic } from '../domain/disclosure';
import type { Measure } from '../domain/measures/measure';
import { growthCells, growthColumns } from './age-growth';
import type { AreaName } from './area-table';
import type { Cell, FigureTable } from './figure-table';

/** Networks in a year: people of 75 and over, then what is carried forward with them, a row each. */
export const networksTable = (
  networks: readonly NetworkAgeing[],
  {
    firstYear,
    year,
    outcome,
    nameOf,
    scenario,
  }: {
    firstYear: number;
    year: number;
    outcome: Measure;
    nameOf: (network: number) => AreaName;
    scenario: string;
  },
): FigureTable => ({
  columns: [
    { name: 'area_code', label: 'Code', fileOnly: true },
    { name: 'area_name', label: 'Network' },
    { name: 'year', label: 'Year', show: String },
    { name: 'measure', label: 'Measure', fileOnly: true },
    { name: 'measure_name', label: 'Of' },
    ...growthColumns(firstYear),
    { name: 'as_old_as_the_oldest', label: 'As old as the oldest', numeric: true, show: String },
    { name: 'scenario', label: 'Scenario', fileOnly: true },
  ],
  rows: networks.flatMap(({ network, older, outcome: growth, reaches }): Cell[][] => {
    const { code, name } = nameOf(network);
    const reached = reaches === null ? '' : statistic(firstYear + reaches);
    return [
      [code, name, statistic(year), 'age75', 'People of 75 and over', ...growthCells(older), reached, ''],
      [code, name, statistic(year), outcome.id, outcome.name, ...growthCells(growth), '', scenario],
    ];
  }),
});
