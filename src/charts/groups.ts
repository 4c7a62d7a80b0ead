import * as Plot from '@observablehq/plot';
import { suppressed } from '../domain/disclosure';
import { formatCount, formatInterval, formatValue } from '../domain/format';
import type { Measure } from '../domain/measures/measure';
import type { AreaFigure } from '../domain/measures/release';
import { ink, paints, quiet, rule, thisNetwork } from '../ui/colour';
import { axisText } from './axis-text';
import { comparisonColour, comparisonShape } from './comparison-mark';
import { gapMark, gapText, mostDrawn, placedRows, withGaps, type Gap } from './gaps';
import { fitted, nameRoom, placedLabel } from './row-names';
import { tickText } from './tick-text';
import { tipText, tipWidth } from './tip-text';

/** A group of people, or an area, with its figure. */
export interface GroupRow {
  label: string;
  /** Where it is, as pointing at it tells: practices of several networks may have one name. */
  within?: string | undefined;
  figure: AreaFigure;
  /** One of those that the page is about. */
  marked?: boolean;
}

/** Rows as they are drawn where there are many. */
export const drawnGroups = (rows: readonly GroupRow[]): (GroupRow | Gap)[] =>
  withGaps(rows, {
    most: mostDrawn,
    hasValue: ({ figure }) => figure.estimate.ok,
    isKept: ({ marked }) => marked === true,
  });

const rowHeight = 24;
export const groupsHeight = (rows: number): number => 30 + Math.max(1, rows) * rowHeight;

/** A row a group: name, dot with its 95% interval, value and comparison; a line where all of them together stand. */
export function groupsChart(
  drawn: readonly (GroupRow | Gap)[],
  {
    measure,
    total,
    width,
    active = null,
    document,
  }: {
    measure: Measure;
    total: AreaFigure | null;
    width: number;
    /** Row that the keyboard is on. */
    active?: number | null;
    document?: Document | undefined;
  },
): Element {
  const wide = width >= 460;
  const { rows: placed, gaps } = placedRows(drawn);
  const nameWidth = nameRoom(
    placed.map(({ label }) => label),
    width,
  );
  const valueWidth = wide ? 128 : 64;
  const shown = placed.flatMap((row) => (row.figure.estimate.ok ? [{ ...row, ...row.figure.estimate }] : []));
  type Placed = (typeof placed)[number];
  const benchmark = total?.estimate.ok ? total.estimate.value : null;
  const ends = [
    ...shown.flatMap(({ lower, upper }) => [lower, upper]),
    ...(benchmark === null ? [] : [benchmark]),
  ];
  const [low, high] = ends.length > 0 ? [Math.min(...ends), Math.max(...ends)] : [0, 1];
  const room = (high - low || Math.abs(high) || 1) * 0.04;
  const domain: [number, number] = [Math.max(0, low - room), high + room];
  // No two ticks may read the same: shares have one decimal, two under 1%.
  const finest = measure.kind === 'proportion' ? (high < 0.01 ? 0.0001 : 0.001) : 0.1;
  const ticks = Math.max(
    1,
    Math.min(
      Math.max(2, Math.floor((width - nameWidth - valueWidth) / 56)),
      Math.floor((high - low) / finest),
    ),
  );
  const colour = ({ figure }: { figure: AreaFigure }) =>
    comparisonColour(figure.comparison, measure.polarity);
  const tip: Plot.TipOptions = {
    y: 'y',
    title: (row: GroupRow) => tipText(describeGroup(measure, row), width),
    lineWidth: tipWidth,
  };
  const plot = Plot.plot({
    ...(document && { document }),
    width,
    height: groupsHeight(drawn.length),
    marginTop: 24,
    marginBottom: 6,
    marginLeft: nameWidth + 8,
    marginRight: valueWidth + 4,
    style: axisText,
    x: { domain, axis: null },
    y: { domain: [-0.5, Math.max(1, drawn.length) - 0.5], reverse: true, axis: null },
    marks: [
      Plot.axisX({
        anchor: 'top',
        label: null,
        ticks,
        tickFormat: tickText(measure, domain),
        tickSize: 0,
        color: quiet,
      }),
      Plot.text(measure.kind === 'ratio' ? ['for 100 expected'] : [], {
        frameAnchor: 'top-left',
        dx: -nameWidth - 6,
        dy: -18,
        textAnchor: 'start',
        fill: quiet,
      }),
      Plot.gridX({ ticks, stroke: rule, strokeOpacity: 1 }),
      benchmark === null
        ? null
        : Plot.ruleX([benchmark], { stroke: ink, strokeDasharray: '4 3', strokeWidth: 1.25 }),
      Plot.text(placed, {
        frameAnchor: 'left',
        y: 'y',
        dx: -nameWidth - 6,
        textAnchor: 'start',
        text: ({ label }: Placed) => fitted(label, nameWidth),
        fill: ({ marked }: Placed) => (marked ? thisNetwork : ink),
        fontSize: 13,
      }),
      gapMark(gaps, nameWidth),
      Plot.ruleY(shown, { y: 'y', x1: 'lower', x2: 'upper', stroke: colour, strokeWidth: 2 }),
      Plot.dot(shown, { x: 'value', y: 'y', r: 4.5, fill: colour, stroke: paints.suppressed }),
      Plot.text(placed, {
        frameAnchor: 'right',
        y: 'y',
        dx: valueWidth,
        textAnchor: 'end',
        fontSize: 13,
        fontVariant: 'tabular-nums',
        text: ({ figure }: Placed) => valueText(measure, figure, wide),
      }),
      Plot.tip(shown, Plot.pointerY({ x: 'value', ...tip })),
      Plot.tip(
        placed.filter(({ y }) => y === active),
        {
          x: ({ figure }: Placed) => (figure.estimate.ok ? figure.estimate.value : domain[0]),
          ...tip,
        },
      ),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}

function valueText(
  measure: Measure,
  { estimate, comparison, denominator }: AreaFigure,
  wide: boolean,
): string {
  if (!estimate.ok)
    return estimate.reason.startsWith('suppressed') ? suppressed : denominator === 0 ? 'nobody' : 'too few';
  const mark = comparisonShape[comparison];
  const value = formatValue(measure, estimate.value);
  return [wide ? `${value} (${formatInterval(measure, estimate)})` : value, mark].filter(Boolean).join(' ');
}

/** "Most deprived fifth: 3.1% (3.0–3.3), 4,210 of 135,400; higher than all together" */
export function describeGroup(measure: Measure, row: Gap | GroupRow): string {
  if ('left' in row) return gapText(row);
  const { figure } = row;
  const label = placedLabel(row);
  const { estimate, comparison, numerator, denominator, expected } = figure;
  if (!estimate.ok) return `${label}: not shown, ${estimate.reason.replace('suppressed: ', '')}`;
  const counts =
    expected === undefined
      ? `${formatCount(numerator)} of ${formatCount(denominator)}`
      : `${formatCount(numerator)} recorded, ${Math.round(expected).toLocaleString('en-GB')} expected`;
  const word =
    comparison === 'not compared'
      ? ''
      : `; ${comparison === 'similar' ? 'similar to' : `${comparison} than`} all together`;
  return `${label}: ${formatValue(measure, estimate.value)} (${formatInterval(measure, estimate)}), ${counts}${word}`;
}
