import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fit, lonLatOf, pan, screenOf, within, worldAt, worldOf, zoomAbout, type Box } from './camera';

const size = { width: 800, height: 600 };
const [west, south] = worldOf(-2.5, 52.7);
const [east, north] = worldOf(-1.6, 53.2);
const box: Box = [west, north, east, south];

test('Greenwich on the equator is the middle of the world', () => {
  expect(worldOf(0, 0)).toEqual([0.5, 0.5]);
});

test('world coordinates lead back to longitude and latitude', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -179, max: 179, noNaN: true }),
      fc.double({ min: -84, max: 84, noNaN: true }),
      (lon, lat) => {
        const [back, again] = lonLatOf(worldOf(lon, lat));
        expect(back).toBeCloseTo(lon, 9);
        expect(again).toBeCloseTo(lat, 9);
      },
    ),
  );
});

test('a fitted box touches its padding on two sides and fits inside on the others', () => {
  const camera = fit(box, size, 20);
  const [left, top] = screenOf([west, north], camera, size);
  const [right, bottom] = screenOf([east, south], camera, size);
  expect(left).toBeGreaterThanOrEqual(20 - 1e-6);
  expect(top).toBeGreaterThanOrEqual(20 - 1e-6);
  expect(right).toBeLessThanOrEqual(780 + 1e-6);
  expect(bottom).toBeLessThanOrEqual(580 + 1e-6);
  expect(Math.min(left, top)).toBeCloseTo(20, 6);
});

test('a single point does not zoom without end', () => {
  expect(fit([west, north, west, north], size, 20).zoom).toBe(16);
});

test('zooming keeps the place under the pointer where it is', () => {
  const camera = fit(box, size, 20);
  const pointer = [123, 456] as const;
  const place = worldAt(pointer, camera, size);
  const [x, y] = screenOf(place, zoomAbout(camera, 1.5, pointer, size), size);
  expect(x).toBeCloseTo(123, 6);
  expect(y).toBeCloseTo(456, 6);
});

test('dragging moves every place by the same pixels', () => {
  const camera = fit(box, size, 20);
  const [x, y] = screenOf([west, north], camera, size);
  const [movedX, movedY] = screenOf([west, north], pan(camera, 30, -12), size);
  expect(movedX - x).toBeCloseTo(30, 6);
  expect(movedY - y).toBeCloseTo(-12, 6);
});

test('nobody gets lost: never further out than home, never outside the box', () => {
  const home = fit(box, size, 20);
  expect(within(zoomAbout(home, -2, [0, 0], size), home, box)).toEqual(home);
  const near = { ...home, zoom: home.zoom + 2 };
  expect(within(pan(near, 99_999, 99_999), home, box)).toMatchObject({ x: west, y: north });
});
