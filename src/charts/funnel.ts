import * as Plot from '@observablehq/plot';
import { suppressed } from '../domain/disclosure';
import { formatNumber, formatShare, plainValue } from '../domain/format';
import type { Measure } from '../domain/measures/measure';
import type { AreaFigure, MeasureFigures } from '../domain/measures/release';
import {
  funnelExpectedCounts,
  funnelLabel,
  funnelLevels,
  funnelLimits,
  proportionFunnelLabel,
  proportionFunnelLimits,
  type FunnelLabel,
} from '../domain/stats/funnel';
import { z } from '../domain/stats/quantile';
import { edgeOf, ink, paints, quiet, rule, type Paint } from '../ui/colour';
import { axisText } from './axis-text';
import type { Cell, FigureTable } from './figure-table';
import { tagAreas } from './tag-areas';
import { tickText } from './tick-text';

export interface FunnelPoint {
  area: number;
  /** People in the denominator, or events expected. */
  size: number;
  /** In the measure's unit (shares 0–1). */
  value: number;
  label: FunnelLabel;
}

export interface Funnel {
  measure: Measure;
  /** A share of people, or observed for 100 expected. */
  kind: 'proportion' | 'ratio';
  points: FunnelPoint[];
  /** Value of all areas together. */
  average: number;
  /** "People aged 17 and over", "Expected" */
  sizeLabel: string;
  /** Areas without a point. */
  left: number;
}

type Figured = Pick<MeasureFigures, 'of' | 'standard'>;

/** Why a measure has no funnel here; null when it has one. */
export function whyNoFunnel({ of, standard }: Figured): string | null {
  const none = 'There is no funnel for this measure:';
  switch (of.kind) {
    case 'proportion':
      return standard === 'age-sex'
        ? 'There is no funnel of standardised shares: they are no longer shares of people, in which chance has known limits. The ratios to what is expected have one.'
        : null;
    case 'rate':
      return `${none} one person may be counted several times, so limits of chance for independent events would be too narrow. The ranking’s intervals allow for that.`;
    case 'mean':
      return `${none} a funnel shows the chance in a share of people, and this is a mean. The ranking shows its intervals.`;
    case 'ratio':
      return `${none} it sets one group of people against another, and chance moves both.`;
    case 'count':
      return `${none} it is a count of people, without a share that chance could move.`;
    default:
      return of satisfies never;
  }
}

/** The released figures as points of a funnel; null when there is no average to draw it around. */
export function funnelOf(figures: MeasureFigures): Funnel | null {
  const { measure, areas, total } = figures;
  if (whyNoFunnel(figures) !== null || !total.estimate.ok) return null;
  const kind = figures.standard === 'crude' ? 'proportion' : 'ratio';
  const average = kind === 'ratio' ? 100 : total.estimate.value;
  const points = areas.flatMap((figure) =>
    kind === 'ratio' ? ratioPoint(figure) : sharePoint(figure, average),
  );
  const sizeLabel = kind === 'ratio' ? 'expected' : measure.denominator.label;
  return { measure, kind, points, average, sizeLabel, left: areas.length - points.length };
}

function sharePoint({ area, numerator, denominator, estimate }: AreaFigure, average: number): FunnelPoint[] {
  if (!estimate.ok || numerator === suppressed || denominator === suppressed) return [];
  const label = proportionFunnelLabel(Math.min(numerator, denominator), denominator, average);
  return [{ area, size: denominator, value: estimate.value, label }];
}

function ratioPoint({ area, numerator, expected, estimate }: AreaFigure): FunnelPoint[] {
  if (!estimate.ok || numerator === suppressed || expected === undefined) return [];
  const label = funnelLabel({ kind: 'ratio', observed: numerator, expected });
  return label === 'Not applicable' ? [] : [{ area, size: expected, value: estimate.value, label }];
}

/** Limits of chance at a size, in the measure's unit. */
function limitsAt({ kind, average }: Funnel, size: number, confidence: number) {
  if (kind === 'proportion') return proportionFunnelLimits(average, size, confidence);
  const { lower, upper } = funnelLimits({ kind: 'ratio', expected: size, confidence });
  return { lower: 100 * (lower ?? 0), upper: 100 * (upper ?? Infinity) };
}

export interface FunnelOptions {
  paintOf: (area: number) => Paint;
  selected: number | null;
  width: number;
  height: number;
  document?: Document;
}

/** Steps in which a limit is drawn. */
const curveSteps = 40;
/** The 95% limits: lighter than the 99.8%, and 3:1 on white. */
const innerLimit = '#768692';

/** Share by size of the area, with the limits that chance alone would give around the average. */
export function funnelPlot(funnel: Funnel, options: FunnelOptions): Element {
  const { measure, points, average, sizeLabel } = funnel;
  const { paintOf, selected, width, height, document } = options;
  const totals = points.map(({ size }) => size);
  const [least, most] = [Math.min(...totals), Math.max(...totals)];
  // From nothing when sizes differ much, as the national package draws it.
  const from = points.length > 0 && most <= 2 * least ? least * 0.95 : 0;
  const to = points.length > 0 ? most * 1.03 : 1;
  const domain = valueDomain(funnel, least);
  const tag = tagAreas(points.map(({ area }) => area));
  // Not dashed: dashes along a curve take a browser without a graphics card longer to draw than all the rest.
  const limit = (level: 'inner' | 'outer', side: 'lower' | 'upper') =>
    Plot.line(limitCurve(funnel, funnelLevels[level], side, { from: Math.max(1, from), to, domain }), {
      stroke: level === 'inner' ? innerLimit : quiet,
      strokeWidth: level === 'inner' ? 1 : 1.5,
    });
  const plot = Plot.plot({
    ...(document ? { document } : {}),
    width,
    height,
    marginTop: 8,
    marginLeft: 46,
    marginRight: 24,
    marginBottom: 36,
    style: axisText,
    x: { domain: [from, to], axis: null },
    y: { domain, axis: null },
    marks:
      points.length === 0
        ? []
        : [
            Plot.gridY({ stroke: rule, strokeOpacity: 1, ticks: 4 }),
            Plot.axisX({
              ticks: Math.max(2, Math.floor(width / 110)),
              tickFormat: (n: number) => formatNumber(n),
              label: `${capital(sizeLabel)} →`,
              labelAnchor: 'right',
              color: quiet,
              tickSize: 3,
            }),
            Plot.axisY({
              ticks: 4,
              tickFormat: tickText(measure, domain),
              label: null,
              color: quiet,
              tickSize: 0,
            }),
            limit('inner', 'lower'),
            limit('inner', 'upper'),
            limit('outer', 'lower'),
            limit('outer', 'upper'),
            Plot.ruleY([average], { stroke: ink, strokeWidth: 1.25, strokeDasharray: '4 3' }),
            Plot.dot(points, {
              x: 'size',
              y: 'value',
              r: points.length > 200 ? 2.5 : 4.5,
              fill: ({ area }: FunnelPoint) => paints[paintOf(area)],
              stroke: ({ area }: FunnelPoint) =>
                edgeOf(paintOf(area)) === quiet ? quiet : paints[paintOf(area)],
              strokeWidth: points.length > 200 ? 0.75 : 1.25,
              render: tag,
            }),
            Plot.dot(
              points.filter(({ area }) => area === selected),
              { x: 'size', y: 'value', r: 6.5, stroke: ink, strokeWidth: 2.5 },
            ),
          ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}

/** One limit from where it enters the picture (or `from`, if it never leaves it) to the largest size. */
function limitCurve(
  { kind, average }: Funnel,
  confidence: number,
  side: 'lower' | 'upper',
  { from, to, domain }: { from: number; to: number; domain: [number, number] },
): [size: number, value: number][] {
  if (kind === 'ratio') return ratioCurve(confidence, side, { from, to, domain });
  // Inverse of p̄ ± z√(p̄(1−p̄)/n): the limits for one person give z√(p̄(1−p̄)).
  const spread = z(confidence) * Math.sqrt(average * (1 - average));
  const enters = (spread / (domain[side === 'lower' ? 0 : 1] - average)) ** 2;
  const start = Math.max(from, Number.isFinite(enters) ? enters : from);
  if (start >= to) return [];
  return Array.from({ length: curveSteps + 1 }, (_, i) => {
    // Denser where the curve bends most.
    const size = start + (to - start) * (i / curveSteps) ** 2;
    return [size, proportionFunnelLimits(average, size, confidence)[side]];
  });
}

/** By observed events, from which the expected ones at the limit follow: denser where the curve bends most. */
function ratioCurve(
  confidence: number,
  side: 'lower' | 'upper',
  { from, to, domain }: { from: number; to: number; domain: [number, number] },
): [size: number, value: number][] {
  const curve: [number, number][] = [];
  const most = side === 'lower' ? to : to + 4 * Math.sqrt(to) + 10;
  for (let i = 0; i <= curveSteps; i++) {
    const observed = Math.max(0.5, from * 0.5) + (most - from * 0.5) * (i / curveSteps) ** 2;
    const size = funnelExpectedCounts(observed, confidence)[side];
    if (size === null || size < from || size > to) continue;
    const value = (100 * observed) / size;
    if (value >= domain[0] && value <= domain[1]) curve.push([size, value]);
  }
  return curve;
}

/** Every point, and the limits where the smaller areas are; further out the limits leave the picture. */
function valueDomain(funnel: Funnel, least: number): [number, number] {
  const { points, average, kind } = funnel;
  if (points.length === 0) return [0, 1];
  const { lower, upper } = limitsAt(funnel, Math.max(1, least), funnelLevels.outer);
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const spread = Math.max(high - low, average * 0.3);
  const room = Math.max((high - low) * 0.08, average * 0.02, 1e-4);
  return [
    Math.max(0, Math.min(low, Math.max(lower, low - spread)) - room),
    Math.min(kind === 'ratio' ? Infinity : 1, Math.max(high, Math.min(upper, high + spread)) + room),
  ];
}

/** The map's table with the funnel's limits for each area's size and where it lies. */
export function funnelTable(table: FigureTable, figures: MeasureFigures): FigureTable {
  const funnel = funnelOf(figures);
  if (funnel === null) return table;
  const byArea = new Map(funnel.points.map((point) => [point.area, point]));
  const limitCells = (area: number): Cell[] => {
    const point = byArea.get(area);
    if (!point) return [suppressed, suppressed, suppressed, suppressed, ''];
    const inner = limitsAt(funnel, point.size, funnelLevels.inner);
    const outer = limitsAt(funnel, point.size, funnelLevels.outer);
    const plain = (value: number) => plainValue(figures.measure, value);
    return [plain(inner.lower), plain(inner.upper), plain(outer.lower), plain(outer.upper), point.label];
  };
  const show = (cell: Cell) =>
    typeof cell !== 'number' ? cell : funnel.kind === 'ratio' ? cell.toFixed(1) : formatShare(cell / 100);
  return {
    columns: [
      ...table.columns,
      { name: 'funnel_lower_95', label: '95% limit, lower', numeric: true, show },
      { name: 'funnel_upper_95', label: '95% limit, upper', numeric: true, show },
      { name: 'funnel_lower_998', label: '99.8% limit, lower', numeric: true, show },
      { name: 'funnel_upper_998', label: '99.8% limit, upper', numeric: true, show },
      { name: 'funnel_label', label: 'In the funnel' },
    ],
    rows: table.rows.map((row, i) => {
      const figure = figures.areas[i];
      return [...row, ...(figure ? limitCells(figure.area) : ['', '', '', '', ''])];
    }),
  };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
