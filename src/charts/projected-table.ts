import type { ProjectedPeople } from '../domain/ageing/figures';
import { statistic } from '../domain/disclosure';
import { bandLabels, sexLabels } from '../domain/schema';
import type { AreaName } from './area-table';
import type { FigureTable } from './figure-table';
import { showCount } from './share-columns';

/** People of every year by sex and five-year band, today's list first. */
export const projectedTable = (
  people: readonly ProjectedPeople[],
  firstYear: number,
  area: AreaName,
): FigureTable => ({
  columns: [
    { name: 'year', label: 'Year', show: String },
    { name: 'area_code', label: 'Code', fileOnly: true },
    { name: 'sex', label: 'Sex' },
    { name: 'age_band', label: 'Age' },
    { name: 'count', label: 'People', numeric: true, show: showCount },
  ],
  rows: people.map(({ year, sex, band, count }) => [
    statistic(firstYear + year),
    area.code,
    sexLabels[sex]!,
    bandLabels[band]!,
    count,
  ]),
});
