import { suppressed } from '../domain/disclosure';
import { formatValue } from '../domain/format';
import type { Measure } from '../domain/measures/measure';
import type { AreaFigure, MeasureFigures } from '../domain/measures/release';
import { comparisonPaint, type Paint } from '../ui/colour';
import type { ColourBy } from '../url/state';
import { legendOf, type Legend, type Scale } from './legend';
import type { Paints } from './painter';
import { sequentialScale } from './value-scale';

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
  return { paints, legend: legendOf(scheme, paints) };
}

type WithValue = AreaFigure & { estimate: { ok: true } };

interface Scheme extends Scale {
  of: (figure: WithValue) => Paint;
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
  const { paintOf, ...scale } = sequentialScale(values, {
    finest: finestStep(measure, values),
    text: (value) => formatValue(measure, value),
    total: hasValue(total) && measure.kind !== 'count' ? total.estimate.value : null,
  });
  return { ...scale, of: ({ estimate }) => paintOf(estimate.value) };
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
