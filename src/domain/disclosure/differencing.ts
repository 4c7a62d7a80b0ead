import type { DisclosurePolicy } from '../schema';
import { isFew } from './disclose';

/** What a person is told of a selection that is not shown: the same whichever of its counts is small. */
export const refusal =
  'Not shown: this selection, or what sets it apart from another on show, is of too few people.';

/** A result on show beside a selection: everybody in it, and those of them who are in the selection as well. */
export interface OnShow {
  people: number;
  shared: number;
}

/**
 * Whether a selection may be shown inside a group that is on show: not where the group, the selection or what the selection
 * leaves out of the group is 1 to 7 people, since any two of them give the third. Rounding leaves a doubt of 2 in each
 * count and is no answer to that. `none` refuses nothing.
 */
export const mayShow = (
  { parent, subset }: { parent: number; subset: number },
  policy: DisclosurePolicy,
): boolean => mayShowBeside(subset, [{ people: parent, shared: subset }], policy);

/**
 * The same against everything on show: each group that holds the selection (shared: the selection's people), and the
 * result before it, which may overlap. Each person's way from one result to the next must be that of 8 or of nobody.
 */
export function mayShowBeside(subset: number, onShow: readonly OnShow[], policy: DisclosurePolicy): boolean {
  if (policy === 'none') return true;
  if (isFew(subset)) return false;
  return onShow.every(
    ({ people, shared }) => !isFew(people) && !isFew(people - shared) && !isFew(subset - shared),
  );
}
