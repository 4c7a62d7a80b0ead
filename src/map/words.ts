import { suppressed } from '../domain/disclosure';
import { formatCount, formatExpected, formatInterval, formatValue, unitOf } from '../domain/format';
import type { Measure } from '../domain/measures/measure';
import type { Level } from '../domain/measures/query';
import type { AreaFigure, MeasureFigures } from '../domain/measures/release';
import type { Comparison } from '../domain/stats';
import type { MapLevel } from '../url/state';

export const areasName: Readonly<Record<MapLevel, { one: string; many: string }>> = {
  network: { one: 'network', many: 'networks' },
  neighbourhood: { one: 'neighbourhood', many: 'neighbourhoods' },
};

/** "5,930 of 48,210 people aged 17 and over" */
export function countsOf(measure: Measure, { numerator, denominator, expected }: AreaFigure): string {
  const of = `${formatCount(denominator)} ${measure.denominator.label}`;
  switch (measure.kind) {
    case 'proportion':
      return `${formatCount(numerator)} of ${of}`;
    case 'rate':
      return `${formatCount(numerator)} ${measure.numeratorLabel} among ${of}`;
    case 'mean':
      return `mean over ${of}`;
    case 'ratio':
      return expected === undefined
        ? `${formatCount(numerator)} ${measure.numeratorLabel} to ${of}`
        : `${formatCount(numerator)} observed, ${formatExpected(expected)} expected, among ${of}`;
    case 'count':
      return measure.numeratorLabel;
    default:
      return measure satisfies never;
  }
}

/** "12.3%", "104.2", "0.61", "48,210"; * where there is none. */
export const bareValueOf = (measure: Measure, { estimate }: AreaFigure): string =>
  estimate.ok ? formatValue(measure, estimate.value) : suppressed;

/** What follows the bare value: "per 1,000 people"; '' for shares, whose sign is in the value. */
export const unitAfter = (measure: Measure): string => (measure.kind === 'proportion' ? '' : unitOf(measure));

/** "12.3%", "104.2 per 1,000 people", "0.61 points a person" */
export const valueOf = (measure: Measure, figure: AreaFigure): string =>
  [bareValueOf(measure, figure), figure.estimate.ok ? unitAfter(measure) : ''].filter(Boolean).join(' ');

/** "95% interval 11.9–12.7", '' where there is none. */
export function intervalOf(measure: Measure, { estimate }: AreaFigure): string {
  return estimate.ok && measure.kind !== 'count' ? `95% interval ${formatInterval(measure, estimate)}` : '';
}

/** "higher than Northshire (9.6%)" */
export function comparisonOf(measure: Measure, comparison: Comparison, total: AreaFigure, totalName: string) {
  if (comparison === 'not compared') return '';
  const link = comparison === 'similar' ? 'to' : 'than';
  return `${comparison} ${link} ${totalName} (${bareValueOf(measure, total)})`;
}

/** Why an area has no value, '' when it has one. */
export function whyNoValue(figure: AreaFigure | null | undefined): string {
  if (!figure) return 'nobody is counted here';
  if (figure.numerator === suppressed || figure.denominator === suppressed) return 'too few people to show';
  return figure.estimate.ok ? '' : figure.estimate.reason;
}

/** "From 1.2% to 5.6%", of the areas of a level that are some place; null where they read the same. */
export function reachOf({ measure, areas }: MeasureFigures, level: Level): string | null {
  const shown = areas.flatMap(({ area, estimate }) =>
    // Neighbourhood 0 is everywhere outside.
    estimate.ok && (level !== 'neighbourhood' || area !== 0) ? [estimate.value] : [],
  );
  if (shown.length === 0) return null;
  const [least, most] = [Math.min(...shown), Math.max(...shown)].map((value) => formatValue(measure, value));
  return least === most ? null : `From ${least!} to ${most!}`;
}

/** One sentence with everything that the figure says of an area. */
export function sentenceOf(
  measure: Measure,
  name: string,
  figure: AreaFigure | undefined,
  total: AreaFigure,
  totalName: string,
): string {
  const missing = whyNoValue(figure);
  if (!figure || missing) return `${name}: ${missing}.`;
  const parts = [
    valueOf(measure, figure),
    intervalOf(measure, figure),
    measure.kind === 'count' ? '' : countsOf(measure, figure),
    comparisonOf(measure, figure.comparison, total, totalName),
  ];
  return `${name}: ${parts.filter(Boolean).join(', ')}.`;
}
