import { expect, test } from 'vitest';
import { fit, type Box } from './camera';
import { placeLabels, type Label } from './labels';

const size = { width: 400, height: 400 };
const box: Box = [0.5, 0.5, 0.501, 0.501];
const camera = fit(box, size, 0);
const label = (id: number, text: string, x: number, y: number, more: Partial<Label> = {}): Label => ({
  id,
  text,
  at: [0.5 + x / 400_000, 0.5 + y / 400_000],
  room: 50 / 400_000,
  weight: 1,
  ...more,
});
const idsOf = (labels: Label[]) => placeLabels(labels, camera, size).map(({ id }) => id);

test('of two names that would touch, the larger area keeps its name', () => {
  expect(idsOf([label(1, 'Harbour', 200, 200), label(2, 'Quay', 210, 205, { weight: 2 })])).toEqual([2]);
});

test('names apart from each other are both shown', () => {
  expect(idsOf([label(1, 'Harbour', 100, 100), label(2, 'Quay', 300, 300)])).toEqual([1, 2]);
});

test('a name without room is left out', () => {
  expect(idsOf([label(1, 'Harbour', 200, 200, { room: 5 / 400_000 })])).toEqual([]);
});

test('a name that must stay in its area is left out where a corner would leave it', () => {
  const east = (limit: number) => ({ holds: ([x]: readonly [number, number]) => x < 0.5 + limit / 400_000 });
  expect(idsOf([label(1, 'Harbour', 200, 200, east(215))])).toEqual([]);
  expect(idsOf([label(1, 'Harbour', 200, 200, east(260))])).toEqual([1]);
});

test('a name that would leave the map is left out', () => {
  expect(idsOf([label(1, 'Harbour', 5, 200)])).toEqual([]);
});

test('a long name is parted where its lines are most alike', () => {
  expect(placeLabels([label(1, 'Harbour and Old Quay', 200, 200)], camera, size)[0]!.lines).toEqual([
    'Harbour and',
    'Old Quay',
  ]);
});
