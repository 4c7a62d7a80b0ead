import type { Measure } from '../measures/measure';

/** Measures that a network's page opens with, in the order of the story: who they are, what they live with, what they use. */
export const headlineIds = [
  'list_size',
  'age65',
  'age75',
  'age85',
  'core20',
  'ltc2',
  'ltc4',
  'frail',
  'high_risk',
  'em_adm',
] as const;

/** Measures that practices are compared by. */
export const practiceMeasureIds = [
  'list_size',
  'age65',
  'core20',
  'ltc2',
  'frail',
  'hyp',
  'dm',
  'dep',
  'em_adm',
] as const;

/** Those of them that a dataset has, in their order. */
export const pick = (measures: readonly Measure[], ids: readonly string[]): Measure[] =>
  ids.flatMap((id) => measures.find((measure) => measure.id === id) ?? []);
