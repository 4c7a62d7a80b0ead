import * as Plot from '@observablehq/plot';
import type { Growth } from '../domain/ageing/figures';
import { statistic, suppressed } from '../domain/disclosure';
import { formatChange, formatCount, formatPercentChange, formatPercentRange } from '../domain/format';
import { ink, paints, quiet, rule } from '../ui/colour';
import type { AreaName } from './area-table';
import { axisText } from './axis-text';
import type { Cell, FigureTable } from './figure-table';
import { showCount } from './share-columns';
import { tipText, tipWidth } from './tip-text';
import { yearsAxis } from './years-axis';

/** An age group's growth year by year, today first. */
export interface AgeCourse {
  readonly id: string;
  readonly name: string;
  readonly growth: readonly Growth[];
}

/** From the youngest to the oldest: dark is old, and dashes tell the lines apart without colour. */
const strokes = [
  { stroke: quiet, strokeDasharray: '2 3' },
  { stroke: quiet, strokeDasharray: '8 3' },
  { stroke: paints.class3, strokeDasharray: 'none' },
  { stroke: paints.class4, strokeDasharray: '6 2' },
  { stroke: paints.class5, strokeDasharray: 'none' },
] as const;

/** Growth since today in per cent, a line an age group with its 80% interval at the year that is shown. */
export function ageGrowthChart(
  courses: readonly AgeCourse[],
  {
    firstYear,
    year,
    published,
    width,
    height,
    active = null,
    document,
  }: {
    firstYear: number;
    /** Years from the first that is shown. */
    year: number;
    published: number;
    width: number;
    height: number;
    /** Course and years from today that the keyboard is on. */
    active?: { course: AgeCourse; at: number } | null;
    document?: Document | undefined;
  },
): Element {
  const points = courses.map(({ growth, ...course }, i) => ({
    ...course,
    ...strokes[i]!,
    points: growth.map(({ percent, range }, at) => ({ x: firstYear + at, y: percent ?? NaN, range })),
    last: growth.at(-1)?.percent ?? null,
  }));
  const values = points.flatMap(({ points }) =>
    points.flatMap(({ y, range }) => [y, range?.percent.lower ?? y, range?.percent.upper ?? y]),
  );
  const shown = values.filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...shown), Math.max(5, ...shown)];
  const room = (high - low) * 0.06;
  const ends = labelsApart(
    points.flatMap(({ name, last, stroke }) => (last === null ? [] : [{ name, y: last, stroke }])),
    ((high - low + 2 * room) / Math.max(1, height - 50)) * 15,
  );
  const at = active && active.course.growth[active.at];
  const plot = Plot.plot({
    ...(document && { document }),
    width,
    height,
    marginLeft: 46,
    marginRight: 48,
    marginTop: 10,
    marginBottom: 38,
    style: axisText,
    x: { domain: [firstYear, firstYear + Math.max(1, (courses[0]?.growth.length ?? 21) - 1)], axis: null },
    y: { domain: [low - room, high + room], axis: null },
    marks: [
      Plot.gridY({ ticks: 5, stroke: rule, strokeOpacity: 1 }),
      ...yearsAxis({ firstYear, year, published, years: (courses[0]?.growth.length ?? 21) - 1, width }),
      Plot.axisY({
        ticks: 5,
        tickFormat: (v: number) => formatPercentChange(v).replace('.0', ''),
        label: null,
        tickSize: 0,
        color: quiet,
      }),
      Plot.ruleY([0], { stroke: ink }),
      ...points.flatMap(({ points, stroke, strokeDasharray }, i) => [
        Plot.line(points, { x: 'x', y: 'y', stroke, strokeWidth: 2, strokeDasharray }),
        Plot.ruleX(
          points.filter(({ x, range }) => x === firstYear + year && range !== null),
          {
            // Beside each other, so that none hides another.
            x: ({ x }: { x: number }) => x + (i - 2) * 0.15,
            y1: (p: { range: Growth['range'] }) => p.range!.percent.lower,
            y2: (p: { range: Growth['range'] }) => p.range!.percent.upper,
            stroke,
            strokeWidth: 4,
            strokeOpacity: 0.45,
          },
        ),
      ]),
      Plot.text(ends, {
        x: firstYear + Math.max(1, (courses[0]?.growth.length ?? 21) - 1),
        y: 'y',
        dx: 5,
        textAnchor: 'start',
        text: 'name',
        fill: 'stroke',
        fontWeight: 'bold',
      }),
      Plot.tip(
        courses.flatMap(({ name, growth }) =>
          growth.flatMap((each, after) =>
            each.percent === null ? [] : [{ name, each, x: firstYear + after, y: each.percent }],
          ),
        ),
        Plot.pointer({
          x: 'x',
          y: 'y',
          title: ({ name, each, x }: { name: string; each: Growth; x: number }) =>
            tipText(describeGrowth(name, x, each), width),
          lineWidth: tipWidth,
        }),
      ),
      Plot.tip(at ? [at] : [], {
        x: () => firstYear + (active?.at ?? 0),
        y: () => at?.percent ?? 0,
        title: () => tipText(describeGrowth(active!.course.name, firstYear + active!.at, at!), width),
        lineWidth: tipWidth,
      }),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}

/** Labels moved apart so that none lies on another, each as near its line as that lets it. */
function labelsApart<T extends { y: number }>(labels: readonly T[], gap: number): T[] {
  const sorted = [...labels].sort((a, b) => a.y - b.y).map((label) => ({ ...label }));
  for (let i = 1; i < sorted.length; i++) sorted[i]!.y = Math.max(sorted[i]!.y, sorted[i - 1]!.y + gap);
  return sorted;
}

/** "75–84 in 2036: 6,240 people, +1,310 (+27%, 80% interval 22–31)" */
export function describeGrowth(name: string, year: number, { then, more, percent, range }: Growth): string {
  if (percent === null) return `${name} in ${year}: not shown, too few people`;
  const interval = range ? `, 80% interval ${formatPercentRange(range.percent)}` : '';
  return `${name} in ${year}: ${formatCount(then)} people, ${formatChange(more)} (${formatPercentChange(percent)}${interval})`;
}

/** A growth in a table: today, then, change, per cent and its limits. */
export const growthCells = ({ today, then, more, percent, range }: Growth): Cell[] => {
  const none = percent === null ? suppressed : '';
  return [
    today,
    then,
    more,
    percent === null ? suppressed : statistic(percent),
    range ? statistic(range.percent.lower) : none,
    range ? statistic(range.percent.upper) : none,
  ];
};
const showPercent = (cell: Cell) => (typeof cell === 'number' ? formatPercentChange(cell) : cell);
const showChange = (cell: Cell) => (typeof cell === 'number' ? formatChange(cell as Growth['more']) : cell);
export const growthColumns = (firstYear: number): FigureTable['columns'] => [
  { name: 'people_today', label: `${firstYear}`, numeric: true, show: showCount },
  { name: 'people_then', label: 'Then', numeric: true, show: showCount },
  { name: 'change', label: 'Change', numeric: true, show: showChange },
  { name: 'change_percent', label: 'Change, %', numeric: true, show: showPercent },
  { name: 'lower_80', label: '80% lower', numeric: true, whereNumbers: true, show: showPercent },
  { name: 'upper_80', label: '80% upper', numeric: true, whereNumbers: true, show: showPercent },
];

export const ageGrowthTable = (
  courses: readonly AgeCourse[],
  firstYear: number,
  area: AreaName,
): FigureTable => ({
  columns: [
    { name: 'area_code', label: 'Code', fileOnly: true },
    { name: 'area_name', label: 'Area', fileOnly: true },
    { name: 'year', label: 'Year', show: String },
    { name: 'age_group', label: 'Age' },
    ...growthColumns(firstYear),
  ],
  rows: courses.flatMap(({ name, growth }) =>
    growth.map((each, at): Cell[] => [
      area.code,
      area.name,
      statistic(firstYear + at),
      name,
      ...growthCells(each),
    ]),
  ),
});
