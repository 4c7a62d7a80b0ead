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
export function discloseParts(parts: Iterable<number>, total: number, policy: DisclosurePolicy): ShownParts {
  const shown: ShownCount[] = [];
  const line: Line = { hidden: 0, rounded: 0, sum: 0, smallest: Infinity };
  let sum = 0;
  for (const part of parts) {
    const one = disclose(part, policy);
    shown.push(one);
    sum += part;
    if (one === suppressed) line.hidden++;
    else if (one > 0) {
      line.rounded++;
      line.sum += one;
      if (one < line.smallest) line.smallest = one;
    }
  }
  if (sum !== total) throw new RangeError(`parts that add up to ${sum} are not those of ${total}`);
  if (policy === 'opensafely') return { parts: shown, total: totalOfShown(shown) };
  const whole = disclose(total, policy);
  if (policy === 'none' || whole === suppressed) return { parts: shown, total: whole };
  if (policy === 'midpoint6')
    return { parts: shown, total: midpointsGiveAway(line, whole) ? suppressed : whole };
  if (!givesAway(line, whole)) return { parts: shown, total: whole };
  if (line.rounded === 0) return { parts: shown, total: suppressed };
  shown[shown.findIndex((part) => part === line.smallest)] = suppressed;
  return { parts: shown, total: whole };
}

/** What parts come to as they are shown: how many are hidden, and of those above 0 the number, the sum and the smallest. */
interface Line {
  hidden: number;
  rounded: number;
  sum: number;
  smallest: number;
}

/** How far a count may lie from its nearest 5. */
const reach = 2;
const step = 5;

/** Whether the hidden parts, 1 to 7 each, can only be ones or only be sevens, the others lying within their rounding. */
function givesAway({ hidden, rounded, sum }: Line, total: number): boolean {
  if (hidden === 0) return false;
  const slack = reach * (rounded + 1);
  // Where only the total can be hidden, its neighbours are hidden as well, so that this does not tell which it was.
  const spare = rounded === 0 ? step : 0;
  return total - sum + slack <= hidden + spare || total - sum - slack >= mostFew * hidden - spare;
}

/** A midpoint's six begins so far below it, and ends so far above. */
const below = 2;
const above = 3;

/** Whether a total at the top of its six leaves each part only the least of its own, which is 1 or 7 in the first two. */
const midpointsGiveAway = ({ rounded, sum, smallest }: Line, total: number): boolean =>
  smallest - below <= mostFew && total + above === sum - below * rounded;

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
