import { crossesRiver, type Terrain } from './terrain';
import { type Graph, grow } from './growth';
import { type Mesh } from './mesh';
import { random } from './random';

/** Crossing a river costs this many times the way. */
const riverCost = 3;
/** An island of fewer people than this joins the nearest shore. */
const islandPeople = 800;
/** Specks of land with fewer cells are left to the sea. */
const islandCells = 3;
const rounds = 18;
/** In all rounds but the last, which only balance, seeds move. */
const balancing = 6;
/** Spread of neighbourhood sizes (log scale), as real ones vary. */
const sizeSpread = 0.14;

export interface Division {
  /** Neighbourhood 0 … by mesh cell; −1 sea or another county. */
  owner: Int32Array;
  /** People by mesh cell. */
  people: Float64Array;
}

/** Divides the land among `count` neighbourhoods of about equal population, each in one piece but for small islands. */
export function divide(
  seed: number,
  mesh: Mesh,
  terrain: Terrain,
  count: number,
  residents: number,
): Division {
  const land = Uint8Array.from({ length: mesh.count }, (_, i) =>
    terrain.isLand(mesh.x[i]!, mesh.y[i]!) ? 1 : 0,
  );
  const parts = landParts(mesh, land);
  const density = Float64Array.from(land, (isLand, i) =>
    isLand ? Math.max(terrain.density(mesh.x[i]!, mesh.y[i]!), 4) : 0,
  );
  const people = density.map((value, i) => value * mesh.area[i]!);
  const total = people.reduce((sum, value) => sum + value, 0);
  people.forEach((value, i) => (people[i] = (value * residents) / total));
  const share = residents / count;

  const graph = landGraph(mesh, land, density);
  const peopleOf = parts.map((part) => part.reduce((sum, cell) => sum + people[cell]!, 0));
  const seeded = parts.map((_, p) => p === 0 || peopleOf[p]! >= islandPeople);
  const quota = parts.map((_, p) => (seeded[p] ? Math.max(1, Math.round(peopleOf[p]! / share)) : 0));
  quota[0] = count - quota.slice(1).reduce((sum, value) => sum + value, 0);

  let seeds = parts.flatMap((part, p) => firstSeeds(mesh, part, people, quota[p]!));
  const { normal } = random(seed, 'neighbourhood sizes');
  const wanted = Float64Array.from(seeds, () => Math.exp(sizeSpread * normal()));
  const unit = Math.sqrt(share / Math.PI);
  const lag = new Float64Array(seeds.length);
  let owner = grow(graph, seeds).owner;
  for (let round = 0; round < rounds; round++) {
    const held = new Float64Array(seeds.length);
    owner.forEach((s, cell) => s >= 0 && (held[s]! += people[cell]!));
    held.forEach((value, s) => {
      const excess = Math.log(value / share / wanted[s]!);
      lag[s] = Math.max(-unit, Math.min(unit, lag[s]! + 0.3 * unit * Math.max(-1, Math.min(1, excess))));
    });
    if (round < rounds - balancing) {
      seeds = middles(mesh, owner, people, seeds);
      resettle(owner, held, share, seeds, lag);
    }
    owner = grow(graph, seeds, lag).owner;
  }
  parts.forEach((part, p) => !seeded[p] && join(mesh, part, owner, parts));
  return { owner, people };
}

/** Connected pieces of land, the largest first. Lakes become land, specks become sea (`land` is changed). */
function landParts(mesh: Mesh, land: Uint8Array): number[][] {
  const pieces = connected(mesh, land);
  const water = pieces.filter(([cell]) => !land[cell!]);
  const sea = water.reduce((a, b) => (a.length >= b.length ? a : b));
  for (const piece of water) if (piece !== sea) for (const cell of piece) land[cell] = 1;
  const ground = connected(mesh, land).filter(([cell]) => land[cell!]);
  for (const piece of ground) if (piece.length < islandCells) for (const cell of piece) land[cell] = 0;
  return ground.filter((piece) => piece.length >= islandCells).sort((a, b) => b.length - a.length);
}

function connected(mesh: Mesh, kind: Uint8Array): number[][] {
  const seen = new Uint8Array(mesh.count);
  const pieces: number[][] = [];
  for (let start = 0; start < mesh.count; start++) {
    if (seen[start]) continue;
    const piece = [start];
    seen[start] = 1;
    // The piece grows while it is walked.
    for (const cell of piece) {
      for (let k = mesh.first[cell]!; k < mesh.first[cell + 1]!; k++) {
        const to = mesh.neighbours[k]!;
        if (seen[to] || kind[to] !== kind[start]) continue;
        seen[to] = 1;
        piece.push(to);
      }
    }
    pieces.push(piece);
  }
  return pieces;
}

/** Ways over land. A way costs its length times √density: areas of equal people have equal width in it. */
function landGraph(mesh: Mesh, land: Uint8Array, density: Float64Array): Graph {
  const cost = new Float64Array(mesh.neighbours.length).fill(Infinity);
  for (let i = 0; i < mesh.count; i++) {
    if (!land[i]) continue;
    for (let k = mesh.first[i]!; k < mesh.first[i + 1]!; k++) {
      const j = mesh.neighbours[k]!;
      if (!land[j]) continue;
      const [ax, ay, bx, by] = [mesh.x[i]!, mesh.y[i]!, mesh.x[j]!, mesh.y[j]!];
      const way = Math.hypot(bx - ax, by - ay) * Math.sqrt((density[i]! + density[j]!) / 2);
      cost[k] = crossesRiver(ax, ay, bx, by) ? riverCost * way : way;
    }
  }
  return { count: mesh.count, first: mesh.first, neighbours: mesh.neighbours, cost };
}

/** Seeds at equal steps of population along a curve that fills the plane. */
function firstSeeds(mesh: Mesh, part: readonly number[], people: Float64Array, count: number): number[] {
  const order = part
    .map((cell) => ({ cell, place: hilbert(mesh.x[cell]!, mesh.y[cell]!) }))
    .sort((a, b) => a.place - b.place || a.cell - b.cell)
    .map(({ cell }) => cell);
  const total = part.reduce((sum, cell) => sum + people[cell]!, 0);
  const seeds: number[] = [];
  let sum = 0;
  for (const cell of order) {
    sum += people[cell]!;
    if (seeds.length < count && sum >= ((seeds.length + 0.5) / count) * total) seeds.push(cell);
  }
  for (const cell of order) if (seeds.length < count && !seeds.includes(cell)) seeds.push(cell);
  return seeds;
}

/** Place along Hilbert's curve of a point of the sheet. */
function hilbert(x: number, y: number): number {
  const side = 1024;
  let u = Math.max(0, Math.min(side - 1, Math.floor((x + 4) * 10)));
  let v = Math.max(0, Math.min(side - 1, Math.floor((y + 4) * 10)));
  let d = 0;
  for (let s = side / 2; s > 0; s /= 2) {
    const rx = (u & s) > 0 ? 1 : 0;
    const ry = (v & s) > 0 ? 1 : 0;
    d += s * s * ((3 * rx) ^ ry);
    if (ry === 0) {
      if (rx === 1) {
        u = side - 1 - u;
        v = side - 1 - v;
      }
      [u, v] = [v, u];
    }
  }
  return d;
}

/** The member nearest to the centre of each area's people. */
function middles(mesh: Mesh, owner: Int32Array, people: Float64Array, seeds: readonly number[]): number[] {
  const sums = new Float64Array(3 * seeds.length);
  owner.forEach((s, cell) => {
    if (s < 0) return;
    sums[3 * s]! += people[cell]! * mesh.x[cell]!;
    sums[3 * s + 1]! += people[cell]! * mesh.y[cell]!;
    sums[3 * s + 2]! += people[cell]!;
  });
  const best = new Float64Array(seeds.length).fill(Infinity);
  const result = [...seeds];
  owner.forEach((s, cell) => {
    if (s < 0) return;
    const dx = mesh.x[cell]! - sums[3 * s]! / sums[3 * s + 2]!;
    const dy = mesh.y[cell]! - sums[3 * s + 1]! / sums[3 * s + 2]!;
    const distance = dx * dx + dy * dy;
    if (distance < best[s]!) {
      best[s] = distance;
      result[s] = cell;
    }
  });
  return result;
}

/** Moves the seeds of areas far too small into those far too large (changes `seeds` and `lag`). */
function resettle(
  owner: Int32Array,
  held: Float64Array,
  share: number,
  seeds: number[],
  lag: Float64Array,
): void {
  const large = [...held.keys()].filter((s) => held[s]! > 1.75 * share).sort((a, b) => held[b]! - held[a]!);
  const small = [...held.keys()].filter((s) => held[s]! < 0.55 * share).sort((a, b) => held[a]! - held[b]!);
  for (let i = 0; i < Math.min(large.length, small.length); i++) {
    const cells = [...owner.keys()].filter((cell) => owner[cell] === large[i] && !seeds.includes(cell));
    const cell = cells[Math.floor(cells.length / 2)];
    if (cell === undefined) continue;
    seeds[small[i]!] = cell;
    lag[small[i]!] = lag[large[i]!] = 0;
  }
}

/** Gives a small island to the neighbourhood of the nearest settled shore. */
function join(
  mesh: Mesh,
  part: readonly number[],
  owner: Int32Array,
  parts: readonly (readonly number[])[],
): void {
  let best = Infinity;
  let nearest = -1;
  for (const other of parts) {
    for (const cell of other) {
      if (owner[cell]! < 0) continue;
      const distance = Math.hypot(mesh.x[cell]! - mesh.x[part[0]!]!, mesh.y[cell]! - mesh.y[part[0]!]!);
      if (distance < best) {
        best = distance;
        nearest = owner[cell]!;
      }
    }
  }
  for (const cell of part) owner[cell] = nearest;
}
