import { bandCount } from '../schema';
import { boysAtBirth } from './cohort-component';
import { notAvailable } from './estimate';
import { negativeFault } from './faults';
import type { BySex } from './projection';

/** People by five-year band 0–4 … 85–89, 90+: 19 numbers of each sex, fractions allowed. */
export type Bands = BySex<ArrayLike<number>>;

/** An area's people now and exactly five years earlier; null where those of then are not known. */
export interface Snapshots {
  readonly now: Bands;
  readonly earlier: Bands | null;
}

/** People by band of each area for now and each year after, or why there are none. */
export type ProjectedBands =
  { ok: true; areas: readonly (readonly BySex<Float64Array>[])[] } | { ok: false; reason: string };

/** Years between the snapshots, and of a band. */
export const snapshotYears = 5;
const mostYears = 50;
const sexes = ['male', 'female'] as const;
const openBand = bandCount - 1;
/** Women of 15 to 44. */
const [motherFrom, motherTo] = [3, 9];

interface Cap {
  readonly least: number;
  readonly most: number;
}
/**
 * Between these a band's people may change in five years: beyond, a practice has opened, closed or cleaned its list. People of 15 to
 * 34 come to study and go to work: a network of students has several times as many of 20 as it had of 15 five years before. Most of
 * 85 and over are dead within five years, so the open group's limits lie about what England's ratio is: 0.38 for men and 0.42 for
 * women in its 2018-based projection, 2018 to 2023.
 */
export const changeCaps: { readonly bands: Cap; readonly young: Cap; readonly open: Cap } = {
  bands: { least: 0.5, most: 2 },
  young: { least: 0.2, most: 5 },
  open: { least: 0.2, most: 0.8 },
};
/** Bands of 15 to 34. */
const [youngFrom, youngTo] = [3, 7];
const capOf = (band: number): Cap =>
  band === openBand
    ? changeCaps.open
    : band >= youngFrom && band < youngTo
      ? changeCaps.young
      : changeCaps.bands;

/**
 * Carries areas forward by how each band changed in the last five years: those of a band and sex five years on are the people of
 * the band below times N(band, now) ÷ N(band below, earlier); those of 90 and over come of the two oldest together. Those under 5
 * are the women of 15 to 44 of the same year times today's children for each of them, 105 boys for 100 girls. Deaths, moves and
 * whatever else changed the lists are all in the ratios, and go on. Years between two steps lie on the straight line between.
 *
 * - A small area's ratio is drawn to that of all areas together (global empirical Bayes): as far as chance could have moved it,
 *   people coming and going one by one (Poisson), beside how far areas differ beyond chance. Areas that all differ by chance alone
 *   have one ratio; an area without an earlier snapshot, or with nobody in the band, has that of all; one area alone has its own.
 * - No ratio is beyond {@link changeCaps}. Where no area had anybody in a band, nothing is known of it, and its ratio is 1.
 *
 * @param years how many years to go forward, a whole number up to 50; the answer has one more of each area
 * Source: Hamilton CH, Perry J, Social Forces 1962;41:163–70; child–woman ratio after Smith, Tayman and Swanson, A Practitioner's
 * Guide to State and Local Population Projections, 2013; Marshall RJ, Applied Statistics 1991;40:283–94 (all three from memory,
 * unchecked). Licence: formulas only.
 */
export function hamiltonPerry(areas: readonly Snapshots[], years: number): ProjectedBands {
  if (!Number.isInteger(years) || years < 0 || years > mostYears)
    return notAvailable(`the years must be a whole number from 0 to ${mostYears}`);
  for (const { now, earlier } of areas) {
    const fault = bandsFault('now', now) ?? (earlier && bandsFault('five years earlier', earlier));
    if (fault) return notAvailable(fault);
  }
  const ratios = { male: ratiosOf(areas, 'male'), female: ratiosOf(areas, 'female') };
  const children = shrunk(
    areas.map(({ now }) => ({ then: now.male[0]! + now.female[0]!, before: mothersOf(now.female) })),
    null,
  );
  const projected = areas.map(({ now }, area) => {
    const steps: BySex<Float64Array>[] = [
      { male: Float64Array.from(now.male), female: Float64Array.from(now.female) },
    ];
    for (let year = 0; year < years; year += snapshotYears) {
      const before = steps.at(-1)!;
      const [male, female] = sexes.map((sex) => fiveYearsOn(before[sex], ratios[sex][area]!));
      const young = mothersOf(female!) * children[area]!;
      male![0] = young * boysAtBirth;
      female![0] = young * (1 - boysAtBirth);
      steps.push({ male: male!, female: female! });
    }
    return Array.from({ length: years + 1 }, (_, year) => inYear(steps, year));
  });
  const isSound = projected.every((each) =>
    each.every(({ male, female }) => male.every(Number.isFinite) && female.every(Number.isFinite)),
  );
  return isSound ? { ok: true, areas: projected } : notAvailable('the numbers are too large to compute with');
}

/** By area: how many there are in each band for one in the band below five years before; of the first band nothing. */
function ratiosOf(areas: readonly Snapshots[], sex: (typeof sexes)[number]): Float64Array[] {
  const ratios = areas.map(() => new Float64Array(bandCount));
  for (let band = 1; band < bandCount; band++) {
    const changes = areas.map(({ now, earlier }): Change => {
      if (earlier === null) return { then: 0, before: 0 };
      const from = earlier[sex];
      const before = band === openBand ? from[band - 1]! + from[band]! : from[band - 1]!;
      return { then: now[sex][band]!, before };
    });
    shrunk(changes, capOf(band)).forEach((ratio, area) => (ratios[area]![band] = ratio));
  }
  return ratios;
}

interface Change {
  readonly then: number;
  readonly before: number;
}

/** Each area's ratio, drawn to that of all as far as chance could have moved it. */
function shrunk(changes: readonly Change[], cap: Cap | null): number[] {
  const within = (ratio: number) => (cap ? Math.min(cap.most, Math.max(cap.least, ratio)) : ratio);
  const known = changes.filter(({ before }) => before > 0);
  const people = known.reduce((sum, { before }) => sum + before, 0);
  // Where there are no women there are no children, and where nobody was nobody is known to change.
  if (people === 0) return changes.map(() => (cap ? within(1) : 0));
  const all = within(known.reduce((sum, { then }) => sum + then, 0) / people);
  const own = ({ then, before }: Change) => within(then / before);
  const spread = known.reduce((sum, each) => sum + (each.before / people) * (own(each) - all) ** 2, 0);
  const beyondChance = Math.max(0, spread - (all * known.length) / people);
  return changes.map((change) => {
    if (change.before === 0 || beyondChance === 0) return all;
    const weight = beyondChance / (beyondChance + all / change.before);
    return weight * own(change) + (1 - weight) * all;
  });
}

function fiveYearsOn(people: Float64Array, ratios: Float64Array): Float64Array {
  const later = new Float64Array(bandCount);
  for (let band = 1; band < openBand; band++) later[band] = people[band - 1]! * ratios[band]!;
  later[openBand] = (people[openBand - 1]! + people[openBand]!) * ratios[openBand]!;
  return later;
}

function inYear(steps: readonly BySex<Float64Array>[], year: number): BySex<Float64Array> {
  const [step, part] = [Math.floor(year / snapshotYears), (year % snapshotYears) / snapshotYears];
  const [from, to] = [steps[step]!, steps[step + 1]];
  const of = (sex: (typeof sexes)[number]) =>
    part === 0 || to === undefined
      ? from[sex].slice()
      : from[sex].map((count, band) => count * (1 - part) + to[sex][band]! * part);
  return { male: of('male'), female: of('female') };
}

function mothersOf(women: ArrayLike<number>): number {
  let sum = 0;
  for (let band = motherFrom; band < motherTo; band++) sum += women[band]!;
  return sum;
}

function bandsFault(when: string, bands: Bands): string | null {
  for (const sex of sexes) {
    if (bands[sex].length !== bandCount)
      return `${sex}, ${when}: there must be ${bandCount} bands: 0–4 … 85–89, 90+`;
    for (let band = 0; band < bandCount; band++) {
      const fault = negativeFault('the number of people', bands[sex][band]!);
      if (fault !== null) return `${sex}, ${when}, band ${band + 1}: ${fault}`;
    }
  }
  return null;
}
