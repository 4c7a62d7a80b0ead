import { byBand } from '../../../src/domain/ageing/project';
import { bandCount, topAge, type EarlierList, type Projection } from '../../../src/domain/schema';
import { random } from './random';

/** The list is of 1 July 2026. */
const date = '2021-07-01';
const yearsBetween = 5;
const openBand = bandCount - 1;
const ageCount = topAge + 1;

/** Invented: of a network's people of an age, the share who are there for the place, others having been there before them. */
const replacedAt: readonly (readonly [from: number, to: number, share: number])[] = [
  [0, 9, 0.5],
  [10, 34, 0.97],
  [35, 54, 0.4],
  [55, 90, 0.1],
];
/** Invented: spread of how networks' lists grew beside all together, in five years. */
const growthSpread = 0.05;
/** How much bands scatter beside the smooth structure, as a share of chance (√n). */
const scatter = 0.5;

/**
 * Invented lists of five years before. Those of all networks are what the invented projection's next five years, turned back, make
 * of today's; a network's people are partly today's five years younger, partly, as with students, such as stand there today.
 *
 * @param counts by network: `counts[sex * 91 + age]`, sex 0 male
 */
export function demoEarlierList(
  seed: number,
  counts: readonly ArrayLike<number>[],
  projection: Projection,
): EarlierList {
  const { normal } = random(seed, 'earlier list');
  const growth = counts.map(() => Math.exp(growthSpread * normal()));
  const ofSex = (sex: number, years: Projection['male']): number[][] => {
    const today = counts.map((ages) =>
      byBand(Array.from({ length: ageCount }, (_, age) => ages[sex * ageCount + age]!)),
    );
    const [from, to] = [byBand(years[0]!), byBand(years[yearsBetween]!)];
    const all = Float64Array.from({ length: bandCount }, (_, band) =>
      today.reduce((sum, bands) => sum + bands[band]!, 0),
    );
    const allThen = turnedBack(all, from, to);
    return today.map((now, network) =>
      Array.from(turnedBack(now, from, to), (aged, band) => {
        const same = (now[band]! * allThen[band]!) / all[band]!;
        const mean = (replaced[band]! * same + (1 - replaced[band]!) * aged) / growth[network]!;
        return Math.max(0, Math.round(mean + scatter * Math.sqrt(mean) * normal()));
      }),
    );
  };
  return {
    date,
    provenance: 'modelled',
    source:
      'Invented: today’s lists turned back by five years of the invented projection, with moves invented beside.',
    network: counts.map((_, network) => network),
    male: ofSex(0, projection.male),
    female: ofSex(1, projection.female),
  };
}

const replaced = new Float64Array(bandCount);
for (const [from, to, share] of replacedAt) replaced.fill(share, from / 5, Math.floor(to / 5) + 1);

/** People by band before five years that changed each band as from one published year to another. */
function turnedBack(now: Float64Array, from: Float64Array, to: Float64Array): Float64Array {
  const then = new Float64Array(bandCount);
  for (let band = 0; band < openBand - 1; band++) then[band] = (now[band + 1]! * from[band]!) / to[band + 1]!;
  // Who is 90 now was 85 or over: shared out over the two as today.
  const oldest = (now[openBand]! * (from[openBand - 1]! + from[openBand]!)) / to[openBand]!;
  const share = now[openBand]! / Math.max(1, now[openBand - 1]! + now[openBand]!);
  then[openBand - 1] = oldest * (1 - share);
  then[openBand] = oldest * share;
  return then;
}
