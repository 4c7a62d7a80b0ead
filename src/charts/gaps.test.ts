import { expect, it } from 'vitest';
import { gapText, withGaps } from './gaps';

const rows = Array.from({ length: 12 }, (_, i) => ({
  at: i,
  value: i < 9 ? 100 - i : null,
  isMarked: i === 4,
}));
const drawn = (most: number) =>
  withGaps(rows, {
    most,
    hasValue: ({ value }) => value !== null,
    isKept: ({ isMarked }) => isMarked,
  }).map((row) => ('left' in row ? gapText(row) : row.at));

it('draws few rows all', () => {
  expect(drawn(12)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

it('of many draws both ends of those with a value, those that are marked, and how many stand between and without a value', () => {
  expect(drawn(4)).toEqual([
    0,
    1,
    '… 2 more, in the table',
    4,
    '… 2 more, in the table',
    7,
    8,
    '… 3 more, in the table',
  ]);
});
