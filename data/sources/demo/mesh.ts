import Delaunator from 'delaunator';

/**
 * A planar mesh: one cell round each site. Corners are the triangles' centres of gravity, and the border between two
 * cells runs from corner to corner through the side that their sites share, so it stays inside the two triangles
 * whatever bends are put into it: no two borders can cross.
 */
export interface Mesh {
  count: number;
  x: Float64Array;
  y: Float64Array;
  /** Site of each half-edge's start; half-edge e belongs to triangle ⌊e/3⌋. */
  triangles: Uint32Array;
  /** The opposite half-edge, −1 on the hull. */
  halfedges: Int32Array;
  cornerX: Float64Array;
  cornerY: Float64Array;
  /** Neighbours of site i: `neighbours[first[i]] …  neighbours[first[i + 1] − 1]`. */
  first: Int32Array;
  neighbours: Int32Array;
  /** Area of each cell, km². */
  area: Float64Array;
}

export const nextHalfedge = (e: number): number => (e % 3 === 2 ? e - 2 : e + 1);

export function makeMesh(points: Float64Array): Mesh {
  let coords = points;
  for (let round = 0; round < 2; round++) coords = relaxed(coords);
  const { triangles, halfedges } = new Delaunator(coords);
  const count = coords.length / 2;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    x[i] = coords[2 * i]!;
    y[i] = coords[2 * i + 1]!;
  }
  const corners = triangles.length / 3;
  const cornerX = new Float64Array(corners);
  const cornerY = new Float64Array(corners);
  const area = new Float64Array(count);
  for (let t = 0; t < corners; t++) {
    const [a, b, c] = [triangles[3 * t]!, triangles[3 * t + 1]!, triangles[3 * t + 2]!];
    cornerX[t] = (x[a]! + x[b]! + x[c]!) / 3;
    cornerY[t] = (y[a]! + y[b]! + y[c]!) / 3;
    const third = Math.abs((x[b]! - x[a]!) * (y[c]! - y[a]!) - (x[c]! - x[a]!) * (y[b]! - y[a]!)) / 6;
    for (const site of [a, b, c]) area[site]! += third;
  }
  const first = new Int32Array(count + 1);
  for (let e = 0; e < triangles.length; e++) if (halfedges[e]! >= 0) first[triangles[e]! + 1]!++;
  for (let i = 0; i < count; i++) first[i + 1]! += first[i]!;
  const neighbours = new Int32Array(first[count]!);
  const filled = first.slice(0, count);
  for (let e = 0; e < triangles.length; e++) {
    if (halfedges[e]! >= 0) neighbours[filled[triangles[e]!]!++] = triangles[nextHalfedge(e)]!;
  }
  return { count, x, y, triangles, halfedges, cornerX, cornerY, first, neighbours, area };
}

/** Every site half way to the mean of its neighbours; the hull stays. */
function relaxed(coords: Float64Array): Float64Array {
  const { triangles, halfedges } = new Delaunator(coords);
  const count = coords.length / 2;
  const sum = new Float64Array(coords.length);
  const degree = new Float64Array(count);
  const onHull = new Uint8Array(count);
  for (let e = 0; e < triangles.length; e++) {
    const from = triangles[e]!;
    const to = triangles[nextHalfedge(e)]!;
    if (halfedges[e]! < 0) onHull[from] = onHull[to] = 1;
    sum[2 * from]! += coords[2 * to]!;
    sum[2 * from + 1]! += coords[2 * to + 1]!;
    degree[from]!++;
  }
  return coords.map((value, i) => {
    const site = i >> 1;
    return onHull[site] || degree[site] === 0 ? value : (value + sum[i]! / degree[site]!) / 2;
  });
}
