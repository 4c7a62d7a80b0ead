import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { kmPerLatitude, kmPerLongitude } from '../../geography/planar';
import { sheet } from './county';
import { type Mesh, nextHalfedge } from './mesh';

/** Longest piece of a border, km: of the coast, and of other borders as a share of the mesh there (with a floor). */
const piece = { coast: 0.14, inlandShare: 0.3, inlandLeast: 0.07 };
/** How far a piece's middle is pushed to the side, as a share of its length. */
const roughness = { coast: 0.2, inland: 0.13 };
const levels = 5;
/** How far a border's crossing of a mesh side may lie from its ends, as a share of the side. */
const leastShare = 0.12;

interface XY {
  x: number;
  y: number;
}

/**
 * The areas' outlines from the mesh cells that they own. The coast follows the ground's own line between land and
 * sea; every border is then bent by midpoint displacement, once for both its sides, so neighbours share every vertex.
 *
 * @param owner area 0 … by cell, −1 outside
 * @returns features whose `id` is the area's number + 1
 */
export function outlines(
  mesh: Mesh,
  owner: Int32Array,
  count: number,
  isLand: (x: number, y: number) => boolean,
  seed: number,
): Feature<Polygon | MultiPolygon>[] {
  const lines = borderLines(mesh, owner, isLand, seed);
  const starts: number[][] = Array.from({ length: count }, () => []);
  for (let e = 0; e < mesh.triangles.length; e++) {
    const area = owner[mesh.triangles[e]!]!;
    if (area >= 0 && owner[mesh.triangles[nextHalfedge(e)]!] !== area) starts[area]!.push(e);
  }
  const used = new Uint8Array(mesh.triangles.length);
  return starts.map((halfedges, area) => {
    const rings: Position[][] = [];
    for (const start of halfedges) {
      if (used[start]) continue;
      const ring: Position[] = [];
      let e = start;
      do {
        used[e] = 1;
        const line = lines(e);
        for (let i = 0; i < line.length - 1; i++) ring.push(line[i]!);
        e = following(mesh, owner, e, area);
      } while (e !== start);
      ring.push(ring[0]!);
      rings.push(ring);
    }
    return { type: 'Feature', id: area + 1, properties: {}, geometry: geometryOf(rings) };
  });
}

/** The next half-edge along the border of an area, which starts in the triangle where e's line ends. */
function following(mesh: Mesh, owner: Int32Array, e: number, area: number): number {
  const t = Math.floor(e / 3);
  for (let k = 3 * t; k < 3 * t + 3; k++) {
    if (owner[mesh.triangles[nextHalfedge(k)]!] === area && owner[mesh.triangles[k]!] !== area) {
      return mesh.halfedges[k]!;
    }
  }
  throw new Error('The border of an area does not close: the mesh touches its hull');
}

/** By half-edge e: the border of the cell at its start, from the opposite triangle's corner to that of e's own. */
function borderLines(
  mesh: Mesh,
  owner: Int32Array,
  isLand: (x: number, y: number) => boolean,
  seed: number,
): (e: number) => Position[] {
  const middles = new Map<number, XY>();
  const corners = new Map<number, XY>();
  const lines = new Map<number, Position[]>();
  const start = (e: number): number => mesh.triangles[e]!;
  const end = (e: number): number => mesh.triangles[nextHalfedge(e)]!;
  const site = (i: number): XY => ({ x: mesh.x[i]!, y: mesh.y[i]! });

  /** Where the border crosses the side between two sites: at the shore's own place, otherwise near the middle. */
  const middle = (e: number): XY => {
    const id = Math.min(e, mesh.halfedges[e]!);
    let point = middles.get(id);
    if (!point) {
      const a = site(start(id));
      const b = site(end(id));
      const shore = owner[start(id)]! < 0 || owner[end(id)]! < 0;
      const share = shore ? shoreShare(a, b, isLand) : 0.5 + 0.36 * (hash(seed, id, 0) - 0.5);
      point = { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) };
      middles.set(id, point);
    }
    return point;
  };

  /** Where borders meet; a border that only passes through a triangle cuts straight across. */
  const corner = (t: number): XY => {
    let point = corners.get(t);
    if (!point) {
      const borders = [3 * t, 3 * t + 1, 3 * t + 2].filter((e) => owner[start(e)] !== owner[end(e)]);
      const through = borders.map(middle);
      point =
        through.length === 2
          ? { x: (through[0]!.x + through[1]!.x) / 2, y: (through[0]!.y + through[1]!.y) / 2 }
          : { x: mesh.cornerX[t]!, y: mesh.cornerY[t]! };
      const coastal = borders.filter((e) => owner[start(e)]! < 0 || owner[end(e)]! < 0).map(middle);
      if (through.length === 3 && coastal.length === 2) {
        point = { x: (coastal[0]!.x + coastal[1]!.x) / 2, y: (coastal[0]!.y + coastal[1]!.y) / 2 };
      }
      corners.set(t, point);
    }
    return point;
  };

  const drawn = (e: number): Position[] => {
    const a = site(start(e));
    const b = site(end(e));
    const isCoast = owner[start(e)]! < 0 || owner[end(e)]! < 0;
    const bend: Bend = {
      longest: isCoast
        ? piece.coast
        : Math.max(piece.inlandLeast, piece.inlandShare * Math.hypot(b.x - a.x, b.y - a.y)),
      push: isCoast ? roughness.coast : roughness.inland,
      sites: [a, b],
      random: (step) => hash(seed, e, step) - 0.5,
    };
    const from = corner(Math.floor(mesh.halfedges[e]! / 3));
    const to = corner(Math.floor(e / 3));
    const points = [from];
    displace(from, middle(e), from, bend, 1, levels, points);
    points.push(middle(e));
    displace(middle(e), to, to, bend, 2, levels, points);
    points.push(to);
    return points.map(toDegrees);
  };

  return (e) => {
    const id = Math.min(e, mesh.halfedges[e]!);
    let line = lines.get(id);
    if (!line) {
      line = drawn(id);
      lines.set(id, line);
    }
    return id === e ? line : [...line].reverse();
  };
}

/** Where the way from one site to the other leaves the land or reaches it, as a share of the way; by halving. */
function shoreShare(a: XY, b: XY, isLand: (x: number, y: number) => boolean): number {
  const atStart = isLand(a.x, a.y);
  if (atStart === isLand(b.x, b.y)) return 0.5;
  let low = leastShare;
  let high = 1 - leastShare;
  for (let halving = 0; halving < 7; halving++) {
    const mid = (low + high) / 2;
    if (isLand(a.x + mid * (b.x - a.x), a.y + mid * (b.y - a.y)) === atStart) low = mid;
    else high = mid;
  }
  return (low + high) / 2;
}

interface Bend {
  longest: number;
  push: number;
  sites: [XY, XY];
  random(step: number): number;
}

/** Puts the points between a and b into `out`; all stay inside the triangle of the two sites and `corner`. */
function displace(a: XY, b: XY, corner: XY, bend: Bend, step: number, level: number, out: XY[]): void {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  if (level === 0 || Math.hypot(dx, dy) < bend.longest) return;
  const push = 2 * bend.push * bend.random(step);
  let mid: XY = { x: (a.x + b.x) / 2 - push * dy, y: (a.y + b.y) / 2 + push * dx };
  if (!within(mid, bend.sites[0], bend.sites[1], corner)) mid = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  displace(a, mid, corner, bend, 2 * step + 1, level - 1, out);
  out.push(mid);
  displace(mid, b, corner, bend, 2 * step + 2, level - 1, out);
}

function within(p: XY, a: XY, b: XY, c: XY): boolean {
  const s = cross(a, b, p);
  const t = cross(b, c, p);
  const u = cross(c, a, p);
  return (s > 0 && t > 0 && u > 0) || (s < 0 && t < 0 && u < 0);
}
const cross = (a: XY, b: XY, p: XY): number => (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);

/** A number of [0, 1) that three whole numbers decide. */
function hash(seed: number, e: number, step: number): number {
  let h =
    Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(e + 1, 0xc2b2ae35) ^ Math.imul(step + 7, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296;
}

/** Kilometres of the sheet → degrees. */
export const lonAt = (x: number): number =>
  rounded(sheet.lon + x / kmPerLongitude(sheet.lat + sheet.height / 2 / kmPerLatitude));
export const latAt = (y: number): number => rounded(sheet.lat + y / kmPerLatitude);
const toDegrees = ({ x, y }: XY): Position => [lonAt(x), latAt(y)];
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** Rings that lie inside another are its holes; the others are parts. */
function geometryOf(rings: Position[][]): Polygon | MultiPolygon {
  if (rings.length === 1) return { type: 'Polygon', coordinates: rings };
  const bySize = rings.map((ring) => ({ ring, box: boxArea(ring) })).sort((a, b) => b.box - a.box);
  const parts: Position[][][] = [];
  for (const { ring } of bySize) {
    const around = parts.find(([outline]) => contains(outline!, ring[0]!));
    if (around) around.push(ring);
    else parts.push([ring]);
  }
  return parts.length === 1
    ? { type: 'Polygon', coordinates: parts[0]! }
    : { type: 'MultiPolygon', coordinates: parts };
}

function boxArea(ring: readonly Position[]): number {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    west = Math.min(west, x!);
    east = Math.max(east, x!);
    south = Math.min(south, y!);
    north = Math.max(north, y!);
  }
  return (east - west) * (north - south);
}

function contains(ring: readonly Position[], [x, y]: Position): boolean {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i] as [number, number];
    const [bx, by] = ring[j] as [number, number];
    if (ay > y! !== by > y! && x! < ((bx - ax) * (y! - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}
