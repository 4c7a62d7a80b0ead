import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageCount, impliedMigration, yearOn, type Population } from '../stats/cohort-component';
import { fertility } from './fertility';
import { lifeExpectancyAt, survivalAt } from './mortality';
import { byBand, projectAreas, projectSteps, publishedOf, type Area } from './project';

const sexes = ['male', 'female'] as const;
const flat = (count: number): Population => ({
  male: new Float64Array(ageCount).fill(count),
  female: new Float64Array(ageCount).fill(count),
});
const total = (people: Population, from = 0) =>
  sexes.reduce((sum, sex) => sum + people[sex].slice(from).reduce((all, count) => all + count, 0), 0);

const counts = fc
  .array(fc.integer({ min: 0, max: 900 }), { minLength: ageCount, maxLength: ageCount })
  .map((values) => Float64Array.from(values));
const population = fc.record({ male: counts, female: counts });
const area: fc.Arbitrary<Area> = fc.record({
  people: population,
  decile: fc.integer({ min: 10, max: 100 }).map((tenths) => tenths / 10),
});
/** Nobody's list or residents are nowhere nobody: otherwise a target of nobody is reached from nobody. */
const residents = fc.array(
  fc
    .array(fc.integer({ min: 1, max: 900 }), { minLength: ageCount, maxLength: ageCount })
    .map((values) => Float64Array.from(values))
    .chain((male) => fc.constant({ male, female: male.toReversed() })),
  { minLength: 2, maxLength: 6 },
);

describe('one year on', () => {
  it('moves a closed population with constant rates exactly one age on', () => {
    const half = new Float64Array(ageCount).fill(0.5);
    const rates = {
      survival: { male: half, female: half },
      fertility: new Float64Array(ageCount).fill(0.1, 20, 30),
      birthSurvival: { male: 1, female: 0.5 },
      migration: null,
    };
    const next = yearOn(flat(100), rates);
    // Half of 100 everywhere, the open group with those who turn 90.
    expect(Array.from(next.male.slice(1, 90))).toEqual(Array<number>(89).fill(50));
    expect(next.male[90]).toBe(100);
    // Ten ages with 100 women at the beginning and 50 at the end: 75 × 0.1 × 10.
    expect(next.male[0]).toBeCloseTo((75 * 105) / 205, 12);
    expect(next.female[0]).toBeCloseTo((75 * 100) / 205 / 2, 12);
  });

  it('reaches the next population with the migration that it implies', () => {
    fc.assert(
      fc.property(population, population, (before, after) => {
        const { survival, birthSurvival } = survivalAt(5.5);
        const migration = impliedMigration(before, after, survival);
        const next = yearOn(before, { survival, birthSurvival, fertility, migration });
        for (const sex of sexes)
          for (let age = 1; age < ageCount; age++)
            if (before[sex][age - 1]! > 0 && age < 90)
              expect(next[sex][age]).toBeCloseTo(after[sex][age]!, 8);
      }),
    );
  });
});

describe('mortality', () => {
  it('has the life expectancy of the published table in the middle, and falls with deprivation', () => {
    expect(lifeExpectancyAt('male', 5.5)).toBeCloseTo(79.37, 1);
    expect(lifeExpectancyAt('female', 5.5)).toBeCloseTo(83.06, 1);
    expect(lifeExpectancyAt('male', 10) - lifeExpectancyAt('male', 1)).toBeCloseTo(83.2 - 73.5, 6);
    expect(lifeExpectancyAt('female', 10) - lifeExpectancyAt('female', 1)).toBeCloseTo(86.3 - 78.3, 6);
  });

  it('has in every decile the life expectancy that a straight line gives it', () => {
    for (let decile = 1; decile <= 10; decile += 0.05)
      for (const [sex, all] of [
        ['male', 83.2 - 73.5],
        ['female', 86.3 - 78.3],
      ] as const)
        expect(lifeExpectancyAt(sex, decile) - lifeExpectancyAt(sex, 5.5)).toBeCloseTo(
          (all / 9) * (decile - 5.5),
          9,
        );
  });
});

describe('areas of one system', () => {
  it('add up to the published change of the list in every year, band and sex, and are never below nobody', () => {
    fc.assert(
      fc.property(fc.array(area, { minLength: 1, maxLength: 4 }), residents, (areas, years) => {
        const projected = projectAreas(areas, { ages: 'single', years }, years.length - 1);
        if (!projected.ok) throw new Error(projected.reason);
        expect(projected.published).toBe(years.length - 1);
        for (const [year, published] of years.entries())
          for (const sex of sexes) {
            const now = byBand(years[0]![sex]);
            byBand(published[sex]).forEach((then, band) => {
              const sum = (at: number) =>
                projected.areas.reduce((all, populations) => all + byBand(populations[at]![sex])[band]!, 0);
              const target = (sum(0) * then) / now[band]!;
              expect(Math.abs(sum(year) - target)).toBeLessThanOrEqual(1e-9 * Math.max(1, target));
            });
          }
        for (const populations of projected.areas)
          for (const people of populations)
            for (const sex of sexes) expect(people[sex].every((count) => count >= 0)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('add up to it as well where it is by five-year band, and change by nature alone where it ends', () => {
    fc.assert(
      fc.property(fc.array(area, { minLength: 1, maxLength: 3 }), residents, (areas, years) => {
        const bands = years.map(({ male, female }) => ({ male: byBand(male), female: byBand(female) }));
        const projected = projectAreas(areas, { ages: 'bands', years: bands }, years.length + 1);
        if (!projected.ok) throw new Error(projected.reason);
        expect(projected.published).toBe(years.length - 1);
        for (const [year, published] of bands.entries())
          for (const sex of sexes)
            published[sex].forEach((then, band) => {
              const sum = (at: number) =>
                projected.areas.reduce((all, populations) => all + byBand(populations[at]![sex])[band]!, 0);
              const target = (sum(0) * then) / bands[0]![sex][band]!;
              expect(Math.abs(sum(year) - target)).toBeLessThanOrEqual(1e-9 * Math.max(1, target));
            });
        // What follows the last published year is natural change alone.
        for (const [i, { decile }] of areas.entries()) {
          const [last, after] = projected.areas[i]!.slice(-2) as [Population, Population];
          expect(after).toEqual(yearOn(last, { ...survivalAt(decile), fertility, migration: null }));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('are carried forward each as one year on has it, also step by step', () => {
    fc.assert(
      fc.property(fc.array(area, { minLength: 1, maxLength: 5 }), fc.nat(4), (areas, years) => {
        const steps = projectSteps(areas, null, years, { mortalityAYear: 0.99 });
        const done: number[] = [];
        let step = steps.next();
        for (; !step.done; step = steps.next()) done.push(step.value);
        expect([...new Set(done)]).toEqual(Array.from({ length: years + 1 }, (_, year) => year));
        if (!step.value.ok) throw new Error(step.value.reason);
        for (const [i, { people, decile }] of areas.entries()) {
          let wanted = people;
          for (const [year, each] of step.value.areas[i]!.entries()) {
            if (year > 0)
              wanted = yearOn(wanted, { ...survivalAt(decile, 0.99 ** year), fertility, migration: null });
            for (const sex of sexes)
              each[sex].forEach((count, age) =>
                expect(Math.abs(count - wanted[sex][age]!)).toBeLessThanOrEqual(1e-9 * Math.max(1, count)),
              );
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('take years and ages from a stored projection', () => {
    const years = [0, 1].map((year) => Array.from({ length: ageCount }, (_, age) => 100 + age + year));
    const published = publishedOf({
      area: { code: 'X', name: 'X' },
      provenance: 'constrained',
      source: '',
      variant: 'principal',
      firstYear: 2026,
      ages: 'single',
      male: years,
      female: years.toReversed(),
    });
    expect(published.ages).toBe('single');
    expect(published.years.map(({ male, female }) => [male[90], female[0]])).toEqual([
      [190, 101],
      [191, 100],
    ]);
  });

  it('stay closed without a published projection, and die sooner where deprivation is more', () => {
    const projected = projectAreas(
      [
        { people: flat(100), decile: 1 },
        { people: flat(100), decile: 10 },
      ],
      null,
      10,
    );
    if (!projected.ok) throw new Error(projected.reason);
    expect(projected.published).toBe(0);
    const [most, least] = projected.areas.map((years) => total(years[10]!, 50));
    expect(most!).toBeLessThan(least!);
    expect(least!).toBeLessThan(total(flat(100), 40));
  });

  it('are what they were in a year where nothing is published to change', () => {
    const stays = projectAreas(
      [{ people: flat(30), decile: 4 }],
      { ages: 'single', years: [flat(7), flat(7), flat(7)] },
      2,
    );
    if (!stays.ok) throw new Error(stays.reason);
    for (const people of stays.areas[0]!) expect(total(people)).toBeCloseTo(total(flat(30)), 8);
  });

  it('refuse lists that are none', () => {
    const short = { male: new Float64Array(3), female: new Float64Array(3) };
    expect(projectAreas([{ people: short, decile: 5 }], null, 1)).toMatchObject({ ok: false });
    expect(projectAreas([{ people: flat(1), decile: 0 }], null, 1)).toMatchObject({ ok: false });
    expect(projectAreas([{ people: flat(1), decile: 5 }], null, 1.5)).toMatchObject({ ok: false });
  });
});
