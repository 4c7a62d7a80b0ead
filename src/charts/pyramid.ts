import * as Plot from '@observablehq/plot';
import { ink, thisNetwork, white } from '../ui/colour';
import { suppressed } from '../domain/disclosure';
import { formatCount, formatShare } from '../domain/format';
import type { Pyramid, PyramidBar } from '../domain/profile/pyramid';
import { bandCount, bandLabels, sexLabels } from '../domain/schema';
import type { AreaName } from './area-table';
import { axisText } from './axis-text';
import type { FigureTable } from './figure-table';
import { shareCells, shareColumns, showCount, showPercent } from './share-columns';

type Bars = Pick<Pyramid, 'bars'>;
export interface PyramidData {
  network: Bars;
  system: Bars;
  /** Of whom the two tell; a network's list and the system's unless told. */
  words?: PyramidWords;
}

export interface PyramidWords {
  /** What shares are of: "the list". */
  whole: string;
  axis: string;
  /** "the system has" */
  otherHas: string;
  /** Heads of the table: "System". */
  other: string;
  /** Begins the other's columns in the file. */
  otherColumn: string;
}
const listWords: PyramidWords = {
  whole: 'the list',
  axis: 'Share of everybody registered',
  otherHas: 'the system has',
  other: 'System',
  otherColumn: 'system',
};

/** Men to the left, women to the right, oldest at the top; bars are this network, the outline is the system, both as shares of their own list. */
export function pyramidChart(
  { network, system, words = listWords }: PyramidData,
  {
    width,
    height = 400,
    active = null,
    document,
  }: {
    width: number;
    height?: number;
    /** Under the keyboard: its tip is shown. */
    active?: PyramidBar | null;
    document?: Document | undefined;
  },
): SVGSVGElement | HTMLElement {
  const side = (bar: PyramidBar) => (bar.sex === 1 ? -1 : 1);
  const share = (bar: PyramidBar) => (bar.estimate.ok ? bar.estimate.value : 0);
  const reach = Math.max(0.01, ...[...network.bars, ...system.bars].map(share)) * 1.08;
  const hidden = network.bars.filter((bar) => bar.numerator === suppressed);
  const outline = (sex: 1 | 2) =>
    system.bars
      .filter((bar) => bar.sex === sex)
      .flatMap((bar) => [
        { x: side(bar) * share(bar), y: bar.band },
        { x: side(bar) * share(bar), y: bar.band + 1 },
      ]);
  const tip: Plot.TipOptions = {
    x: (bar: PyramidBar) => side(bar) * share(bar),
    y: (bar: PyramidBar) => bar.band + 0.5,
    title: (bar: PyramidBar) => describeBar(bar, twinOf(system, bar), words),
  };
  const plot = Plot.plot({
    ...(document && { document }),
    width,
    height,
    marginLeft: 48,
    marginRight: 8,
    marginTop: 22,
    marginBottom: 38,
    style: axisText,
    x: {
      domain: [-reach, reach],
      label: words.axis,
      labelAnchor: 'center',
      labelArrow: 'none',
      tickFormat: (value: number) => `${+(Math.abs(value) * 100).toFixed(1)}%`,
      ticks: width < 420 ? 4 : 8,
    },
    y: {
      domain: [0, bandCount],
      label: null,
      ticks: bandLabels.map((_, band) => band + 0.5),
      tickFormat: (value: number) => bandLabels[Math.floor(value)] ?? '',
      tickSize: 0,
    },
    marks: [
      Plot.gridX({ ticks: 8 }),
      Plot.rect(network.bars, {
        x1: 0,
        x2: (bar: PyramidBar) => side(bar) * share(bar),
        y1: 'band',
        y2: (bar: PyramidBar) => bar.band + 1,
        inset: 1,
        insetLeft: 0,
        insetRight: 0,
        fill: thisNetwork,
      }),
      Plot.text(hidden, {
        x: (bar: PyramidBar) => side(bar) * reach * 0.02,
        y: (bar: PyramidBar) => bar.band + 0.5,
        text: () => suppressed,
      }),
      ...([1, 2] as const).map((sex) =>
        Plot.line(outline(sex), {
          x: 'x',
          y: 'y',
          stroke: ink,
          strokeWidth: 1.5,
        }),
      ),
      Plot.ruleX([0], { stroke: white, strokeWidth: 2 }),
      Plot.text([sexLabels[1]!], { frameAnchor: 'top-left', dy: -16, fontWeight: 'bold' }),
      Plot.text([sexLabels[2]!], { frameAnchor: 'top-right', dy: -16, fontWeight: 'bold' }),
      Plot.tip(network.bars, Plot.pointer(tip)),
      Plot.tip(active === null ? [] : [active], tip),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}

const twinOf = (system: Bars, { band, sex }: PyramidBar): PyramidBar | undefined =>
  system.bars.find((bar) => bar.band === band && bar.sex === sex);

/** "Women 75–79: 1,240 people, 2.6% of the list (2.4–2.7); the system has 2.1%." */
export function describeBar(bar: PyramidBar, system: PyramidBar | undefined, words = listWords): string {
  const who = `${bar.sex === 1 ? 'Men' : 'Women'} ${bandLabels[bar.band]!}`;
  const own = bar.estimate.ok
    ? `${formatCount(bar.numerator)} people, ${formatShare(bar.estimate.value)} of ${words.whole}`
    : 'not shown, too few people';
  const other = system?.estimate.ok ? `; ${words.otherHas} ${formatShare(system.estimate.value)}` : '';
  return `${who}: ${own}${other}`;
}

/** Bars as the arrow keys step through them: from the oldest down, men before women. */
export const pyramidSteps = ({
  network,
  system,
  words,
}: PyramidData): { bar: PyramidBar; sentence: string }[] =>
  [...network.bars]
    .sort((a, b) => b.band - a.band || a.sex - b.sex)
    .map((bar) => ({ bar, sentence: describeBar(bar, twinOf(system, bar), words) }));

export function pyramidTable(
  { network, system, words = listWords }: PyramidData,
  area: AreaName,
  date: string,
): FigureTable {
  return {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Area', fileOnly: true },
      { name: 'measure', label: 'Measure', fileOnly: true },
      { name: 'age_band', label: 'Age' },
      { name: 'sex', label: 'Sex' },
      ...shareColumns({ denominator: 'Of everybody' }),
      {
        name: `${words.otherColumn}_numerator`,
        label: `${words.other}, people`,
        numeric: true,
        show: showCount,
      },
      {
        name: `${words.otherColumn}_denominator`,
        label: `${words.other}, everybody`,
        fileOnly: true,
        numeric: true,
      },
      {
        name: `${words.otherColumn}_value`,
        label: `${words.other}, share`,
        numeric: true,
        show: showPercent,
      },
      { name: 'date', label: 'Date', fileOnly: true },
    ],
    rows: network.bars.map((bar) => {
      const [people, everybody, value] = shareCells(twinOf(system, bar) ?? bar);
      return [
        area.code,
        area.name,
        'people',
        bandLabels[bar.band]!,
        sexLabels[bar.sex]!,
        ...shareCells(bar),
        people!,
        everybody!,
        value!,
        date,
      ];
    }),
  };
}
