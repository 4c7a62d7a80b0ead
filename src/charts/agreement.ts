import { statistic, suppressed, totalOfShown, type ShownCount } from '../domain/disclosure';
import { needTierNames } from '../domain/models/tiers';
import type { Agreement } from '../domain/risk/agreement';
import { sequential, type Paint } from '../ui/colour';
import type { AreaName } from './area-table';
import type { Cell, FigureTable } from './figure-table';
import { showCount, showPercent } from './share-columns';

type Cells = readonly (readonly ShownCount[])[];

/** The share of a row's people who are in a cell, 0–1, of the counts as they are shown; null where there is none to tell. */
export function shareOfRow(cells: Cells, row: number, column: number): number | null {
  const count = cells[row]![column]!;
  const all = totalOfShown(cells[row]!);
  return count === suppressed || all === suppressed || all === 0 ? null : count / all;
}

/** Five equal steps of the share of a row. */
export function paintOfRow(cells: Cells, row: number, column: number): Paint | null {
  const share = shareOfRow(cells, row, column);
  return share === null
    ? null
    : sequential[Math.min(sequential.length - 1, Math.floor(share * sequential.length))]!;
}

export const agreementTable = (
  { cells, kappa, same }: Agreement & { ok: true },
  { area, score, against, date }: { area: AreaName; score: string; against: string; date: string },
): FigureTable => {
  const head = [area.code, area.name, score, against];
  const show = (cell: Cell, row: readonly Cell[]) =>
    row[4] === 'weighted_kappa' && typeof cell === 'number' ? cell.toFixed(2) : showPercent(cell);
  const three = (estimate: typeof kappa, scale: number): Cell[] =>
    estimate.ok
      ? [estimate.value, estimate.lower, estimate.upper].map((value) => statistic(value * scale))
      : [suppressed, suppressed, suppressed];
  return {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Area', fileOnly: true },
      { name: 'score', label: 'Score', fileOnly: true },
      { name: 'against', label: 'Second score', fileOnly: true },
      { name: 'measure', label: 'Measure' },
      { name: 'tier', label: 'Tier' },
      { name: 'tier_against', label: 'Tier by the second score' },
      { name: 'people', label: 'People', numeric: true, show: showCount },
      { name: 'value', label: 'Value', numeric: true, show },
      { name: 'lower_ci', label: '95% lower', numeric: true, show },
      { name: 'upper_ci', label: '95% upper', numeric: true, show },
      { name: 'unit', label: 'Unit' },
      { name: 'date', label: 'Date', fileOnly: true },
    ],
    rows: [
      ...cells.flatMap((row, i) =>
        row.map((count, j): Cell[] => {
          const share = shareOfRow(cells, i, j);
          return [
            ...head,
            'share_of_tier',
            needTierNames[i]!,
            needTierNames[j]!,
            count,
            share === null ? suppressed : statistic(share * 100),
            '',
            '',
            '%',
            date,
          ];
        }),
      ),
      [...head, 'same_tier', '', '', '', ...three(same, 100), '%', date],
      [...head, 'weighted_kappa', '', '', '', ...three(kappa, 1), 'linear weights, −1 to 1', date],
    ],
  };
};
