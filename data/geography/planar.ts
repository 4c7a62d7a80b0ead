import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';

const kmPerDegree = 111.195;

/** East–west kilometres of one degree at a latitude, on the sphere of mean radius. */
export const kmPerLongitude = (latitude: number): number =>
  kmPerDegree * Math.cos((latitude * Math.PI) / 180);
export const kmPerLatitude = kmPerDegree;

export type Areal = Feature<Polygon | MultiPolygon>;

/** The polygons of a feature, each as its rings (first the outline, then the holes). */
export const polygonsOf = ({ geometry }: Areal): Position[][][] =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;

/** Twice the signed area in the coordinates' own unit; positive when anticlockwise with y upwards. */
export function signedDoubleArea(ring: readonly Position[]): number {
  const [x0, y0] = ring[0]!;
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]!;
    const [bx, by] = ring[i]!;
    sum += (ax! - x0!) * (by! - y0!) - (bx! - x0!) * (ay! - y0!);
  }
  return sum;
}

/**
 * Area in square kilometres, on Lambert's cylindrical equal-area projection: areas of parts add up to that of the
 * whole, however large.
 */
export function areaKm2(feature: Areal): number {
  let degrees = 0;
  for (const polygon of polygonsOf(feature)) {
    polygon.forEach((ring, i) => {
      const flat = ring.map(([lon, lat]) => [lon!, (Math.sin((lat! * Math.PI) / 180) * 180) / Math.PI]);
      degrees += ((i === 0 ? 1 : -1) * Math.abs(signedDoubleArea(flat))) / 2;
    });
  }
  return degrees * kmPerDegree ** 2;
}

/** Centre of area as [longitude, latitude], over all parts, holes taken out. It may lie outside a crescent. */
export function centroid(feature: Areal): [number, number] {
  let x = 0;
  let y = 0;
  let area = 0;
  const [x0, y0] = polygonsOf(feature)[0]![0]![0] as [number, number];
  for (const polygon of polygonsOf(feature)) {
    polygon.forEach((ring, part) => {
      const sign = (part === 0 ? 1 : -1) * Math.sign(signedDoubleArea(ring));
      for (let i = 1; i < ring.length; i++) {
        const ax = ring[i - 1]![0]! - x0;
        const ay = ring[i - 1]![1]! - y0;
        const bx = ring[i]![0]! - x0;
        const by = ring[i]![1]! - y0;
        const cross = sign * (ax * by - bx * ay);
        area += cross;
        x += (ax + bx) * cross;
        y += (ay + by) * cross;
      }
    });
  }
  return area === 0 ? [x0, y0] : [x0 + x / (3 * area), y0 + y / (3 * area)];
}

/** A border that two features share, by their `id`s (a < b). */
export interface SharedBorder {
  a: number;
  b: number;
  km: number;
}

/** Lengths of the borders between features that share their vertices exactly; touching in a point is no border. */
export function sharedBorders(features: readonly Areal[]): SharedBorder[] {
  const firstOwner = new Map<string, number>();
  const borders = new Map<string, SharedBorder>();
  for (const feature of features) {
    const id = Number(feature.id);
    for (const ring of polygonsOf(feature).flat()) {
      for (let i = 1; i < ring.length; i++) {
        const [from, to] = [ring[i - 1]!, ring[i]!];
        const forward = `${from[0]},${from[1]}`;
        const backward = `${to[0]},${to[1]}`;
        const edge = forward < backward ? `${forward} ${backward}` : `${backward} ${forward}`;
        const other = firstOwner.get(edge);
        if (other === undefined) {
          firstOwner.set(edge, id);
          continue;
        }
        if (other === id) continue;
        const [a, b] = other < id ? [other, id] : [id, other];
        const border = borders.get(`${a} ${b}`) ?? { a, b, km: 0 };
        border.km += Math.hypot(
          (to[0]! - from[0]!) * kmPerLongitude(from[1]!),
          (to[1]! - from[1]!) * kmPerDegree,
        );
        borders.set(`${a} ${b}`, border);
      }
    }
  }
  return [...borders.values()].sort((p, q) => p.a - q.a || p.b - q.b);
}
