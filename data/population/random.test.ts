import { expect, test } from 'vitest';
import { Random } from './random';

const draws = 1_000_000;
const normals = new Float32Array(draws);
new Random(1).fillNormal(normals, draws);
const shareBeyond = (limit: number): number => normals.reduce((n, x) => n + (x > limit ? 1 : 0), 0) / draws;

test('normals have mean 0, variance 1 and no skew', () => {
  const moment = (power: 1 | 2 | 3 | 4): number => {
    let sum = 0;
    for (const x of normals)
      sum += power === 1 ? x : power === 2 ? x * x : power === 3 ? x * x * x : x * x * x * x;
    return sum / draws;
  };
  expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(draws));
  expect(Math.abs(moment(2) - 1)).toBeLessThan((4 * Math.sqrt(2)) / Math.sqrt(draws));
  expect(Math.abs(moment(3))).toBeLessThan((4 * Math.sqrt(15)) / Math.sqrt(draws));
  expect(Math.abs(moment(4) - 3)).toBeLessThan((4 * Math.sqrt(96)) / Math.sqrt(draws));
});

test.each([
  [-3, 0.9986501],
  [-1, 0.8413447],
  [0.5, 0.3085375],
  [1.959964, 0.025],
  [3, 0.0013499],
  [3.6, 0.0001591],
])('the share of normals above %d is the tail of the distribution', (limit, share) => {
  const error = Math.sqrt((share * (1 - share)) / draws);
  expect(Math.abs(shareBeyond(limit) - share)).toBeLessThan(4.5 * error);
});

test('uniforms fill [0, 1) evenly', () => {
  const random = new Random(3);
  const bins = new Int32Array(100);
  for (let i = 0; i < 1_000_000; i++) bins[Math.floor(random.uniform() * 100)]!++;
  const chiSquared = bins.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0);
  // 99 degrees of freedom: mean 99, standard deviation 14.
  expect(chiSquared).toBeGreaterThan(50);
  expect(chiSquared).toBeLessThan(165);
});

test('the same seeds give the same numbers, others do not, in any order', () => {
  const first = (...seeds: number[]): number[] => {
    const random = new Random(...seeds);
    return Array.from({ length: 4 }, () => random.uint32());
  };
  expect(first(1, 2)).toEqual(first(1, 2));
  const streams = [[1, 2], [2, 1], [1, 3], [0, 0], [0], [2 ** 40, 2], [2 ** 40 + 1, 2]].map((seeds) =>
    first(...seeds),
  );
  expect(new Set(streams.map(String)).size).toBe(streams.length);
});

test('a shuffle keeps the values and puts each in each place equally often', () => {
  const random = new Random(9);
  const places = Array.from({ length: 4 }, () => new Int32Array(4));
  for (let i = 0; i < 40_000; i++) {
    const values = Int32Array.of(0, 1, 2, 3);
    random.shuffle(values, 4);
    values.forEach((value, place) => places[value]![place]!++);
  }
  for (const counts of places) for (const n of counts) expect(Math.abs(n - 10_000)).toBeLessThan(400);
});
