import { bandCount, bandOf, type Projection } from '../schema';
import { notAvailable } from '../stats/estimate';
import type { BySex } from '../stats/projection';
import {
  ageCount,
  impliedMigration,
  yearOn,
  type Population,
  type YearRates,
} from '../stats/cohort-component';
import { bringAges } from './bring';
import { peopleCount, populationsOf } from './flat';
import { fertility } from './fertility';
import { survivalAt } from './mortality';
import { finished } from './steps';

/** An area whose people are carried forward. */
export interface Area {
  /** Today's list. */
  readonly people: Population;
  /** Mean decile of deprivation of its people, 1 to 10, 10 the least deprived. */
  readonly decile: number;
}

/** A published projection of residents of the system that the areas are parts of; the first year is today's. */
export interface Published {
  readonly ages: Projection['ages'];
  /** Consecutive years, of each sex by single age (91 numbers) or by five-year band (19). */
  readonly years: readonly BySex<Float64Array>[];
}

export const publishedOf = ({ ages, male, female }: Projection): Published => ({
  ages,
  years: male.map((men, year) => ({
    male: Float64Array.from(men),
    female: Float64Array.from(female[year]!),
  })),
});

/** How a projection departs from the principal one. */
export interface Variant {
  /** Times each death rate a year on, again each year: 0.99 is rates that fall by one per cent a year. */
  readonly mortalityAYear?: number;
  /** Times net migration. */
  readonly migration?: number;
}

export type Projected =
  | {
      ok: true;
      /** By area, then by year from today on. */
      areas: readonly (readonly Population[])[];
      /** Years from today that follow the published projection; none where there is none. */
      published: number;
    }
  | { ok: false; reason: string };

export const sexes = ['male', 'female'] as const;
const mostYears = 50;
/** Areas whose survival is looked up between one sign of life and the next. */
const areasAStep = 20;
/** Years whose mean migration goes on where the published projection ends. */
const lastYears = 5;

/** Where five-year band `band` begins, in single years. */
export const bandStarts: readonly number[] = Array.from({ length: bandCount }, (_, band) =>
  Array.from({ length: ageCount }, (_, age) => bandOf(age)).indexOf(band),
);

/** People by five-year band, 90 and over last. */
export const byBand = (people: ArrayLike<number>): Float64Array => {
  const bands = new Float64Array(bandCount);
  addByBand(people, bands);
  return bands;
};

/** Adds people of single years to their bands, of which the first stands at `from`. */
export function addByBand(people: ArrayLike<number>, bands: Float64Array, from = 0): void {
  for (let age = 0; age < people.length; age++) bands[from + bandOf(age)]! += people[age]!;
}

/**
 * Carries areas of one system forward by single year of age and sex: survival by the area's deprivation, ageing on, births and
 * net migration; then, in each year that is published, each band and sex of all areas is brought to today's list of all areas ×
 * published ÷ published today, so that areas add up to it exactly. Migration is what the published projection has beyond its
 * natural change; where it ends, the mean of its last five years goes on, and nothing is brought to anything. Bands do not tell
 * of which ages migrants are: with a projection by band, and without any, nobody comes or goes but by being brought to it.
 */
export const projectAreas = (
  areas: readonly Area[],
  published: Published | null,
  years: number,
  variant: Variant = {},
): Projected => finished(projectSteps(areas, published, years, variant));

/** The same, step by step: gives the years that are done after each. All people stand in one array, see `flat.ts`. */
export function* projectSteps(
  areas: readonly Area[],
  published: Published | null,
  years: number,
  variant: Variant = {},
): Generator<number, Projected> {
  if (!Number.isInteger(years) || years < 0 || years > mostYears)
    return notAvailable(`the years must be a whole number from 0 to ${mostYears}`);
  const fault = faultOf(areas);
  if (fault !== null) return notAvailable(fault);
  const migrationTo = migrationOf(published, variant.migration);
  const target = published === null ? null : targets(areas, published);
  const ofAreas = populationsOf(new Float64Array(areas.length * (years + 1) * peopleCount), years + 1);
  const { mortalityAYear = 1 } = variant;
  for (const [i, { people, decile }] of areas.entries()) {
    for (const sex of sexes) ofAreas[i]![0]![sex].set(people[sex]);
    // Working out a decile's survival takes longer than anything that follows.
    survivalAt(decile);
    if (i % areasAStep === 0) yield 0;
  }
  for (let year = 1; year <= years; year++) {
    const migration = migrationTo(year);
    const next = areas.map(({ decile }, i) => {
      const survival = survivalAt(decile, mortalityAYear ** year);
      const [now, later] = [ofAreas[i]![year - 1]!, ofAreas[i]![year]!];
      return yearOn(now, { ...survival, fertility, migration }, later);
    });
    const aim = target?.(year);
    if (aim) bringTo(next, aim);
    yield year;
  }
  const publishedYears = published === null ? 0 : published.years.length - 1;
  return { ok: true, areas: ofAreas, published: Math.min(years, publishedYears) };
}

/** Why areas cannot be carried forward; null where they can. */
export function faultOf(areas: readonly Area[]): string | null {
  for (const { people, decile } of areas) {
    if (sexes.some((sex) => people[sex].length !== ageCount || people[sex].some((count) => !(count >= 0))))
      return 'an area has no list by single year of age';
    if (!(decile >= 1 && decile <= 10)) return 'an area has no mean decile of deprivation';
  }
  return null;
}

type Migration = NonNullable<YearRates['migration']>;

/** Net migration of the year that ends so many years from today, as a published projection by single years has it. */
export function migrationOf(published: Published | null, times = 1): (year: number) => Migration | null {
  const steps = published?.ages === 'single' ? migrationSteps(published, times) : [];
  const later = steps.length === 0 ? null : meanOf(steps.slice(-lastYears));
  return (year) => steps[year - 1] ?? later;
}

function migrationSteps({ years }: Published, times: number): Migration[] {
  // Its own mortality is not published with it: that of the country stands in, and migration takes up the difference.
  const { survival } = survivalAt(5.5);
  return years.slice(1).map((after, i) => {
    const { male, female } = impliedMigration(years[i]!, after, survival);
    return { male: male.map((rate) => rate * times), female: female.map((rate) => rate * times) };
  });
}

function meanOf(steps: readonly Migration[]): Migration {
  const of = (sex: (typeof sexes)[number]) =>
    Float64Array.from(
      { length: ageCount },
      (_, age) => steps.reduce((sum, step) => sum + step[sex][age]!, 0) / steps.length,
    );
  return { male: of('male'), female: of('female') };
}

/** What all areas together must be in a year, by band; null beyond what is published. */
function targets(areas: readonly Area[], { ages, years }: Published) {
  const today = (sex: (typeof sexes)[number]) => {
    const sum = new Float64Array(bandCount);
    for (const { people } of areas) byBand(people[sex]).forEach((count, band) => (sum[band]! += count));
    return sum;
  };
  const list = { male: today('male'), female: today('female') };
  const residents =
    ages === 'bands'
      ? years
      : years.map(({ male, female }) => ({ male: byBand(male), female: byBand(female) }));
  return (year: number): BySex<Float64Array> | null => {
    const then = residents[year];
    if (then === undefined) return null;
    const of = (sex: (typeof sexes)[number]) =>
      list[sex].map((count, band) => {
        const now = residents[0]![sex][band]!;
        return now === 0 ? count : (count * then[sex][band]!) / now;
      });
    return { male: of('male'), female: of('female') };
  };
}

/** Each band and sex of all populations together, in place; a band of nobody is spread like the list of that sex. */
function bringTo(populations: readonly Population[], aim: BySex<Float64Array>): void {
  for (const sex of sexes) {
    const lists = populations.map((people) => people[sex]);
    const sizes = () => {
      const each = lists.map((list) => list.reduce((all, count) => all + count, 0));
      return each.some((size) => size > 0) ? each : each.map(() => 1);
    };
    for (let band = 0; band < bandCount; band++) {
      const ages = { from: bandStarts[band]!, to: bandStarts[band + 1] ?? ageCount };
      bringAges(lists, ages, aim[sex][band]!, sizes);
    }
  }
}
