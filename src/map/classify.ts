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
  /** The value of all areas together lies here. */
  holdsTotal: boolean;
}

export interface Classified {
  paints: Paints;
  legend: LegendEntry[];
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
  const { of, entries } =
    colourBy === 'compared' && canCompare(measure) ? byComparison(measure) : byValue(measure, drawn, total);
  const paints = new Map<number, Paint>(drawn.map((figure) => [figure.area, paintOf(figure, of)]));
  const counts = new Map<Paint, number>();
  for (const paint of paints.values()) counts.set(paint, (counts.get(paint) ?? 0) + 1);
  const legend = [
    ...entries,
    { paint: 'suppressed', label: 'Too few people to show', holdsTotal: false },
    { paint: 'none', label: 'Nobody counted', holdsTotal: false },
  ] satisfies Omit<LegendEntry, 'count'>[];
  return {
    paints,
    legend: legend
      .map((entry) => ({ ...entry, count: counts.get(entry.paint) ?? 0 }))
      .filter(({ paint, count }) => count > 0 || (paint !== 'suppressed' && paint !== 'none')),
  };
}

interface Scheme {
  of: (figure: AreaFigure & { estimate: { ok: true } }) => Paint;
  entries: Omit<LegendEntry, 'count'>[];
}

const hasValue = (figure: AreaFigure): figure is AreaFigure & { estimate: { ok: true } } =>
  figure.estimate.ok;
const isHidden = ({ numerator, denominator }: AreaFigure) => numerator === '*' || denominator === '*';
const paintOf = (figure: AreaFigure, of: Scheme['of']): Paint =>
  hasValue(figure) ? of(figure) : isHidden(figure) ? 'suppressed' : 'none';

function byComparison(measure: Measure): Scheme {
  const entry = (comparison: 'lower' | 'similar' | 'higher', label: string) => ({
    paint: comparisonPaint(comparison, measure.polarity),
    label,
    holdsTotal: comparison === 'similar',
  });
  return {
    of: ({ comparison }) => comparisonPaint(comparison, measure.polarity),
    entries: [entry('lower', 'Lower'), entry('similar', 'Similar'), entry('higher', 'Higher')],
  };
}

function byValue(measure: Measure, drawn: readonly AreaFigure[], total: AreaFigure): Scheme {
  const values = drawn.filter(hasValue).map(({ estimate }) => estimate.value);
  const { limits, counts } = classBreaks(values, { finest: finestStep(measure, values) });
  const paints = sequentialPaints(counts.length);
  const system = hasValue(total) && measure.kind !== 'count' ? classOf(total.estimate.value, limits) : -1;
  return {
    of: ({ estimate }) => paints[classOf(estimate.value, limits)]!,
    entries: classLabels(measure, limits, values).map((label, i) => ({
      paint: paints[i]!,
      label,
      holdsTotal: i === system,
    })),
  };
}

/** The smallest difference that the measure's format shows. */
function finestStep(measure: Measure, values: readonly number[]): number {
  switch (measure.kind) {
    case 'proportion':
      return Math.max(...values, 0) < 0.00995 ? 0.0001 : 0.001;
    case 'rate':
      return 0.1;
    case 'mean':
      return 0.01;
    case 'count':
      return 1;
    default:
      return measure satisfies never;
  }
}

function classLabels(measure: Measure, limits: readonly number[], values: readonly number[]): string[] {
  if (values.length === 0) return [];
  if (limits.length === 0) return [`About ${formatValue(measure, values[0]!)}`];
  const shown = limits.map((limit) => formatValue(measure, limit));
  const whole = shown.every((text) => /^[^.]*(\.0+)?%?$/.test(text));
  const texts = whole ? shown.map((text) => text.replace(/\.0+/, '')) : shown;
  return [
    `Under ${texts[0]!}`,
    ...texts.slice(1).map((text, i) => `${texts[i]!} to under ${text}`),
    `${texts.at(-1)!} or more`,
  ];
}
