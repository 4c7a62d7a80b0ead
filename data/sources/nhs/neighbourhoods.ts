import type { PracticeMargins } from '../../source';
import { apportion } from './apportion';
import { type Boundary, centreOf, sharedBorders } from './boundaries';
import type { Homes } from './homes';
import { type LsoaCodes, type OtherHome, otherHomeOf, otherHomes } from './lsoa-codes';
import { shapeSize } from './lsoa-tables';

/** Where a published LSOA code leads: LSOAs of 2021 (numbers) with the share of each, or somewhere else. */
export type Destination = { lsoas: readonly number[]; shares: readonly number[] } | { other: OtherHome };

/** The destination of each code of a file by LSOA 2021. */
export function destinations2021(homes: Homes, lsoas: LsoaCodes): Destination[] {
  return homes.lsoaCodes.map((code) => {
    const lsoa = lsoas.find(code);
    return lsoa === undefined ? { other: otherHomeOf(code) ?? 'unmatched' } : { lsoas: [lsoa], shares: [1] };
  });
}

/**
 * The destination of each code of a file by LSOA 2011. An LSOA that was split is shared among its successors by their
 * residents where those are known, equally where not.
 */
export function destinations2011(
  homes: Homes,
  successors: ReadonlyMap<string, readonly number[]>,
  population: ReadonlyMap<number, number>,
): Destination[] {
  return homes.lsoaCodes.map((code) => {
    const lsoas = successors.get(code);
    if (!lsoas) return { other: otherHomeOf(code) ?? 'unmatched' };
    return { lsoas, shares: sharesOf(lsoas, population) };
  });
}

export function sharesOf(lsoas: readonly number[], population: ReadonlyMap<number, number>): number[] {
  const residents = lsoas.map((lsoa) => population.get(lsoa) ?? 0);
  const sum = residents.reduce((all, n) => all + n, 0);
  return residents.map((n) => (sum > 0 && residents.every((each) => each > 0) ? n / sum : 1 / lsoas.length));
}

/** A sum of patients by LSOA 2021, reused from practice to practice. */
export class Spread {
  readonly weight: Float64Array;
  readonly touched: number[] = [];
  other = 0;
  private readonly homes: Homes;
  private readonly destinations: readonly Destination[];

  constructor(homes: Homes, destinations: readonly Destination[], lsoaCount: number) {
    this.homes = homes;
    this.destinations = destinations;
    this.weight = new Float64Array(lsoaCount);
  }

  clear(): void {
    for (const lsoa of this.touched) this.weight[lsoa] = 0;
    this.touched.length = 0;
    this.other = 0;
  }

  /** Adds the rows of a practice of the file. */
  add(filePractice: number): void {
    const { start, lsoa, patients } = this.homes;
    for (let i = start[filePractice]!; i < start[filePractice + 1]!; i++) {
      const destination = this.destinations[lsoa[i]!]!;
      if ('other' in destination) {
        this.other += patients[i]!;
        continue;
      }
      for (const [k, to] of destination.lsoas.entries()) {
        const part = patients[i]! * destination.shares[k]!;
        if (part === 0) continue;
        if (this.weight[to] === 0) this.touched.push(to);
        this.weight[to]! += part;
      }
    }
  }
}

/**
 * The network with most of each LSOA's registered patients, over all practices of the file that are in a network; ties
 * go to the earlier network. -1 where nobody is registered.
 *
 * @param networkOf network number by practice of the file, -1 in none
 */
export function mainNetworks(spread: Spread, networkOf: Int32Array, networkCount: number): Int32Array {
  const main = new Int32Array(spread.weight.length).fill(-1);
  const most = new Float64Array(spread.weight.length);
  const practicesOf: number[][] = Array.from({ length: networkCount }, () => []);
  for (const [practice, network] of networkOf.entries())
    if (network >= 0) practicesOf[network]!.push(practice);
  for (const [network, practices] of practicesOf.entries()) {
    spread.clear();
    for (const practice of practices) spread.add(practice);
    for (const lsoa of spread.touched) {
      if (spread.weight[lsoa]! > most[lsoa]!) {
        most[lsoa] = spread.weight[lsoa]!;
        main[lsoa] = network;
      }
    }
  }
  spread.clear();
  return main;
}

/** A neighbourhood of the dataset before its patients are known. `network` as numbered by the caller. */
export interface OwnNeighbourhood {
  lsoa: number;
  network: number;
  /** Nobody of the file lives here: its network is its neighbour's. */
  empty: boolean;
}

/**
 * The LSOAs that are the area's own, in order of code: with a polygon, inside the area, and with most of their
 * registered patients in one of its networks. One without any registered patient is kept, so that the map has no hole:
 * it goes with the neighbour that it shares the longest border with.
 *
 * @param main network by LSOA, -1 none
 * @param isInside whether an LSOA lies in the area by the lookup; null where that is not known
 */
export function ownNeighbourhoods(
  boundaries: ReadonlyMap<number, Boundary>,
  codes: readonly string[],
  main: Int32Array,
  inArea: (network: number) => boolean,
  isInside: (lsoa: number) => boolean | null,
): OwnNeighbourhood[] {
  const own = new Map<number, OwnNeighbourhood>();
  const empty = new Set<number>();
  for (const lsoa of boundaries.keys()) {
    const network = main[lsoa]!;
    if (network < 0) empty.add(lsoa);
    else if (inArea(network) && isInside(lsoa) !== false) own.set(lsoa, { lsoa, network, empty: false });
  }
  const borders = sharedBorders(empty, boundaries);
  // Repeated, since an empty one may lie among empty ones.
  for (let grown = true; grown;) {
    grown = false;
    for (const lsoa of empty) {
      const inside = isInside(lsoa);
      if (inside === false || own.has(lsoa)) continue;
      const neighbours = [...(borders.get(lsoa) ?? [])].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      const nearest = neighbours.find(([neighbour]) => own.has(neighbour));
      const whole = neighbours.reduce((sum, [, length]) => sum + length, 0);
      const owned = neighbours.reduce(
        (sum, [neighbour, length]) => sum + (own.has(neighbour) ? length : 0),
        0,
      );
      if (!nearest || (inside === null && owned <= whole / 2)) continue;
      own.set(lsoa, { lsoa, network: own.get(nearest[0])!.network, empty: true });
      grown = true;
    }
  }
  return [...own.values()].sort((a, b) => (codes[a.lsoa]! < codes[b.lsoa]! ? -1 : 1));
}

/** Homes of the practices of the dataset: rows of practice p are `start[p]` to `start[p + 1]`. */
export interface PracticeHomes {
  start: Int32Array;
  /** Neighbourhood of the dataset, 0 outside or unknown. */
  index: Uint16Array;
  imd: Uint8Array;
  patients: Int32Array;
  /** Patients-weighted centre by practice, null where no home has a polygon. */
  centres: ([number, number] | null)[];
  /** Patients of the dataset's practices by LSOA outside it, for the age structure of those. */
  outside: Float64Array;
}

/**
 * Shares each practice's list out over its patients' homes by largest remainder. Homes outside the dataset are taken
 * together by decile.
 *
 * @param filePractices practices of the LSOA file whose homes stand for each practice's
 * @param lists patients by practice
 */
export function practiceHomes(
  spread: Spread,
  filePractices: readonly (readonly number[])[],
  lists: readonly number[],
  indexOf: Uint16Array,
  decileOf: Uint8Array,
  boundaries: ReadonlyMap<number, Boundary>,
): PracticeHomes {
  const start = new Int32Array(lists.length + 1);
  const index: number[] = [];
  const imd: number[] = [];
  const patients: number[] = [];
  const centres: PracticeHomes['centres'] = [];
  const outside = new Float64Array(spread.weight.length);
  const centroid = new Map<number, [number, number]>();

  for (const [practice, list] of lists.entries()) {
    spread.clear();
    for (const filePractice of filePractices[practice]!) spread.add(filePractice);
    const outsideByDecile = new Float64Array(11);
    outsideByDecile[0] = spread.other;
    const own: number[] = [];
    let weight = 0;
    let lon = 0;
    let lat = 0;
    for (const lsoa of spread.touched) {
      const here = spread.weight[lsoa]!;
      if (indexOf[lsoa]! > 0) own.push(lsoa);
      else {
        outsideByDecile[decileOf[lsoa]!]! += here;
        outside[lsoa]! += here;
      }
      const boundary = boundaries.get(lsoa);
      if (!boundary) continue;
      let centre = centroid.get(lsoa);
      if (!centre) centroid.set(lsoa, (centre = centreOf(boundary.geometry)));
      weight += here;
      lon += here * centre[0];
      lat += here * centre[1];
    }
    centres.push(weight > 0 ? [lon / weight, lat / weight] : null);
    own.sort((a, b) => indexOf[a]! - indexOf[b]!);
    const rows = [
      ...Array.from(outsideByDecile, (share, decile) => ({ index: 0, imd: decile, share })).filter(
        ({ share }) => share > 0,
      ),
      ...own.map((lsoa) => ({ index: indexOf[lsoa]!, imd: decileOf[lsoa]!, share: spread.weight[lsoa]! })),
    ];
    if (rows.length === 0) rows.push({ index: 0, imd: 0, share: 1 });
    const parts = apportion(
      list,
      rows.map(({ share }) => share),
    );
    for (const [i, row] of rows.entries()) {
      if (parts[i] === 0) continue;
      index.push(row.index);
      imd.push(row.imd);
      patients.push(parts[i]!);
    }
    start[practice + 1] = index.length;
  }
  spread.clear();
  return {
    start,
    index: Uint16Array.from(index),
    imd: Uint8Array.from(imd),
    patients: Int32Array.from(patients),
    centres,
    outside,
  };
}

/** Age structures that practices share: one for each neighbourhood, and one for the homes outside in each decile. */
export interface Shapes {
  own: (Float64Array | null)[];
  outside: (Float64Array | null)[];
}

/**
 * Residents by sex and band carried to LSOA 2021: those of a split LSOA share its structure by `sharesOf`, merged ones add up.
 *
 * @returns structure by LSOA 2021 number, null where none is known
 */
export function structures(
  residents: ReadonlyMap<string, Float64Array>,
  successorsOf: (code: string) => readonly number[] | undefined,
  population: ReadonlyMap<number, number>,
  lsoaCount: number,
): (Float64Array | null)[] {
  const shapes: (Float64Array | null)[] = new Array<Float64Array | null>(lsoaCount).fill(null);
  for (const [code, people] of residents) {
    const successors = successorsOf(code);
    if (!successors) continue;
    const shares = sharesOf(successors, population);
    for (const [k, lsoa] of successors.entries()) {
      const shape = (shapes[lsoa] ??= new Float64Array(shapeSize));
      for (let i = 0; i < shapeSize; i++) shape[i]! += people[i]! * shares[k]!;
    }
  }
  return shapes.map((shape) => (shape?.some((n) => n > 0) ? shape : null));
}

/** The structure of the homes outside, by decile: each LSOA's own, weighted by the dataset's patients who live there. */
export function outsideShapes(
  homes: PracticeHomes,
  decileOf: Uint8Array,
  structure: readonly (Float64Array | null)[],
): (Float64Array | null)[] {
  const shapes = new Array<Float64Array | null>(11).fill(null);
  for (const [lsoa, patients] of homes.outside.entries()) {
    const own = structure[lsoa];
    const decile = decileOf[lsoa]!;
    if (patients === 0 || !own || decile === 0) continue;
    const shape = (shapes[decile] ??= new Float64Array(shapeSize));
    const people = own.reduce((sum, n) => sum + n, 0);
    for (let i = 0; i < shapeSize; i++) shape[i]! += (own[i]! / people) * patients;
  }
  return shapes;
}

/** The `neighbourhoods` of a practice's margins. */
export function marginsOf(
  homes: PracticeHomes,
  shapes: Shapes,
  practice: number,
): PracticeMargins['neighbourhoods'] {
  const rows: PracticeMargins['neighbourhoods'] = [];
  for (let i = homes.start[practice]!; i < homes.start[practice + 1]!; i++) {
    const index = homes.index[i]!;
    const imd = homes.imd[i]!;
    const shape = (index > 0 ? shapes.own[index] : shapes.outside[imd]) ?? null;
    rows.push({ index, imd, patients: homes.patients[i]!, shape });
  }
  return rows;
}

/** Patients of the file by kind of home. */
export function countHomes(
  homes: Homes,
  destinations: readonly Destination[],
  decileOf: Uint8Array,
): { known: number; noDecile: number; other: Map<OtherHome, number> } {
  let known = 0;
  let noDecile = 0;
  const other = new Map<OtherHome, number>();
  for (const [i, code] of homes.lsoa.entries()) {
    const destination = destinations[code]!;
    const patients = homes.patients[i]!;
    if ('other' in destination) other.set(destination.other, (other.get(destination.other) ?? 0) + patients);
    else if (destination.lsoas.some((lsoa) => decileOf[lsoa]! > 0)) known += patients;
    else noDecile += patients;
  }
  return { known, noDecile, other };
}

export const otherHomeKinds = Object.keys(otherHomes) as OtherHome[];
