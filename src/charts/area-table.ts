import { suppressed } from '../domain/disclosure';
import { formatValue, plainValue, unitOf } from '../domain/format';
import type { Standard } from '../domain/measures/measure';
import type { AreaFigure, MeasureFigures } from '../domain/measures/release';
import type { Cell, FigureTable } from './figure-table';
import { showCount, showExpected } from './share-columns';

export interface AreaName {
  code: string;
  name: string;
}

/** A measure by area, then everything together: the table and CSV of the map, the ranking and the funnel. */
export function areaTable(
  figures: MeasureFigures,
  nameOf: (area: number) => AreaName,
  total: AreaName,
  context: { date: string; provenance: string; standard: Standard },
): FigureTable {
  const { measure } = figures;
  const hasExpected = figures.areas.some(({ expected }) => expected !== undefined);
  const row = (figure: AreaFigure, area: AreaName): Cell[] => {
    const { estimate } = figure;
    const interval = measure.kind !== 'count' && estimate.ok;
    return [
      area.code,
      area.name,
      measure.id,
      measure.title,
      context.standard,
      measure.denominator.ageBase || 'all ages',
      figure.numerator,
      figure.denominator,
      ...(hasExpected ? [figure.expected ?? suppressed] : []),
      estimate.ok ? plainValue(measure, estimate.value) : suppressed,
      interval ? plainValue(measure, estimate.lower) : estimate.ok ? '' : suppressed,
      interval ? plainValue(measure, estimate.upper) : estimate.ok ? '' : suppressed,
      unitOf(measure),
      figure.comparison,
      estimate.ok ? estimate.method : '',
      context.date,
      context.provenance,
    ];
  };
  const scale = measure.kind === 'proportion' ? 100 : 1;
  const value = (cell: Cell) => (typeof cell === 'number' ? formatValue(measure, cell / scale) : cell);
  return {
    columns: [
      { name: 'area_code', label: 'Code' },
      { name: 'area_name', label: 'Area' },
      { name: 'measure', label: 'Measure', fileOnly: true },
      { name: 'measure_name', label: 'Measure', fileOnly: true },
      { name: 'standard', label: 'Standardised', fileOnly: true },
      { name: 'age_base', label: 'Age base', fileOnly: true },
      { name: 'numerator', label: capital(measure.numeratorLabel), numeric: true, show: showCount },
      { name: 'denominator', label: capital(measure.denominator.label), numeric: true, show: showCount },
      ...(hasExpected ? [{ name: 'expected', label: 'Expected', numeric: true, show: showExpected }] : []),
      { name: 'value', label: `Value (${unitOf(measure)})`, numeric: true, show: value },
      { name: 'lower_ci', label: '95% lower', numeric: true, show: value },
      { name: 'upper_ci', label: '95% upper', numeric: true, show: value },
      { name: 'unit', label: 'Unit', fileOnly: true },
      { name: 'comparison', label: 'Against all areas together' },
      { name: 'method', label: 'Interval', fileOnly: true },
      { name: 'date', label: 'Date', fileOnly: true },
      { name: 'provenance', label: 'Provenance', fileOnly: true },
    ],
    rows: [...figures.areas.map((f) => row(f, nameOf(f.area))), row(figures.total, total)],
  };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
