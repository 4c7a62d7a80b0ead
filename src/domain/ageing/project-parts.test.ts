import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageCount, type Population } from '../stats/cohort-component';
import { byBand, projectAreas, sexes, type Area, type Published } from './project';
import { projectParts } from './project-parts';

const counts = (most: number, least = 0) =>
  fc
    .array(fc.integer({ min: least, max: most }), { minLength: ageCount, maxLength: ageCount })
    .map((values) => Float64Array.from(values));
const area: fc.Arbitrary<Area> = fc.record({
  people: fc.record({ male: counts(40), female: counts(40) }),
  decile: fc.integer({ min: 10, max: 100 }).map((tenths) => tenths / 10),
});
const nobody: Area = {
  people: { male: new Float64Array(ageCount), female: new Float64Array(ageCount) },
  decile: 5.5,
};
/** Ages that are half as many again from one year to the next, and not a thousand times as many. */
const published: fc.Arbitrary<Published> = fc
  .array(fc.record({ male: counts(900, 600), female: counts(900, 600) }), { minLength: 2, maxLength: 5 })
  .map((years) => ({ ages: 'single', years }));

const together = (areas: readonly Area[]): Area => ({
  people: Object.fromEntries(
    sexes.map((sex) => [
      sex,
      Float64Array.from({ length: ageCount }, (_, age) =>
        areas.reduce((sum, { people }) => sum + people[sex][age]!, 0),
      ),
    ]),
  ) as unknown as Population,
  decile: 5.5,
});
/** The course of a network among two, as it is carried forward on the site. */
function courseOf(network: Area, other: Area, residents: Published | null, years: number) {
  const projected = projectAreas([network, other], residents, years);
  if (!projected.ok) throw new Error(projected.reason);
  return projected.areas[0]!;
}
function partsOf(parts: readonly Area[], whole: readonly Population[], residents: Published | null) {
  const projected = projectParts(parts, whole, residents);
  if (!projected.ok) throw new Error(projected.reason);
  return projected.parts;
}

const furthest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, count, i) => Math.max(most, Math.abs(count - b[i]!)), 0);

describe('parts of a network', () => {
  it('add up to it in every year, band, age and sex, and are never below nobody', () => {
    fc.assert(
      fc.property(
        fc.array(area, { minLength: 1, maxLength: 5 }),
        area,
        // The network's own list as it is shown: other than that of its parts.
        area,
        fc.option(published),
        (parts, network, other, residents) => {
          const whole = courseOf(network, other, residents, 8);
          const each = partsOf(parts, whole, residents);
          for (const [year, then] of whole.entries())
            for (const sex of sexes) {
              const sum = Float64Array.from({ length: ageCount }, (_, age) =>
                each.reduce((all, years) => all + years[year]![sex][age]!, 0),
              );
              expect(furthest(sum, then[sex])).toBeLessThan(1e-6);
              expect(furthest(byBand(sum), byBand(then[sex]))).toBeLessThan(1e-6);
            }
          for (const years of each)
            for (const { male, female } of years)
              expect([...male, ...female].every((count) => count >= 0)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('that have nobody stay so, and a network’s only practice is the network', () => {
    fc.assert(
      fc.property(area, area, fc.option(published), (network, other, residents) => {
        const whole = courseOf(network, other, residents, 8);
        const [own, none] = partsOf([network, nobody], whole, residents);
        const [alone] = partsOf([network], whole, residents);
        for (const [year, then] of whole.entries())
          for (const sex of sexes) {
            expect(none![year]![sex].every((count) => count === 0)).toBe(true);
            for (const years of [own!, alone!])
              expect(furthest(years[year]![sex], then[sex])).toBeLessThan(1e-6);
          }
      }),
      { numRuns: 40 },
    );
  });

  it('with the same list and deprivation share their network equally', () => {
    fc.assert(
      fc.property(area, area, published, (part, other, residents) => {
        const whole = courseOf(together([part, part]), other, residents, 8);
        const [one, two] = partsOf([part, part], whole, residents);
        expect(one).toEqual(two);
        expect(one![8]!.female[40]).toBeCloseTo(whole[8]!.female[40]! / 2, 9);
      }),
      { numRuns: 20 },
    );
  });

  it('keep fewer of their old where they are more deprived', () => {
    const people = { male: new Float64Array(ageCount).fill(50), female: new Float64Array(ageCount).fill(50) };
    const [deprived, leafy] = [1, 10].map((decile) => ({ people, decile }));
    const network = { ...together([deprived!, leafy!]), decile: 5.5 };
    const whole = courseOf(network, nobody, null, 10);
    const [one, two] = partsOf([deprived!, leafy!], whole, null);
    const older = ({ male, female }: Population) =>
      [...male.slice(75), ...female.slice(75)].reduce((sum, count) => sum + count, 0);
    expect(older(one![0]!)).toBe(older(two![0]!));
    expect(older(one![10]!)).toBeLessThan(older(two![10]!) * 0.9);
  });

  it('of nobody cannot be a network that has people, and say so', () => {
    const people = { male: new Float64Array(ageCount).fill(1), female: new Float64Array(ageCount) };
    expect(projectParts([nobody, nobody], [people], null)).toEqual({
      ok: false,
      reason: 'all of its parts have nobody',
    });
    expect(projectParts([{ ...nobody, decile: 0 }], [nobody.people], null).ok).toBe(false);
  });
});
