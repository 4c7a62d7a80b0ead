import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disclose, RawCounts } from '../disclosure';
import { bandCount } from '../schema';
import { hamiltonPerry } from '../stats';
import { ageCount, type Population } from '../stats/cohort-component';
import { askedOf, carry } from './carry';
import { releaseEarlier, type Earlier } from './earlier';
import { unpacked } from './parcel';
import { byBand, projectAreas, type Area } from './project';
import { projectByChange } from './project-by-change';

const sexes = ['male', 'female'] as const;
const counts = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 900 }), { minLength: length, maxLength: length })
    .map((values) => Float64Array.from(values));
const population: fc.Arbitrary<Population> = fc.record({ male: counts(ageCount), female: counts(ageCount) });
const pairs = fc.array(
  fc.record({
    people: population,
    decile: fc.integer({ min: 10, max: 100 }).map((tenths) => tenths / 10),
    then: fc.option(fc.record({ male: counts(bandCount), female: counts(bandCount) })),
  }),
  { minLength: 1, maxLength: 4 },
);
/** Single years as births and deaths have them. */
function likeOf(areas: readonly Area[], years: number) {
  const projected = projectAreas(areas, null, years);
  if (!projected.ok) throw new Error(projected.reason);
  return projected.areas;
}
const bandsOf = ({ male, female }: Population) => ({ male: byBand(male), female: byBand(female) });

describe('areas carried forward by their change of five years', () => {
  it('have the bands that Hamilton–Perry gives, and today’s list today', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const earlier = given.map(({ then }) => then);
        const projected = projectByChange(given, earlier, likeOf(given, 11));
        const bands = hamiltonPerry(
          given.map(({ people, then }) => ({ now: bandsOf(people), earlier: then })),
          11,
        );
        if (!projected.ok || !bands.ok) throw new Error('nobody was carried forward');
        expect(projected.published).toBe(0);
        projected.areas.forEach((years, area) => {
          expect(years).toHaveLength(12);
          for (const sex of sexes)
            expect(Array.from(years[0]![sex])).toEqual(Array.from(given[area]!.people[sex]));
          years.forEach((people, year) => {
            for (const sex of sexes)
              byBand(people[sex]).forEach((count, band) => {
                const wanted = bands.areas[area]![year]![sex][band]!;
                expect(Math.abs(count - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1, wanted));
              });
          });
        });
      }),
      { numRuns: 40 },
    );
  });

  it('have within a band the single years of births and deaths, so that a large year of birth moves on', () => {
    const people = new Float64Array(ageCount).fill(100);
    people[61] = 400;
    const area: Area = { people: { male: people, female: people.slice() }, decile: 5 };
    const then = { male: byBand(people), female: byBand(people) };
    const beside = likeOf([area], 7);
    const projected = projectByChange([area], [then], beside);
    if (!projected.ok) throw new Error(projected.reason);
    const [ours, theirs] = [projected.areas[0]![7]!.male, beside[0]![7]!.male];
    expect(ours[68]! / ours[66]!).toBeCloseTo(theirs[68]! / theirs[66]!, 9);
    expect(ours[68]! / ours[66]!).toBeGreaterThan(3.5);
  });

  it('refuse lists that are none', () => {
    const flat: Area = {
      people: { male: new Float64Array(ageCount), female: new Float64Array(ageCount) },
      decile: 5,
    };
    const short = { male: new Float64Array(3), female: new Float64Array(3) };
    const like = likeOf([flat], 5);
    expect(projectByChange([flat], [null], like)).toMatchObject({ ok: true });
    expect(projectByChange([flat], [], like)).toMatchObject({ ok: false });
    expect(projectByChange([flat], [null], [])).toMatchObject({ ok: false });
    expect(projectByChange([flat], [short], like)).toMatchObject({ ok: false });
  });
});

describe('earlier lists', () => {
  const rawOf = (rows: readonly Record<string, number>[]) =>
    new RawCounts({ get: (name) => rows.map((row) => row[name]!) });
  /** Of the second of three networks. */
  const rows = [1, 2].flatMap((sex) =>
    Array.from({ length: bandCount }, (_, band) => ({ network: 1, sex, band, people: band * 4 + sex })),
  );
  const released = (policy: 'none' | 'hes'): Earlier => releaseEarlier(rawOf(rows), { networks: 3, policy });

  it('stand with their network, and are null for the others', () => {
    const [before, own, after] = released('none');
    expect([before, after]).toEqual([null, null]);
    expect(Array.from(own!.male)).toEqual(Array.from({ length: bandCount }, (_, band) => band * 4 + 1));
    expect(own!.female[18]).toBe(74);
  });

  it('are followed where they are asked for, without ranges', () => {
    const ages = [1, 2].flatMap((sex) =>
      Array.from({ length: 3 * ageCount }, (_, i) => ({
        network: Math.floor(i / ageCount),
        age: i % ageCount,
        sex,
        people: 10 + (i % 7),
      })),
    );
    const none = new RawCounts({ get: () => [] });
    const asked = (earlier: RawCounts | null) =>
      askedOf(
        { ages: rawOf(ages), cases: none, fifths: none, earlier },
        { networks: 3, outcomes: [], policy: 'none', published: null },
      );
    const said = [...carry(asked(rawOf(rows)))];
    const carried = said.find((each) => each?.kind === 'carried');
    if (carried?.kind !== 'carried') throw new Error('nobody was carried forward');
    const forecast = unpacked(carried.parcel);
    const bands = hamiltonPerry(
      forecast.today.networks.map(({ people }, i) => ({
        now: bandsOf(people),
        earlier: released('none')[i]!,
      })),
      20,
    );
    if (!bands.ok) throw new Error(bands.reason);
    const ours = byBand(forecast.ages[1]![20]!.female);
    ours.forEach((count, band) => expect(count).toBeCloseTo(bands.areas[1]![20]!.female[band]!, 6));
    expect(said.at(-1)).toEqual({ kind: 'drawn', draws: null });
    expect([...carry(asked(null))].at(-1)).toMatchObject({
      kind: 'drawn',
      draws: { ratios: expect.anything() as unknown },
    });
  });

  it('are as the policy shows them, with 4 for a hidden count', () => {
    const own = released('hes')[1]!;
    for (const [sex, list] of [own.male, own.female].entries())
      list.forEach((people, band) => {
        const shown = disclose(band * 4 + sex + 1, 'hes');
        expect(people).toBe(shown === '*' ? 4 : shown);
      });
    expect(own.male[0]).toBe(4);
  });
});
