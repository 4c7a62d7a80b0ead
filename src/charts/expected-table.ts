import { gapOf } from '../domain/condition/expected';
import { statistic, suppressed } from '../domain/disclosure';
import { formatNumber } from '../domain/format';
import type { MeasureFigures } from '../domain/measures/release';
import type { Cell, FigureTable } from './figure-table';

/** An area table of observed against expected, with the people that are recorded fewer than expected (below 0: more). */
export function expectedTable(table: FigureTable, { areas, total }: MeasureFigures): FigureTable {
  const at = table.columns.findIndex(({ name }) => name === 'upper_ci') + 1;
  const gaps = [...areas, total].map((figure): Cell[] => {
    const gap = gapOf(figure);
    return gap.ok
      ? [statistic(gap.value), statistic(gap.lower), statistic(gap.upper)]
      : [suppressed, suppressed, suppressed];
  });
  const columns = [
    { name: 'fewer_than_expected', label: 'Recorded fewer than expected', numeric: true, show: showPeople },
    { name: 'fewer_lower_ci', label: '95% lower', numeric: true, show: showPeople },
    { name: 'fewer_upper_ci', label: '95% upper', numeric: true, show: showPeople },
  ];
  return {
    columns: table.columns.toSpliced(at, 0, ...columns),
    rows: table.rows.map((row, i) => row.toSpliced(at, 0, ...gaps[i]!)),
  };
}

const showPeople = (cell: Cell): string =>
  typeof cell === 'number' ? `${cell <= -0.5 ? '−' : ''}${formatNumber(Math.abs(Math.round(cell)))}` : cell;
