import { feature } from 'topojson-client';
import type { FeatureCollection, Geometry } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';

/**
 * Problems of a map against the list of areas that it must show, in words.
 *
 * @param name the TopoJSON object that holds the areas
 * @param wanted index of every area that must have a geometry
 */
export function geographyProblems(content: unknown, name: string, wanted: ReadonlySet<number>): string[] {
  const topology = content as Partial<Topology> | null;
  const object = topology?.objects?.[name];
  if (topology?.type !== 'Topology' || object?.type !== 'GeometryCollection')
    return [`is not a TopoJSON topology with the collection “${name}”`];
  let collection: FeatureCollection;
  try {
    collection = feature(topology as Topology, object as GeometryCollection);
  } catch (error) {
    return [`has a geometry that cannot be read (${error instanceof Error ? error.message : String(error)})`];
  }
  const problems: string[] = [];
  const seen = new Set<number>();
  for (const { id, geometry } of collection.features) {
    const index = typeof id === 'number' ? id : NaN;
    if (!wanted.has(index))
      problems.push(`has a geometry with the id ${String(id)}, which is no area of the dataset`);
    else if (seen.has(index)) problems.push(`has two geometries with the id ${index}`);
    else if (!isOnEarth(geometry)) problems.push(`has no longitudes and latitudes in the geometry ${index}`);
    seen.add(index);
  }
  const missing = [...wanted].filter((index) => !seen.has(index));
  if (missing.length > 0) {
    const listed = `${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ' …' : ''}`;
    problems.push(`has no geometry for ${missing.length} of ${wanted.size} areas (index ${listed})`);
  }
  return problems;
}

function isOnEarth(geometry: Geometry): boolean {
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return false;
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const points = polygons.flat(2);
  return points.length > 0 && points.every(([lon, lat]) => Math.abs(lon!) <= 180 && Math.abs(lat!) <= 90);
}
