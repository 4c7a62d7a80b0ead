import { feature, mergeArcs } from 'topojson-client';
import { topology as toTopology } from 'topojson-server';
import type { FeatureCollection, Position } from 'geojson';
import type { GeometryObject, MultiPolygon, Polygon, Topology } from 'topojson-specification';
import { geographyObjects } from '../../src/domain/schema';
import { type Grid, snapToGrid } from './grid';
import type { Areal } from './planar';
import { simplifyLines } from './simplify';

/** Points kept a neighbourhood, shared lines counted once: about 140 KB of file for 700 neighbourhoods. */
export const pointsPerNeighbourhood = 14;

export interface Geography {
  networks: Topology;
  neighbourhoods: Topology;
}

/**
 * The two maps of a dataset, from its neighbourhoods' polygons.
 *
 * Neighbourhoods are snapped to one grid, their shared lines simplified once, and networks dissolved from the result,
 * so both maps agree line for line. Every geometry's `id` is its index in the manifest's list; a neighbourhood of no
 * network (-1) is on the neighbourhood map only.
 *
 * Outlines run clockwise (longitude right, latitude up), holes anticlockwise: what d3-geo and Plot's spherical
 * projections need. MapLibre and planar projections take either way round. (RFC 7946 asks for the opposite: reverse
 * the rings when writing GeoJSON for others.)
 *
 * @param polygons one a neighbourhood, `id` its index; neighbours share their vertices; degrees, WGS84
 * @param networkOf network index by neighbourhood index, -1 for none
 */
export function buildGeography(polygons: readonly Areal[], networkOf: readonly number[]): Geography {
  const grid = snapToGrid(polygons);
  const lines = simplifyLines(
    toTopology({ [geographyObjects.neighbourhoods]: collection(grid.features) }),
    pointsPerNeighbourhood * polygons.length,
  );
  const areas = (lines.objects[geographyObjects.neighbourhoods] as { geometries: (Polygon | MultiPolygon)[] })
    .geometries;

  const members = new Map<number, (Polygon | MultiPolygon)[]>();
  for (const area of areas) {
    const network = networkOf[Number(area.id)] ?? -1;
    if (network < 0) continue;
    const list = members.get(network);
    if (list) list.push(area);
    else members.set(network, [area]);
  }
  const networks = [...members.entries()]
    .sort(([a], [b]) => a - b)
    .map(([id, list]) => ({
      id,
      polygons: feature(lines, mergeArcs(lines, list as GeometryObject[] as Polygon[])).geometry.coordinates,
    }));

  return {
    networks: pack(toTopology({ [geographyObjects.networks]: collection(networks) }), grid),
    neighbourhoods: pack(lines, grid),
  };
}

function collection(features: { id: number; polygons: Position[][][] }[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: features.map(({ id, polygons }) => ({
      type: 'Feature',
      id,
      properties: null,
      geometry:
        polygons.length === 1
          ? { type: 'Polygon', coordinates: polygons[0]! }
          : { type: 'MultiPolygon', coordinates: polygons },
    })),
  };
}

/** Grid cells become differences from point to point, as TopoJSON stores quantised arcs. */
function pack({ type, objects, arcs }: Topology, { transform }: Grid): Topology {
  let right = 0;
  let top = 0;
  let left = Infinity;
  let bottom = Infinity;
  const packed = arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([column, row]) => {
      left = Math.min(left, column!);
      right = Math.max(right, column!);
      bottom = Math.min(bottom, row!);
      top = Math.max(top, row!);
      const step: Position = [column! - x, row! - y];
      x = column!;
      y = row!;
      return step;
    });
  });
  const degrees = (cells: number, axis: 0 | 1): number =>
    Number((cells * transform.scale[axis] + transform.translate[axis]).toFixed(6));
  return {
    type,
    bbox: [degrees(left, 0), degrees(bottom, 1), degrees(right, 0), degrees(top, 1)],
    transform,
    objects,
    arcs: packed,
  };
}
