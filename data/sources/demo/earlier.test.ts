import { describe, expect, it } from 'vitest';
import { earlierListProblems, type Projection } from '../../../src/domain/schema';
import { ageCount } from '../../../src/domain/stats/cohort-component';
import { demoEarlierList } from './earlier';
import { demoProjection } from './projection';

/** A network of settled people, and one of students: so many at each age, less from 60 on. */
const settled = Float64Array.from(
  { length: 2 * ageCount },
  (_, i) => 250 * Math.min(1, (100 - (i % 91)) / 40),
);
const students = settled.map((people, i) => (i % 91 >= 18 && i % 91 < 24 ? people * 6 : people / 2));
const counts = [settled, students];
const projection: Projection = demoProjection(
  { code: 'X', name: 'X' },
  settled.map((people, i) => people + students[i]!),
);
const list = demoEarlierList(1, counts, projection);
describe('invented lists of five years before', () => {
  it('are of every network, sound, and the same for a seed', () => {
    expect(list.network).toEqual([0, 1]);
    expect(earlierListProblems(list, { networks: 2, snapshot: '2026-07-01' })).toEqual([]);
    expect(demoEarlierList(1, counts, projection)).toEqual(list);
    expect(demoEarlierList(2, counts, projection).male).not.toEqual(list.male);
  });

  it('had as many students there for the place, then as now', () => {
    const young = (network: number) => list.male[network]![4]! / list.male[network]![9]!;
    expect(young(1)).toBeGreaterThan(3 * young(0));
  });
});
