import { DuckDBInstance } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { shareAbove, tierCounts, tierCutOffs, tierOf, tierSql, topTier } from './tiers';

const histogramOf = (scores: readonly number[]) => {
  const units = [...new Set(scores)].sort((a, b) => a - b);
  return { units, people: units.map((unit) => scores.filter((score) => score === unit).length) };
};
const people = fc.array(fc.integer({ min: -4, max: 12 }), { minLength: 1, maxLength: 200 });
const ascending = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 })
  .map((shares) => shares.sort((a, b) => a - b));

it('puts people who tie at the cut-off in the lower tier', () => {
  const scores = [...Array<number>(94).fill(0), 1, 1, 1, 2, 2, 2];
  expect(topTier(histogramOf(scores), 0.05)).toEqual({ above: 1, people: 3 });
});

it('takes the whole share when no tie stands in the way', () => {
  expect(topTier(histogramOf([...Array<number>(95).fill(0), 5, 5, 5, 5, 5]), 0.05)).toEqual({
    above: 0,
    people: 5,
  });
});

it('takes the whole share where share × people comes out a little under the whole number that it is', () => {
  expect(0.29 * 100).toBeLessThan(29);
  const scores = Array.from({ length: 100 }, (_, i) => i);
  expect(topTier(histogramOf(scores), 0.29)).toEqual({ above: 70, people: 29 });
});

it('puts nobody above when more than the share have the highest score', () => {
  expect(topTier(histogramOf([...Array<number>(90).fill(0), ...Array<number>(10).fill(7)]), 0.05)).toEqual({
    above: 7,
    people: 0,
  });
});

it('takes everybody for a share of 1, nobody of nobody', () => {
  expect(topTier(histogramOf([-3, 0, 2]), 1)).toEqual({ above: -4, people: 3 });
  expect(topTier(histogramOf([]), 0.2)).toEqual({ above: 0, people: 0 });
});

it('is the lowest cut-off with at most the share above it', () => {
  fc.assert(
    fc.property(people, (scores) => {
      const { above, people } = topTier(histogramOf(scores), 0.05);
      const count = (cutOff: number) => scores.filter((score) => score > cutOff).length;
      expect(people).toBe(count(above));
      expect(people).toBeLessThanOrEqual(0.05 * scores.length);
      if (above > Math.min(...scores)) expect(count(above - 1)).toBeGreaterThan(0.05 * scores.length);
    }),
  );
});

it('counts each person in exactly one tier, as going through the people one by one does, and SQL the same', async () => {
  const connection = await (await DuckDBInstance.create()).connect();
  await fc.assert(
    fc.asyncProperty(people, ascending, async (scores, shares) => {
      const histogram = histogramOf(scores);
      const cutOffs = tierCutOffs(histogram, shares);
      const counts = tierCounts(histogram, cutOffs);
      const ranked = [...scores].sort((a, b) => b - a);
      const within = shares.map((share) => {
        // From the top, whole groups of equal scores, as long as they fit.
        let fits = 0;
        for (let n = 1; n <= ranked.length; n++)
          if (ranked[n - 1] !== ranked[n] && n <= share * ranked.length * (1 + 1e-12)) fits = n;
        return fits;
      });
      const tiers = [...within, ranked.length].map((upTo, i) => upTo - (within[i - 1] ?? 0));
      expect([...counts]).toEqual(tiers);
      shares.forEach((share, i) => {
        expect(shareAbove(histogram, cutOffs[i]!)).toBe(within[i]! / ranked.length);
        expect(within[i]!).toBeLessThanOrEqual(share * ranked.length * (1 + 1e-12));
      });
      const rows = [...scores.map(String), 'NULL'].map((units, id) => `(${id}, ${units})`).join();
      const sql = `SELECT ${tierSql('units', cutOffs)} FROM (VALUES ${rows}) AS people(id, units) ORDER BY id`;
      const result = await connection.runAndReadAll(sql);
      expect(result.getColumns()[0]).toEqual([...scores.map((units) => tierOf(units, cutOffs)), null]);
    }),
    { numRuns: 50 },
  );
  connection.closeSync();
});

it('refuses shares that do not ascend', () => {
  for (const shares of [[0.2, 0.05], [-0.1], [1.1], [NaN]])
    expect(() => tierCutOffs(histogramOf([1]), shares)).toThrow(RangeError);
});
