import { suppressed } from '../domain/disclosure';
import { formatValue, plainValue, unitOf } from '../domain/format';
import type { Measure, Standard } from '../domain/measures/measure';
import type { AreaFigure } from '../domain/measures/release';
import type { AreaName } from './area-table';
import type { Cell, FigureTable } from './figure-table';
import { showCount } from './share-columns';

export interface MeasureRow {
  measure: Measure;
  area: AreaName;
  figure: AreaFigure;
  /** What the figure is compared with. */
  benchmark: AreaFigure | null;
  /** Recorded, constrained or modelled. */
  provenance: string;
}

/** Several measures, each in its own unit, beside what they are compared with. */
export function measuresTable(
  rows: readonly MeasureRow[],
  {
    date,
    comparedWith,
    standard = 'crude',
  }: { date: string; comparedWith: string; standard?: Standard | undefined },
): FigureTable {
  const measureOf = new Map(rows.map((row) => [row.measure.id, row.measure]));
  const cells = rows.map((row): Cell[] => {
    const { measure, area, figure, benchmark, provenance } = row;
    return [
      area.code,
      area.name,
      measure.id,
      measure.title,
      standard,
      figure.numerator,
      figure.denominator,
      figure.expected ?? '',
      ...valuesOf(row),
      unitOf(measure),
      benchmark === null ? '' : valueOf(measure, benchmark),
      figure.comparison,
      measure.polarity === 'neither' ? 'neither' : `higher is ${measure.polarity}`,
      figure.estimate.ok ? figure.estimate.method : '',
      date,
      provenance,
    ];
  });
  /** Values stand in the file as numbers; each is shown in the unit of its own row. */
  const inUnit = (cell: Cell, row: readonly Cell[]) => {
    const measure = measureOf.get(String(row[2]));
    if (typeof cell !== 'number' || measure === undefined) return String(cell);
    return formatValue(measure, measure.kind === 'proportion' ? cell / 100 : cell);
  };
  return {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Area' },
      { name: 'measure', label: 'Measure', fileOnly: true },
      { name: 'measure_name', label: 'Measure' },
      { name: 'standard', label: 'Standardised', fileOnly: true },
      { name: 'numerator', label: 'Count', numeric: true, show: showCount },
      { name: 'denominator', label: 'Of', numeric: true, show: showCount },
      { name: 'expected', label: 'Expected', fileOnly: true },
      { name: 'value', label: 'Value', numeric: true, show: inUnit },
      { name: 'lower_ci', label: '95% lower', numeric: true, show: inUnit },
      { name: 'upper_ci', label: '95% upper', numeric: true, show: inUnit },
      { name: 'unit', label: 'Unit' },
      { name: 'benchmark', label: capital(comparedWith), numeric: true, show: inUnit },
      { name: 'comparison', label: `Against ${comparedWith}` },
      { name: 'polarity', label: 'Polarity', fileOnly: true },
      { name: 'method', label: 'Interval', fileOnly: true },
      { name: 'date', label: 'Date', fileOnly: true },
      { name: 'provenance', label: 'Provenance' },
    ],
    rows: cells,
  };
}

const valueOf = (measure: Measure, { estimate }: AreaFigure): Cell =>
  estimate.ok ? plainValue(measure, estimate.value) : suppressed;

function valuesOf({ measure, figure: { estimate } }: MeasureRow): Cell[] {
  if (!estimate.ok) return [suppressed, suppressed, suppressed];
  if (measure.kind === 'count') return [plainValue(measure, estimate.value), '', ''];
  return [estimate.value, estimate.lower, estimate.upper].map((value) => plainValue(measure, value));
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
