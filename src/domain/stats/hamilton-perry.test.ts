import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeShared } from '../../../test/shared';
import { sharedRows } from '../../../test/shared-files';
import { bandCount, bandOf } from '../schema';
import { changeCaps, hamiltonPerry, type Bands, type Snapshots } from './hamilton-perry';

const sexes = ['male', 'female'] as const;
const even = (count: number) => new Float64Array(bandCount).fill(count);
const both = (each: Float64Array): Bands => ({ male: each, female: each.slice() });
const totalOf = ({ male, female }: Bands, from = 0) =>
  [male, female].reduce(
    (sum, each) =>
      sum +
      Array.from(each)
        .slice(from)
        .reduce((a, b) => a + b, 0),
    0,
  );

function carried(areas: readonly Snapshots[], years: number) {
  const projected = hamiltonPerry(areas, years);
  if (!projected.ok) throw new Error(projected.reason);
  return projected.areas;
}

/** A population in which each band keeps a share, the open group its own, and so many children a woman. */
function fiveYearsOn({ male, female }: Bands, survival: readonly number[], children: number): Bands {
  const on = (people: ArrayLike<number>) =>
    Float64Array.from({ length: bandCount }, (_, band) => {
      if (band === 0) return 0;
      const from = band === 18 ? people[17]! + people[18]! : people[band - 1]!;
      return from * survival[band]!;
    });
  const [boys, girls] = [on(male), on(female)];
  const young = children * girls.slice(3, 9).reduce((sum, count) => sum + count, 0);
  boys[0] = (young * 105) / 205;
  girls[0] = (young * 100) / 205;
  return { male: boys, female: girls };
}

const survival = Array.from({ length: bandCount }, (_, band) => (band === 18 ? 0.4 : 1 - band ** 2 / 900));
const start = both(Float64Array.from({ length: bandCount }, (_, band) => 3000 - band * 140));

describe('people carried forward by how bands changed in five years', () => {
  it('are those of a closed population with fixed survival and children, in each fifth year', () => {
    // Once on, so that today's children are in its ratio.
    const earlier = fiveYearsOn(start, survival, 0.3);
    const now = fiveYearsOn(earlier, survival, 0.3);
    const [years] = carried([{ now, earlier }], 20);
    let expected = now;
    for (let year = 5; year <= 20; year += 5) {
      expected = fiveYearsOn(expected, survival, 0.3);
      for (const sex of sexes)
        years![year]![sex].forEach((count, band) => expect(count).toBeCloseTo(expected[sex][band]!, 6));
    }
  });

  it('lie on the straight line between the fifth years, from the list of now on', () => {
    const earlier = start;
    const now = fiveYearsOn(earlier, survival, 0.28);
    const [years] = carried([{ now, earlier }], 13);
    expect(years).toHaveLength(14);
    for (const sex of sexes) {
      expect(Array.from(years![0]![sex])).toEqual(Array.from(now[sex]));
      for (let band = 0; band < bandCount; band++) {
        const at = (year: number) => years![year]![sex][band]!;
        expect(at(2)).toBeCloseTo(0.6 * at(0) + 0.4 * at(5), 9);
        expect(at(8)).toBeCloseTo(0.4 * at(5) + 0.6 * at(10), 9);
      }
    }
    // A year past a fifth one has the step after it to lie towards.
    const [longer] = carried([{ now, earlier }], 15);
    expect(years![13]).toEqual(longer![13]);
  });

  it('move one band on where each band was as large as the one below, as a worked example has them', () => {
    const earlier = both(even(100));
    const now = both(even(100));
    now.male = Float64Array.from(now.male, (_, band) => (band === 10 ? 150 : band === 18 ? 80 : 100));
    const [years] = carried([{ now, earlier }], 5);
    const { male, female } = years![5]!;
    // 50–54: 100 of 45–49 × 150/100; 55–59: 150 × 100/100; 90+: (100 + 80) × 80/200.
    expect(male[10]).toBeCloseTo(150, 9);
    expect(male[11]).toBeCloseTo(150, 9);
    expect(male[18]).toBeCloseTo(72, 9);
    // 200 children of 600 women; 600 women again.
    expect(male[0]).toBeCloseTo((200 * 105) / 205, 9);
    expect(female[0]).toBeCloseTo((200 * 100) / 205, 9);
  });

  it('never grow or shrink faster than the caps, and where nobody was stay as many', () => {
    const earlier = both(even(100));
    const grown = both(even(900));
    const [years] = carried([{ now: grown, earlier }], 5);
    expect(years![5]!.male[7]).toBeCloseTo(900 * changeCaps.bands.most, 9);
    expect(years![5]!.male[4]).toBeCloseTo(900 * changeCaps.young.most, 9);
    expect(years![5]!.male[18]).toBeCloseTo(1800 * changeCaps.open.most, 9);
    const [fallen] = carried([{ now: both(even(1)), earlier }], 5);
    expect(fallen![5]!.female[7]).toBeCloseTo(changeCaps.bands.least, 9);
    expect(fallen![5]!.female[18]).toBeCloseTo(2 * changeCaps.open.least, 9);
    const gap = both(even(100).with(4, 0));
    const [unknown] = carried([{ now: both(even(100)), earlier: gap }], 5);
    expect(unknown![5]!.male[5]).toBeCloseTo(100, 9);
    const [nobody] = carried([{ now: both(even(0)), earlier: both(even(0)) }], 20);
    expect(totalOf(nobody![20]!)).toBe(0);
  });

  it('of a small area follow all areas more than those of a large one do', () => {
    const ratioOf = (size: number) => {
      const area = (people: number, times: number): Snapshots => ({
        earlier: both(even(people)),
        now: both(even(people * times)),
      });
      // Large areas differ beyond chance; the one looked at has grown by half.
      const areas = [area(4000, 0.9), area(4000, 1.1), area(4000, 1), area(size, 1.5)];
      const [years] = carried(areas, 5).slice(-1);
      return years![5]!.male[8]! / (size * 1.5);
    };
    const ratios = [20, 200, 2000, 20_000].map(ratioOf);
    expect(ratios).toEqual(ratios.toSorted((a, b) => a - b));
    expect(ratios[0]).toBeGreaterThan(0.99);
    expect(ratios[0]).toBeLessThan(1.25);
    expect(ratios[3]).toBeGreaterThan(1.49);
    expect(ratios[3]).toBeLessThanOrEqual(1.5);
  });

  it('have the ratios of all where they differ by chance alone, or where the earlier list is not known', () => {
    const earlier = both(even(50));
    const areas = [49, 50, 51, 50].map((count) => ({ earlier, now: both(even(count)) }));
    const of = carried([...areas, { earlier: null, now: both(even(70)) }], 5);
    expect(of.map((years) => years[5]!.male[9]!)).toEqual([49, 50, 51, 50, 70]);
  });
});

const bands = fc
  .array(fc.nat(20_000), { minLength: bandCount, maxLength: bandCount })
  .map((quarters) => Float64Array.from(quarters, (each) => each / 4));
const people: fc.Arbitrary<Bands> = fc.record({ male: bands, female: bands });
const snapshots: fc.Arbitrary<Snapshots> = fc.record({ now: people, earlier: fc.option(people) });

describe('whatever the lists', () => {
  it('nobody is fewer than none, and every year is there', () => {
    fc.assert(
      fc.property(fc.array(snapshots, { maxLength: 4 }), fc.integer({ min: 0, max: 20 }), (areas, years) => {
        for (const each of carried(areas, years)) {
          expect(each).toHaveLength(years + 1);
          for (const year of each)
            for (const sex of sexes) expect(year[sex].every((count) => count >= 0)).toBe(true);
        }
      }),
    );
  });

  it('twice as many people at both times are twice as many later, of one area', () => {
    fc.assert(
      fc.property(people, people, fc.constantFrom(0.5, 2, 16), (now, earlier, times) => {
        const scaled = ({ male, female }: Bands): Bands => ({
          male: Array.from(male, (count) => count * times),
          female: Array.from(female, (count) => count * times),
        });
        const [own] = carried([{ now, earlier }], 20);
        const [more] = carried([{ now: scaled(now), earlier: scaled(earlier) }], 20);
        for (const sex of sexes)
          own![20]![sex].forEach((count, band) =>
            expect(more![20]![sex][band]! / times).toBeCloseTo(count, 5),
          );
      }),
    );
  });

  it.each<[string, Snapshots, number, RegExp]>([
    ['too few bands', { now: both(even(1).slice(1)), earlier: null }, 5, /^male, now: there must be 19/],
    [
      'a negative count',
      { now: both(even(1)), earlier: both(even(1).with(3, -1)) },
      5,
      /five years earlier, band 4: .* negative/,
    ],
    ['a missing count', { now: both(even(1).with(18, NaN)), earlier: null }, 5, /band 19: .* missing/],
    ['half a year', { now: both(even(1)), earlier: null }, 2.5, /whole number from 0 to 50/],
    ['numbers beyond reach', { now: both(even(1e308)), earlier: null }, 5, /too large/],
  ])('%s is refused', (_, area, years, reason) => {
    expect(hamiltonPerry([area], years)).toMatchObject({
      ok: false,
      reason: expect.stringMatching(reason) as string,
    });
  });
});

/** England's residents by band in a year of ONS's 2018-based national projection. */
function published(year: number): Bands {
  const of = (sex: string) => {
    const counts = new Float64Array(bandCount);
    for (const row of sharedRows('real/reference/npp_2018based_england_2018-2035_quinary.csv'))
      if (row.year === `${year}` && row.sex === sex)
        counts[bandOf(Number(row.age_from))]! += Number(row.population);
    return counts;
  };
  return { male: of('M'), female: of('F') };
}

describeShared('England of 2018 and 2023 carried forward', () => {
  const off = (year: number, from: number) => {
    const [years] = carried([{ earlier: published(2018), now: published(2023) }], year - 2023);
    return totalOf(years![year - 2023]!, from) / totalOf(published(year), from) - 1;
  };
  // The published projection has births and deaths a woman and an age fall on; ratios of the past keep them.
  it.each([
    [2028, 'in all', 0, 0.005],
    [2028, '65 and over', 13, 0.01],
    [2028, '75 and over', 15, 0.015],
    [2028, '85 and over', 17, 0.02],
    [2033, 'in all', 0, 0.01],
    [2033, '65 and over', 13, 0.02],
    [2033, '75 and over', 15, 0.03],
    [2033, '85 and over', 17, 0.055],
  ])('has the published number of %i, %s, nearly', (year, _, from, tolerance) => {
    expect(Math.abs(off(year, from))).toBeLessThan(tolerance);
  });

  it('has each band of 2028 up to 90 within 3% of the published one, and fewer of the oldest, as deaths fall no more', () => {
    const [years] = carried([{ earlier: published(2018), now: published(2023) }], 5);
    for (const sex of sexes)
      years![5]!.male.forEach((_, band) => {
        const [ours, theirs] = [years![5]![sex][band]!, published(2028)[sex][band]!];
        expect(Math.abs(ours / theirs - 1)).toBeLessThan(0.03);
      });
    expect(off(2028, 17)).toBeLessThan(0);
    expect(off(2033, 17)).toBeLessThan(off(2028, 17));
  });
});
