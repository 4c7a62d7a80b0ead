import { expect, it } from 'vitest';
import { shardsOf } from './shards';

const networks = [
  { place: 1, rows: 40 },
  { place: 0, rows: 30 },
  { place: 1, rows: 50 },
  { place: 0, rows: 20 },
  { place: 1, rows: 30 },
];

it('keeps everybody in one table while it is small enough', () => {
  expect(shardsOf(networks, 170)).toEqual([[0, 1, 2, 3, 4]]);
});

it('gives each place its own tables beyond that, whole networks in their order, within the limit', () => {
  expect(shardsOf(networks, 100)).toEqual([[1, 3], [0, 2], [4]]);
});

it('gives a network that is larger than the limit a table of its own', () => {
  expect(
    shardsOf(
      [
        { place: 0, rows: 10 },
        { place: 0, rows: 500 },
        { place: 0, rows: 10 },
      ],
      100,
    ),
  ).toEqual([[0], [1], [2]]);
});
