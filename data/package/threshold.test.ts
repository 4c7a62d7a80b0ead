import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { topTier } from './threshold';

const histogramOf = (scores: readonly number[]) => {
  const histogram = new Float64Array(Math.max(0, ...scores) + 1);
  for (const score of scores) histogram[score]!++;
  return histogram;
};

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

it('puts nobody above when more than the share have the highest score', () => {
  expect(topTier(histogramOf([...Array<number>(90).fill(0), ...Array<number>(10).fill(7)]), 0.05)).toEqual({
    above: 7,
    people: 0,
  });
});

it('is the lowest cut-off with at most the share above it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(12), { minLength: 1, maxLength: 200 }), (scores) => {
      const { above, people } = topTier(histogramOf(scores), 0.05);
      const count = (cutOff: number) => scores.filter((score) => score > cutOff).length;
      expect(people).toBe(count(above));
      expect(people).toBeLessThanOrEqual(0.05 * scores.length);
      if (above > 0) expect(count(above - 1)).toBeGreaterThan(0.05 * scores.length);
    }),
  );
});
