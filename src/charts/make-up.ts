import * as Plot from '@observablehq/plot';
import type { GroupItem, ShareItem } from '../domain/cohort/make-up';
import type { ShareLine } from '../domain/cohort/release-make-up';
import { statistic, suppressed } from '../domain/disclosure';
import { formatCount, formatShare, formatShareLimits } from '../domain/format';
import type { Estimate } from '../domain/stats';
import { ink, quiet, rule, thisNetwork, white } from '../ui/colour';
import { againstEverybody, againstSecond, type Against } from './against';
import type { AreaName } from './area-table';
import { axisText } from './axis-text';
import type { Cell, FigureTable } from './figure-table';
import { fitted, nameRoom } from './row-names';
import { shareCells, shareColumns, showCount, showPercent } from './share-columns';
import { tipText, tipWidth } from './tip-text';

export type MakeUpLine = ShareLine<ShareItem | GroupItem>;

const rowHeight = 22;
export const makeUpHeight = (rows: number): number => 30 + Math.max(1, rows) * rowHeight;

/** The most unlike the rest first; those without a difference are left out. */
export const byDifference = <Line extends Pick<MakeUpLine, 'difference'>>(lines: readonly Line[]): Line[] => {
  const size = ({ difference }: Line) => (difference.ok ? Math.abs(difference.value) : -1);
  return lines.filter(({ difference }) => difference.ok).sort((a, b) => size(b) - size(a));
};

/** A row a share: a dot with its 95% interval for the cohort, a tick for who it is set against, both shares and how far apart they are. */
export function makeUpChart(
  lines: readonly MakeUpLine[],
  {
    against = againstEverybody,
    width,
    active = null,
    document,
  }: {
    against?: Against;
    width: number;
    /** Row that the keyboard is on. */
    active?: number | null;
    document?: Document | undefined;
  },
): Element {
  const wide = width >= 460;
  const names = lines.map(({ item }) => item.name);
  const nameWidth = nameRoom(names, width);
  const columns = wide ? [56, 66, 46] : [54, 48];
  const valueWidth = columns.reduce((sum, each) => sum + each, 0);
  const rows = lines.map((line, y) => ({ ...line, y }));
  type Row = (typeof rows)[number];
  const value = (estimate: Estimate) => (estimate.ok ? estimate.value : NaN);
  const shown = rows.filter(({ cohort }) => cohort.estimate.ok);
  const ends = rows.flatMap(({ cohort, other }) => [
    cohort.estimate.ok ? cohort.estimate.upper : 0,
    other.estimate.ok ? other.estimate.value : 0,
  ]);
  const ticks = Math.max(1, Math.min(5, Math.floor((width - nameWidth - valueWidth) / 48)));
  const most = Math.min(1, Math.max(0.01, ...ends) * 1.03);
  const limit = (which: 'lower' | 'upper') => (row: Row) =>
    row.cohort.estimate.ok ? row.cohort.estimate[which] : NaN;
  const tip: Plot.TipOptions = {
    y: 'y',
    title: (row: Row) => tipText(describeLine(row, against), width),
    lineWidth: tipWidth,
  };
  const column = (at: number, head: string, text: (row: Row) => string, fill: string) => {
    const dx = columns.slice(0, at + 1).reduce((sum, each) => sum + each, 0);
    const place = { frameAnchor: 'right', dx, textAnchor: 'end', fill } as const;
    return [
      Plot.text([head], { ...place, frameAnchor: 'top-right', dy: -18 }),
      Plot.text(rows, { ...place, y: 'y', text, fontSize: 13, fontVariant: 'tabular-nums' }),
    ];
  };
  const plot = Plot.plot({
    ...(document && { document }),
    width,
    height: makeUpHeight(rows.length),
    marginTop: 24,
    marginBottom: 6,
    marginLeft: nameWidth + 8,
    marginRight: valueWidth + 4,
    style: axisText,
    x: { domain: [0, most], axis: null },
    y: { domain: [-0.5, Math.max(1, rows.length) - 0.5], reverse: true, axis: null },
    marks: [
      Plot.axisX({
        anchor: 'top',
        label: null,
        ticks,
        tickFormat: (share: number) => `${+(share * 100).toFixed(1)}%`,
        tickSize: 0,
        color: quiet,
      }),
      Plot.gridX({ ticks, stroke: rule, strokeOpacity: 1 }),
      Plot.text(rows, {
        frameAnchor: 'left',
        y: 'y',
        dx: -nameWidth - 6,
        textAnchor: 'start',
        text: ({ item }: Row) => fitted(item.name, nameWidth),
        fontSize: 13,
      }),
      Plot.link(shown, {
        x1: ({ cohort }: Row) => value(cohort.estimate),
        x2: ({ other }: Row) => value(other.estimate),
        y: 'y',
        stroke: rule,
        strokeWidth: 4,
      }),
      Plot.ruleX(rows, {
        x: ({ other }: Row) => value(other.estimate),
        y1: ({ y }: Row) => y - 0.3,
        y2: ({ y }: Row) => y + 0.3,
        stroke: ink,
        strokeWidth: 2.5,
      }),
      Plot.ruleY(shown, {
        y: 'y',
        x1: limit('lower'),
        x2: limit('upper'),
        stroke: thisNetwork,
        strokeWidth: 2,
      }),
      Plot.dot(shown, {
        x: ({ cohort }: Row) => value(cohort.estimate),
        y: 'y',
        r: 4.5,
        fill: thisNetwork,
        stroke: white,
      }),
      ...column(0, against.ownHead, ({ cohort }) => shareText(cohort.estimate), thisNetwork),
      ...column(1, wide ? against.head : against.narrowHead, ({ other }) => shareText(other.estimate), ink),
      ...(wide ? column(2, 'apart', ({ difference }) => signed(difference), quiet) : []),
      Plot.tip(shown, Plot.pointerY({ x: ({ cohort }: Row) => value(cohort.estimate), ...tip })),
      Plot.tip(
        rows.filter(({ y }) => y === active),
        { x: ({ cohort }: Row) => (cohort.estimate.ok ? cohort.estimate.value : 0), ...tip },
      ),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}

const shareText = (estimate: Estimate) => (estimate.ok ? formatShare(estimate.value) : suppressed);

/** "+0.78", "−0.05"; empty where there is none. */
export const signed = (estimate: Estimate): string =>
  estimate.ok ? `${estimate.value < 0 ? '−' : '+'}${Math.abs(estimate.value).toFixed(2)}` : '';

/** "COPD: 45.2% of the cohort (44.1–46.3), 12.1% of everybody; 0.78 standard deviations above the rest" */
export function describeLine(
  { item, cohort, other, difference }: MakeUpLine,
  against: Against = againstEverybody,
): string {
  const all = other.estimate.ok ? `${formatShare(other.estimate.value)} of ${against.other}` : '';
  if (!cohort.estimate.ok) return `${item.name}: not shown, too few people${all && `; ${all}`}`;
  const apart = difference.ok
    ? `; ${Math.abs(difference.value).toFixed(2)} standard deviations ${difference.value < 0 ? 'below' : 'above'} ${against.rest}`
    : '';
  return `${item.name}: ${formatShare(cohort.estimate.value)} of ${against.own} (${formatShareLimits(cohort.estimate)}), ${formatCount(cohort.numerator)} of ${formatCount(cohort.denominator)}${all && `, ${all}`}${apart}`;
}

export interface CohortName {
  area: AreaName;
  /** As it stands in a link. */
  text: string;
  sentence: string;
  date: string;
  /** The cohort that it is set against, where that is not everybody. */
  beside: { text: string; sentence: string } | null;
}

export const againstOf = ({ beside }: CohortName): Against =>
  beside === null ? againstEverybody : againstSecond;

/** Columns and cells with which every file of a cohort begins. */
export const cohortColumns = ({ beside }: CohortName): FigureTable['columns'] => [
  { name: 'area_code', label: 'Code', fileOnly: true },
  { name: 'area_name', label: 'Area', fileOnly: true },
  { name: 'cohort', label: 'Cohort', fileOnly: true },
  { name: 'cohort_in_words', label: 'Cohort', fileOnly: true },
  ...(beside === null
    ? []
    : [
        { name: 'second_cohort', label: 'Second cohort', fileOnly: true },
        { name: 'second_cohort_in_words', label: 'Second cohort', fileOnly: true },
      ]),
];
export const cohortCells = ({ area, text, sentence, beside }: CohortName): Cell[] => [
  area.code,
  area.name,
  text,
  sentence,
  ...(beside === null ? [] : [beside.text, beside.sentence]),
];

export const makeUpTable = (lines: readonly MakeUpLine[], name: CohortName): FigureTable => ({
  columns: [
    ...cohortColumns(name),
    { name: 'measure', label: 'Measure', fileOnly: true },
    { name: 'measure_name', label: 'What' },
    ...shareColumns({ numerator: `In ${againstOf(name).own}`, denominator: 'Of' }),
    ...otherColumns(name, ['with it', 'of', 'share']),
    ...differenceColumns(name),
    { name: 'date', label: 'Date', fileOnly: true },
  ],
  rows: lines.map(({ item, cohort, other, difference }) => [
    ...cohortCells(name),
    item.id,
    item.name,
    ...shareCells(cohort),
    ...shareCells(other).slice(0, 3),
    ...limitCells(difference),
    name.date,
  ]),
});

/** Numerator, denominator and share of those a cohort is set against. */
export function otherColumns(
  name: CohortName,
  [numerator, denominator, value]: readonly [string, string, string],
): FigureTable['columns'] {
  const { column, title } = againstOf(name);
  return [
    { name: `${column}_numerator`, label: `${title}, ${numerator}`, numeric: true, show: showCount },
    { name: `${column}_denominator`, label: `${title}, ${denominator}`, numeric: true, show: showCount },
    { name: `${column}_value`, label: `${title}, ${value}`, numeric: true, show: showPercent },
  ];
}

/** How far apart they are, as {@link limitCells} has it. */
export const differenceColumns = (name: CohortName): FigureTable['columns'] => [
  {
    name: 'difference',
    label: `Standard deviations from ${againstOf(name).rest}`,
    numeric: true,
    show: showDifference,
  },
  { name: 'difference_lower_ci', label: '95% lower', numeric: true, show: showDifference },
  { name: 'difference_upper_ci', label: '95% upper', numeric: true, show: showDifference },
];

/** Value and limits; * where few people hide them, '' where there is nothing to compare. */
export const limitCells = (estimate: Estimate): Cell[] => {
  if (estimate.ok) return [estimate.value, estimate.lower, estimate.upper].map((each) => statistic(each));
  const missing = estimate.reason.startsWith('suppressed') ? suppressed : '';
  return [missing, missing, missing];
};
const showDifference = (cell: Cell): string =>
  typeof cell === 'number' ? `${cell < 0 ? '−' : '+'}${Math.abs(cell).toFixed(2)}` : cell;
