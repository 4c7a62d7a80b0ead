import { expect, it } from 'vitest';
import { crossings } from './crossings';

it('finds lines that cross, and not those that only touch', () => {
  const lines = [
    [
      [0, 0],
      [10, 10],
    ],
    [
      [0, 10],
      [10, 0],
    ],
    [
      [10, 10],
      [20, 0],
    ],
    [
      [0, 0],
      [0, 5],
      [0, 10],
    ],
  ];
  expect(crossings(lines)).toEqual([[0, 1]]);
});
