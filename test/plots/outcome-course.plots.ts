import { courseChart } from '../../src/charts/outcome-course';
import { shownChange, shownPeople, shownRange } from '../../src/domain/ageing/figures';
import { type CoursePoint } from '../../src/domain/ageing/outcome-figures';
import type { DisclosurePolicy } from '../../src/domain/schema';
import { document } from './document';

/** People a year for each reason. */
function points(
  today: number,
  [more, older, rates]: readonly [number, number, number],
  policy: DisclosurePolicy = 'none',
): CoursePoint[] {
  return Array.from({ length: 21 }, (_, year) => {
    const cases = today + (more + older + rates) * year;
    const range = { lower: cases - 12 * year, upper: cases + 12 * year };
    return {
      year,
      cases: shownPeople(cases, policy),
      range: shownPeople(cases, policy) === '*' ? null : shownRange(range, policy),
      more: shownChange(more * year, policy),
      older: shownChange(older * year, policy),
      rates: shownChange(rates * year, policy),
    };
  });
}
const draw = (given: CoursePoint[], { width = 720, published = 20, at = -1 } = {}) =>
  courseChart(given, {
    firstYear: 2026,
    year: 10,
    published,
    width,
    height: 320,
    active: given[at] ?? null,
    document,
  });

const usual = points(1400, [8, 22, 0]);
export const normal = () => draw(usual);
export const stepped = () => draw(usual, { at: 16 });
export const narrow = () => draw(usual, { width: 350 });
export const ratesAdd = () => draw(points(1400, [8, 22, 14]));
export const ratesTakeAway = () => draw(points(1400, [8, 22, -18]), { published: 17 });
export const fewerPeople = () => draw(points(1400, [-10, 24, 0]));
export const smallChange = () => draw(points(140, [0.4, 2, 0], 'hes'));
export const suppressed = () => draw(points(4, [0, 0, 0], 'hes'));
