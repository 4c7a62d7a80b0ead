import { comparedLines } from '../../src/charts/compared-scores';
import { concentrationChart, curvePlaces } from '../../src/charts/concentration-curves';
import { notAvailable } from '../../src/domain/stats';
import { document } from './document';
import { concentrated } from './risk';

/** Six scores, each of which ranks those with admissions a little higher than the last. */
const lines = (people: number) =>
  comparedLines(
    [0.4, 0.6, 0.8, 1, 1.3, 1.7].map((steep, i) => ({
      id: `score${i}`,
      name: `Score ${i + 1}`,
      ages: 'all ages',
      isComplete: true,
      curve: concentrated(people, { steep })[0]!,
      index: notAvailable('not drawn'),
    })),
  );
const draw = (people: number, { width = 640, active = null as number | null } = {}) =>
  concentrationChart(lines(people), {
    width,
    height: 340,
    active: active === null ? null : curvePlaces(lines(people))[active]!,
    document,
  });

export const normal = () => draw(50_000);
export const stepped = () => draw(50_000, { active: 22 });
export const narrow = () => draw(50_000, { width: 358 });
export const empty = () => draw(0);
