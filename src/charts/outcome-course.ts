import * as Plot from '@observablehq/plot';
import type { CoursePoint } from '../domain/ageing/outcome-figures';
import { statistic, suppressed, type ShownCount } from '../domain/disclosure';
import { formatChange, formatCount, formatNumber } from '../domain/format';
import { ink, paints, quiet, rule } from '../ui/colour';
import type { AreaName } from './area-table';
import { axisText } from './axis-text';
import type { Cell, FigureTable } from './figure-table';
import { showCount } from './share-columns';
import { tipText, tipWidth } from './tip-text';
import { yearsAxis } from './years-axis';

export const courseColours = {
  today: paints.similar,
  more: paints.class2,
  older: paints.class4,
  rates: paints.higher,
} as const;

const numberOf = (count: ShownCount) => (count === suppressed ? NaN : count);
/** A change that is too small to show is drawn as none. */
const changeOf = (change: ShownCount) => (change === suppressed ? 0 : change);

/** People with something, year by year: today's number, then what more people, older people and other rates add to it or take. */
export function courseChart(
  points: readonly CoursePoint[],
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
    year: number;
    published: number;
    width: number;
    height: number;
    active?: CoursePoint | null;
    document?: Document | undefined;
  },
): Element {
  const start = points[0] ? numberOf(points[0].cases) : NaN;
  const steps = points.map((point) => {
    const more = start + changeOf(point.more);
    // What is left of the change, so that parts rounded one by one still meet the line.
    const cases = numberOf(point.cases);
    const older = cases - changeOf(point.rates);
    return { x: firstYear + point.year, start, more, older, cases, point };
  });
  type Step = (typeof steps)[number];
  const ends = steps.flatMap(({ cases, more, older, point }) => [
    cases,
    more,
    older,
    ...(point.range ? [numberOf(point.range.upper)] : []),
  ]);
  const most = Math.max(1, ...ends.filter(Number.isFinite));
  const limit = (end: 'lower' | 'upper') => (step: Step) =>
    step.point.range ? numberOf(step.point.range[end]) : NaN;
  const dashed = { stroke: ink, strokeWidth: 1, strokeDasharray: '3 3' };
  const tip: Plot.TipOptions = {
    x: 'x',
    y: 'cases',
    title: ({ point }: Step) => tipText(describeCourse(point, firstYear), width),
    lineWidth: tipWidth,
  };
  const plot = Plot.plot({
    ...(document && { document }),
    width,
    height,
    marginLeft: 58,
    marginRight: 16,
    marginTop: 16,
    marginBottom: 30,
    style: axisText,
    x: { domain: [firstYear, firstYear + Math.max(1, points.length - 1)], axis: null },
    y: { domain: [0, most * 1.05], axis: null },
    marks: [
      Plot.areaY(steps, { x: 'x', y1: 0, y2: 'start', fill: courseColours.today }),
      Plot.areaY(steps, { x: 'x', y1: 'start', y2: 'more', fill: courseColours.more }),
      Plot.areaY(steps, { x: 'x', y1: 'more', y2: 'older', fill: courseColours.older }),
      Plot.areaY(steps, { x: 'x', y1: 'older', y2: 'cases', fill: courseColours.rates }),
      Plot.gridY({ ticks: 5, stroke: rule, strokeOpacity: 0.8 }),
      Plot.axisY({ ticks: 5, tickFormat: formatNumber, label: null, tickSize: 0, color: quiet }),
      ...yearsAxis({ firstYear, year, published, years: points.length - 1, width }),
      Plot.line(steps, { x: 'x', y: limit('lower'), ...dashed }),
      Plot.line(steps, { x: 'x', y: limit('upper'), ...dashed }),
      Plot.line(steps, { x: 'x', y: 'cases', stroke: ink, strokeWidth: 2 }),
      Plot.dot(
        steps.filter(({ point }) => point.year === year),
        { x: 'x', y: 'cases', r: 4, fill: ink },
      ),
      Plot.tip(
        steps.filter(({ cases }) => Number.isFinite(cases)),
        Plot.pointerX(tip),
      ),
      Plot.tip(active ? steps.filter(({ point }) => point === active) : [], tip),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}

/** "2036: 8,240 (80% interval 7,900–8,600); since 2026 +310 for more people, +890 for older people" */
export function describeCourse(
  { year, cases, range, more, older, rates }: CoursePoint,
  firstYear: number,
): string {
  if (cases === suppressed) return `${firstYear + year}: not shown, too few`;
  const interval = range ? ` (80% interval ${formatCount(range.lower)}–${formatCount(range.upper)})` : '';
  if (year === 0) return `${firstYear}: ${formatCount(cases)}${interval}`;
  const others = rates === 0 ? '' : `, ${formatChange(rates)} for other rates`;
  return `${firstYear + year}: ${formatCount(cases)}${interval}; since ${firstYear} ${formatChange(more)} for more people, ${formatChange(older)} for older people${others}`;
}

const showChange = (cell: Cell) => (typeof cell === 'number' ? formatChange(cell as ShownCount) : cell);

export const courseTable = (
  points: readonly CoursePoint[],
  {
    firstYear,
    area,
    outcome,
    scenario,
  }: { firstYear: number; area: AreaName; outcome: string; scenario: string },
): FigureTable => ({
  columns: [
    { name: 'area_code', label: 'Code', fileOnly: true },
    { name: 'area_name', label: 'Area', fileOnly: true },
    { name: 'measure', label: 'Measure', fileOnly: true },
    { name: 'year', label: 'Year', show: String },
    { name: 'count', label: 'Count', numeric: true, show: showCount },
    { name: 'lower_80', label: '80% lower', numeric: true, whereNumbers: true, show: showCount },
    { name: 'upper_80', label: '80% upper', numeric: true, whereNumbers: true, show: showCount },
    { name: 'more_people', label: 'For more people', numeric: true, show: showChange },
    { name: 'older_people', label: 'For older people', numeric: true, show: showChange },
    { name: 'other_rates', label: 'For other rates', numeric: true, show: showChange },
    { name: 'scenario', label: 'Scenario', fileOnly: true },
  ],
  rows: points.map(({ year, cases, range, more, older, rates }): Cell[] => [
    area.code,
    area.name,
    outcome,
    statistic(firstYear + year),
    cases,
    range?.lower ?? '',
    range?.upper ?? '',
    more,
    older,
    rates,
    scenario,
  ]),
});
