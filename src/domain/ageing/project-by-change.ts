import { bandCount } from '../schema';
import type { Population } from '../stats/cohort-component';
import { notAvailable } from '../stats/estimate';
import { hamiltonPerry } from '../stats/hamilton-perry';
import type { BySex } from '../stats/projection';
import type { Earlier } from './earlier';
import { bandStarts, byBand, sexes, type Area, type Projected } from './project';

/**
 * Carries areas of one system forward by how their bands changed in the last five years (`hamiltonPerry`), beside `projectAreas`.
 * Nothing is brought to the published projection: what local lists did is not in it, so areas do not add up to it, and no year is
 * a published one.
 *
 * @param earlier five years before, in the order of the areas
 * @param like by area, then year: each band is shared out over its single years as here, which is as `projectAreas` has them, so
 * that large and small years of birth move on through the bands; evenly where it has nobody
 */
export function projectByChange(
  areas: readonly Area[],
  earlier: Earlier,
  like: readonly (readonly Population[])[],
): Projected {
  if (earlier.length !== areas.length || like.length !== areas.length)
    return notAvailable(`there are ${earlier.length} earlier lists for ${areas.length} areas`);
  const changed = hamiltonPerry(
    areas.map(({ people }, i) => ({
      now: { male: byBand(people.male), female: byBand(people.female) },
      earlier: earlier[i]!,
    })),
    Math.max(0, (like[0]?.length ?? 1) - 1),
  );
  if (!changed.ok) return changed;
  return {
    ok: true,
    areas: changed.areas.map((ofArea, i) => ofArea.map((bands, year) => sharedOut(bands, like[i]![year]!))),
    published: 0,
  };
}

/** People by band as single years, within each band as a population has them. */
function sharedOut(bands: BySex<Float64Array>, like: Population): Population {
  const people: Population = { male: like.male.slice(), female: like.female.slice() };
  for (const sex of sexes) {
    const sums = byBand(like[sex]);
    for (let band = 0; band < bandCount; band++) {
      const [from, to] = [bandStarts[band]!, bandStarts[band + 1] ?? people[sex].length];
      const wanted = bands[sex][band]!;
      if (sums[band]! > 0) for (let age = from; age < to; age++) people[sex][age]! *= wanted / sums[band]!;
      else people[sex].fill(wanted / (to - from), from, to);
    }
  }
  return people;
}
