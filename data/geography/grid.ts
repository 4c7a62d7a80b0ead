import type { Position } from 'geojson';
import { type Areal, polygonsOf, signedDoubleArea } from './planar';

/**
 * Step of the coordinate grid in degrees: about 6 m both ways at England's latitudes, so that a street corner stays
 * where it is and a coordinate is written in two or three digits.
 */
export const gridStep = { lon: 1e-4, lat: 5e-5 } as const;

/** Grid cells (whole numbers) of one feature: polygons → rings → points; outlines clockwise, holes anticlockwise. */
export interface GridPolygons {
  id: number;
  polygons: Position[][][];
}

export interface Grid {
  /** TopoJSON transform from grid cells to degrees. */
  transform: { scale: [number, number]; translate: [number, number] };
  features: GridPolygons[];
}

/**
 * Snaps features to the grid. Equal vertices stay equal, so neighbours stay joined. A feature too small for the grid
 * becomes a triangle of one cell: no area vanishes.
 */
export function snapToGrid(features: readonly Areal[]): Grid {
  let west = Infinity;
  let south = Infinity;
  for (const feature of features) {
    for (const ring of polygonsOf(feature).flat()) {
      for (const [lon, lat] of ring) {
        west = Math.min(west, lon!);
        south = Math.min(south, lat!);
      }
    }
  }
  const column0 = Math.floor(west / gridStep.lon);
  const row0 = Math.floor(south / gridStep.lat);
  const snap = ([lon, lat]: Position): Position => [
    Math.round(lon! / gridStep.lon) - column0,
    Math.round(lat! / gridStep.lat) - row0,
  ];
  return {
    transform: {
      scale: [gridStep.lon, gridStep.lat],
      translate: [round(column0 * gridStep.lon), round(row0 * gridStep.lat)],
    },
    features: features.map((feature) => ({
      id: Number(feature.id),
      polygons: withArea(
        polygonsOf(feature).map((rings) =>
          rings.map((ring, i) => wind(withoutRepeats(ring.map(snap)), i === 0)),
        ),
      ),
    })),
  };
}

/** Parts and holes that the grid has swallowed are left out; of a feature that is all gone, a triangle stays. */
function withArea(polygons: Position[][][]): Position[][][] {
  const kept = polygons
    .filter((rings) => signedDoubleArea(rings[0]!) !== 0)
    .map((rings) => rings.filter((ring) => signedDoubleArea(ring) !== 0));
  return kept.length > 0 ? kept : [[triangleAt(polygons[0]![0]![0]!)]];
}

const round = (degrees: number): number => Number(degrees.toFixed(6));

function withoutRepeats(ring: Position[]): Position[] {
  return ring.filter((point, i) => i === 0 || point[0] !== ring[i - 1]![0] || point[1] !== ring[i - 1]![1]);
}

function wind(ring: Position[], clockwise: boolean): Position[] {
  return signedDoubleArea(ring) < 0 === clockwise ? ring : [...ring].reverse();
}

const triangleAt = ([x, y]: Position): Position[] => [
  [x!, y!],
  [x!, y! + 1],
  [x! + 1, y!],
  [x!, y!],
];
