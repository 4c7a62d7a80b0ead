import * as Plot from '@observablehq/plot';
import { formatCount, formatShare } from '../domain/format';
import {
  conditionGroups,
  type ConditionGroup,
  type MultimorbidityBar,
} from '../domain/profile/multimorbidity';
import { bandCount, bandLabels } from '../domain/schema';
import { paints, white } from '../ui/colour';
import type { AreaName } from './area-table';
import { axisText } from './axis-text';
import type { FigureTable } from './figure-table';
import { shareCells, shareColumns } from './share-columns';

/** More conditions, darker. */
export const conditionTones: Readonly<Record<ConditionGroup, string>> = {
  none: paints.none,
  one: paints.class2,
  two_or_three: paints.class4,
  four_or_more: paints.class5,
};

const labelOf = (group: ConditionGroup) => conditionGroups.find((g) => g.id === group)!.label;

/** Share of each five-year band with none, one, two or three, and four or more long-term conditions. */
export function multimorbidityChart(
  bars: readonly MultimorbidityBar[],
  {
    width,
    height = 300,
    active = null,
    document,
  }: {
    width: number;
    height?: number;
    /** Under the keyboard: its tip is shown. */
    active?: MultimorbidityBar | null;
    document?: Document | undefined;
  },
): SVGSVGElement | HTMLElement {
  const every = width < 480 ? 3 : width < 900 ? 2 : 1;
  // Most conditions at the foot, so that they grow from the axis.
  const order = conditionGroups.map((g) => g.id).reverse();
  const stacked = Array.from({ length: bandCount }, (_, band) => {
    let foot = 0;
    return order.flatMap((group) => {
      const bar = bars.find((b) => b.band === band && b.group === group);
      if (!bar?.estimate.ok || bar.estimate.value === 0) return [];
      const from = foot;
      foot = Math.min(1, foot + bar.estimate.value);
      return [{ ...bar, from, to: foot }];
    });
  }).flat();
  type Part = (typeof stacked)[number];
  const tip: Plot.TipOptions = {
    x: 'band',
    y: (part: Part) => (part.from + part.to) / 2,
    title: describePart,
  };
  const plot = Plot.plot({
    ...(document && { document }),
    width,
    height,
    marginLeft: 44,
    marginRight: 4,
    marginTop: 10,
    marginBottom: 38,
    style: axisText,
    x: {
      type: 'band',
      domain: Array.from({ length: bandCount }, (_, band) => band),
      label: 'Age',
      labelAnchor: 'center',
      labelArrow: 'none',
      tickFormat: (band: number) => (band % every === 0 || band === bandCount - 1 ? bandLabels[band]! : ''),
      tickSize: 0,
      padding: 0.08,
    },
    y: {
      domain: [0, 1],
      label: null,
      tickFormat: (value: number) => `${Math.round(value * 100)}%`,
      ticks: 5,
    },
    marks: [
      Plot.gridY({ ticks: 5 }),
      Plot.barY(stacked, {
        x: 'band',
        y1: 'from',
        y2: 'to',
        fill: (part: Part) => conditionTones[part.group],
        stroke: white,
        strokeWidth: 0.5,
      }),
      Plot.ruleY([0]),
      Plot.tip(stacked, Plot.pointer(tip)),
      Plot.tip(
        stacked.filter((part) => part.band === active?.band && part.group === active.group),
        tip,
      ),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}

/** "75–79, four or more conditions: 320 of 2,410 people, 13.3%" */
export function describePart(bar: MultimorbidityBar): string {
  const head = `${bandLabels[bar.band]!}, ${labelOf(bar.group).toLowerCase()}`;
  if (!bar.estimate.ok) return `${head}: not shown, too few people`;
  return `${head}: ${formatCount(bar.numerator)} of ${formatCount(bar.denominator)} people, ${formatShare(bar.estimate.value)}`;
}

/** Parts as the arrow keys step through them: a row for each number of conditions, none first, the youngest at its left. */
export const multimorbiditySteps = (
  bars: readonly MultimorbidityBar[],
): { bar: MultimorbidityBar; sentence: string }[] =>
  conditionGroups
    .flatMap(({ id }) => bars.filter((bar) => bar.group === id).sort((a, b) => a.band - b.band))
    .map((bar) => ({ bar, sentence: describePart(bar) }));

export function multimorbidityTable(
  bars: readonly MultimorbidityBar[],
  area: AreaName,
  date: string,
): FigureTable {
  return {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Area', fileOnly: true },
      { name: 'measure', label: 'Measure', fileOnly: true },
      { name: 'age_band', label: 'Age' },
      { name: 'conditions', label: 'Conditions' },
      ...shareColumns({ denominator: 'Of the age band' }),
      { name: 'date', label: 'Date', fileOnly: true },
    ],
    rows: bars.map((bar) => [
      area.code,
      area.name,
      'long_term_conditions',
      bandLabels[bar.band]!,
      labelOf(bar.group),
      ...shareCells(bar),
      date,
    ]),
  };
}
