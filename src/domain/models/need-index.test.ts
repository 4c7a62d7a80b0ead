import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  equalNeedWeights,
  formatNeedWeights,
  mostNeedWeight,
  needHistogram,
  needIndex,
  needTiersByKey,
  needUnits,
  parseNeedWeights,
  type NeedWeights,
} from './need-index';
import { mostZ, needDomainIds, needScales, type NeedCells } from './need-levels';
import { tierCutOffs } from './tiers';

const weightsOf = (weight: fc.Arbitrary<number>): fc.Arbitrary<NeedWeights> =>
  fc.record({ conditions: weight, frailty: weight, medicines: weight, use: weight, deprivation: weight });
const weights = weightsOf(fc.double({ min: 0, max: 1e6, noNaN: true })).filter((each) =>
  Object.values(each).some((weight) => weight > 0),
);

/** Levels of each domain and how many people have them: any shape of population. */
const population = fc
  .array(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 2, maxLength: 30 }), {
    minLength: 5,
    maxLength: 5,
  })
  .map((domains) => {
    const rows = domains.flatMap((counts, domain) =>
      counts.map((people, level) => [domain, level, people] as const),
    );
    // Somebody of a known level in every domain.
    const columns = {
      domain: rows.map(([domain]) => domain),
      level: rows.map(([, level]) => level),
      people: rows.map(([, level, people]) => people + (level === 1 ? 1 : 0)),
    };
    return needScales({ rows: rows.length, get: (name) => columns[name as keyof typeof columns] });
  });
const person = fc.array(fc.nat(), { minLength: 5, maxLength: 5 });

type Scales = ReturnType<typeof needScales>;
const cellOf = (scales: Scales, people: readonly (readonly number[])[]): NeedCells => ({
  rows: people.length,
  key: people.map(() => 0),
  people: people.map(() => 1),
  levels: scales.map(({ z }, at) => Uint8Array.from(people, (levels) => levels[at]! % z.length)),
});
function indexOf(scales: Scales, cells: NeedCells, chosen: NeedWeights): Float64Array {
  const found = needIndex(cells, scales, chosen);
  if (!found.ok) throw new Error(found.reason);
  return found.index;
}

describe('scales', () => {
  it('never fall with the level, stay within three standard deviations, and end where they are clipped', () => {
    fc.assert(
      fc.property(population, (scales) => {
        scales.forEach(({ z, told }, domain) => {
          expect(told).toBe(true);
          const known = domain === 4 ? z.subarray(1) : z;
          expect([...known]).toEqual([...known].sort((a, b) => a - b));
          for (const each of z) expect(Math.abs(each)).toBeLessThanOrEqual(mostZ);
          expect([...z.subarray(0, -1)]).not.toContain(mostZ);
        });
        expect(scales[4]!.z[0]).toBe(0);
      }),
    );
  });

  it('have the known mean and standard deviation of an example', () => {
    const columns = { domain: [0, 0, 0, 4, 4, 4], level: [0, 1, 40, 0, 1, 3], people: [97, 1, 2, 5, 6, 2] };
    const scales = needScales({ rows: 6, get: (name) => columns[name as keyof typeof columns] });
    // (1 + 80) / 100, and (0.81² × 97 + 0.19² + 39.19² × 2) / 100 = 31.3539.
    expect(scales[0]!.mean).toBeCloseTo(0.81, 12);
    expect(scales[0]!.sd).toBeCloseTo(Math.sqrt(31.3539), 12);
    // 3 × 5.5994 + 0.81 = 17.6.
    expect(scales[0]!.z).toHaveLength(19);
    expect(scales[4]).toMatchObject({ mean: 1.5, sd: Math.sqrt(0.75) });
    expect(scales.map(({ told }) => told)).toEqual([true, false, false, false, true]);
  });

  it('are 0 where everybody has the same level', () => {
    const columns = { domain: [0], level: [3], people: [8] };
    const [same] = needScales({ rows: 1, get: (name) => columns[name as keyof typeof columns] });
    expect(same).toMatchObject({ told: true, sd: 0, z: new Float64Array(4) });
  });
});

describe('the index', () => {
  it('never falls where a level rises, and has the same value for the same proportions of weights', () => {
    fc.assert(
      fc.property(
        population,
        person,
        fc.nat({ max: 4 }),
        fc.nat(),
        weights,
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        (scales, levels, domain, other, chosen, times) => {
          const size = scales[domain]!.z.length;
          const ordered = [levels[domain]! % size, other % size].sort((a, b) => a - b);
          // Level 0 of deprivation is unknown, and stands in no order.
          fc.pre(!(domain === 4 && ordered[0] === 0));
          const cells = cellOf(
            scales,
            ordered.map((level) => levels.with(domain, level)),
          );
          const [lower, higher] = indexOf(scales, cells, chosen);
          expect(higher!).toBeGreaterThanOrEqual(lower!);
          expect(Math.abs(higher!)).toBeLessThanOrEqual(mostZ * (1 + 1e-15));
          const scaled = Object.fromEntries(
            needDomainIds.map((id) => [id, chosen[id] * times]),
          ) as unknown as NeedWeights;
          const again = indexOf(scales, cells, scaled);
          expect(Math.abs(again[0]! - lower!)).toBeLessThanOrEqual(1e-12);
        },
      ),
    );
  });

  it('is the one domain’s own value where the others weigh nothing', () => {
    fc.assert(
      fc.property(population, person, fc.nat({ max: 4 }), (scales, levels, domain) => {
        const only = {
          conditions: 0,
          frailty: 0,
          medicines: 0,
          use: 0,
          deprivation: 0,
          [needDomainIds[domain]!]: 7,
        };
        const cells = cellOf(scales, [levels]);
        expect(indexOf(scales, cells, only)[0]! + 0).toBe(scales[domain]!.z[cells.levels[domain]![0]!]! + 0);
      }),
    );
  });

  it('is refused without a weight above zero on a domain that is told, and for what is no weight', () => {
    const columns = { domain: [0, 0], level: [0, 1], people: [1, 1] };
    const scales = needScales({ rows: 2, get: (name) => columns[name as keyof typeof columns] });
    const cells = cellOf(scales, [[0, 0, 0, 0, 0]]);
    const refused = (chosen: Partial<NeedWeights>) =>
      needIndex(cells, scales, { ...equalNeedWeights, ...chosen });
    expect(refused({})).toMatchObject({ ok: true });
    expect(refused({ conditions: 0 })).toEqual({ ok: false, reason: expect.stringContaining('above zero') });
    for (const wrong of [-1, NaN, Infinity])
      expect(refused({ use: wrong })).toEqual({ ok: false, reason: expect.stringContaining('0 or more') });
  });

  it('counts everybody once in the histogram and in the tiers of the keys', () => {
    const cells: NeedCells = { rows: 4, key: [0, 1, 1, 2], people: [90, 5, 1, 4], levels: [] };
    const units = needUnits(Float64Array.of(-3, 0.00004, 0.00005, 3));
    expect([...units]).toEqual([-30_000, 0, 1, 30_000]);
    const histogram = needHistogram(cells, units);
    const cutOffs = tierCutOffs(histogram, [0.04, 0.05]);
    expect(cutOffs).toEqual([1, 0]);
    expect([...needTiersByKey(cells, units, cutOffs, 4)]).toEqual([0, 0, 90, 0, 1, 5, 4, 0, 0, 0, 0, 0]);
  });
});

describe('weights in an address', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(weightsOf(fc.integer({ min: 0, max: mostNeedWeight })), (chosen) => {
        const text = formatNeedWeights(chosen);
        expect(text).toMatch(/^\d+(-\d+){4}$/);
        expect(parseNeedWeights(text)).toEqual(chosen);
      }),
    );
    expect(formatNeedWeights(equalNeedWeights)).toBe('1-1-1-1-1');
    expect(parseNeedWeights('2-1-1-0-10')).toEqual({
      conditions: 2,
      frailty: 1,
      medicines: 1,
      use: 0,
      deprivation: 10,
    });
  });

  it.each([
    '',
    '1',
    '1-1-1-1',
    '1-1-1-1-1-1',
    '1-1-1-1-11',
    '1-1--1-1',
    '1-1-1-1-x',
    '01-1-1-1-1',
    '1.5-1-1-1-1',
    ' 1-1-1-1-1',
  ])('“%s” means nothing', (text) => {
    expect(parseNeedWeights(text)).toBeNull();
  });

  it('means nothing, or is written as it was read, for any text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9-]{0,14}$/), (text) => {
        const parsed = parseNeedWeights(text);
        if (parsed !== null) expect(formatNeedWeights(parsed)).toBe(text);
      }),
    );
  });
});
