import { feature, mesh } from 'topojson-client';
import type { FeatureCollection, MultiLineString, MultiPolygon, Polygon } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { worldOf, type Box, type Point } from './camera';

/** One area's shape; coordinates are the camera's world coordinates. */
export interface AreaShape {
  /** Index in the manifest's list. */
  id: number;
  /** Rings by polygon, the outer one first; x and y alternate. */
  polygons: Float64Array[][];
  box: Box;
  /** Middle of its box: decides the reading order. */
  middle: Point;
}

/** All areas of a level, made once from its TopoJSON. */
export interface Areas {
  shapes: readonly AreaShape[];
  byId: ReadonlyMap<number, AreaShape>;
  box: Box;
  /** Ids in reading order: rows from north to south, each from west to east. */
  order: readonly number[];
  /** In longitude and latitude; a feature's id is the area's. */
  features: FeatureCollection<Polygon | MultiPolygon>;
  /** Every boundary once, in longitude and latitude. */
  boundaries: MultiLineString;
}

export function areasOf(topology: Topology, object: string): Areas {
  const collection = topology.objects[object] as GeometryCollection;
  const features = feature(topology, collection) as FeatureCollection<Polygon | MultiPolygon>;
  const shapes = features.features
    .filter((each) => (each.geometry as Polygon | null) !== null)
    .map((each) => shapeOf(Number(each.id), each.geometry));
  return {
    shapes,
    byId: new Map(shapes.map((shape) => [shape.id, shape])),
    box: around(shapes.map(({ box }) => box)),
    order: readingOrder(shapes),
    features,
    boundaries: mesh(topology, collection),
  };
}

function shapeOf(id: number, geometry: Polygon | MultiPolygon): AreaShape {
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const polygons = parts.map((rings) =>
    rings.map((ring) => {
      const flat = new Float64Array(ring.length * 2);
      ring.forEach(([lon, lat], i) => {
        const [x, y] = worldOf(lon!, lat!);
        flat[2 * i] = x;
        flat[2 * i + 1] = y;
      });
      return flat;
    }),
  );
  const boxes = polygons.map(([outer]) => boxOf(outer!));
  const box = around(boxes);
  return { id, polygons, box, middle: [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] };
}

function boxOf(ring: Float64Array): Box {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    west = Math.min(west, ring[i]!);
    east = Math.max(east, ring[i]!);
    north = Math.min(north, ring[i + 1]!);
    south = Math.max(south, ring[i + 1]!);
  }
  return [west, north, east, south];
}

const around = (boxes: readonly Box[]): Box => [
  Math.min(...boxes.map((b) => b[0])),
  Math.min(...boxes.map((b) => b[1])),
  Math.max(...boxes.map((b) => b[2])),
  Math.max(...boxes.map((b) => b[3])),
];
const extent = ([west, north, east, south]: Box) => (east - west) * (south - north);

/** Trial points a side when looking for the one furthest from every edge. */
const trials = 12;

/** About the point of an area that is furthest from its edges, where its name has most room, and how far that is. */
export function roomiest({ polygons }: AreaShape): { point: Point; room: number } {
  const rings = polygons.reduce((best, each) =>
    extent(boxOf(each[0]!)) > extent(boxOf(best[0]!)) ? each : best,
  );
  const box = boxOf(rings[0]!);
  const [west, north, east, south] = box;
  let point: Point = [(west + east) / 2, (north + south) / 2];
  let room = -Infinity;
  let [stepX, stepY] = [(east - west) / trials, (south - north) / trials];
  let [startX, startY] = [west + stepX / 2, north + stepY / 2];
  for (let round = 0; round < 3; round++) {
    for (let row = 0; row < trials; row++)
      for (let column = 0; column < trials; column++) {
        const trial: Point = [startX + column * stepX, startY + row * stepY];
        const distance = (inRings(trial, rings) ? 1 : -1) * distanceToEdges(trial, rings);
        if (distance > room) [point, room] = [trial, distance];
      }
    [startX, startY] = [point[0] - stepX, point[1] - stepY];
    [stepX, stepY] = [(2 * stepX) / (trials - 1), (2 * stepY) / (trials - 1)];
  }
  return { point, room };
}

function inRings([x, y]: Point, rings: readonly Float64Array[]): boolean {
  let inside = false;
  for (const ring of rings)
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [ax, ay, bx, by] = [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  return inside;
}

function distanceToEdges([x, y]: Point, rings: readonly Float64Array[]): number {
  let nearest = Infinity;
  for (const ring of rings)
    for (let i = 2; i < ring.length; i += 2) {
      const [ax, ay] = [ring[i - 2]!, ring[i - 1]!];
      const [dx, dy] = [ring[i]! - ax, ring[i + 1]! - ay];
      const length = dx * dx + dy * dy;
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
      nearest = Math.min(nearest, (x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2);
    }
  return Math.sqrt(nearest);
}

export const holds = ({ polygons }: AreaShape, point: Point): boolean =>
  polygons.some((rings) => inRings(point, rings));

/** The area at a point, null where there is none. */
export function areaAt([x, y]: Point, areas: Areas): number | null {
  for (const shape of areas.shapes) {
    const [west, north, east, south] = shape.box;
    if (x >= west && x <= east && y >= north && y <= south && holds(shape, [x, y])) return shape.id;
  }
  return null;
}

function readingOrder(shapes: readonly AreaShape[]): number[] {
  if (shapes.length === 0) return [];
  const [west, north, east, south] = around(shapes.map(({ box }) => box));
  const rows = Math.max(1, Math.round(Math.sqrt((shapes.length * (south - north)) / (east - west || 1))));
  const rowOf = (shape: AreaShape) =>
    Math.min(rows - 1, Math.floor(((shape.middle[1] - north) / (south - north || 1)) * rows));
  return [...shapes]
    .sort((a, b) => rowOf(a) - rowOf(b) || a.middle[0] - b.middle[0] || a.id - b.id)
    .map(({ id }) => id);
}

export type Step = 'next' | 'previous' | 'up' | 'down' | 'first' | 'last';

/** Where a key leads from an area: along the reading order, or to the nearest area above or below. */
export function stepFrom(id: number | null, step: Step, areas: Areas): number | null {
  const { order } = areas;
  const at = id === null ? -1 : order.indexOf(id);
  if (at < 0) return (step === 'last' ? order.at(-1) : order[0]) ?? null;
  switch (step) {
    case 'next':
      return order[Math.min(order.length - 1, at + 1)]!;
    case 'previous':
      return order[Math.max(0, at - 1)]!;
    case 'first':
      return order[0]!;
    case 'last':
      return order.at(-1)!;
    case 'up':
    case 'down':
      return nearestVertically(id!, step === 'up' ? -1 : 1, areas);
    default:
      return step satisfies never;
  }
}

/** An area straight above is nearer than one as far off to the side. */
const sideways = 2;

function nearestVertically(id: number, direction: 1 | -1, { byId, shapes }: Areas): number {
  const [x, y] = byId.get(id)!.middle;
  let best = id;
  let least = Infinity;
  for (const other of shapes) {
    const down = (other.middle[1] - y) * direction;
    if (other.id === id || down <= 0) continue;
    const across = Math.abs(other.middle[0] - x);
    if (across > 2 * down) continue;
    const cost = down + sideways * across;
    if (cost < least) [best, least] = [other.id, cost];
  }
  return best;
}
