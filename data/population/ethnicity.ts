import type { NetworkMargins } from '../source';
import type { People } from './people';
import type { Random } from './random';

/**
 * Ethnic group 1–5 drawn from the shares of the person's neighbourhood; 0 where it has none; null where no
 * neighbourhood of the network has any. Conditions do not depend on it: no table by ethnicity is used.
 */
export function drawEthnicity(people: People, margins: NetworkMargins, random: Random): Uint8Array | null {
  if (!margins.practices.some(({ neighbourhoods }) => neighbourhoods.some(({ ethnicity }) => ethnicity)))
    return null;
  const groups = new Uint8Array(people.rows);
  margins.practices.forEach(({ neighbourhoods }, p) => {
    for (let row = people.practiceStart[p]!; row < people.practiceStart[p + 1]!; row++) {
      const shares = neighbourhoods[people.entry[row]!]!.ethnicity;
      if (shares !== undefined) groups[row] = groupAt(shares, random.uniform());
    }
  });
  return groups;
}

function groupAt(shares: Float64Array, u: number): number {
  let rest = u * shares.reduce((sum, share) => sum + share, 0);
  let group = 0;
  while (group < shares.length - 1 && rest >= shares[group]!) rest -= shares[group++]!;
  return group + 1;
}
