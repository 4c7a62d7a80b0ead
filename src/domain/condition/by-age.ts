import { discloseParts, type RawCounts } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import { cellColumnsOf } from '../measures/cells';
import type { Measure } from '../measures/measure';
import { shareOf, type ShareFigure } from '../measures/release-counts';
import type { DisclosurePolicy } from '../schema';

/** People of one age band and sex: how many of them are on the register. */
export interface AgePoint extends ShareFigure {
  band: number;
  sex: 1 | 2;
}

/**
 * The answer to `ageSexSql` through the disclosure gate, as the parts of a total that stands beside them; bands without anybody
 * in the age base are left out.
 */
export function releaseByAge(measure: Measure, raw: RawCounts, policy: DisclosurePolicy): AgePoint[] {
  const columns = unwrap(raw);
  const names = cellColumnsOf(measure);
  const [band, sex] = [columns.get('band'), columns.get('sex')];
  const partsOf = (name: string) => {
    const counts = Array.from(columns.get(name));
    return discloseParts(
      counts,
      counts.reduce((sum, count) => sum + count, 0),
      policy,
    ).parts;
  };
  const [numerators, denominators] = [partsOf(names.numerator), partsOf(names.denominator)];
  return Array.from(band, (at, row) => ({ at, row })).flatMap(({ at, row }) => {
    const which = sex[row];
    if ((which !== 1 && which !== 2) || denominators[row] === 0) return [];
    return [{ band: at, sex: which, ...shareOf(numerators[row]!, denominators[row]!) }];
  });
}
