import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import { type Faults, InputError } from './input-error';
import { type InputFile, openInput } from './input-file';
import type { LsoaCodes } from './lsoa-codes';

export interface Boundary {
  lsoa: number;
  name: string;
  geometry: Polygon | MultiPolygon;
}

const largestFile = 400 << 20;

/** English LSOAs of 2021 by number. */
export async function readBoundaries(
  input: InputFile,
  lsoas: LsoaCodes,
  faults: Faults,
  onBytes?: (bytes: number) => void,
): Promise<{ boundaries: Map<number, Boundary>; rows: number }> {
  const file = input.name;
  const collection = await readJson(input, onBytes);
  const boundaries = new Map<number, Boundary>();
  const features = Array.isArray(collection.features) ? collection.features : [];
  for (const [index, feature] of features.entries()) {
    const properties = (feature.properties ?? {}) as Record<string, string | number | null>;
    const keys = Object.keys(properties);
    const code = String(properties[keys.find((key) => /^lsoa_?(20)?21_?(cd|code)$/i.test(key)) ?? ''] ?? '');
    if (!code.startsWith('E01')) continue;
    const where = `Feature ${index + 1} (${code})`;
    const geometry = feature.geometry as Feature['geometry'] | null;
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') {
      faults.add({ file, what: `${where} has no polygon.`, mend: 'Download the boundaries again.' });
      continue;
    }
    if (!isDegrees(geometry)) {
      faults.add({
        file,
        what: `${where} is not in degrees of longitude and latitude.`,
        mend: 'Download the boundaries as GeoJSON in WGS84 (EPSG:4326), not in the national grid.',
      });
      break;
    }
    const lsoa = lsoas.numberOf(code);
    if (boundaries.has(lsoa)) {
      faults.add({ file, what: `${where} is there a second time.`, mend: 'Delete one of the two features.' });
      continue;
    }
    const name = properties[keys.find((key) => /^lsoa_?(20)?21_?(nm|name)$/i.test(key)) ?? ''];
    boundaries.set(lsoa, { lsoa, name: typeof name === 'string' ? name : code, geometry });
  }
  return { boundaries, rows: features.length };
}

async function readJson(input: InputFile, onBytes?: (bytes: number) => void): Promise<FeatureCollection> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of openInput(input, onBytes)) {
    chunks.push(Buffer.from(chunk as Uint8Array));
    bytes += (chunk as Uint8Array).length;
    if (bytes > largestFile) {
      throw new InputError([
        {
          file: input.name,
          what: 'The boundaries are too detailed (over 400 MB).',
          mend: 'Use the super-generalised boundaries (BSC).',
        },
      ]);
    }
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as FeatureCollection;
  } catch (error) {
    throw new InputError([
      {
        file: input.name,
        what: `This is not valid JSON: ${(error as Error).message}.`,
        mend: 'Download it again.',
      },
    ]);
  }
}

function isDegrees(geometry: Polygon | MultiPolygon): boolean {
  const [lon, lat] = outerRings(geometry)[0]?.[0] ?? [];
  return lon !== undefined && lat !== undefined && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}

const outerRings = (geometry: Polygon | MultiPolygon): Position[][] =>
  geometry.type === 'Polygon'
    ? geometry.coordinates.slice(0, 1)
    : geometry.coordinates.map((polygon) => polygon[0]!);

export const allRings = (geometry: Polygon | MultiPolygon): Position[][] =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();

/** Centre of gravity of the outer rings, longitude and latitude. */
export function centreOf(geometry: Polygon | MultiPolygon): [number, number] {
  let area = 0;
  let x = 0;
  let y = 0;
  for (const ring of outerRings(geometry)) {
    const [x0, y0] = ring[0] as [number, number];
    for (let i = 0; i + 1 < ring.length; i++) {
      const ax = ring[i]![0]! - x0;
      const ay = ring[i]![1]! - y0;
      const bx = ring[i + 1]![0]! - x0;
      const by = ring[i + 1]![1]! - y0;
      const cross = ax * by - bx * ay;
      area += cross;
      x += (ax + bx) * cross + 3 * x0 * cross;
      y += (ay + by) * cross + 3 * y0 * cross;
    }
  }
  const [lon, lat] = outerRings(geometry)[0]![0] as [number, number];
  return area === 0 ? [lon, lat] : [x / (3 * area), y / (3 * area)];
}

/**
 * Length of the border that each wanted polygon shares with each other one, by shared edges; in degrees, longitude
 * shortened as at 53° north, which is enough to tell the longest.
 */
export function sharedBorders(
  wanted: ReadonlySet<number>,
  boundaries: ReadonlyMap<number, Boundary>,
): Map<number, Map<number, number>> {
  const owner = new Map<string, number[]>();
  for (const lsoa of wanted) {
    forEachEdge(boundaries.get(lsoa)!, (edge) => {
      const owners = owner.get(edge);
      if (owners) owners.push(lsoa);
      else owner.set(edge, [lsoa]);
    });
  }
  const borders = new Map<number, Map<number, number>>();
  if (wanted.size === 0) return borders;
  for (const boundary of boundaries.values()) {
    forEachEdge(boundary, (edge, length) => {
      for (const lsoa of owner.get(edge) ?? []) {
        if (lsoa === boundary.lsoa) continue;
        const lengths = borders.get(lsoa) ?? new Map<number, number>();
        borders.set(lsoa, lengths);
        lengths.set(boundary.lsoa, (lengths.get(boundary.lsoa) ?? 0) + length);
      }
    });
  }
  return borders;
}

function forEachEdge({ geometry }: Boundary, visit: (edge: string, length: number) => void): void {
  for (const ring of allRings(geometry)) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [ax, ay] = ring[i] as [number, number];
      const [bx, by] = ring[i + 1] as [number, number];
      const forward = ax < bx || (ax === bx && ay < by);
      visit(
        forward ? `${ax},${ay},${bx},${by}` : `${bx},${by},${ax},${ay}`,
        Math.hypot((bx - ax) * 0.6, by - ay),
      );
    }
  }
}
