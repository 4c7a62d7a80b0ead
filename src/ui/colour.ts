import type { Polarity } from '../domain/measures/measure';
import type { Comparison } from '../domain/stats';

/**
 * The one colour scale of maps and charts. Sequential: one hue, five classes, dark is more. Against a benchmark: blue
 * lower, orange higher; teal better, vermilion worse where the measure has a polarity; never red against green. A change
 * around zero: blue falls, orange rises, dark is much.
 *
 * What the tests hold: each class differs visibly from its neighbours in the scale, also with protanopia and
 * deuteranopia; lower, similar and higher are 3:1 against each other's grey; text is 4.5:1; an area's edge is 3:1
 * against its own fill. Five steps of one hue between white and dark cannot each be 3:1 against the next (1.5 to 1.9 is
 * what there is), so the edge carries the boundary.
 */
export const paints = {
  class1: '#ece8f5',
  class2: '#c5b9e0',
  class3: '#9c87c9',
  class4: '#7355ac',
  class5: '#47277f',
  lower: '#2a76bd',
  higher: '#bd5b00',
  better: '#00817a',
  worse: '#c8501e',
  similar: '#dde3e7',
  /** The ground under the hatching. */
  suppressed: '#ffffff',
  none: '#f0f4f5',
  fall4: '#123f6d',
  fall3: '#2a76bd',
  fall2: '#9cc3e8',
  fall1: '#e1edf8',
  rise1: '#fae6d3',
  rise2: '#f2b27a',
  rise3: '#bd5b00',
  rise4: '#743300',
} as const;
export type Paint = keyof typeof paints;

export const ink = '#212b32';
export const quiet = '#4c6272';
export const rule = '#d8dde0';
export const white = '#ffffff';
/** "This network", in every chart. */
export const thisNetwork = '#005eb8';

export const sequential = ['class1', 'class2', 'class3', 'class4', 'class5'] as const satisfies Paint[];
/** Five classes, or fewer spread over the scale. */
export function sequentialPaints(classes: number): readonly Paint[] {
  const picks: readonly (readonly number[])[] = [[], [2], [1, 3], [0, 2, 4], [0, 1, 3, 4], [0, 1, 2, 3, 4]];
  return (picks[classes] ?? picks[5]!).map((at) => sequential[at]!);
}

/** Changes around zero, from the largest fall to the largest rise: as many on each side, the stronger the larger. */
export const falls = ['fall4', 'fall3', 'fall2', 'fall1'] as const satisfies Paint[];
export const rises = ['rise1', 'rise2', 'rise3', 'rise4'] as const satisfies Paint[];

/** The paint of a comparison; `polarity` says what a higher value means. */
export function comparisonPaint(comparison: Comparison, polarity: Polarity): Paint {
  if (comparison === 'not compared') return 'none';
  if (comparison === 'similar' || polarity === 'neither') return comparison;
  return (comparison === 'higher') === (polarity === 'better') ? 'better' : 'worse';
}

/** Text that reads on a paint at 4.5:1. */
export const textOn = (paint: Paint): string => (isDark(paint) ? white : ink);
/** The edge of an area of this paint: 3:1 against it. */
export const edgeOf = (paint: Paint): string => (paint === 'class3' || isDark(paint) ? white : quiet);

const dark: ReadonlySet<Paint> = new Set([
  'class4',
  'class5',
  'lower',
  'higher',
  'better',
  'worse',
  'fall4',
  'fall3',
  'rise3',
  'rise4',
] satisfies Paint[]);
const isDark = (paint: Paint): boolean => dark.has(paint);

/** Suppressed areas: diagonal strokes of this colour and width (px) on a square tile of this size (px). */
export const hatch = { stroke: '#768692', width: 1.25, tile: 7 } as const;
