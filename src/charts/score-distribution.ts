import * as Plot from '@observablehq/plot';
import { statistic, suppressed } from '../domain/disclosure';
import { formatCount, formatShare, formatShareLimits } from '../domain/format';
import type { ShareFigure } from '../domain/measures/release-counts';
import type { ScoreBand } from '../domain/models/model';
import { needTierNames } from '../domain/models/tiers';
import type { Distribution, ScoreBin } from '../domain/risk/distribution';
import { ink, paints, quiet, rule, white } from '../ui/colour';
import type { AreaName } from './area-table';
import { axisText } from './axis-text';
import type { Cell, FigureTable } from './figure-table';
import { shareCells, shareColumns } from './share-columns';
import { tipText, tipWidth } from './tip-text';

/** How a score in whole units reads: its digits are those of a bin's width. */
export function scoreText({ width }: Pick<Distribution, 'width'>, one: number): (units: number) => string {
  const digits = Math.min(3, Math.max(0, Math.ceil(-Math.log10(width / one) - 1e-9)));
  return (units) => (units / one).toFixed(digits);
}

/** A bin is as high as the share of people for each step of the ordinary width, so that a joined one looks no fuller. */
const heightOf = ({ from, to }: ScoreBin, { estimate }: ShareFigure, width: number): number =>
  estimate.ok ? (estimate.value * width) / (to - from) : 0;

const shareTicks = [0.0001, 0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75];
/** As a part of the height. */
const closest = 0.09;
/** Marks of shares on the root's scale, the closest to each other left out. */
const ticksTo = (most: number): number[] =>
  shareTicks
    .filter((share) => share <= most && Math.sqrt(share / most) > closest)
    .reduceRight<number[]>(
      (kept, share) =>
        kept.length === 0 || Math.sqrt(kept[0]! / most) - Math.sqrt(share / most) > closest
          ? [share, ...kept]
          : kept,
      [],
    );

/** "fit, mild from 0.14, moderate from 0.25" */
export const bandWords = (bands: readonly ScoreBand[], one: number): string =>
  bands
    .map(({ name }, i) =>
      i === 0 ? name : `${name} from ${((bands[i - 1]!.mostUnits + 1) / one).toFixed(2)}`,
    )
    .join(', ');

/** Shares of people by score, the population as an outline, where the need tiers begin, and the score's published bands. */
export function scoreDistributionChart(
  distribution: Distribution,
  {
    width,
    height,
    one,
    cutOffs,
    bands = [],
    hasOutline,
    active = null,
    document,
  }: {
    width: number;
    height: number;
    /** Units of a score of 1. */
    one: number;
    /** Of the tiers, as `releaseTiers` gives them: a tier begins one unit above. */
    cutOffs: readonly number[];
    /** From the lowest up. */
    bands?: readonly ScoreBand[];
    /** Whether the population is more than those looked at. */
    hasOutline: boolean;
    /** Bin that the keyboard is on. */
    active?: number | null;
    document?: Document | undefined;
  },
): Element {
  const { bins } = distribution;
  const bars = bins.map((bin, index) => ({
    ...bin,
    index,
    x1: bin.from / one,
    x2: bin.to / one,
    own: heightOf(bin, bin.inside, distribution.width),
    other: heightOf(bin, bin.everybody, distribution.width),
  }));
  type Bar = (typeof bars)[number];
  const most = Math.max(0.001, ...bars.map(({ own, other }) => Math.max(own, hasOutline ? other : 0)));
  const [least, last] = [bars[0]?.x1 ?? 0, bars.at(-1)?.x2 ?? 1];
  const lines = (bins.length > 0 ? cutOffs : []).map((above, tier) => ({
    tier,
    score: Math.max(least, (above + 1) / one),
  }));
  const isRight = (score: number) => score > least + 0.72 * (last - least);
  const [left, right] = [48, 14];
  const shownBands = bands
    .map(({ name, mostUnits }, i) => ({
      name,
      from: i === 0 ? least : (bands[i - 1]!.mostUnits + 1) / one,
      to: Math.min(last, (mostUnits + 1) / one),
    }))
    .filter(({ from, to }) => bins.length > 0 && from < to);
  type Band = (typeof shownBands)[number];
  const bandWidth = ({ from, to }: Band) => ((to - from) / (last - least)) * (width - left - right);
  const bandRoom = shownBands.length > 0 ? 16 : 0;
  const room = 14 * cutOffs.length + bandRoom;
  const name = (anchor: 'start' | 'end') =>
    Plot.text(
      lines.filter(({ score }) => isRight(score) === (anchor === 'end')),
      {
        x: 'score',
        frameAnchor: 'top',
        textAnchor: anchor,
        lineAnchor: 'top',
        dx: anchor === 'end' ? -4 : 4,
        dy: -room,
        // One below the other: the lines of tiers may stand close together.
        text: ({ tier }: { tier: number }) => `${'\n'.repeat(tier)}${needTierNames[tier]!}`,
        fill: ink,
        stroke: white,
        strokeWidth: 4,
      },
    );
  const tip: Plot.TipOptions = {
    x: ({ x1, x2 }: Bar) => (x1 + x2) / 2,
    y: 'own',
    title: ({ index }: Bar) => tipText(describeBin(distribution, index, one), width),
    lineWidth: tipWidth,
  };
  const plot = Plot.plot({
    ...(document && { document }),
    width,
    height,
    marginLeft: left,
    marginRight: right,
    marginTop: 8 + room,
    marginBottom: 40,
    style: axisText,
    x: {
      domain: [least, last],
      label: 'Score',
      labelAnchor: 'center',
      labelArrow: 'none',
      ticks: width < 480 ? 4 : 8,
    },
    y: { type: 'sqrt', domain: [0, most * 1.03], axis: null },
    marks: [
      Plot.gridY(ticksTo(most), { stroke: rule, strokeOpacity: 1 }),
      Plot.axisY(ticksTo(most), {
        label: null,
        tickSize: 0,
        tickFormat: (share: number) => `${Number((share * 100).toPrecision(2))}%`,
        color: quiet,
      }),
      Plot.rect(bars, {
        x1: 'x1',
        x2: 'x2',
        y1: 0,
        y2: 'own',
        fill: paints.class3,
        inset: 0.5,
        insetBottom: 0,
      }),
      hasOutline
        ? Plot.line(
            bars.flatMap(({ x1, x2, other }) => [
              [x1, other],
              [x2, other],
            ]),
            { stroke: ink, strokeWidth: 1.5 },
          )
        : null,
      Plot.text(
        bars.filter(({ inside }) => inside.numerator === suppressed),
        { x: ({ x1, x2 }: Bar) => (x1 + x2) / 2, y: 0, dy: -7, text: () => suppressed, fill: quiet },
      ),
      ...(shownBands.length === 0
        ? []
        : [
            Plot.ruleX(
              shownBands.filter(({ from }) => from > least),
              { x: 'from', stroke: quiet, strokeWidth: 1, insetTop: -bandRoom },
            ),
            Plot.text(
              shownBands.filter((band) => bandWidth(band) > 7 * band.name.length),
              {
                x: 'from',
                frameAnchor: 'top',
                textAnchor: 'start',
                lineAnchor: 'top',
                dx: 4,
                dy: -bandRoom,
                text: 'name',
                fill: quiet,
              },
            ),
          ]),
      Plot.ruleX(lines, {
        x: 'score',
        stroke: ink,
        strokeWidth: 1.5,
        strokeDasharray: '5 3',
        insetTop: -room,
      }),
      ...(['start', 'end'] as const).map(name),
      Plot.ruleY([0], { stroke: ink }),
      Plot.rect(
        bars.filter(({ index }) => index === active),
        { x1: 'x1', x2: 'x2', y1: 0, y2: 'own', fill: 'none', stroke: ink, strokeWidth: 2.5 },
      ),
      Plot.tip(bars, Plot.pointerX(tip)),
      Plot.tip(
        bars.filter(({ index }) => index === active),
        tip,
      ),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}

/** "Score 2.5 to under 3", "Score 9 or more", "Score 4" */
function nameOfBin({ bins, width }: Distribution, index: number, one: number): string {
  const { from, to } = bins[index]!;
  const text = scoreText({ width }, one);
  if (one === 1 && to - from === 1) return `Score ${from}`;
  if (index === bins.length - 1) return `Score ${text(from)} or more`;
  return `Score ${text(from)} to under ${text(to)}`;
}

/** "Score 2.5 to under 3: 1.2% (1.1–1.3), 540 of 45,210; everybody: 1.4%" */
export function describeBin(distribution: Distribution, index: number, one: number): string {
  const { inside, everybody } = distribution.bins[index]!;
  const name = nameOfBin(distribution, index, one);
  const { estimate } = inside;
  if (!estimate.ok) return `${name}: not shown, too few people`;
  const beside =
    everybody.estimate.ok && everybody.denominator !== inside.denominator
      ? `; in the whole population ${formatShare(everybody.estimate.value)}`
      : '';
  return `${name}: ${formatShare(estimate.value)} (${formatShareLimits(estimate)}), ${formatCount(inside.numerator)} of ${formatCount(inside.denominator)}${beside}`;
}

export function scoreDistributionTable(
  { bins }: Distribution,
  {
    area,
    whole,
    score,
    one,
    date,
  }: {
    area: AreaName;
    /** The population, where that is more than the area. */
    whole: AreaName | null;
    score: string;
    one: number;
    date: string;
  },
): FigureTable {
  const rows = (place: AreaName, pick: (bin: ScoreBin) => ShareFigure) =>
    bins.map((bin): Cell[] => [
      place.code,
      place.name,
      score,
      statistic(bin.from / one),
      statistic(bin.to / one),
      ...shareCells(pick(bin)),
      date,
    ]);
  const show = (cell: Cell) => (typeof cell === 'number' ? String(Number(cell.toPrecision(4))) : cell);
  return {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Area' },
      { name: 'score', label: 'Score', fileOnly: true },
      { name: 'score_from', label: 'Score from', numeric: true, show },
      { name: 'score_below', label: 'to under', numeric: true, show },
      ...shareColumns(),
      { name: 'date', label: 'Date', fileOnly: true },
    ],
    rows: [
      ...rows(area, ({ inside }) => inside),
      ...(whole === null ? [] : rows(whole, ({ everybody }) => everybody)),
    ],
  };
}
