import { describe, expect, it } from 'vitest';
import { type Areal, areaKm2, centroid, kmPerLatitude, kmPerLongitude, sharedBorders } from './planar';

const box = (id: number, west: number, south: number, width: number, height: number): Areal => ({
  type: 'Feature',
  id,
  properties: {},
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + width, south],
        [west + width, south + height],
        [west, south + height],
        [west, south],
      ],
    ],
  },
});

describe('planar geometry', () => {
  it('measures a degree square by the equator as 111.2 km each way', () => {
    expect(areaKm2(box(1, 0, -0.5, 1, 1))).toBeCloseTo(111.195 ** 2, -1);
  });

  it('finds areas that add up', () => {
    expect(areaKm2(box(1, 0, 52, 2, 1)) + areaKm2(box(2, 0, 53, 2, 2))).toBeCloseTo(
      areaKm2(box(3, 0, 52, 2, 3)),
      6,
    );
  });

  it('puts the centre of a box in its middle, and takes holes out', () => {
    expect(centroid(box(1, -2, 53, 0.2, 0.1))).toEqual([expect.closeTo(-1.9, 9), expect.closeTo(53.05, 9)]);
    const holed = box(1, 0, 0, 4, 2);
    if (holed.geometry.type === 'Polygon')
      holed.geometry.coordinates.push([
        [0, 0],
        [0, 2],
        [2, 2],
        [2, 0],
        [0, 0],
      ]);
    expect(centroid(holed)).toEqual([expect.closeTo(3, 9), expect.closeTo(1, 9)]);
  });

  it('measures the border of neighbours, and none where they touch in a point', () => {
    const borders = sharedBorders([box(1, 0, 53, 1, 1), box(2, 1, 53, 1, 1), box(3, 1, 54, 1, 1)]);
    expect(borders).toEqual([
      { a: 1, b: 2, km: expect.closeTo(kmPerLatitude, 6) },
      { a: 2, b: 3, km: expect.closeTo(kmPerLongitude(54), 6) },
    ]);
  });
});
