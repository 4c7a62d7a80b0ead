import { statistic, suppressed } from '../domain/disclosure';
import { formatExpected, formatNumber, formatShare } from '../domain/format';
import type { ShareFigure } from '../domain/measures/release-counts';
import type { Cell, FigureColumn } from './figure-table';

/** A share of people in a table: counts, per cent, 95% limits and the unit, as every CSV here has them. */
export const shareCells = ({ numerator, denominator, estimate }: ShareFigure): Cell[] => {
  const missing = numerator === suppressed ? suppressed : '';
  return [
    numerator,
    denominator,
    ...(estimate.ok
      ? [estimate.value, estimate.lower, estimate.upper].map((share) => statistic(share * 100))
      : [missing, missing, missing]),
    '%',
  ];
};

export const shareColumns = ({
  numerator = 'People',
  denominator = 'Of',
}: { numerator?: string; denominator?: string } = {}): FigureColumn[] => [
  { name: 'numerator', label: numerator, numeric: true, show: showCount },
  { name: 'denominator', label: denominator, numeric: true, show: showCount },
  { name: 'value', label: 'Share', numeric: true, show: showPercent },
  { name: 'lower_ci', label: '95% lower', numeric: true, show: showPercent },
  { name: 'upper_ci', label: '95% upper', numeric: true, show: showPercent },
  { name: 'unit', label: 'Unit', fileOnly: true },
];

export const showCount = (cell: Cell): string => (typeof cell === 'number' ? formatNumber(cell) : cell);
export const showPercent = (cell: Cell): string =>
  typeof cell === 'number' ? formatShare(cell / 100) : cell;
export const showExpected = (cell: Cell): string => (typeof cell === 'number' ? formatExpected(cell) : cell);
/** Observed for 100 expected. */
export const showRatio = (cell: Cell): string => (typeof cell === 'number' ? cell.toFixed(1) : cell);
