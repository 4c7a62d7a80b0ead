import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { demoSource } from '../../data/sources/demo/source';
import type { DatasetSource, NetworkMargins } from '../../data/source';

/** Degrees of longitude between the two, so that their maps do not overlap. */
const apart = 3;

/** Two invented systems in one dataset: more than two million people, as a large integrated care system has. */
export function twoSystems(): DatasetSource {
  const first = demoSource({ seed: 1 });
  const second = demoSource({ seed: 2 });
  const at = {
    place: first.places.length,
    network: first.networks.length,
    practice: first.practices.length,
    // Entry 0 is 'outside or unknown' in both, and is shared.
    neighbourhood: first.neighbourhoods.length - 1,
  };
  const [outside, ...moved] = second.neighbourhoods;
  return {
    ...first,
    id: 'two-systems',
    title: 'Two invented systems',
    places: [...first.places, ...second.places.map((place) => ({ ...place, code: `${place.code}-2` }))],
    networks: [
      ...first.networks,
      ...second.networks.map((network) => ({
        ...network,
        code: `${network.code}-2`,
        place: network.place + at.place,
      })),
    ],
    practices: [
      ...first.practices,
      ...second.practices.map((practice) => ({
        ...practice,
        code: `${practice.code}-2`,
        network: practice.network + at.network,
        lon: practice.lon + apart,
      })),
    ],
    neighbourhoods: [
      { ...first.neighbourhoods[0]!, patients: first.neighbourhoods[0]!.patients + outside!.patients },
      ...first.neighbourhoods.slice(1),
      ...moved.map((one) => ({ ...one, code: `${one.code}-2`, network: one.network + at.network })),
    ],
    workforce: null,
    projection: null,
    polygons: [...first.polygons, ...second.polygons.map((polygon) => shifted(polygon, at.neighbourhood))],
    margins: (network) =>
      network < at.network ? first.margins(network) : offset(second.margins(network - at.network), at),
  };
}

function offset(
  margins: NetworkMargins,
  at: { network: number; practice: number; neighbourhood: number },
): NetworkMargins {
  return {
    network: margins.network + at.network,
    practices: margins.practices.map((practice) => ({
      ...practice,
      practice: practice.practice + at.practice,
      neighbourhoods: practice.neighbourhoods.map((one) => ({
        ...one,
        index: one.index === 0 ? 0 : one.index + at.neighbourhood,
      })),
    })),
  };
}

function shifted(polygon: Feature<Polygon | MultiPolygon>, by: number): Feature<Polygon | MultiPolygon> {
  const ring = (points: Position[]) => points.map(([lon, lat]): Position => [lon! + apart, lat!]);
  const { geometry } = polygon;
  return {
    ...polygon,
    id: Number(polygon.id) + by,
    geometry:
      geometry.type === 'Polygon'
        ? { ...geometry, coordinates: geometry.coordinates.map(ring) }
        : { ...geometry, coordinates: geometry.coordinates.map((part) => part.map(ring)) },
  };
}
