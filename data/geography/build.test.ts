import type { FeatureCollection, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { buildGeography } from './build';
import { crossings } from './crossings';
import { type Areal, areaKm2, polygonsOf, signedDoubleArea } from './planar';

const side = 12;

/** A quilt of 12 × 12 patches with wavy seams, and one patch a hundred times smaller than the others. */
function quilt(seamPoints = 24): Areal[] {
  const corner = (i: number, j: number): [number, number] => [
    -2 + 0.02 * i + (i > 0 && i < side ? 0.003 * Math.sin(9 * i + 4 * j) : 0),
    53 + 0.012 * j + (j > 0 && j < side ? 0.002 * Math.cos(5 * i + 7 * j) : 0),
  ];
  const seam = (a: [number, number], b: [number, number]): [number, number][] => {
    const forward = a[0] + a[1] < b[0] + b[1];
    const [p, q] = forward ? [a, b] : [b, a];
    const points = Array.from({ length: seamPoints }, (_, k): [number, number] => {
      const t = k / seamPoints;
      const wave = k === 0 ? 0 : 0.06 * Math.sin(40 * t + 1000 * (p[0] + 3 * p[1])) * t * (1 - t);
      return [
        p[0] + t * (q[0] - p[0]) - wave * (q[1] - p[1]),
        p[1] + t * (q[1] - p[1]) + wave * (q[0] - p[0]),
      ];
    });
    return forward ? points : [...points.slice(1), q].reverse();
  };
  const patches: Areal[] = [];
  for (let j = 0; j < side; j++) {
    for (let i = 0; i < side; i++) {
      const [a, b, c, d] = [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)];
      const ring = [...seam(a, b), ...seam(b, c), ...seam(c, d), ...seam(d, a), a];
      patches.push({
        type: 'Feature',
        id: patches.length + 1,
        properties: {},
        geometry: { type: 'Polygon', coordinates: [ring] },
      });
    }
  }
  const [x, y] = [-1.89, 53.064];
  const hole: [number, number][] = [
    [x, y],
    [x, y + 0.0012],
    [x + 0.002, y + 0.0012],
    [x + 0.002, y],
    [x, y],
  ];
  const around = patches.find((patch) => contains(patch, x, y) && contains(patch, x + 0.002, y + 0.0012))!;
  (around.geometry as Polygon).coordinates.push(hole);
  patches.push({
    type: 'Feature',
    id: patches.length + 1,
    properties: {},
    geometry: { type: 'Polygon', coordinates: [[...hole].reverse()] },
  });
  return patches;
}

function contains(patch: Areal, x: number, y: number): boolean {
  const xs = polygonsOf(patch)[0]![0]!.map((point) => point[0]!);
  const ys = polygonsOf(patch)[0]![0]!.map((point) => point[1]!);
  const gap = 0.003;
  return (
    x > Math.min(...xs) + gap &&
    x < Math.max(...xs) - gap &&
    y > Math.min(...ys) + gap / 2 &&
    y < Math.max(...ys) - gap / 2
  );
}

const featuresOf = (topology: Topology, name: string): Areal[] =>
  (feature(topology, topology.objects[name] as GeometryCollection) as FeatureCollection).features as Areal[];

const total = (features: readonly Areal[]): number => features.reduce((sum, area) => sum + areaKm2(area), 0);

const patches = quilt();
const networkOf = [-1, ...patches.map((_, i) => (i === 5 ? -1 : Math.floor((i % side) / 3)))];
const geography = buildGeography(patches, networkOf);
const neighbourhoods = featuresOf(geography.neighbourhoods, 'neighbourhoods');
const networks = featuresOf(geography.networks, 'networks');

describe('the maps of a dataset', () => {
  it('hold every neighbourhood and every network under its index', () => {
    expect(neighbourhoods.map((area) => area.id)).toEqual(patches.map((area) => area.id));
    expect(networks.map((area) => area.id)).toEqual([0, 1, 2, 3]);
  });

  it('keep the county’s area to a thousandth, and every patch most of its own', () => {
    expect(total(neighbourhoods) / total(patches)).toBeCloseTo(1, 3);
    neighbourhoods.forEach((area, i) => expect(areaKm2(area) / areaKm2(patches[i]!)).toBeGreaterThan(0.7));
  });

  it('dissolve networks to the very area of their neighbourhoods', () => {
    networks.forEach((network) => {
      const members = neighbourhoods.filter((area) => networkOf[Number(area.id)] === network.id);
      expect(areaKm2(network)).toBeCloseTo(total(members), 6);
    });
  });

  it('simplify: fewer points than came in', () => {
    const points = (features: readonly Areal[]): number => features.flatMap(polygonsOf).flat(2).length;
    expect(points(neighbourhoods)).toBeLessThan(0.7 * points(patches));
  });

  it('leave no gap and no overlap: inner edges belong to two neighbourhoods, and no lines cross', () => {
    const edges = new Map<string, number>();
    for (const ring of neighbourhoods.flatMap((area) => polygonsOf(area).flat())) {
      for (let i = 1; i < ring.length; i++) {
        const key = [String(ring[i - 1]), String(ring[i])].sort().join(' ');
        edges.set(key, (edges.get(key) ?? 0) + 1);
      }
    }
    const uses = [...edges.values()];
    expect(Math.max(...uses)).toBe(2);
    const once = [...edges]
      .filter(([, n]) => n === 1)
      .map(([key]) => key.split(' ').map((point) => point.split(',').map(Number)));
    const [west, south, east, north] = geography.neighbourhoods.bbox!;
    const margin = 0.004;
    for (const [lon, lat] of once.flat() as [number, number][]) {
      const atRim =
        lon < west + margin || lon > east - margin || lat < south + margin || lat > north - margin;
      expect(atRim, `${lon},${lat} lies inside and has an edge of one owner`).toBe(true);
    }
    expect(
      crossings([...edges.keys()].map((key) => key.split(' ').map((point) => point.split(',').map(Number)))),
    ).toEqual([]);
  });

  it('run outlines clockwise and holes anticlockwise, as d3-geo needs', () => {
    for (const polygon of [...neighbourhoods, ...networks].flatMap(polygonsOf)) {
      polygon.forEach((ring, i) => expect(signedDoubleArea(ring) < 0).toBe(i === 0));
    }
  });

  it('are the same bytes from the same input', () => {
    expect(JSON.stringify(buildGeography(quilt(), networkOf))).toBe(JSON.stringify(geography));
  });

  it('keep a neighbourhood smaller than the grid’s step', () => {
    const dot: Areal = {
      type: 'Feature',
      id: 1,
      properties: {},
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [-2, 53],
            [-2, 53.000001],
            [-1.999999, 53],
            [-2, 53],
          ],
        ],
      },
    };
    const [kept] = featuresOf(buildGeography([dot], [-1, 0]).neighbourhoods, 'neighbourhoods');
    expect(areaKm2(kept!)).toBeGreaterThan(0);
  });
});
