import { notAvailable } from '../stats/estimate';
import { ageCount, yearOn, type Population } from '../stats/cohort-component';
import { bringAges } from './bring';
import { fertility } from './fertility';
import { survivalAt } from './mortality';
import { faultOf, migrationOf, sexes, type Area, type Published } from './project';

export type ProjectedParts =
  | {
      ok: true;
      /** By part, then by year from today on. */
      parts: readonly (readonly Population[])[];
    }
  | { ok: false; reason: string };

/**
 * Carries the parts of one area forward, as practices of a network: survival by each part's own deprivation, births, and the
 * migration that the whole has; then, in each year, each single year of age and sex of all parts together is brought to the
 * whole, so that parts add up to it exactly by age, band and sex. By band would leave single years to drift from the whole's,
 * and with them who comes into the next band; by single year what the parts decide is who has which share of an age. Today is
 * brought to it as well: lists of parts as they are shown need not add up. A part that has nobody stays so.
 *
 * @param parts with their lists of today
 * @param whole the area by year from today on
 * @param published what the whole follows, for its migration
 */
export function projectParts(
  parts: readonly Area[],
  whole: readonly Population[],
  published: Published | null,
): ProjectedParts {
  const fault = faultOf(parts);
  if (fault !== null) return notAvailable(fault);
  const migrationTo = migrationOf(published);
  const survival = parts.map(({ decile }) => survivalAt(decile));
  const sizes = parts.map(({ people }) => sizeOf(people));
  const byYear: Population[][] = [];
  for (const [year, aim] of whole.entries()) {
    const next = parts.map(({ people: { male, female } }, i): Population =>
      year === 0
        ? { male: male.slice(), female: female.slice() }
        : yearOn(byYear[year - 1]![i]!, { ...survival[i]!, fertility, migration: migrationTo(year) }),
    );
    for (const sex of sexes) {
      const lists = next.map((people) => people[sex]);
      for (let age = 0; age < ageCount; age++)
        if (!bringAges(lists, { from: age, to: age + 1 }, aim[sex][age]!, () => sizes))
          return notAvailable('all of its parts have nobody');
    }
    byYear.push(next);
  }
  return { ok: true, parts: parts.map((_, i) => byYear.map((year) => year[i]!)) };
}

const sizeOf = ({ male, female }: Population): number =>
  [male, female].reduce((sum, counts) => sum + counts.reduce((all, count) => all + count, 0), 0);
