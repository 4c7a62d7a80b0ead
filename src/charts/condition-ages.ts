import * as Plot from '@observablehq/plot';
import type { AgePoint } from '../domain/condition/by-age';
import { suppressed } from '../domain/disclosure';
import { formatCount, formatShare, formatShareLimits } from '../domain/format';
import type { Measure } from '../domain/measures/measure';
import { bandLabels, sexLabels } from '../domain/schema';
import { ink, paints, quiet, rule } from '../ui/colour';
import type { AreaName } from './area-table';
import { axisText } from './axis-text';
import type { FigureTable } from './figure-table';
import { shareCells, shareColumns } from './share-columns';
import { tipText, tipWidth } from './tip-text';

/** Women dark and filled, men light and hollow: told apart without colour too. */
export const sexColour = { 1: ink, 2: paints.class4 } as const;

/** Recorded prevalence by five-year band, a line a sex with 95% intervals. */
export function conditionAgesChart(
  points: readonly AgePoint[],
  {
    width,
    height,
    active = null,
    document,
  }: { width: number; height: number; active?: AgePoint | null; document?: Document | undefined },
): Element {
  const shown = points.flatMap((point) => (point.estimate.ok ? [{ ...point, ...point.estimate }] : []));
  type Shown = (typeof shown)[number];
  const hidden = points.filter(({ estimate }) => !estimate.ok);
  const most = Math.max(0.001, ...shown.map(({ upper }) => upper));
  // The sexes stand beside each other, so that neither interval hides the other.
  const x = ({ band, sex }: { band: number; sex: 1 | 2 }) => band + (sex === 1 ? -0.12 : 0.12);
  const tip: Plot.TipOptions = {
    x,
    y: 'value',
    title: (point: Shown) => tipText(describeAgePoint(point), width),
    lineWidth: tipWidth,
  };
  const bands = [...new Set(points.map(({ band }) => band))].sort((a, b) => a - b);
  const step = width < 460 ? 3 : width < 700 ? 2 : 1;
  const plot = Plot.plot({
    ...(document && { document }),
    width,
    height,
    marginLeft: 44,
    marginRight: 12,
    marginTop: 10,
    marginBottom: 40,
    style: axisText,
    x: { domain: [Math.min(...bands, 0) - 0.5, Math.max(...bands, 18) + 0.5], axis: null },
    y: { domain: [0, most * 1.04], axis: null },
    marks: [
      Plot.gridY({ ticks: 5, stroke: rule, strokeOpacity: 1 }),
      Plot.axisX({
        ticks: bands.filter((band) => (18 - band) % step === 0),
        tickFormat: (band: number) => bandLabels[band] ?? '',
        label: 'Age',
        labelAnchor: 'center',
        labelArrow: 'none',
        labelOffset: 34,
        tickSize: 3,
        color: quiet,
      }),
      Plot.axisY({
        ticks: 5,
        tickFormat: (share: number) => formatShare(share).replace(/\.0+%/, '%'),
        label: null,
        tickSize: 0,
        color: quiet,
      }),
      ...([1, 2] as const).flatMap((sex) => {
        const own = shown.filter((point) => point.sex === sex);
        // A line breaks where a band is not shown.
        const all = points.filter((point) => point.sex === sex);
        const value = ({ estimate }: AgePoint) => (estimate.ok ? estimate.value : NaN);
        const stroke = sexColour[sex];
        return [
          Plot.line(all, { x, y: value, stroke, strokeWidth: 1.5, strokeOpacity: 0.7 }),
          Plot.ruleX(own, { x, y1: 'lower', y2: 'upper', stroke, strokeWidth: 1.5 }),
          Plot.dot(own, {
            x,
            y: 'value',
            r: 3.5,
            fill: sex === 2 ? stroke : '#ffffff',
            stroke,
            strokeWidth: 1.5,
          }),
        ];
      }),
      Plot.text(hidden, { x, y: 0, dy: -7, text: () => suppressed, fill: quiet }),
      Plot.tip(shown, Plot.pointer(tip)),
      Plot.tip(active === null ? [] : [active], {
        ...tip,
        y: ({ estimate }: AgePoint) => (estimate.ok ? estimate.value : 0),
        title: (point: AgePoint) => tipText(describeAgePoint(point), width),
      }),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}

/** "Women 75–79: 12.3% (11.4–13.2), 620 of 5,040" */
export function describeAgePoint({ band, sex, numerator, denominator, estimate }: AgePoint): string {
  const who = `${sex === 1 ? 'Men' : 'Women'} ${bandLabels[band]!}`;
  if (!estimate.ok) return `${who}: not shown, too few people`;
  return `${who}: ${formatShare(estimate.value)} (${formatShareLimits(estimate)}), ${formatCount(numerator)} of ${formatCount(denominator)}`;
}

/** Points as the arrow keys step through them: by age, men before women. */
export const agePointSteps = (points: readonly AgePoint[]): AgePoint[] =>
  [...points].sort((a, b) => a.band - b.band || a.sex - b.sex);

export const conditionAgesTable = (
  points: readonly AgePoint[],
  measure: Measure,
  area: AreaName,
  context: { date: string; provenance: string },
): FigureTable => ({
  columns: [
    { name: 'area_code', label: 'Code', fileOnly: true },
    { name: 'area_name', label: 'Area', fileOnly: true },
    { name: 'measure', label: 'Measure', fileOnly: true },
    { name: 'age_base', label: 'Age base', fileOnly: true },
    { name: 'age_band', label: 'Age' },
    { name: 'sex', label: 'Sex' },
    ...shareColumns({ numerator: 'On the register', denominator: 'Of' }),
    { name: 'method', label: 'Interval', fileOnly: true },
    { name: 'date', label: 'Date', fileOnly: true },
    { name: 'provenance', label: 'Provenance', fileOnly: true },
  ],
  rows: agePointSteps(points).map((point) => [
    area.code,
    area.name,
    measure.id,
    measure.denominator.ageBase || 'all ages',
    bandLabels[point.band]!,
    sexLabels[point.sex]!,
    ...shareCells(point),
    point.estimate.ok ? point.estimate.method : '',
    context.date,
    context.provenance,
  ]),
});
