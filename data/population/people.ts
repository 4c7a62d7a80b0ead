import { bandCount, topAge } from '../../src/domain/schema';
import { cellOf, quintileOf } from '../calibration/cells';
import { sexes } from '../source';
import type { NetworkMargins, PracticeMargins } from '../source';
import { integerise } from './integerise';
import { groupCount, proportionalFit } from './proportional-fit';
import type { Random } from './random';

const ages = topAge + 1;
const agesInBand = 5;

/** Who lives where: one entry a person, sorted by practice, neighbourhood, age, sex. */
export interface People {
  readonly rows: number;
  readonly practice: Uint16Array;
  readonly neighbourhood: Uint16Array;
  readonly age: Uint8Array;
  /** 1 male, 2 female. */
  readonly sex: Uint8Array;
  readonly imd: Uint8Array;
  /** Index of the entry in its practice's `neighbourhoods`. */
  readonly entry: Uint16Array;
  /** Calibration cell. */
  readonly cell: Uint8Array;
  /** First row of each practice of the margins, and the end. */
  readonly practiceStart: Int32Array;
}

/** Lays the margins' practices out as people; every count of the margins is met exactly. */
export function layOut(margins: NetworkMargins, random: Random): People {
  const practiceStart = new Int32Array(margins.practices.length + 1);
  margins.practices.forEach((practice, p) => {
    practiceStart[p + 1] = practiceStart[p]! + practice.counts.reduce((sum, n) => sum + n, 0);
  });
  const rows = practiceStart[margins.practices.length]!;
  const people: People = {
    rows,
    practice: new Uint16Array(rows),
    neighbourhood: new Uint16Array(rows),
    age: new Uint8Array(rows),
    sex: new Uint8Array(rows),
    imd: new Uint8Array(rows),
    entry: new Uint16Array(rows),
    cell: new Uint8Array(rows),
    practiceStart,
  };
  margins.practices.forEach((practice, p) => {
    const end = writePractice(people, practiceStart[p]!, practice, dealAges(practice, random));
    if (end !== practiceStart[p + 1]) throw new Error(`practice ${practice.practice}: ${end} rows laid out`);
  });
  return people;
}

/**
 * Counts by neighbourhood entry × sex × single age: `counts[(entry * 2 + sex) * 91 + age]`.
 * Within a practice, band and sex, single ages fall to neighbourhoods at random.
 */
function dealAges(practice: PracticeMargins, random: Random): Int32Array {
  const entries = practice.neighbourhoods.length;
  const groupSums = new Int32Array(groupCount);
  for (let sex = 0; sex < sexes; sex++) {
    for (let age = 0; age < ages; age++) {
      groupSums[groupOf(sex, age)]! += practice.counts[sex * ages + age]!;
    }
  }
  const entrySums = Int32Array.from(practice.neighbourhoods, (neighbourhood) => neighbourhood.patients);
  const shapes = practice.neighbourhoods.map((neighbourhood) => neighbourhood.shape);
  const groups = integerise(proportionalFit(entrySums, groupSums, shapes), entrySums, groupSums, random);

  const counts = new Int32Array(entries * sexes * ages);
  const homes = new Int32Array(Math.max(0, ...groupSums));
  for (let sex = 0; sex < sexes; sex++) {
    for (let band = 0; band < bandCount; band++) {
      const group = sex * bandCount + band;
      let length = 0;
      for (let entry = 0; entry < entries; entry++) {
        for (let n = groups[entry * groupCount + group]!; n > 0; n--) homes[length++] = entry;
      }
      random.shuffle(homes, length);
      const last = Math.min((band + 1) * agesInBand, ages);
      for (let age = band * agesInBand; age < last; age++) {
        for (let n = practice.counts[sex * ages + age]!; n > 0; n--) {
          counts[(homes[--length]! * sexes + sex) * ages + age]!++;
        }
      }
    }
  }
  return counts;
}

const groupOf = (sex: number, age: number): number =>
  sex * bandCount + Math.min(Math.floor(age / agesInBand), bandCount - 1);

function writePractice(people: People, from: number, practice: PracticeMargins, counts: Int32Array): number {
  let row = from;
  for (const entries of entriesByNeighbourhood(practice)) {
    for (let age = 0; age < ages; age++) {
      const band = Math.min(Math.floor(age / agesInBand), bandCount - 1);
      for (let sex = 0; sex < sexes; sex++) {
        for (const entry of entries) {
          const n = counts[(entry * sexes + sex) * ages + age]!;
          if (n === 0) continue;
          const { index, imd } = practice.neighbourhoods[entry]!;
          const end = row + n;
          people.practice.fill(practice.practice, row, end);
          people.neighbourhood.fill(index, row, end);
          people.age.fill(age, row, end);
          people.sex.fill(sex + 1, row, end);
          people.imd.fill(imd, row, end);
          people.entry.fill(entry, row, end);
          people.cell.fill(cellOf(sex, band, quintileOf(imd)), row, end);
          row = end;
        }
      }
    }
  }
  return row;
}

/** Entries in order of neighbourhood; those of one neighbourhood (index 0 may have several deciles) together. */
function entriesByNeighbourhood(practice: PracticeMargins): number[][] {
  const byIndex = new Map<number, number[]>();
  practice.neighbourhoods.forEach(({ index }, entry) => {
    const entries = byIndex.get(index);
    if (entries === undefined) byIndex.set(index, [entry]);
    else entries.push(entry);
  });
  return [...byIndex].sort(([a], [b]) => a - b).map(([, entries]) => entries);
}
