import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { kmPerLatitude, kmPerLongitude } from '../../geography/planar';
import { sheet } from './county';
import { type Mesh, nextHalfedge } from './mesh';

/** Longest piece of a border, km: of the coast, and of other borders as a share of the mesh there (with a floor). */
const piece = { coast: 0.14, inlandShare: 0.3, inlandLeast: 0.07 };
/** How far a piece's middle is pushed to the side, as a share of its length. */
const roughness = { coast: 0.21, inland: 0.14 };
const levels = 5;

/**
 * The areas' outlines from the mesh cells that they own. Borders are bent by midpoint displacement, once for both
 * sides, so neighbours share every vertex.
 *
 * @param owner area 0 … by cell, −1 outside
 * @returns features whose `id` is the area's number + 1
 */
export function outlines(
  mesh: Mesh,
  owner: Int32Array,
  count: number,
  seed: number,
): Feature<Polygon | MultiPolygon>[] {
  const starts: number[][] = Array.from({ length: count }, () => []);
  for (let e = 0; e < mesh.triangles.length; e++) {
    const area = owner[mesh.triangles[e]!]!;
    if (area >= 0 && owner[mesh.triangles[nextHalfedge(e)]!] !== area) starts[area]!.push(e);
  }
  const lines = new Map<number, Position[]>();
  const used = new Uint8Array(mesh.triangles.length);
  return starts.map((halfedges, area) => {
    const rings: Position[][] = [];
    for (const start of halfedges) {
      if (used[start]) continue;
      const ring: Position[] = [];
      let e = start;
      do {
        used[e] = 1;
        const line = borderLine(mesh, owner, e, seed, lines);
        for (let i = 0; i < line.length - 1; i++) ring.push(line[i]!);
        e = following(mesh, owner, e, area);
      } while (e !== start);
      ring.push(ring[0]!);
      rings.push(ring);
    }
    return { type: 'Feature', id: area + 1, properties: {}, geometry: geometryOf(rings) };
  });
}

/** The border of the cell at the start of half-edge e runs from the opposite triangle's corner to e's own. */
function borderLine(
  mesh: Mesh,
  owner: Int32Array,
  e: number,
  seed: number,
  lines: Map<number, Position[]>,
): Position[] {
  const opposite = mesh.halfedges[e]!;
  const id = Math.min(e, opposite);
  let line = lines.get(id);
  if (!line) {
    line = drawn(mesh, owner, id, seed);
    lines.set(id, line);
  }
  return id === e ? line : [...line].reverse();
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

function drawn(mesh: Mesh, owner: Int32Array, e: number, seed: number): Position[] {
  const from = mesh.triangles[e]!;
  const to = mesh.triangles[nextHalfedge(e)]!;
  const here = Math.floor(e / 3);
  const there = Math.floor(mesh.halfedges[e]! / 3);
  const isCoast = owner[from]! < 0 || owner[to]! < 0;
  const shift = (hash(seed, e, 0) - 0.5) * 0.36;
  const mid = {
    x: mesh.x[from]! + (0.5 + shift) * (mesh.x[to]! - mesh.x[from]!),
    y: mesh.y[from]! + (0.5 + shift) * (mesh.y[to]! - mesh.y[from]!),
  };
  const corner = (t: number): XY => ({ x: mesh.cornerX[t]!, y: mesh.cornerY[t]! });
  const width = Math.hypot(mesh.x[to]! - mesh.x[from]!, mesh.y[to]! - mesh.y[from]!);
  const bend: Bend = {
    longest: isCoast ? piece.coast : Math.max(piece.inlandLeast, piece.inlandShare * width),
    push: isCoast ? roughness.coast : roughness.inland,
    sites: [
      { x: mesh.x[from]!, y: mesh.y[from]! },
      { x: mesh.x[to]!, y: mesh.y[to]! },
    ],
    random: (step) => hash(seed, e, step) - 0.5,
  };
  const points: XY[] = [corner(there)];
  displace(corner(there), mid, corner(there), bend, 1, levels, points);
  points.push(mid);
  displace(mid, corner(here), corner(here), bend, 2, levels, points);
  points.push(corner(here));
  return points.map(toDegrees);
}

interface XY {
  x: number;
  y: number;
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
