import { suppressed } from '../disclosure';
import { mostFew } from '../disclosure/disclose';
import { shareOf, type ShareFigure } from '../measures/release-counts';
import type { PyramidBar } from '../profile/pyramid';
import { bandCount, topAge } from '../schema';
import type { AgeSexLine } from './release-lines';

/** Age and sex of a cohort beside those of others, everybody in its scope at first, each as a share of its own total. */
export interface AgeBars {
  cohort: PyramidBar[];
  other: PyramidBar[];
}

export const ageBars = (lines: readonly AgeSexLine[], size: ShareFigure): AgeBars => ({
  cohort: lines.map(({ band, sex, numerator }) => ({ band, sex, ...shareOf(numerator, size.numerator) })),
  other: lines.map(({ band, sex, denominator }) => ({
    band,
    sex,
    ...shareOf(denominator, size.denominator),
  })),
});

/** Most of the bars' people that bars of hidden counts may hold, for a middle age to be said all the same. */
const mostHidden = 0.005;

/**
 * Age in years that half of the bars' people have reached, evenly spread within each band; null where too much is hidden.
 * People of other or unknown sex have no bar and are left out.
 */
export function middleAge(bars: readonly PyramidBar[]): number | null {
  const people = new Float64Array(bandCount);
  let hidden = 0;
  for (const { band, numerator } of bars) {
    if (numerator === suppressed) hidden += mostFew;
    else people[band]! += numerator;
  }
  const all = people.reduce((sum, count) => sum + count, 0);
  if (all === 0 || hidden > mostHidden * all) return null;
  let below = 0;
  for (const [band, count] of people.entries()) {
    if (below + count >= all / 2) {
      const within = (all / 2 - below) / count;
      return Math.min(topAge, Math.floor(5 * (band + within)));
    }
    below += count;
  }
  return topAge;
}
