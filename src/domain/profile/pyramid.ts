import { disclose, type Disclosed } from '../disclosure';
import { releaseShare, type ShareFigure } from '../measures/release-counts';
import type { NumberColumns } from '../measures/profile';
import { bandCount, type DisclosurePolicy } from '../schema';

export const pyramidSexes = [1, 2] as const;
export type PyramidSex = (typeof pyramidSexes)[number];

/** People of one sex in one five-year band, as a share of everybody in the area (people of other or unknown sex among them). */
export interface PyramidBar extends ShareFigure {
  band: number;
  sex: PyramidSex;
}

export interface Pyramid {
  bars: PyramidBar[];
  total: Disclosed;
  /** People of other or unknown sex, who have no bar. */
  otherSex: Disclosed;
}

/** Bars of every band and both sexes, from the answer to `pyramidSql`, through the disclosure gate. */
export function releasePyramid(columns: NumberColumns, policy: DisclosurePolicy): Pyramid {
  const [band, sex, people] = [columns.get('band'), columns.get('sex'), columns.get('people')];
  const counts = new Map<string, number>();
  let total = 0;
  let otherSex = 0;
  for (let row = 0; row < people.length; row++) {
    const count = people[row]!;
    total += count;
    if (sex[row] === 1 || sex[row] === 2) counts.set(`${sex[row]} ${band[row]!}`, count);
    else otherSex += count;
  }
  return {
    bars: pyramidSexes.flatMap((each) =>
      Array.from({ length: bandCount }, (_, at) => ({
        band: at,
        sex: each,
        ...releaseShare(counts.get(`${each} ${at}`) ?? 0, total, policy),
      })),
    ),
    total: disclose(total, policy),
    otherSex: disclose(otherSex, policy),
  };
}
