import { formatAged } from '../domain/ageing/aged';
import { formatNeedWeights } from '../domain/models/need-index';
import type { UrlState } from './state';

/** The query string of a state, '' when everything is the default. Parameters stand in a fixed order. */
export function format(state: UrlState): string {
  const parameters = new URLSearchParams();
  if (state.dataset !== undefined) parameters.set('dataset', state.dataset);
  if (state.view !== 'map') parameters.set('view', state.view);
  if (state.network !== undefined) parameters.set('network', state.network);
  if (state.practice !== undefined) parameters.set('practice', state.practice);
  if (state.group !== undefined && state.group.length > 0) parameters.set('group', state.group.join(','));
  if (state.measure !== undefined) parameters.set('measure', state.measure);
  if (state.level !== undefined) parameters.set('level', state.level);
  if (state.standard !== undefined) parameters.set('standard', state.standard);
  if (state.colour !== undefined) parameters.set('colour', state.colour);
  if (state.score !== undefined) parameters.set('score', state.score);
  if (state.against !== undefined) parameters.set('against', state.against);
  if (state.tiers !== undefined) parameters.set('tiers', state.tiers.join('-'));
  if (state.by !== undefined) parameters.set('by', state.by);
  if (state.need !== undefined) parameters.set('need', formatNeedWeights(state.need));
  if (state.top !== undefined) parameters.set('top', String(state.top));
  if (state.each !== undefined) parameters.set('each', state.each);
  if (state.segments !== undefined) parameters.set('segments', state.segments);
  if (state.section !== undefined) parameters.set('section', state.section);
  if (state.service !== undefined) parameters.set('service', state.service);
  if (state.capacity !== undefined) parameters.set('capacity', state.capacity);
  if (state.social !== undefined) parameters.set('social', state.social);
  if (state.year !== undefined) parameters.set('year', String(state.year));
  if (state.method !== undefined) parameters.set('method', state.method);
  if (state.scenario !== undefined) parameters.set('scenario', state.scenario);
  if (state.aged !== undefined) parameters.set('aged', formatAged(state.aged));
  if (state.cohort !== undefined) parameters.set('cohort', state.cohort);
  if (state.beside !== undefined) parameters.set('beside', state.beside);
  if (state.mapped !== undefined) parameters.set('mapped', state.mapped);
  if (state.policy !== undefined) parameters.set('policy', state.policy);
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
