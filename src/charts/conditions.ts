import * as Plot from '@observablehq/plot';
import { suppressed } from '../domain/disclosure';
import { formatCount, formatEstimate, formatValue, plainValue, unitOf } from '../domain/format';
import type { Measure, Standard } from '../domain/measures/measure';
import type { AreaFigure, MeasureFigures } from '../domain/measures/release';
import { comparedTo } from '../domain/words';
import { ink, quiet, rule, thisNetwork, white } from '../ui/colour';
import type { AreaName } from './area-table';
import type { FigureTable } from './figure-table';
import { axisText } from './axis-text';
import { comparisonColour, comparisonShape } from './comparison-mark';
import { showCount, showExpected, showPercent, showRatio } from './share-columns';

/** One register of one network beside the system, and where the other networks lie. */
export interface ConditionRow {
  measure: Measure;
  figure: AreaFigure;
  total: AreaFigure;
  /** Values of all networks, ascending, without the hidden ones. */
  spread: readonly number[];
  /** Where a click on the name leads. */
  href: string;
}

export function conditionRow(figures: MeasureFigures, network: number, href: string): ConditionRow | null {
  const own = figures.areas.find((area) => area.area === network);
  if (!own) return null;
  // A network that is the whole dataset has nothing to be compared with.
  const figure = figures.areas.length > 1 ? own : { ...own, comparison: 'not compared' as const };
  const spread = figures.areas.flatMap(({ estimate }) => (estimate.ok ? [estimate.value] : []));
  return {
    measure: figures.measure,
    figure,
    total: figures.total,
    spread: spread.sort((a, b) => a - b),
    href,
  };
}

export const conditionOrders = {
  difference: 'Furthest above the system first',
  value: 'Most recorded first',
  name: 'By name',
} as const;
export type ConditionOrder = keyof typeof conditionOrders;

export function orderConditions(rows: readonly ConditionRow[], order: ConditionOrder): ConditionRow[] {
  const valueOf = (row: ConditionRow) => (row.figure.estimate.ok ? row.figure.estimate.value : -1);
  const keys: Record<ConditionOrder, (a: ConditionRow, b: ConditionRow) => number> = {
    difference: (a, b) => (ratioOf(b) ?? -1) - (ratioOf(a) ?? -1),
    value: (a, b) => valueOf(b) - valueOf(a),
    name: (a, b) => a.measure.name.localeCompare(b.measure.name, 'en-GB'),
  };
  return [...rows].sort(keys[order]);
}

/** Network's value over the system's; null where either is not shown. */
export function ratioOf({ figure, total }: ConditionRow): number | null {
  if (!figure.estimate.ok || !total.estimate.ok || total.estimate.value === 0) return null;
  return figure.estimate.value / total.estimate.value;
}

const rowHeight = 28;
const markColour = ({ measure, figure }: ConditionRow) =>
  comparisonColour(figure.comparison, measure.polarity);

/**
 * A spine chart: each register's recorded prevalence as a multiple of the system's, on one logarithmic axis, with its 95%
 * limits, before the range (pale) and the middle half (darker) of all networks.
 */
export function conditionsChart(
  rows: readonly ConditionRow[],
  { width, document }: { width: number; document?: Document | undefined },
): SVGSVGElement | HTMLElement {
  const wide = width >= 600;
  const isRatio = rows.some(({ measure }) => measure.kind === 'ratio');
  const left = wide ? 210 : 128;
  const values = wide ? 128 : 50;
  const right = wide ? 132 : 22;
  const top = 26;
  const parts = rows.flatMap((row) => {
    const { figure, total } = row;
    const ratio = ratioOf(row);
    if (ratio === null || !figure.estimate.ok || !total.estimate.ok) return [];
    const benchmark = total.estimate.value;
    return [
      { ...row, ratio, lower: figure.estimate.lower / benchmark, upper: figure.estimate.upper / benchmark },
    ];
  });
  const ranges = rows.flatMap((row) => {
    if (!row.total.estimate.ok || row.total.estimate.value === 0 || row.spread.length < 4) return [];
    const at = (share: number) =>
      quantile(row.spread, share) / (row.total.estimate as { value: number }).value;
    return [{ id: row.measure.id, min: at(0), low: at(0.25), high: at(0.75), max: at(1) }];
  });
  const extent = [...parts.flatMap((p) => [p.lower, p.upper]), ...ranges.flatMap((r) => [r.min, r.max])];
  const [from, to] = ratioDomain(extent);
  const ticks = to < 2 ? [0.8, 1, 1.25] : ratioTicks.filter((t) => t >= from && t <= to);
  const clamp = (value: number) => Math.min(to, Math.max(from, value));
  type Part = (typeof parts)[number];
  type Range = (typeof ranges)[number];
  const head = (text: string, dx: number, anchor: 'start' | 'end' = 'start') =>
    Plot.text([text], {
      frameAnchor: 'top-left',
      dx,
      dy: -top + 4,
      textAnchor: anchor,
      fill: quiet,
    });
  const inner = width - left - values - right;
  const plot = Plot.plot({
    ...(document && { document }),
    width,
    height: top + 26 + rows.length * rowHeight,
    marginLeft: left + values,
    marginRight: right,
    marginTop: top,
    marginBottom: 26,
    style: axisText,
    ariaLabel: 'Conditions',
    x: { type: 'log', base: 2, domain: [from, to], label: null, axis: null },
    y: { domain: rows.map((row) => row.measure.id), label: null, axis: null, padding: 0.1, round: false },
    marks: [
      Plot.axisX({
        anchor: 'bottom',
        label: null,
        ticks,
        tickFormat: (value: number) => (value === 1 ? '1' : `×${ratioLabel(value)}`),
        tickSize: 0,
      }),
      Plot.gridX({ ticks }),
      Plot.ruleY(rows, {
        y: (row: ConditionRow) => row.measure.id,
        stroke: rule,
        dy: rowHeight / 2,
        insetLeft: -left - values,
        insetRight: -right,
      }),
      Plot.barX(ranges, {
        y: 'id',
        x1: (r: Range) => clamp(r.min),
        x2: (r: Range) => clamp(r.max),
        fill: '#e8edee',
        insetTop: 4,
        insetBottom: 4,
      }),
      Plot.barX(ranges, {
        y: 'id',
        x1: (r: Range) => clamp(r.low),
        x2: (r: Range) => clamp(r.high),
        fill: '#c5d0d6',
        insetTop: 4,
        insetBottom: 4,
      }),
      Plot.ruleX([1], { stroke: ink, strokeWidth: 1.5 }),
      Plot.link(parts, {
        x1: (p: Part) => clamp(p.lower),
        x2: (p: Part) => clamp(p.upper),
        y1: (p: Part) => p.measure.id,
        y2: (p: Part) => p.measure.id,
        stroke: markColour,
        strokeWidth: 2.5,
      }),
      Plot.text(parts, {
        x: (p: Part) => clamp(p.ratio),
        y: (p: Part) => p.measure.id,
        text: (p: Part) => comparisonShape[p.figure.comparison],
        fontSize: 13,
        fill: markColour,
        stroke: white,
        strokeWidth: 2,
      }),
      head('Register', -left - values),
      ...(wide ? [head(isRatio ? 'Of 100 expected' : 'Recorded (95%)', -12, 'end')] : []),
      head(wide ? 'Multiple of the system’s value' : '× system', inner / 2 - (wide ? 80 : 24)),
      ...(wide ? [head('System', inner + 52, 'end'), head('Against it', inner + 62)] : []),
      Plot.text(rows, {
        y: (row: ConditionRow) => row.measure.id,
        text: (row: ConditionRow) => shortName(row.measure, wide),
        href: (row: ConditionRow) => row.href,
        frameAnchor: 'left',
        textAnchor: 'start',
        dx: -left - values,
        fontSize: wide ? 14 : 12,
        fill: thisNetwork,
      }),
      Plot.text(rows, {
        y: (row: ConditionRow) => row.measure.id,
        text: ({ measure, figure }: ConditionRow) =>
          wide
            ? formatEstimate(measure, figure.estimate)
            : figure.estimate.ok
              ? formatValue(measure, figure.estimate.value)
              : suppressed,
        frameAnchor: 'left',
        textAnchor: 'end',
        dx: -12,
        fontSize: wide ? 13 : 12,
      }),
      ...(wide
        ? [
            Plot.text(rows, {
              y: (row: ConditionRow) => row.measure.id,
              text: ({ measure, total }: ConditionRow) =>
                total.estimate.ok ? formatValue(measure, total.estimate.value) : suppressed,
              frameAnchor: 'right',
              textAnchor: 'end',
              dx: 52,
              fontSize: 13,
            }),
          ]
        : []),
      Plot.text(rows, {
        y: (row: ConditionRow) => row.measure.id,
        text: ({ figure: { comparison } }: ConditionRow) =>
          wide && comparison !== 'not compared'
            ? `${comparisonShape[comparison]} ${comparison}`
            : comparisonShape[comparison],
        frameAnchor: 'right',
        textAnchor: 'start',
        dx: wide ? 62 : 8,
        fontSize: 13,
      }),
      Plot.tip(
        rows,
        Plot.pointerY({
          y: (row: ConditionRow) => row.measure.id,
          frameAnchor: 'left',
          title: describeCondition,
          anchor: 'bottom',
        }),
      ),
    ],
  });
  // Groups have no role that may carry Plot's names for them; the links inside keep theirs.
  for (const group of plot.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
  return plot;
}

function shortName(measure: Measure, wide: boolean): string {
  if (wide) return measure.name;
  const name = measure.name
    .replace('Chronic kidney disease', 'CKD')
    .replace('Coronary heart disease', 'CHD')
    .replace('Non-diabetic hyperglycaemia', 'NDH')
    .replace('Peripheral arterial disease', 'PAD')
    .replace('Learning disability', 'Learning disab.')
    .replace('Severe mental illness', 'Severe mental ill.')
    .replace('Rheumatoid arthritis', 'Rheum. arthritis');
  return name;
}

/** "Diabetes, 17+: 7.8% (7.5–8.1), 3,050 of 39,100 people aged 17 and over; higher than the system’s 7.1% (1.1 times)." */
export function describeCondition(row: ConditionRow): string {
  const { measure, figure, total } = row;
  if (!figure.estimate.ok) return `${measure.name}: not shown, ${figure.estimate.reason}`;
  const own = `${measure.name}: ${formatEstimate(measure, figure.estimate)}, ${formatCount(figure.numerator)} of ${formatCount(figure.denominator)} ${measure.denominator.label}`;
  const ratio = ratioOf(row);
  if (figure.comparison === 'not compared' || !total.estimate.ok || ratio === null) return own;
  return `${own}; ${comparedTo(figure.comparison)} the system’s ${formatValue(measure, total.estimate.value)} (${ratio.toFixed(2)} times)`;
}

export function conditionsTable(
  rows: readonly ConditionRow[],
  area: AreaName,
  context: { date: string; standard: Standard; provenance: (measure: Measure) => string },
): FigureTable {
  const isRatio = rows.some(({ measure }) => measure.kind === 'ratio');
  const show = isRatio ? showRatio : showPercent;
  const value = isRatio ? 'Observed for 100 expected' : 'Recorded';
  return {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Area', fileOnly: true },
      { name: 'measure', label: 'Measure', fileOnly: true },
      { name: 'measure_name', label: 'Register' },
      { name: 'standard', label: 'Standardised', fileOnly: true },
      { name: 'age_base', label: 'Age base' },
      { name: 'numerator', label: 'On the register', numeric: true, show: showCount },
      { name: 'denominator', label: 'Of', numeric: true, show: showCount },
      ...(isRatio ? [{ name: 'expected', label: 'Expected', numeric: true, show: showExpected }] : []),
      { name: 'value', label: value, numeric: true, show },
      { name: 'lower_ci', label: '95% lower', numeric: true, show },
      { name: 'upper_ci', label: '95% upper', numeric: true, show },
      { name: 'unit', label: 'Unit', fileOnly: true },
      { name: 'system_numerator', label: 'System, people', fileOnly: true },
      { name: 'system_denominator', label: 'System, of', fileOnly: true },
      { name: 'system_value', label: 'System', numeric: true, show },
      { name: 'comparison', label: 'Against the system' },
      { name: 'method', label: 'Interval', fileOnly: true },
      { name: 'date', label: 'Date', fileOnly: true },
      { name: 'provenance', label: 'Provenance' },
    ],
    rows: rows.map(({ measure, figure, total }) => {
      const { estimate } = figure;
      const plain = (value: number) => plainValue(measure, value);
      return [
        area.code,
        area.name,
        measure.id,
        measure.name,
        context.standard,
        measure.denominator.ageBase || 'all ages',
        figure.numerator,
        figure.denominator,
        ...(isRatio ? [figure.expected ?? suppressed] : []),
        ...(estimate.ok
          ? [plain(estimate.value), plain(estimate.lower), plain(estimate.upper)]
          : [suppressed, suppressed, suppressed]),
        unitOf(measure),
        total.numerator,
        total.denominator,
        total.estimate.ok ? plain(total.estimate.value) : suppressed,
        figure.comparison,
        estimate.ok ? estimate.method : '',
        context.date,
        context.provenance(measure),
      ];
    }),
  };
}

const ratioTicks = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8];
const ratioLabel = (value: number): string => ({ 0.125: '⅛', 0.25: '¼', 0.5: '½' })[value] ?? String(value);

/** A domain about 1 that holds what is there, no wider than an eighth to eight times. */
function ratioDomain(values: readonly number[]): [number, number] {
  const reach = Math.max(
    Math.log2(1.5),
    ...values.filter((v) => v > 0).map((value) => Math.abs(Math.log2(value))),
  );
  const limited = Math.min(3, reach * 1.03);
  return [2 ** -limited, 2 ** limited];
}

/** Linear between order statistics; `values` ascending. */
function quantile(values: readonly number[], share: number): number {
  const at = (values.length - 1) * share;
  const below = Math.floor(at);
  const low = values[below]!;
  const high = values[Math.min(below + 1, values.length - 1)]!;
  return low + (high - low) * (at - below);
}
