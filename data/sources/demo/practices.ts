import { networkSites, type Point } from './county';
import { networkLists } from './england';
import { type Graph, grow } from './growth';
import { random } from './random';
import type { Site } from './people';

/** Practices a network, England: 6,139 in 1,298 (4.7); a little more here so that every kind of network shows. */
const practicesPerNetwork = 130 / 24;
const leastList = 1900;
/** Share of a practice's patients who live outside the county: everywhere, and more along its land border. */
const outsideShare = { base: 0.009, border: 0.035, reach: 5 };
/** Fall of attraction: a practice this many times as far as the nearest few draws e⁻¹ as much. */
const reach = 0.62;
/** A practice of the neighbourhood's own network draws this many times as much. */
const ownNetwork = 2.4;
const fittingRounds = 30;
/** Fewer patients than this from one neighbourhood are left out. */
const leastFlow = 0.8;

export interface Practice {
  network: number;
  x: number;
  y: number;
  list: number;
  outside: number;
}

export interface Practices {
  practices: Practice[];
  /** Expected patients by practice, then neighbourhood. */
  flows: Float64Array[];
}

/** Lists of `count` networks at equal steps of the real distribution. */
export function listsOf(count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const share = (i + 0.5) / count;
    const above = networkLists.findIndex(([at]) => at >= share);
    const [a, low] = networkLists[above - 1]!;
    const [b, high] = networkLists[above]!;
    return Math.round(low + ((share - a) / (b - a)) * (high - low));
  });
}

/** Residents registered with the county's practices, of whom the given lists leave room. */
export const residentsFor = (lists: readonly number[]): number =>
  Math.round(lists.reduce((sum, list) => sum + list, 0) * (1 - 0.014));

/**
 * Networks' catchments, practices in them, and who goes where: a gravity model with both totals given (residents of a
 * neighbourhood, list of a practice), over ways by land.
 *
 * @param graph neighbourhoods and their neighbours; `cost` in km
 * @param borderDistance km from a neighbourhood to the county's land border
 */
export function settlePractices(
  seed: number,
  sites: readonly Site[],
  graph: Graph,
  lists: readonly number[],
  borderDistance: (x: number, y: number) => number,
): Practices {
  const home = catchments(sites, graph, lists);
  const sizes = home.sizes;
  const counts = practiceCounts(seed, sizes);
  const practices = sizes.flatMap((list, network) =>
    placed(seed, sites, home.owner, network, list, counts[network]!),
  );
  for (const practice of practices) {
    const share =
      outsideShare.base +
      outsideShare.border * Math.exp(-borderDistance(practice.x, practice.y) / outsideShare.reach);
    practice.outside = Math.round(practice.list * share);
  }
  return { practices, flows: gravity(sites, graph, home.owner, practices) };
}

/** Areas round the networks' sites whose people match the lists: the largest list to the most populous site. */
function catchments(
  sites: readonly Site[],
  graph: Graph,
  lists: readonly number[],
): { owner: Int32Array; sizes: number[] } {
  const people = Float64Array.from(sites, (site) => site.people);
  const total = people.reduce((sum, value) => sum + value, 0);
  const weighted: Graph = { ...graph, cost: graph.cost.slice() };
  for (let i = 0; i < graph.count; i++) {
    for (let k = graph.first[i]!; k < graph.first[i + 1]!; k++) {
      weighted.cost[k]! *= Math.sqrt((sites[i]!.density + sites[graph.neighbours[k]!]!.density) / 2);
    }
  }
  const seeds: number[] = [];
  for (const { at } of networkSites.slice(0, lists.length)) {
    seeds.push(nearestSite(sites, at, (i) => !seeds.includes(i)));
  }
  const heldBy = (owner: Int32Array): Float64Array => {
    const held = new Float64Array(seeds.length);
    owner.forEach((s, i) => s >= 0 && (held[s]! += people[i]!));
    return held;
  };
  let owner = grow(weighted, seeds).owner;
  const natural = heldBy(owner);
  const ranks = [...natural.keys()].sort((a, b) => natural[a]! - natural[b]!);
  const sizes = new Array<number>(lists.length);
  const ordered = [...lists].sort((a, b) => a - b);
  ranks.forEach((network, rank) => (sizes[network] = ordered[rank]!));
  const listTotal = lists.reduce((sum, list) => sum + list, 0);

  const unit = Math.sqrt(total / seeds.length / Math.PI);
  const lag = new Float64Array(seeds.length);
  let best = Infinity;
  let bestOwner = owner;
  for (let round = 0; round < 160; round++) {
    const held = heldBy(owner);
    let worst = 0;
    held.forEach((value, s) => {
      const excess = Math.log(Math.max(value, 1) / ((sizes[s]! / listTotal) * total));
      worst = Math.max(worst, Math.abs(excess));
      lag[s]! += 0.12 * unit * Math.max(-1, Math.min(1, excess));
    });
    if (worst < best) {
      best = worst;
      bestOwner = owner;
    }
    owner = grow(weighted, seeds, lag).owner;
  }
  return { owner: bestOwner, sizes };
}

/** The neighbourhood whose people's centre is nearest to a point. */
export function nearestSite(
  sites: readonly Site[],
  [x, y]: Point,
  allowed: (i: number) => boolean = () => true,
): number {
  let best = Infinity;
  let found = 0;
  sites.forEach((site, i) => {
    const distance = (site.x - x) ** 2 + (site.y - y) ** 2;
    if (distance < best && allowed(i)) {
      best = distance;
      found = i;
    }
  });
  return found;
}

/** Practices by network, 1 … 12: more in larger networks, one alone in one, and the sum as wanted. */
function practiceCounts(seed: number, sizes: readonly number[]): number[] {
  const { normal } = random(seed, 'practice counts');
  const wanted = Math.max(sizes.length, Math.round(practicesPerNetwork * sizes.length));
  const pull = sizes.map((size) => size * Math.exp(0.38 * normal()));
  const single = sizes.length >= 6 ? pull.indexOf(Math.min(...pull)) : -1;
  const total = pull.reduce((sum, value, i) => sum + (i === single ? 0 : value), 0);
  const counts = pull.map((value, i) =>
    i === single ? 1 : Math.max(2, Math.min(12, Math.round((value / total) * wanted))),
  );
  for (let left = wanted - counts.reduce((a, b) => a + b, 0), i = 0; left !== 0 && i < 1000; i++) {
    const network = i % counts.length;
    const next = counts[network]! + Math.sign(left);
    if (network === single || next < 2 || next > 12) continue;
    counts[network] = next;
    left -= Math.sign(left);
  }
  return counts;
}

/** Practices of one network, spread over its people (k-means), with lists that grow with the people about them. */
function placed(
  seed: number,
  sites: readonly Site[],
  owner: Int32Array,
  network: number,
  list: number,
  count: number,
): Practice[] {
  const { next, normal } = random(seed, `practices ${network}`);
  const members = [...owner.keys()].filter((i) => owner[i] === network);
  let centres: Point[] = [];
  const weight = (i: number): number => {
    const { x, y, people } = sites[i]!;
    const gap = Math.min(...centres.map(([cx, cy]) => Math.hypot(cx - x, cy - y)), 4);
    return people * gap ** 1.2;
  };
  while (centres.length < count) {
    const weights = members.map(weight);
    let left = next() * weights.reduce((a, b) => a + b, 0);
    const i = members[weights.findIndex((value) => (left -= value) <= 0)] ?? members[0]!;
    centres.push([sites[i]!.x, sites[i]!.y]);
  }
  let near = new Float64Array(count);
  for (let round = 0; round < 4; round++) {
    const sums = new Float64Array(3 * count);
    for (const i of members) {
      const { x, y, people } = sites[i]!;
      let best = 0;
      centres.forEach(([cx, cy], c) => {
        const [bx, by] = centres[best]!;
        if ((cx - x) ** 2 + (cy - y) ** 2 < (bx - x) ** 2 + (by - y) ** 2) best = c;
      });
      sums[3 * best]! += people * x;
      sums[3 * best + 1]! += people * y;
      sums[3 * best + 2]! += people;
    }
    near = Float64Array.from({ length: count }, (_, c) => sums[3 * c + 2]!);
    centres = centres.map((centre, c) =>
      near[c]! > 0 ? [sums[3 * c]! / near[c]!, sums[3 * c + 1]! / near[c]!] : centre,
    );
  }
  // The surgery stands in the neighbourhood of the most people near its centre, not in a field between two villages.
  const taken = new Set<number>();
  const shares = centres.map((_, c) => Math.sqrt(near[c]! + 500) * Math.exp(0.34 * normal()));
  const least = Math.min(leastList, (0.6 * list) / count);
  const spare = list - count * least;
  const total = shares.reduce((a, b) => a + b, 0);
  const lists = shares.map((share) => Math.round(least + (share / total) * spare));
  lists[0]! += list - lists.reduce((a, b) => a + b, 0);
  return centres.map(([cx, cy], c) => {
    let best = members[0]!;
    let score = -Infinity;
    for (const i of members) {
      if (taken.has(i)) continue;
      const site = sites[i]!;
      const value = Math.log(site.density) - 1.1 * Math.hypot(site.x - cx, site.y - cy);
      if (value > score) {
        score = value;
        best = i;
      }
    }
    taken.add(best);
    return { network, x: sites[best]!.x, y: sites[best]!.y, list: lists[c]!, outside: 0 };
  });
}

function gravity(
  sites: readonly Site[],
  graph: Graph,
  home: Int32Array,
  practices: readonly Practice[],
): Float64Array[] {
  const ways = practices.map((practice) => {
    const from = nearestSite(sites, [practice.x, practice.y]);
    return grow(graph, [from]).distance;
  });
  const scale = sites.map((_, i) => {
    const nearestFour = ways
      .map((way) => way[i]!)
      .sort((a, b) => a - b)
      .slice(0, 4);
    return Math.max(0.6, nearestFour.reduce((a, b) => a + b, 0) / nearestFour.length);
  });
  const flows = practices.map((practice, p) =>
    Float64Array.from(sites, (_, i) => {
      const attraction = Math.exp(-ways[p]![i]! / (reach * scale[i]!));
      return attraction * (home[i] === practice.network ? ownNetwork : 1);
    }),
  );
  const people = Float64Array.from(sites, (site) => site.people);
  const inside = practices.map((practice) => practice.list - practice.outside);
  const fit = inside.reduce((a, b) => a + b, 0) / people.reduce((a, b) => a + b, 0);
  for (let round = 0; round < fittingRounds; round++) {
    const sums = new Float64Array(sites.length);
    for (const flow of flows) for (let i = 0; i < sums.length; i++) sums[i]! += flow[i]!;
    flows.forEach((flow, p) => {
      let sum = 0;
      for (let i = 0; i < sums.length; i++) sum += flow[i]! *= (people[i]! * fit) / sums[i]!;
      for (let i = 0; i < sums.length; i++) flow[i]! *= inside[p]! / sum;
    });
  }
  return flows.map((flow) => flow.map((value) => (value < leastFlow ? 0 : value)));
}
