import type { Polarity } from '../domain/measures/measure';
import type { Comparison } from '../domain/stats';
import { comparisonPaint, paints, quiet } from '../ui/colour';

/** Shape of a comparison, so that colour is never alone. */
export const comparisonShape: Readonly<Record<Comparison, string>> = {
  higher: '▲',
  lower: '▼',
  similar: '●',
  'not compared': '',
};

/** Colour of a mark on white; "similar" is the quiet ink, since its fill colour is too pale for a small mark. */
export const comparisonColour = (comparison: Comparison, polarity: Polarity): string =>
  comparison === 'higher' || comparison === 'lower' ? paints[comparisonPaint(comparison, polarity)] : quiet;
