import { discloseParts, type RawCounts, type ShownCount } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import { shareOf, type ShareFigure } from '../measures/release-counts';
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
  total: ShownCount;
  /** People of other or unknown sex, who have no bar. */
  otherSex: ShownCount;
}

/** Bars of every band and both sexes, from the answer to `pyramidSql`, through the disclosure gate with their total. */
export function releasePyramid(raw: RawCounts, policy: DisclosurePolicy): Pyramid {
  const columns = unwrap(raw);
  const [band, sex, people] = [columns.get('band'), columns.get('sex'), columns.get('people')];
  const bars = pyramidSexes.flatMap((each) =>
    Array.from({ length: bandCount }, (_, at) => ({ band: at, sex: each })),
  );
  // A count for each bar, and one for everybody who has none.
  const counts = new Float64Array(bars.length + 1);
  let whole = 0;
  for (let row = 0; row < people.length; row++) {
    const at = bars.findIndex((bar) => bar.band === band[row] && bar.sex === sex[row]);
    counts[at === -1 ? bars.length : at]! += people[row]!;
    whole += people[row]!;
  }
  const { parts, total } = discloseParts(counts, whole, policy);
  return {
    bars: bars.map((bar, at) => ({ ...bar, ...shareOf(parts[at]!, total) })),
    total,
    otherSex: parts[bars.length]!,
  };
}
