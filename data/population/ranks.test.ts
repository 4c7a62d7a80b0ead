import { expect, test } from 'vitest';
import { Random } from './random';
import { groupByCell, rankWithinCells } from './ranks';

test('within a cell u rises with the index, and each stands in its own slice of [0, 1)', () => {
  const cell = Uint8Array.of(4, 9, 4, 4, 9);
  const index = Float32Array.of(0.5, 2, -70, 0.4, 1);
  const got: [number, number, number][] = [];
  rankWithinCells(groupByCell(cell), index, new Random(1), (row, u, c) => got.push([c, row, u]));
  expect(got.map(([c, row]) => [c, row])).toEqual([
    [4, 2],
    [4, 3],
    [4, 0],
    [9, 4],
    [9, 1],
  ]);
  expect(got.map(([c, , u]) => Math.floor(u * (c === 4 ? 3 : 2)))).toEqual([0, 1, 2, 0, 1]);
});

test('alone in a cell, u is uniform', () => {
  const random = new Random(2);
  const us: number[] = [];
  const groups = groupByCell(Uint8Array.of(7));
  for (let i = 0; i < 20_000; i++) rankWithinCells(groups, Float32Array.of(5), random, (_, u) => us.push(u));
  const mean = us.reduce((a, b) => a + b) / us.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
  expect(Math.abs(us.filter((u) => u > 0.9).length / us.length - 0.1)).toBeLessThan(0.01);
});
