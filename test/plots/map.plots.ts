import { topology } from 'topojson-server';
import type { Polygon, FeatureCollection } from 'geojson';
import { areasOf } from '../../src/map/areas';
import { fit } from '../../src/map/camera';
import type { Paints } from '../../src/map/painter';
import { SvgPainter } from '../../src/map/svg-painter';
import { paints, type Paint } from '../../src/ui/colour';
import { document } from './document';

// The painter draws at once and then waits for a frame, which nobody here does.
globalThis.requestAnimationFrame = () => 0;

/** Cells of a bent grid; `wide` cells a row. */
function grid(count: number, wide: number): FeatureCollection<Polygon> {
  const corner = (column: number, row: number) => [
    -2 + column * 0.1 + 0.03 * Math.sin(row * 2.1),
    53 - row * 0.06 + 0.012 * Math.sin(column * 1.7),
  ];
  return {
    type: 'FeatureCollection',
    features: Array.from({ length: count }, (_, id) => {
      const [column, row] = [id % wide, Math.floor(id / wide)];
      const ring = [
        corner(column, row),
        corner(column + 1, row),
        corner(column + 1, row + 1),
        corner(column, row + 1),
      ];
      return {
        type: 'Feature',
        id,
        properties: {},
        geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]!]] },
      };
    }),
  };
}
const areasIn = (count: number, wide: number) => areasOf(topology({ areas: grid(count, wide) }), 'areas');

function draw(shown: Paints, { count = 12, wide = 4, over = false } = {}): Element {
  const areas = areasIn(count, wide);
  const size = { width: 360, height: 260 };
  const place = document.createElement('div');
  void new SvgPainter(place).show({
    areas,
    paints: shown,
    over: over ? areasIn(2, 1) : null,
    camera: fit(areas.box, size, 12),
    size,
  });
  const svg = place.querySelector('svg')!;
  svg.setAttribute('width', String(size.width));
  svg.setAttribute('height', String(size.height));
  return svg;
}
const every = (paintOf: (area: number) => Paint | undefined, count = 12): Paints =>
  new Map(
    Array.from({ length: count }, (_, area) => [area, paintOf(area)] as const).filter(
      (entry): entry is readonly [number, Paint] => entry[1] !== undefined,
    ),
  );

const names = Object.keys(paints) as Paint[];
export const allPaints = () =>
  draw(
    every((area) => names[area], 20),
    { count: 20, wide: 5 },
  );
export const normal = () => draw(every((area) => names[(area * 7) % 5]));
export const suppressed = () => draw(every((area) => (area % 3 === 0 ? 'suppressed' : names[area % 5])));
export const empty = () => draw(new Map());
export const oneArea = () =>
  draw(
    every(() => 'class3', 1),
    { count: 1, wide: 1 },
  );
export const eightyAreas = () =>
  draw(
    every((area) => names[(area * 7) % 5], 80),
    { count: 80, wide: 10 },
  );
