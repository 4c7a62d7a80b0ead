import { loadCalibration } from '../../calibration/load';
import { loadStaffRates } from '../../calibration/workforce';
import { quintileOf } from '../../calibration/cells';
import { sharedBorders } from '../../geography/planar';
import type { DatasetSource, NetworkMargins, PracticeMargins } from '../../source';
import { apportion } from '../nhs/apportion';
import { ferries, landBorder, networkSites, places, system } from './county';
import { demoEarlierList } from './earlier';
import type { Graph } from './growth';
import { makeMesh, type Mesh } from './mesh';
import { neighbourhoodNames, practiceNames } from './names';
import { divide } from './neighbourhoods';
import { latAt, lonAt, outlines } from './outline';
import { bandsOf, type Residents, settlePeople, sexCount, type Site } from './people';
import { listsOf, nearestSite, type Practice, residentsFor, settlePractices } from './practices';
import { demoProjection } from './projection';
import { random } from './random';
import { practiceRegisters } from './registers';
import { roundedRunning } from './rounding';
import { demoAttribution, demoNotes, demoSources } from './statement';
import { makeTerrain } from './terrain';
import { demoWorkforce } from './workforce';
import { bandCount } from '../../../src/domain/schema';

/** The fictional county has no more; with fewer it is a smaller county. */
export const mostNetworks = 24;
const neighbourhoodsAtFullSize = 700;
/** How much single years scatter about the smooth curve, as a share of chance (√n). */
const ageScatter = 0.5;
/** Of the patients outside the county, the share whose deprivation is unknown. */
const unknownShare = 0.04;

/**
 * A fictional integrated care system through the same engine as the published files: invented ground, people and
 * practices, with England's age structure, deprivation mix and register rates.
 *
 * @param networks 1 … 24; the county's population and its numbers of practices and neighbourhoods follow
 */
export function demoSource({ networks = mostNetworks, seed = 1 } = {}): DatasetSource {
  if (!Number.isInteger(networks) || networks < 1 || networks > mostNetworks) {
    throw new RangeError(`networks is ${networks}; the fictional county has 1 to ${mostNetworks}`);
  }
  const lists = listsOf(networks);
  const residents = residentsFor(lists);
  const count = Math.round((neighbourhoodsAtFullSize * networks) / mostNetworks);
  const terrain = makeTerrain(seed, residents, networks / mostNetworks, residents / count);
  const mesh = makeMesh(terrain.meshPoints());
  const { owner, people } = divide(seed, mesh, terrain, count, residents);
  const polygons = outlines(mesh, owner, count, terrain.isLand, seed);
  const sites = sitesOf(mesh, owner, people, count);
  const inhabitants = settlePeople(seed, sites);
  const { practices, flows } = settlePractices(
    seed,
    sites,
    neighbourGraph(sites, polygons),
    lists,
    borderDistance,
  );

  const patients = practices.map((practice, p) => apportion(practice.list - practice.outside, flows[p]!));
  const names = practiceNames(seed, practices.length);
  const areaNames = neighbourhoodNames(terrain.settlements, sites);
  const shapes = inhabitants.map((resident) => bandsOf(resident.ages));
  const calibration = loadCalibration();

  /** A practice's patients by sex and age, the mean structure that they scatter about, and the stream that goes on. */
  const peopleOf = (p: number) => {
    const stream = random(seed, `practice ${p}`);
    const mean = meanOf(patients[p]!, inhabitants, (resident) => resident.ages);
    return { stream, mean, counts: agesOf(practices[p]!.list, mean, stream.normal) };
  };
  const margins = (network: number): NetworkMargins => ({
    network,
    practices: practices.flatMap((practice, p): PracticeMargins[] => {
      if (practice.network !== network) return [];
      const { stream, mean, counts } = peopleOf(p);
      const neighbourhoods: PracticeMargins['neighbourhoods'] = [];
      patients[p]!.forEach((number, i) => {
        if (number === 0) return;
        const { imd, ethnicity } = inhabitants[i]!;
        neighbourhoods.push({ index: i + 1, imd, patients: number, shape: shapes[i]!, ethnicity });
      });
      neighbourhoods.push(...outsiders(practice, patients[p]!, inhabitants));
      return [
        {
          practice: p,
          counts,
          neighbourhoods,
          registers: practiceRegisters(counts, fifthsOf(neighbourhoods, bandsOf(mean)), calibration, stream),
        },
      ];
    }),
  });

  const counts = lists.map((_, network) =>
    sumOf(practices.flatMap((practice, p) => (practice.network === network ? [peopleOf(p).counts] : []))),
  );
  const projection = demoProjection(system, sumOf(counts));
  return {
    id: 'northshire',
    kind: 'demo',
    title: `${system.name} (fictional)`,
    area: system,
    snapshot: '2026-07-01',
    disclosure: 'hes',
    attribution: demoAttribution,
    sources: demoSources(),
    places: [...places],
    networks: networkSites
      .slice(0, networks)
      .map(({ name, place }, i) => ({ code: `D${String(i + 1).padStart(2, '0')}`, name, place })),
    practices: practices.map((practice, p) => ({
      code: `P${String(p + 1).padStart(4, '0')}`,
      name: names[p]!,
      network: practice.network,
      lon: lonAt(practice.x),
      lat: latAt(practice.y),
      position: 'published',
      registers: 'published',
    })),
    neighbourhoods: [
      {
        code: '',
        name: 'Outside or unknown',
        imd: 0,
        network: -1,
        patients: practices.reduce((sum, { outside }) => sum + outside, 0),
      },
      ...sites.map((_, i) => ({
        code: `N${String(i + 1).padStart(5, '0')}`,
        name: areaNames[i]!,
        imd: inhabitants[i]!.imd,
        network: networkWithMost(i, practices, patients, networks),
        patients: patients.reduce((sum, of) => sum + of[i]!, 0),
      })),
    ],
    polygons,
    workforce: demoWorkforce(
      seed,
      lists.map((_, network) =>
        practices.reduce((sum, practice) => sum + (practice.network === network ? practice.list : 0), 0),
      ),
      loadStaffRates(),
    ),
    projection,
    earlier: demoEarlierList(seed, counts, projection),
    notes: demoNotes,
    hasEthnicity: true,
    margins,
  };
}

/** Centre of people and mean density that people live at, by neighbourhood. */
function sitesOf(mesh: Mesh, owner: Int32Array, people: Float64Array, count: number): Site[] {
  const sites = Array.from({ length: count }, (): Site => ({ x: 0, y: 0, people: 0, density: 0 }));
  owner.forEach((area, cell) => {
    if (area < 0) return;
    const site = sites[area]!;
    const here = people[cell]!;
    site.people += here;
    site.x += here * mesh.x[cell]!;
    site.y += here * mesh.y[cell]!;
    site.density += (here * here) / mesh.area[cell]!;
  });
  return sites.map(({ x, y, people: sum, density }) => ({
    x: x / sum,
    y: y / sum,
    people: sum,
    density: density / sum,
  }));
}

/** Who borders on whom, with the kilometres between the centres of people; what lies apart joins its nearest. */
function neighbourGraph(sites: readonly Site[], polygons: DatasetSource['polygons']): Graph {
  const ways: [number, number][] = sharedBorders(polygons).map(({ a, b }) => [a - 1, b - 1]);
  for (const [island, harbour] of ferries) {
    const ends: [number, number] = [nearestSite(sites, island), nearestSite(sites, harbour)];
    if (ends[0] !== ends[1]) ways.push(ends);
  }
  for (;;) {
    const reached = reachable(sites.length, ways);
    if (reached.every(Boolean)) break;
    let best: [number, number] = [0, 0];
    let shortest = Infinity;
    for (let i = 0; i < sites.length; i++) {
      for (let j = 0; j < sites.length; j++) {
        if (reached[i] === reached[j]) continue;
        const km = Math.hypot(sites[i]!.x - sites[j]!.x, sites[i]!.y - sites[j]!.y);
        if (km < shortest) {
          shortest = km;
          best = [i, j];
        }
      }
    }
    ways.push(best);
  }
  const both = [...ways, ...ways.map(([a, b]): [number, number] => [b, a])].sort(
    (p, q) => p[0] - q[0] || p[1] - q[1],
  );
  const first = new Int32Array(sites.length + 1);
  for (const [a] of both) first[a + 1]!++;
  for (let i = 0; i < sites.length; i++) first[i + 1]! += first[i]!;
  return {
    count: sites.length,
    first,
    neighbours: Int32Array.from(both, ([, b]) => b),
    cost: Float64Array.from(both, ([a, b]) =>
      Math.hypot(sites[a]!.x - sites[b]!.x, sites[a]!.y - sites[b]!.y),
    ),
  };
}

function reachable(count: number, ways: readonly [number, number][]): boolean[] {
  const reached = new Array<boolean>(count).fill(false);
  reached[0] = true;
  for (let grown = true; grown;) {
    grown = false;
    for (const [a, b] of ways) {
      if (reached[a] === reached[b]) continue;
      reached[a] = reached[b] = true;
      grown = true;
    }
  }
  return reached;
}

function borderDistance(x: number, y: number): number {
  return Math.min(...landBorder.map(([bx, by]) => Math.hypot(bx - x, by - y)));
}

function networkWithMost(
  i: number,
  practices: readonly Practice[],
  patients: readonly Int32Array[],
  networks: number,
): number {
  const sums = new Float64Array(networks);
  practices.forEach((practice, p) => (sums[practice.network]! += patients[p]![i]!));
  const most = sums.indexOf(Math.max(...sums));
  return sums[most]! > 0 ? most : -1;
}

function meanOf(
  patients: Int32Array,
  inhabitants: readonly Residents[],
  values: (resident: Residents) => Float64Array,
): Float64Array {
  const sums = new Float64Array(values(inhabitants[0]!).length);
  patients.forEach((number, i) => {
    if (number === 0) return;
    const of = values(inhabitants[i]!);
    for (let k = 0; k < sums.length; k++) sums[k]! += number * of[k]!;
  });
  const total = patients.reduce((sum, number) => sum + number, 0);
  return sums.map((sum) => sum / total);
}

/** Patients from beyond the county: deprived and comfortable as the practice's own, smoothed over the deciles. */
function outsiders(
  { outside }: Practice,
  patients: Int32Array,
  inhabitants: readonly Residents[],
): PracticeMargins['neighbourhoods'] {
  const shares = new Float64Array(11);
  const total = patients.reduce((sum, number) => sum + number, 0);
  patients.forEach((number, i) => (shares[inhabitants[i]!.imd]! += (0.6 * number) / total));
  for (let decile = 1; decile <= 10; decile++) shares[decile]! += 0.04;
  shares[0] = unknownShare;
  const ethnicity = meanOf(patients, inhabitants, (resident) => resident.ethnicity);
  return [...apportion(outside, shares)].flatMap((number, imd) =>
    number > 0 ? [{ index: 0, imd, patients: number, shape: null, ethnicity }] : [],
  );
}

/** Whole patients by sex and single year that sum to the list, scattered a little about the smooth structure. */
function agesOf(list: number, structure: Float64Array, normal: () => number): Int32Array {
  const scattered = structure.map((share) => {
    const expected = share * list;
    return Math.max(0.2 * expected, expected + ageScatter * Math.sqrt(expected) * normal());
  });
  const sum = scattered.reduce((total, value) => total + value, 0);
  return roundedRunning(scattered.map((value) => (value * list) / sum));
}

function sumOf(all: readonly ArrayLike<number>[]): Float64Array {
  const sum = new Float64Array(all[0]!.length);
  for (const counts of all) for (let i = 0; i < sum.length; i++) sum[i]! += counts[i]!;
  return sum;
}

/** Share of each sex × band that lives in each deprivation fifth. */
function fifthsOf(neighbourhoods: PracticeMargins['neighbourhoods'], mean: Float64Array): Float64Array {
  const fifths = 5;
  const result = new Float64Array(sexCount * bandCount * fifths);
  for (const { imd, patients, shape } of neighbourhoods) {
    const of = shape ?? mean;
    for (let k = 0; k < of.length; k++) result[k * fifths + quintileOf(imd) - 1]! += patients * of[k]!;
  }
  for (let k = 0; k < sexCount * bandCount; k++) {
    let sum = 0;
    for (let fifth = 0; fifth < fifths; fifth++) sum += result[k * fifths + fifth]!;
    for (let fifth = 0; fifth < fifths; fifth++) result[k * fifths + fifth]! /= sum;
  }
  return result;
}
