import type { DisclosurePolicy } from '../schema';
import { disclose, mostFew } from './disclose';
import { suppressed, type ShownCount, type ShownNumber } from './shown';

export interface ShownParts {
  parts: ShownCount[];
  total: ShownCount;
}

/**
 * A total with all its parts, through the gate, so that no part of 1 to 7 can be worked out from the others. Give what is
 * left over as a part too; throws where the parts do not add up.
 *
 * - `none`: as counted.
 * - `opensafely`: the total is the sum of the parts that are shown, so it tells nothing more (OpenSAFELY, statistical
 *   disclosure control); hidden when none is.
 * - `hes`, `midpoint6`: the total is rounded by itself. Rounding leaves a doubt in every part and in the total, so hiding
 *   a second part is not needed, but where all of those happen to lie at their ends: of 8 + 1 + 1 + 1 + 1 = 12, shown as
 *   10 + * + * + * + * = 10, the four can only be ones. There the smallest part that is shown is hidden too, or the total
 *   if none is.
 */
export function discloseParts(parts: ArrayLike<number>, total: number, policy: DisclosurePolicy): ShownParts {
  const counts = Array.from(parts);
  const shown = counts.map((count) => disclose(count, policy));
  const sum = counts.reduce((all, count) => all + count, 0);
  if (sum !== total) throw new RangeError(`parts that add up to ${sum} are not those of ${total}`);
  if (policy === 'opensafely') return { parts: shown, total: totalOfShown(shown) };
  const whole = disclose(total, policy);
  if (policy === 'hes' && givesAway(shown, whole)) {
    const second = smallestShown(shown);
    if (second === -1) return { parts: shown, total: suppressed };
    shown[second] = suppressed;
  }
  if (policy === 'midpoint6' && midpointsGiveAway(shown, whole)) return { parts: shown, total: suppressed };
  return { parts: shown, total: whole };
}

/** How far a count may lie from its nearest 5. */
const reach = 2;
const step = 5;

/** Whether the hidden parts, 1 to 7 each, can only be ones or only be sevens, the others lying within their rounding. */
function givesAway(shown: readonly ShownCount[], total: ShownCount): boolean {
  let [hidden, rounded, sum] = [0, 0, 0];
  for (const part of shown) {
    if (part === suppressed) hidden++;
    else if (part > 0) {
      rounded++;
      sum += part;
    }
  }
  if (hidden === 0) return false;
  if (total === suppressed) return false;
  const slack = reach * (rounded + 1);
  // Where only the total can be hidden, its neighbours are hidden as well, so that this does not tell which it was.
  const spare = rounded === 0 ? step : 0;
  return total - sum + slack <= hidden + spare || total - sum - slack >= mostFew * hidden - spare;
}

/** Whether a total at the top of its six leaves each part only the least of its own; that is 1 or 7 in the first two. */
function midpointsGiveAway(shown: readonly ShownCount[], total: ShownCount): boolean {
  let [least, smallest] = [0, Infinity];
  for (const part of shown) {
    if (part === suppressed || part === 0) continue;
    least += part - 2;
    smallest = Math.min(smallest, part - 2);
  }
  return total !== suppressed && smallest <= mostFew && total + 3 === least;
}

function smallestShown(shown: readonly ShownCount[]): number {
  let at = -1;
  let least = Infinity;
  shown.forEach((part, i) => {
    if (part !== suppressed && part > 0 && part < least) [at, least] = [i, part];
  });
  return at;
}

/** A total as `opensafely` has it, of the parts that are shown; hidden when none is. */
export function totalOfShown(shown: readonly ShownCount[]): ShownCount {
  let sum = 0;
  let hidden = false;
  for (const part of shown) {
    if (part === suppressed) hidden = true;
    else sum += part;
  }
  return sum === 0 && hidden ? suppressed : (sum as ShownNumber);
}
