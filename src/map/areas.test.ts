import { topology } from 'topojson-server';
import type { FeatureCollection, Polygon } from 'geojson';
import { describe, expect, test } from 'vitest';
import { areaAt, areasOf, roomiest, stepFrom } from './areas';
import { worldOf } from './camera';

/** Squares of a tenth of a degree, three a row, numbered from the north-west; the fifth has a hole. */
const grid: FeatureCollection<Polygon> = {
  type: 'FeatureCollection',
  features: Array.from({ length: 6 }, (_, id) => {
    const [lon, lat] = [-2 + (id % 3) * 0.1, 53 - Math.floor(id / 3) * 0.06];
    const square = (inset: number) => [
      [lon + inset, lat - inset],
      [lon + 0.1 - inset, lat - inset],
      [lon + 0.1 - inset, lat - 0.06 + inset],
      [lon + inset, lat - 0.06 + inset],
      [lon + inset, lat - inset],
    ];
    return {
      type: 'Feature',
      id,
      properties: {},
      geometry: { type: 'Polygon', coordinates: id === 4 ? [square(0), square(0.02)] : [square(0)] },
    };
  }),
};
const areas = areasOf(topology({ networks: grid }), 'networks');

describe('the area under a point', () => {
  test.each([
    ['in the first square', -1.95, 52.97, 0],
    ['in the last square', -1.75, 52.91, 5],
    ['beside every square', -2.05, 52.97, null],
    ['in a hole', -1.85, 52.91, null],
    ['between a hole and the edge', -1.89, 52.91, 4],
  ])('%s', (_, lon, lat, expected) => {
    expect(areaAt(worldOf(lon, lat), areas)).toBe(expected);
  });
});

test('the point for a name lies inside its area, also beside a hole', () => {
  for (const shape of areas.shapes) {
    const { point, room } = roomiest(shape);
    expect(areaAt(point, areas)).toBe(shape.id);
    expect(room).toBeGreaterThan(0);
  }
});

test('reading order goes along rows from the north-west', () => {
  expect(areas.order).toEqual([0, 1, 2, 3, 4, 5]);
});

describe('a key leads', () => {
  test.each([
    ['from nowhere to the first', null, 'next', 0],
    ['from nowhere with End to the last', null, 'last', 5],
    ['on to the next row at the end of one', 2, 'next', 3],
    ['back', 3, 'previous', 2],
    ['nowhere past the last', 5, 'next', 5],
    ['nowhere before the first', 0, 'previous', 0],
    ['down', 2, 'down', 5],
    ['up', 3, 'up', 0],
    ['nowhere above the top', 1, 'up', 1],
    ['from an area that is not drawn to the first', 99, 'next', 0],
  ] as const)('%s', (_, from, step, expected) => {
    expect(stepFrom(from, step, areas)).toBe(expected);
  });
});
