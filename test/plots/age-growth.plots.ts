import { ageGrowthChart, type AgeCourse } from '../../src/charts/age-growth';
import { ageGroups, growthOf } from '../../src/domain/ageing/figures';
import type { DisclosurePolicy } from '../../src/domain/schema';
import { document } from './document';

/** Per cent a year by age group, and people today. */
function courses(
  yearly: readonly number[],
  { people = 9000, policy = 'none' }: { people?: number; policy?: DisclosurePolicy } = {},
): AgeCourse[] {
  return ageGroups.map((group, i) => ({
    ...group,
    growth: Array.from({ length: 21 }, (_, year) => {
      const then = people * (1 + yearly[i]! / 100) ** year;
      const spread = then * 0.008 * year;
      return growthOf(people, then, { lower: then - spread, upper: then + spread }, policy);
    }),
  }));
}
const draw = (given: AgeCourse[], { width = 720, year = 10, published = 20, at = 0 } = {}) =>
  ageGrowthChart(given, {
    firstYear: 2026,
    year,
    published,
    width,
    height: 320,
    active: at > 0 ? { course: given[4]!, at } : null,
    document,
  });

const usual = courses([-1, 0.2, 1.5, 2.4, 3.8]);
export const normal = () => draw(usual);
export const stepped = () => draw(usual, { at: 15 });
export const narrow = () => draw(usual, { width: 350 });
export const noLongerPublished = () => draw(usual, { published: 14 });
export const allShrink = () => draw(courses([-2, -1.8, -1.6, -1, -0.5]));
export const alike = () => draw(courses([1, 1, 1.05, 1.05, 1.1]));
export const suppressed = () => draw(courses([0, 0, 0, 0, 0], { people: 4, policy: 'hes' }));
