import type { AgeStructure, Growth } from '../domain/ageing/figures';
import { statistic, suppressed } from '../domain/disclosure';
import { growthCells, growthColumns } from './age-growth';
import type { AreaName } from './area-table';
import type { Cell, FigureTable } from './figure-table';
import { showPercent } from './share-columns';

/** Age groups today and in coming years, then the dependency ratio and the median age of today. */
export function ageStructureTable(
  {
    area: own,
    system,
    growth,
  }: {
    area: AgeStructure;
    system: AgeStructure;
    growth: readonly { group: { id: string; name: string }; steps: readonly Growth[] }[];
  },
  {
    steps,
    firstYear,
    area,
    whole,
  }: { steps: readonly number[]; firstYear: number; area: AreaName; whole: 'system' | 'network' },
): FigureTable {
  const shareIn = ({ shares }: AgeStructure, id: string): Cell => {
    const found = shares.find((each) => each.id === id);
    return found === undefined ? '' : found.share === null ? suppressed : statistic(found.share * 100);
  };
  const cell = (value: number | null): Cell => (value === null ? suppressed : statistic(value));
  const blank: Cell[] = growthColumns(firstYear).map(() => '');
  const structure = (name: string, unit: string, of: (each: AgeStructure) => number | null): Cell[] => [
    area.code,
    area.name,
    name,
    '',
    cell(of(own)),
    cell(of(system)),
    unit,
    ...blank,
  ];
  return {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Area', fileOnly: true },
      { name: 'age_group', label: 'Age' },
      { name: 'year', label: 'By', show: String },
      { name: 'value', label: 'Today', numeric: true, show: showStructure },
      {
        name: `${whole}_value`,
        label: whole === 'system' ? 'System today' : 'Network today',
        numeric: true,
        show: showStructure,
      },
      { name: 'unit', label: 'Unit' },
      ...growthColumns(firstYear),
    ],
    rows: [
      ...growth.flatMap(({ group, steps: each }) =>
        each.map((step, i): Cell[] => [
          area.code,
          area.name,
          group.name,
          statistic(firstYear + steps[i]!),
          shareIn(own, group.id),
          shareIn(system, group.id),
          '%',
          ...growthCells(step),
        ]),
      ),
      structure('Dependency ratio', 'per 100 people aged 16 to 64', ({ dependency }) => dependency),
      structure('Median age', 'years', ({ median }) => median),
    ],
  };
}

const showStructure = (cell: Cell, row: readonly Cell[]): string => {
  if (typeof cell !== 'number') return cell;
  return row.includes('%') ? showPercent(cell) : cell.toFixed(1);
};
