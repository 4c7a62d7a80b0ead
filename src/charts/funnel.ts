import * as Plot from '@observablehq/plot';
import { suppressed } from '../domain/disclosure';
import { formatCount, formatShare, plainValue } from '../domain/format';
import type { Measure } from '../domain/measures/measure';
import type { AreaFigure, MeasureFigures } from '../domain/measures/release';
import {
  funnelLevels,
  proportionFunnelLabel,
  proportionFunnelLimits,
  type FunnelLabel,
} from '../domain/stats/funnel';
import { z } from '../domain/stats/quantile';
import { edgeOf, ink, paints, quiet, rule, type Paint } from '../ui/colour';
import { axisText } from './axis-text';
import type { FigureTable } from './figure-table';
import { tagAreas } from './tag-areas';
import { tickText } from './tick-text';

export interface FunnelPoint {
  area: number;
  /** People in the denominator. */
  total: number;
  /** 0–1. */
  share: number;
  label: FunnelLabel;
}

export interface Funnel {
  measure: Measure;
  points: FunnelPoint[];
  /** Share of all areas together, 0–1. */
  average: number;
  /** Areas without a point. */
  left: number;
}

/** Why a measure has no funnel here; null when it has one. */
export function whyNoFunnel(measure: Measure): string | null {
  switch (measure.kind) {
    case 'proportion':
      return null;
    case 'rate':
      return 'There is no funnel for this measure: one person may be counted several times, so limits of chance for independent events would be too narrow. The ranking’s intervals allow for that.';
    case 'mean':
      return 'There is no funnel for this measure: a funnel shows the chance in a share of people, and this is a mean. The ranking shows its intervals.';
    case 'ratio':
      return 'There is no funnel for this measure: it sets one group of people against another, and chance moves both.';
    case 'count':
      return 'There is no funnel for this measure: it is a count of people, without a share that chance could move.';
    default:
      return measure satisfies never;
  }
}

/** The released figures as points of a funnel; null when there is no average to draw it around. */
export function funnelOf({ measure, areas, total }: MeasureFigures): Funnel | null {
  if (measure.kind !== 'proportion' || !total.estimate.ok) return null;
  const average = total.estimate.value;
  const points = areas.flatMap((figure) => pointOf(figure, average));
  return { measure, points, average, left: areas.length - points.length };
}

function pointOf({ area, numerator, denominator, estimate }: AreaFigure, average: number): FunnelPoint[] {
  if (!estimate.ok || numerator === suppressed || denominator === suppressed) return [];
  const label = proportionFunnelLabel(Math.min(numerator, denominator), denominator, average);
  return [{ area, total: denominator, share: estimate.value, label }];
}

export interface FunnelOptions {
  paintOf: (area: number) => Paint;
  selected: number | null;
  /** "People aged 17 and over" */
  denominatorLabel: string;
  width: number;
  height: number;
  document?: Document;
}

/** Steps in which a limit is drawn. */
const curveSteps = 40;
/** The 95% limits: lighter than the 99.8%, and 3:1 on white. */
const innerLimit = '#768692';

/** Share by size of the area, with the limits that chance alone would give around the average. */
export function funnelPlot({ measure, points, average }: Funnel, options: FunnelOptions): Element {
  const { paintOf, selected, denominatorLabel, width, height, document } = options;
  const totals = points.map(({ total }) => total);
  const [least, most] = [Math.min(...totals), Math.max(...totals)];
  // From nothing when sizes differ much, as the national package draws it.
  const from = points.length > 0 && most <= 2 * least ? least * 0.95 : 0;
  const to = points.length > 0 ? most * 1.03 : 1;
  const domain = shareDomain(points, average, least);
  const tag = tagAreas(points.map(({ area }) => area));
  // Not dashed: dashes along a curve take a browser without a graphics card longer to draw than all the rest.
  const limit = (level: 'inner' | 'outer', side: 'lower' | 'upper') =>
    Plot.line(
      limitCurve(average, funnelLevels[level], side, {
        from: Math.max(1, from),
        to,
        edge: domain[side === 'lower' ? 0 : 1],
      }),
      { stroke: level === 'inner' ? innerLimit : quiet, strokeWidth: level === 'inner' ? 1 : 1.5 },
    );
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
              tickFormat: (n: number) => formatCount(n),
              label: `${capital(denominatorLabel)} →`,
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
              x: 'total',
              y: 'share',
              r: points.length > 200 ? 2.5 : 4.5,
              fill: ({ area }: FunnelPoint) => paints[paintOf(area)],
              stroke: ({ area }: FunnelPoint) =>
                edgeOf(paintOf(area)) === quiet ? quiet : paints[paintOf(area)],
              strokeWidth: points.length > 200 ? 0.75 : 1.25,
              render: tag,
            }),
            Plot.dot(
              points.filter(({ area }) => area === selected),
              { x: 'total', y: 'share', r: 6.5, stroke: ink, strokeWidth: 2.5 },
            ),
          ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}

/** One limit from where it enters the picture through `edge` (or `from`, if it never leaves it) to the largest size. */
function limitCurve(
  average: number,
  confidence: number,
  side: 'lower' | 'upper',
  { from, to, edge }: { from: number; to: number; edge: number },
): [total: number, share: number][] {
  // Inverse of p̄ ± z√(p̄(1−p̄)/n): the limits for one person give z√(p̄(1−p̄)).
  const spread = z(confidence) * Math.sqrt(average * (1 - average));
  const enters = (spread / (edge - average)) ** 2;
  const start = Math.max(from, Number.isFinite(enters) ? enters : from);
  if (start >= to) return [];
  return Array.from({ length: curveSteps + 1 }, (_, i) => {
    // Denser where the curve bends most.
    const total = start + (to - start) * (i / curveSteps) ** 2;
    return [total, proportionFunnelLimits(average, total, confidence)[side]];
  });
}

/** Every point, and the limits where the smaller areas are; further out the limits leave the picture. */
function shareDomain(points: readonly FunnelPoint[], average: number, least: number): [number, number] {
  if (points.length === 0) return [0, 1];
  const { lower, upper } = proportionFunnelLimits(average, Math.max(1, least), funnelLevels.outer);
  const shares = points.map(({ share }) => share);
  const [low, high] = [Math.min(...shares), Math.max(...shares)];
  const spread = Math.max(high - low, average * 0.3);
  const room = Math.max((high - low) * 0.08, average * 0.02, 1e-4);
  return [
    Math.max(0, Math.min(low, Math.max(lower, low - spread)) - room),
    Math.min(1, Math.max(high, Math.min(upper, high + spread)) + room),
  ];
}

/** The map's table with the funnel's limits for each area's size and where it lies. */
export function funnelTable(table: FigureTable, figures: MeasureFigures): FigureTable {
  const funnel = funnelOf(figures);
  if (funnel === null) return table;
  const { average } = funnel;
  const byArea = new Map(funnel.points.map((point) => [point.area, point]));
  const limitCells = (area: number): (string | number)[] => {
    const point = byArea.get(area);
    if (!point) return [suppressed, suppressed, suppressed, suppressed, ''];
    const inner = proportionFunnelLimits(average, point.total, funnelLevels.inner);
    const outer = proportionFunnelLimits(average, point.total, funnelLevels.outer);
    const plain = (share: number) => plainValue(figures.measure, share);
    return [plain(inner.lower), plain(inner.upper), plain(outer.lower), plain(outer.upper), point.label];
  };
  const show = (cell: string | number) => (typeof cell === 'number' ? formatShare(cell / 100) : cell);
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
