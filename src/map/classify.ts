import { suppressed } from '../domain/disclosure';
import { formatValue } from '../domain/format';
import type { Measure } from '../domain/measures/measure';
import type { AreaFigure, MeasureFigures } from '../domain/measures/release';
import { classBreaks, classOf } from '../domain/stats/class-breaks';
import { comparisonPaint, sequentialPaints, type Paint } from '../ui/colour';
import type { ColourBy } from '../url/state';
import type { Paints } from './painter';

export interface LegendEntry {
  paint: Paint;
  label: string;
  /** Areas of this paint. */
  count: number;
}

/** What the paints mean: one bar of classes from low to high, then paints outside it. */
export interface Legend {
  classes: LegendEntry[];
  /** Limits between the classes, as text; none when the classes are comparisons. */
  limits: string[];
  /** Where all areas together stand: the class, and how far along it (0–1). */
  total: { at: number; along: number; text: string } | null;
  others: LegendEntry[];
}

export interface Classified {
  paints: Paints;
  legend: Legend;
}

/** A count is not compared: a large network is not a high one. */
export const canCompare = (measure: Measure): boolean => measure.kind !== 'count';

/** The paint of each area and what the paints mean. Areas that are not drawn are left out of the counts. */
export function classify(
  { measure, areas, total }: MeasureFigures,
  colourBy: ColourBy,
  isDrawn: (area: number) => boolean = () => true,
): Classified {
  const drawn = areas.filter(({ area }) => isDrawn(area));
  const scheme =
    colourBy === 'compared' && canCompare(measure) ? byComparison(measure) : byValue(measure, drawn, total);
  const paints = new Map<number, Paint>(drawn.map((figure) => [figure.area, paintOf(figure, scheme.of)]));
  const counts = new Map<Paint, number>();
  for (const paint of paints.values()) counts.set(paint, (counts.get(paint) ?? 0) + 1);
  const entry = ({ paint, label }: { paint: Paint; label: string }): LegendEntry => ({
    paint,
    label,
    count: counts.get(paint) ?? 0,
  });
  const others = [
    { paint: 'suppressed', label: 'Too few people to show' },
    { paint: 'none', label: 'No data' },
  ] as const;
  return {
    paints,
    legend: {
      classes: scheme.classes.map(entry),
      limits: scheme.limits,
      total: scheme.total,
      others: others.map(entry).filter(({ count }) => count > 0),
    },
  };
}

type WithValue = AreaFigure & { estimate: { ok: true } };

interface Scheme {
  of: (figure: WithValue) => Paint;
  classes: { paint: Paint; label: string }[];
  limits: string[];
  total: Legend['total'];
}

const hasValue = (figure: AreaFigure): figure is WithValue => figure.estimate.ok;
const isHidden = ({ numerator, denominator }: AreaFigure) =>
  numerator === suppressed || denominator === suppressed;
const paintOf = (figure: AreaFigure, of: Scheme['of']): Paint =>
  hasValue(figure) ? of(figure) : isHidden(figure) ? 'suppressed' : 'none';

function byComparison(measure: Measure): Scheme {
  const { polarity } = measure;
  return {
    of: ({ comparison }) => comparisonPaint(comparison, polarity),
    classes: (['lower', 'similar', 'higher'] as const).map((comparison) => ({
      paint: comparisonPaint(comparison, polarity),
      label: comparisonLabel(comparison, measure),
    })),
    limits: [],
    total: null,
  };
}

/** "Higher (worse)": what the colour says, in words. */
function comparisonLabel(comparison: 'lower' | 'similar' | 'higher', { polarity }: Measure): string {
  const word = comparison.charAt(0).toUpperCase() + comparison.slice(1);
  if (comparison === 'similar' || polarity === 'neither') return word;
  return `${word} (${comparisonPaint(comparison, polarity)})`;
}

function byValue(measure: Measure, drawn: readonly AreaFigure[], total: AreaFigure): Scheme {
  const values = drawn.filter(hasValue).map(({ estimate }) => estimate.value);
  const { limits, counts } = classBreaks(values, { finest: finestStep(measure, values) });
  const paints = sequentialPaints(counts.length);
  const texts = limitTexts(measure, limits);
  return {
    of: ({ estimate }) => paints[classOf(estimate.value, limits)]!,
    classes: classLabels(texts, values, measure).map((label, i) => ({ paint: paints[i]!, label })),
    limits: texts,
    total: hasValue(total) && measure.kind !== 'count' ? totalIn(total, limits, values, measure) : null,
  };
}

/** Where the value of all areas stands between its class's limits; the outermost classes end at their last value. */
function totalIn(
  { estimate }: WithValue,
  limits: readonly number[],
  values: readonly number[],
  measure: Measure,
): Legend['total'] {
  if (values.length === 0) return null;
  const at = classOf(estimate.value, limits);
  const from = limits[at - 1] ?? Math.min(...values);
  const to = limits[at] ?? Math.max(...values);
  const along = to > from ? (estimate.value - from) / (to - from) : 0.5;
  return { at, along: Math.min(1, Math.max(0, along)), text: formatValue(measure, estimate.value) };
}

/** The smallest difference that the measure's format shows. */
function finestStep(measure: Measure, values: readonly number[]): number {
  switch (measure.kind) {
    case 'proportion':
      return Math.max(...values, 0) < 0.00995 ? 0.0001 : 0.001;
    case 'rate':
    case 'ratio':
      return 0.1;
    case 'mean':
      return 0.01;
    case 'count':
      return 1;
    default:
      return measure satisfies never;
  }
}

/** Limits without a decimal that none of them needs: 6%, 8%, 10%. */
function limitTexts(measure: Measure, limits: readonly number[]): string[] {
  const shown = limits.map((limit) => formatValue(measure, limit));
  const whole = shown.every((text) => /^[^.]*(\.0+)?%?$/.test(text));
  return whole ? shown.map((text) => text.replace(/\.0+/, '')) : shown;
}

function classLabels(limits: readonly string[], values: readonly number[], measure: Measure): string[] {
  if (values.length === 0) return [];
  if (limits.length === 0) return [`About ${formatValue(measure, values[0]!)}`];
  return [
    `Under ${limits[0]!}`,
    ...limits.slice(1).map((limit, i) => `${limits[i]!} to under ${limit}`),
    `${limits.at(-1)!} or more`,
  ];
}
