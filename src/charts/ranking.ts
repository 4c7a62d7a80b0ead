import * as Plot from '@observablehq/plot';
import { formatValue } from '../domain/format';
import type { Measure } from '../domain/measures/measure';
import type { AreaFigure, MeasureFigures } from '../domain/measures/release';
import { edgeOf, ink, paints, quiet, rule, thisNetwork, type Paint } from '../ui/colour';
import { axisText } from './axis-text';
import { gapText, withGaps, type Gap } from './gaps';
import { tagAreas } from './tag-areas';
import { tickText } from './tick-text';

export type RankingRow =
  | { kind: 'area'; area: number; name: string; figure: AreaFigure; paint: Paint; rank: number | null }
  /** Areas between the highest and the lowest that are not drawn. */
  | ({ kind: 'gap' } & Gap);

export interface RankingChoice {
  nameOf: (area: number) => string;
  paintOf: (area: number) => Paint;
  /** With more areas than this, only the highest and lowest are drawn. */
  most: number;
  /** Drawn in any case. */
  selected: number | null;
}

/** Areas from the highest to the lowest, then those without a value. */
export function rankingRows(
  areas: MeasureFigures['areas'],
  { nameOf, paintOf, most, selected }: RankingChoice,
): RankingRow[] {
  const ranked = rankedAreas(areas);
  const rowOf = (figure: AreaFigure): RankingRow => ({
    kind: 'area',
    area: figure.area,
    name: nameOf(figure.area),
    figure,
    paint: paintOf(figure.area),
    rank: figure.estimate.ok ? ranked.indexOf(figure) + 1 : null,
  });
  const hasValue = ({ estimate }: AreaFigure) => estimate.ok;
  return withGaps(ranked, { most, hasValue, isKept: ({ area }) => area === selected }).map((row) =>
    'left' in row ? { kind: 'gap', ...row } : rowOf(row),
  );
}

/** From the highest value to the lowest, ties in the order of the list; those without a value last. */
export function rankedAreas(areas: readonly AreaFigure[]): AreaFigure[] {
  const value = ({ estimate }: AreaFigure) => (estimate.ok ? estimate.value : -Infinity);
  return [...areas].sort((a, b) => value(b) - value(a) || a.area - b.area);
}

export interface RankingOptions {
  measure: Measure;
  /** What areas are compared with; no line when null. */
  total: AreaFigure | null;
  selected: number | null;
  /** Px. */
  width: number;
  document?: Document;
}

const rowHeight = 17;
const nameWidth = 128;
const valueWidth = 52;
const fontSize = 12;
/** Letters of this size that fit beside the dots. */
const nameLetters = Math.floor(nameWidth / (fontSize * 0.52));

/** A row an area: name, dot with its 95% interval, value; a line where all areas together stand. */
export function rankingPlot(
  rows: readonly RankingRow[],
  { measure, total, selected, width, document }: RankingOptions,
): Element {
  const areas = rows.flatMap((row, y) => (row.kind === 'area' ? [{ ...row, y }] : []));
  const gaps = rows.flatMap((row, y) => (row.kind === 'gap' ? [{ ...row, y }] : []));
  const drawn = areas.flatMap((row) =>
    row.figure.estimate.ok ? [{ ...row, estimate: row.figure.estimate }] : [],
  );
  const benchmark = total?.estimate.ok && measure.kind !== 'count' ? total.estimate.value : null;
  const isCount = measure.kind === 'count';
  const ends = drawn.flatMap(({ estimate }) => [estimate.lower, estimate.upper]);
  const domain = extent([...ends, ...(benchmark === null ? [] : [benchmark]), ...(isCount ? [0] : [])]);
  const tag = (list: readonly { area: number }[]) => tagAreas(list.map(({ area }) => area));
  const colour = (row: { area: number }, other: string) => (row.area === selected ? thisNetwork : other);
  const ticks = Math.min(6, Math.max(2, Math.floor((width - nameWidth - valueWidth) / (isCount ? 64 : 44))));
  const plot = Plot.plot({
    ...(document ? { document } : {}),
    width,
    height: 26 + Math.max(1, rows.length) * rowHeight,
    marginTop: 22,
    marginBottom: 4,
    marginLeft: nameWidth + 8,
    marginRight: valueWidth + 4,
    style: axisText,
    x: { domain, nice: true, axis: null },
    y: { domain: [-0.5, Math.max(1, rows.length) - 0.5], reverse: true, axis: null },
    marks: [
      Plot.rect(areas, {
        x1: domain[0],
        x2: domain[1],
        y1: (row: { y: number }) => row.y - 0.5,
        y2: (row: { y: number }) => row.y + 0.5,
        inset: 0,
        insetLeft: -nameWidth - 8,
        insetRight: -valueWidth - 4,
        fill: ink,
        fillOpacity: 0,
        render: tag(areas),
      }),
      drawn.length > 0
        ? Plot.axisX({
            anchor: 'top',
            label: null,
            ticks,
            tickFormat: tickText(measure, domain),
            tickSize: 0,
            color: quiet,
          })
        : null,
      drawn.length > 0 ? Plot.gridX({ stroke: rule, strokeOpacity: 1, ticks }) : null,
      benchmark === null
        ? null
        : Plot.ruleX([benchmark], { stroke: ink, strokeDasharray: '4 3', strokeWidth: 1.25 }),
      Plot.text(areas, {
        frameAnchor: 'left',
        y: 'y',
        dx: -nameWidth - 4,
        textAnchor: 'start',
        text: (row: { name: string }) => shortened(row.name, nameLetters),
        fill: (row: { area: number }) => colour(row, ink),
        fontWeight: 400,
        render: tag(areas),
      }),
      Plot.ruleY(drawn, {
        y: 'y',
        x1: ({ estimate }: (typeof drawn)[number]) => (isCount ? 0 : estimate.lower),
        x2: ({ estimate }: (typeof drawn)[number]) => (isCount ? estimate.value : estimate.upper),
        stroke: (row: { area: number }) => colour(row, quiet),
        strokeWidth: 1.5,
        render: tag(drawn),
      }),
      Plot.dot(drawn, {
        x: ({ estimate }: (typeof drawn)[number]) => estimate.value,
        y: 'y',
        r: 4.5,
        fill: (row: { paint: Paint }) => paints[row.paint],
        stroke: (row: { area: number; paint: Paint }) =>
          colour(row, edgeOf(row.paint) === quiet ? quiet : paints[row.paint]),
        strokeWidth: 1.25,
        render: tag(drawn),
      }),
      Plot.text(areas, {
        frameAnchor: 'right',
        y: 'y',
        dx: valueWidth,
        textAnchor: 'end',
        text: ({ figure }: (typeof areas)[number]) =>
          figure.estimate.ok ? formatValue(measure, figure.estimate.value) : '*',
        fill: (row: { area: number }) => colour(row, ink),
        fontVariant: 'tabular-nums',
        render: tag(areas),
      }),
      Plot.text(gaps, {
        frameAnchor: 'left',
        y: 'y',
        dx: -nameWidth - 4,
        textAnchor: 'start',
        text: gapText,
        fill: quiet,
      }),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}

function extent(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return high > low ? [low, high] : [low - Math.abs(low) * 0.1, high + Math.abs(high) * 0.1 + 1e-9];
}

const shortened = (text: string, letters: number) =>
  text.length <= letters ? text : `${text.slice(0, letters - 1).trimEnd()}…`;
