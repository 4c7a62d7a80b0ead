import type { Position } from 'geojson';
import { presimplify } from 'topojson-simplify';
import type { Objects, Topology } from 'topojson-specification';
import { crossings } from './crossings';
import { signedDoubleArea } from './planar';

/** A ring may lose this share of its area to simplification before its lines get their points back. */
const areaKept = 0.7;
/** How much finer the lines of a spoilt ring become at each try. */
const refinement = 4;
const tries = 12;

/**
 * Visvalingam's simplification of shared lines, in place of all features at once, so that no gap and no overlap can
 * open between neighbours. Lines get points back until every ring keeps its side, most of its area, and crosses no
 * other line that it did not cross before.
 *
 * @param topology unquantised: arcs hold absolute positions
 * @param points how many points to keep in all, about; with fewer than that nothing is changed
 */
export function simplifyLines(topology: Topology, points: number): Topology {
  const total = topology.arcs.reduce((sum, arc) => sum + arc.length, 0);
  if (total <= points) return topology;
  const weighted = presimplify(topology as Topology<Objects<object>>).arcs as unknown as [
    number,
    number,
    number,
  ][][];
  const weights = weighted.flatMap((arc) => arc.map((point) => point[2])).sort((a, b) => b - a);
  const threshold = new Float64Array(weighted.length).fill(weights[points]!);
  const rings = ringsOf(topology);
  const before = rings.map((ring) => signedDoubleArea(ringPoints(ring, topology.arcs)));
  const crossedBefore = new Set(crossings(topology.arcs).map(String));

  let arcs: Position[][] = [];
  for (let attempt = 0; attempt <= tries; attempt++) {
    arcs = weighted.map((arc, i) =>
      arc.filter((point) => attempt === tries || point[2] >= threshold[i]!).map(([x, y]) => [x, y]),
    );
    const spoilt = new Set<number>();
    rings.forEach((ring, i) => {
      const area = signedDoubleArea(ringPoints(ring, arcs));
      if (area / before[i]! < areaKept) for (const arc of ring) spoilt.add(arc < 0 ? ~arc : arc);
    });
    for (const pair of crossings(arcs)) {
      if (!crossedBefore.has(String(pair))) for (const arc of pair) spoilt.add(arc);
    }
    if (spoilt.size === 0) break;
    for (const arc of spoilt) threshold[arc]! /= refinement;
  }
  return { ...topology, arcs };
}

/** Every ring of every geometry as its signed arc numbers. */
export function ringsOf(topology: Topology): number[][] {
  const rings: number[][] = [];
  for (const object of Object.values(topology.objects)) {
    const geometries = object.type === 'GeometryCollection' ? object.geometries : [object];
    for (const geometry of geometries) {
      if (geometry.type === 'Polygon') rings.push(...geometry.arcs);
      else if (geometry.type === 'MultiPolygon') rings.push(...geometry.arcs.flat());
    }
  }
  return rings;
}

function ringPoints(ring: readonly number[], arcs: readonly Position[][]): Position[] {
  return ring.flatMap((arc) => (arc < 0 ? [...arcs[~arc]!].reverse() : arcs[arc]!));
}
