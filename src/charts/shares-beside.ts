import * as Plot from '@observablehq/plot';
import { suppressed } from '../domain/disclosure';
import { formatCount, formatShare, formatShareLimits } from '../domain/format';
import type { ShareFigure } from '../domain/measures/release-counts';
import { ink, paints, quiet, rule } from '../ui/colour';
import { axisText } from './axis-text';
import { gapMark, gapText, mostDrawn, placedRows, withGaps, type Gap } from './gaps';
import { fitted, nameRoom, placedLabel } from './row-names';
import { tipText, tipWidth } from './tip-text';

/** One group's share of the people looked at, and of everybody where that is somebody else. */
export interface BesideRow {
  label: string;
  /** Where it is, as pointing at it tells. */
  within?: string | undefined;
  own: ShareFigure;
  other: ShareFigure | null;
}

/** Rows as they are drawn where there are many, the highest first. */
export const drawnBeside = (rows: readonly BesideRow[]): (BesideRow | Gap)[] =>
  withGaps(rows, { most: mostDrawn, hasValue: ({ own }) => own.estimate.ok, isKept: () => false });

/** How the other share is said unless told. */
const ofEverybody = 'of everybody';

const rowHeight = 26;
export const sharesBesideHeight = (rows: number): number => 30 + rows * rowHeight;

/** A bar a group for the people looked at, with a line where everybody stands. */
export function sharesBesideChart(
  drawn: readonly (BesideRow | Gap)[],
  {
    beside = ofEverybody,
    width,
    active = null,
    document,
  }: { beside?: string; width: number; active?: number | null; document?: Document | undefined },
): SVGSVGElement | HTMLElement {
  const wide = width >= 480;
  const { rows: numbered, gaps } = placedRows(drawn);
  const nameWidth = nameRoom(
    numbered.map(({ label }) => label),
    width,
  );
  const valueWidth = wide ? 150 : 58;
  type Row = (typeof numbered)[number];
  const valueOf = ({ estimate }: ShareFigure) => (estimate.ok ? estimate.value : 0);
  const most = Math.max(
    0.01,
    ...numbered.flatMap(({ own, other }) => [valueOf(own), other === null ? 0 : valueOf(other)]),
  );
  const shown = numbered.filter(({ own }) => own.estimate.ok);
  const tip: Plot.TipOptions = {
    x: (row: Row) => valueOf(row.own),
    y: 'y',
    title: (row: Row) => tipText(describeBeside(row, beside), width),
    lineWidth: tipWidth,
  };
  const plot = Plot.plot({
    ...(document && { document }),
    width,
    height: sharesBesideHeight(drawn.length),
    marginTop: 24,
    marginBottom: 6,
    marginLeft: nameWidth + 8,
    marginRight: valueWidth,
    style: axisText,
    x: { domain: [0, most], axis: null },
    y: { type: 'band', domain: drawn.map((_, y) => y), axis: null, padding: 0.25 },
    marks: [
      Plot.axisX({
        anchor: 'top',
        label: null,
        ticks: wide ? 6 : 3,
        tickSize: 0,
        color: quiet,
        tickFormat: (share: number) => `${Math.round(share * 1000) / 10}%`,
      }),
      Plot.gridX({ ticks: wide ? 6 : 3, stroke: rule, strokeOpacity: 1 }),
      Plot.barX(shown, {
        y: 'y',
        x1: 0,
        x2: (row: Row) => valueOf(row.own),
        fill: paints.class3,
      }),
      Plot.tickX(
        numbered.filter(({ other }) => other?.estimate.ok),
        { y: 'y', x: (row: Row) => valueOf(row.other!), stroke: ink, strokeWidth: 2.5 },
      ),
      Plot.text(numbered, {
        frameAnchor: 'left',
        y: 'y',
        dx: -nameWidth - 6,
        textAnchor: 'start',
        text: ({ label }: Row) => fitted(label, nameWidth),
        fontSize: 13,
      }),
      gapMark(gaps, nameWidth),
      Plot.text(numbered, {
        frameAnchor: 'right',
        y: 'y',
        dx: valueWidth - 4,
        textAnchor: 'end',
        fontSize: 13,
        fontVariant: 'tabular-nums',
        text: ({ own }: Row) =>
          own.estimate.ok
            ? `${wide ? `${formatCount(own.numerator)}   ` : ''}${formatShare(own.estimate.value)}`
            : suppressed,
      }),
      Plot.tip(shown, Plot.pointerY(tip)),
      Plot.tip(
        numbered.filter(({ y }) => y === active),
        tip,
      ),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}

/** "Frailty or dementia: 1,240 of 48,210 people, 2.6% (2.4–2.7); of everybody 3.1%" */
export function describeBeside(row: Gap | BesideRow, beside = ofEverybody): string {
  if ('left' in row) return gapText(row);
  const { own, other } = row;
  const label = placedLabel(row);
  if (!own.estimate.ok) return `${label}: not shown, too few people`;
  const otherText = other?.estimate.ok ? `; ${beside} ${formatShare(other.estimate.value)}` : '';
  return `${label}: ${formatCount(own.numerator)} of ${formatCount(own.denominator)} people, ${formatShare(own.estimate.value)} (${formatShareLimits(own.estimate)})${otherText}`;
}
