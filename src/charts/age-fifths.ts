import { statistic, suppressed } from '../domain/disclosure';
import { formatShare } from '../domain/format';
import type { Fifth } from '../domain/risk/age-fifth-counts';
import type { AgeFifth } from '../domain/risk/age-fifths';
import { sequential, textOn, type Paint } from '../ui/colour';
import type { AreaName } from './area-table';
import type { Cell, FigureTable } from './figure-table';
import { shareCells, shareColumns } from './share-columns';

/** What a cell of the table of ages and fifths tells. */
export type AgeFifthValue = 'top' | 'mean';

export const fifthName = (fifth: Fifth): string =>
  ({ 0: 'Not known', 1: '1 most deprived', 5: '5 least deprived' })[fifth as number] ?? String(fifth);

const estimateOf = ({ top, mean }: AgeFifth, of: AgeFifthValue) => (of === 'top' ? top.estimate : mean);

/** Five equal steps from 0, or from the lowest value where that is below, to the highest value of the cells. */
export function heatOf(cells: readonly AgeFifth[], of: AgeFifthValue): (cell: AgeFifth) => Paint | null {
  const values = cells.flatMap((cell) => {
    const estimate = estimateOf(cell, of);
    return estimate.ok ? [estimate.value] : [];
  });
  const [least, most] = [Math.min(0, ...values), Math.max(...values)];
  return (cell) => {
    const estimate = estimateOf(cell, of);
    if (!estimate.ok) return null;
    const at = most > least ? (estimate.value - least) / (most - least) : 0;
    return sequential[Math.min(sequential.length - 1, Math.floor(at * sequential.length))]!;
  };
}
export const heatText = textOn;

/** "12.3%", "0.61"; * where it is hidden, a dash where there is nobody. */
export function ageFifthText(cell: AgeFifth, of: AgeFifthValue): string {
  const estimate = estimateOf(cell, of);
  if (estimate.ok) return of === 'top' ? formatShare(estimate.value) : estimate.value.toFixed(2);
  return cell.top.denominator === 0 ? '–' : suppressed;
}

/** "60–69, 1 most deprived: 12.3% (11.9–12.7)" */
export function describeAgeFifth(cell: AgeFifth, age: string, of: AgeFifthValue): string {
  const name = `${age}, ${fifthName(cell.fifth)}`;
  const estimate = estimateOf(cell, of);
  if (!estimate.ok) return `${name}: ${cell.top.denominator === 0 ? 'nobody' : 'not shown, too few people'}`;
  const bare = (value: number) => (of === 'top' ? formatShare(value).replace('%', '') : value.toFixed(2));
  return `${name}: ${ageFifthText(cell, of)} (${bare(estimate.lower)}–${bare(estimate.upper)})`;
}

/** Both values of every cell: the share in the highest tiers with its counts, and the mean score. */
export function ageFifthsTable(
  cells: readonly AgeFifth[],
  {
    area,
    ages,
    score,
    tiers,
    date,
  }: {
    area: AreaName;
    /** Names of the age bands. */
    ages: readonly string[];
    score: string;
    tiers: string;
    date: string;
  },
): FigureTable {
  const show = (cell: Cell) => (typeof cell === 'number' ? cell.toFixed(2) : cell);
  return {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Area', fileOnly: true },
      { name: 'score', label: 'Score', fileOnly: true },
      { name: 'tiers', label: 'Tiers', fileOnly: true },
      { name: 'age_band', label: 'Age' },
      { name: 'deprivation_fifth', label: 'Deprivation fifth' },
      ...shareColumns({ numerator: 'In these tiers', denominator: 'People' }),
      { name: 'mean_score', label: 'Mean score', numeric: true, show },
      { name: 'mean_score_lower_ci', label: '95% lower', numeric: true, show },
      { name: 'mean_score_upper_ci', label: '95% upper', numeric: true, show },
      { name: 'date', label: 'Date', fileOnly: true },
    ],
    rows: cells.map((cell): Cell[] => {
      const { band, fifth, top, mean } = cell;
      const missing = top.denominator === suppressed ? suppressed : '';
      return [
        area.code,
        area.name,
        score,
        tiers,
        ages[band]!,
        fifthName(fifth),
        ...shareCells(top),
        ...(mean.ok
          ? [mean.value, mean.lower, mean.upper].map((value) => statistic(value))
          : [missing, missing, missing]),
        date,
      ];
    }),
  };
}
