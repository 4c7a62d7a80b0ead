import { describe, expect, it } from 'vitest';
import { byBand } from '../../../src/domain/ageing/project';
import { registers } from '../../../src/domain/conditions';
import { hamiltonPerry } from '../../../src/domain/stats';
import { crossings } from '../../geography/crossings';
import { areaKm2, polygonsOf } from '../../geography/planar';
import type { PracticeMargins } from '../../source';
import { demoSource } from './source';

const ages = 91;
const source = demoSource();
const margins = source.networks.map((_, network) => source.margins(network));
const practices = margins.flatMap((network) => network.practices);
const listOf = (practice: PracticeMargins): number => practice.counts.reduce((sum, n) => sum + n, 0);
const aged = ({ counts }: PracticeMargins, from: number, to = ages - 1): number =>
  counts.reduce((sum, n, k) => (k % ages >= from && k % ages <= to ? sum + n : sum), 0);
const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
const patients = sum(practices.map(listOf));

describe('the fictional system', () => {
  it('has 24 networks, about 130 practices, 700 neighbourhoods, four places and 1.1 million patients', () => {
    expect(source.networks).toHaveLength(24);
    expect(source.practices).toHaveLength(130);
    expect(source.neighbourhoods).toHaveLength(701);
    expect(new Set(source.networks.map((network) => network.place))).toEqual(new Set([0, 1, 2, 3]));
    expect(patients).toBeGreaterThan(1_050_000);
    expect(patients).toBeLessThan(1_200_000);
  });

  it('has networks of 20,000 to 80,000 with the real median, and 1 to 12 practices in each', () => {
    const lists = margins.map((network) => sum(network.practices.map(listOf))).sort((a, b) => a - b);
    expect(lists[0]).toBeGreaterThanOrEqual(20_000);
    expect(lists[23]).toBeLessThanOrEqual(80_000);
    expect((lists[11]! + lists[12]!) / 2 / 45_139).toBeCloseTo(1, 1);
    const counts = margins.map((network) => network.practices.length);
    expect(Math.min(...counts)).toBe(1);
    expect(Math.max(...counts)).toBeLessThanOrEqual(12);
    for (const practice of practices) expect(listOf(practice)).toBeGreaterThan(1500);
  });

  it('lists practices in order of network, then code, each with its margins', () => {
    const networks = source.practices.map((practice) => practice.network);
    expect(networks).toEqual([...networks].sort((a, b) => a - b));
    expect(practices.map((practice) => practice.practice)).toEqual(source.practices.map((_, p) => p));
    margins.forEach(({ network, practices: own }) =>
      own.forEach((practice) => expect(source.practices[practice.practice]!.network).toBe(network)),
    );
  });

  it('gives names and codes once', () => {
    for (const list of [source.networks, source.practices, source.neighbourhoods]) {
      expect(new Set(list.map((item) => item.code)).size).toBe(list.length);
      expect(new Set(list.map((item) => item.name)).size).toBe(list.length);
    }
  });

  it('shares out every list among neighbourhoods, exactly', () => {
    const byNeighbourhood = new Int32Array(source.neighbourhoods.length);
    for (const practice of practices) {
      expect(sum(practice.neighbourhoods.map((part) => part.patients))).toBe(listOf(practice));
      for (const part of practice.neighbourhoods) {
        byNeighbourhood[part.index]! += part.patients;
        if (part.index > 0) expect(part.imd).toBe(source.neighbourhoods[part.index]!.imd);
        if (part.shape) expect(sum(part.shape)).toBeCloseTo(1, 9);
        expect(sum(part.ethnicity!)).toBeCloseTo(1, 9);
      }
    }
    expect([...byNeighbourhood]).toEqual(source.neighbourhoods.map((area) => area.patients));
    const outside = byNeighbourhood[0]! / patients;
    expect(outside).toBeGreaterThan(0.01);
    expect(outside).toBeLessThan(0.02);
  });

  it('gives each neighbourhood to the network with most of its patients', () => {
    const held = source.neighbourhoods.map(() => new Float64Array(source.networks.length));
    margins.forEach(({ network, practices: own }) =>
      own.forEach((practice) =>
        practice.neighbourhoods.forEach((part) => (held[part.index]![network]! += part.patients)),
      ),
    );
    source.neighbourhoods.slice(1).forEach((area, i) => {
      expect(held[i + 1]![area.network]).toBe(Math.max(...held[i + 1]!));
    });
    const shared = held.slice(1).filter((networks) => networks.filter((n) => n > 0).length > 1).length;
    expect(shared / 700).toBeGreaterThan(0.5);
  });

  it('has registers that its people can hold', () => {
    for (const practice of practices) {
      registers.forEach((register, r) => {
        expect(practice.registers[r]).toBeGreaterThanOrEqual(0);
        expect(practice.registers[r]).toBeLessThanOrEqual(aged(practice, register.ageBase));
      });
      const of = (id: string): number =>
        practice.registers[registers.findIndex((register) => register.id === id)]!;
      expect(of('dm') + of('ndh')).toBeLessThanOrEqual(aged(practice, 18));
    }
  });

  it('has England’s age structure, and networks as far apart as real ones', () => {
    expect(sum(practices.map((practice) => aged(practice, 65))) / patients).toBeCloseTo(0.185, 2);
    const shares = margins.map(
      (network) => sum(network.practices.map((p) => aged(p, 65))) / sum(network.practices.map(listOf)),
    );
    expect(Math.min(...shares)).toBeLessThan(0.115);
    expect(Math.max(...shares)).toBeGreaterThan(0.3);
    const student = Math.max(
      ...margins.map(
        (network) => sum(network.practices.map((p) => aged(p, 20, 24))) / sum(network.practices.map(listOf)),
      ),
    );
    expect(student).toBeGreaterThan(0.15);
  });

  it('has a tenth of its people in each deprivation decile, neighbours alike', () => {
    const people = new Float64Array(11);
    for (const part of practices.flatMap((practice) => practice.neighbourhoods))
      people[part.imd]! += part.patients;
    for (let decile = 1; decile <= 10; decile++) expect(people[decile]! / patients).toBeCloseTo(0.1, 2);
    const mean = margins.map((network) => {
      const parts = network.practices.flatMap((practice) => practice.neighbourhoods);
      return sum(parts.map((part) => part.imd * part.patients)) / sum(parts.map((part) => part.patients));
    });
    expect(Math.min(...mean)).toBeLessThan(3);
    expect(Math.max(...mean)).toBeGreaterThan(7.5);
  });

  it('has recorded prevalences near England’s', () => {
    const hypertension = registers.findIndex((register) => register.id === 'hyp');
    expect(sum(practices.map((practice) => practice.registers[hypertension]!)) / patients).toBeCloseTo(
      0.152,
      2,
    );
  });

  it('has staff in post about England’s rates, in every network, and the same again', () => {
    const { roles, network, role, fte } = source.workforce!;
    // England: 31,253 full-time equivalents over 62,193,241 patients.
    const england = 31_253 / 6219.3241;
    expect((sum(fte) / patients) * 10_000).toBeGreaterThan(0.8 * england);
    expect((sum(fte) / patients) * 10_000).toBeLessThan(1.2 * england);
    expect(new Set(network).size).toBe(24);
    const pharmacists = roles.findIndex(({ name }) => name === 'Pharmacists');
    const held = fte.filter((_, i) => role[i] === pharmacists);
    expect(held.length).toBeGreaterThan(18);
    expect(Math.max(...held) / Math.min(...held)).toBeGreaterThan(2);
    expect(demoSource().workforce).toEqual(source.workforce);
    expect(JSON.stringify(source.workforce).length / patients).toBeLessThan(0.02);
  });

  it('has a projection that begins with its own list, and grows older', () => {
    const { firstYear, ages, male, female, provenance } = source.projection!;
    expect({ firstYear, ages, provenance }).toEqual({
      firstYear: Number(source.snapshot.slice(0, 4)),
      ages: 'single',
      provenance: 'modelled',
    });
    expect(male).toHaveLength(21);
    const list = [male, female].map((_, sex) =>
      Array.from({ length: 91 }, (_, age) => sum(practices.map(({ counts }) => counts[sex * 91 + age]!))),
    );
    expect([male[0], female[0]]).toEqual(list);
    const total = (year: number, from = 0) => sum(male[year]!.slice(from)) + sum(female[year]!.slice(from));
    // England: about 0.5% a year more people in the 2018-based projection, and a third more aged 75 and over in twenty years.
    expect(total(20) / total(0)).toBeGreaterThan(1.0);
    expect(total(20) / total(0)).toBeLessThan(1.12);
    expect(total(20, 75) / total(0, 75)).toBeGreaterThan(1.2);
    expect(total(20, 75) / total(0, 75)).toBeLessThan(1.7);
    expect(JSON.stringify(source.projection).length / patients).toBeLessThan(0.025);
    expect(demoSource().projection).toEqual(source.projection);
  });

  it('has about England’s ethnic mix, and quarters that differ', () => {
    const white = practices.flatMap((practice) =>
      practice.neighbourhoods.map((part) => [part.patients, part.ethnicity![3]!] as const),
    );
    expect(sum(white.map(([n, share]) => n * share)) / patients).toBeCloseTo(0.81, 1);
    expect(Math.min(...white.map(([, share]) => share))).toBeLessThan(0.5);
    expect(Math.max(...white.map(([, share]) => share))).toBeGreaterThan(0.95);
  });

  it('is a plane map: one polygon a neighbourhood, vertices shared, no crossing lines', () => {
    expect(source.polygons.map((polygon) => polygon.id)).toEqual(
      source.neighbourhoods.slice(1).map((_, i) => i + 1),
    );
    const edges = new Map<string, number[][]>();
    const uses = new Map<string, number>();
    for (const ring of source.polygons.flatMap((polygon) => polygonsOf(polygon).flat())) {
      for (let i = 1; i < ring.length; i++) {
        const key = [String(ring[i - 1]), String(ring[i])].sort().join(' ');
        edges.set(key, [ring[i - 1]!, ring[i]!]);
        uses.set(key, (uses.get(key) ?? 0) + 1);
      }
    }
    expect(Math.max(...uses.values())).toBe(2);
    expect(crossings([...edges.values()])).toEqual([]);
    const areas = source.polygons.map(areaKm2).sort((a, b) => a - b);
    expect(areas[0]).toBeGreaterThan(0.01);
    expect(areas[699]! / areas[350]!).toBeGreaterThan(20);
  });
});

describe('a smaller fictional system', () => {
  it('is the same for the same seed and differs for another', () => {
    const text = (seed: number): string => {
      const small = demoSource({ networks: 3, seed });
      return JSON.stringify({ ...small, all: small.networks.map((_, network) => small.margins(network)) });
    };
    const first = text(7);
    expect(text(7)).toBe(first);
    expect(text(8)).not.toBe(first);
  });

  it('gives a network the same margins whenever it is asked for', () => {
    const small = demoSource({ networks: 2, seed: 3 });
    const second = JSON.stringify(small.margins(1));
    small.margins(0);
    expect(JSON.stringify(small.margins(1))).toBe(second);
  });

  it.each([1, 2, 6, 11])('works with %i networks', (networks) => {
    const small = demoSource({ networks, seed: 5 });
    expect(small.networks).toHaveLength(networks);
    expect(small.polygons).toHaveLength(small.neighbourhoods.length - 1);
    const lists = small.networks.map((_, network) => sum(small.margins(network).practices.map(listOf)));
    for (const list of lists) expect(list).toBeGreaterThanOrEqual(20_000);
    expect(new Set(small.neighbourhoods.slice(1).map((area) => area.network)).size).toBe(networks);
  });

  it('refuses a number of networks that it has no ground for', () => {
    expect(() => demoSource({ networks: 0 })).toThrow('1 to 24');
    expect(() => demoSource({ networks: 25 })).toThrow('1 to 24');
  });

  it('has lists of five years before that carry it forward about as its projection does, in a few kilobytes', () => {
    const { earlier, projection } = source;
    expect(earlier!.network).toHaveLength(24);
    expect(JSON.stringify(earlier).length).toBeLessThan(5000);
    const areas = margins.map(({ practices: own }, network) => {
      const counts = Float64Array.from({ length: 2 * ages }, (_, i) =>
        sum(own.map((practice) => practice.counts[i]!)),
      );
      return {
        now: { male: byBand(counts.slice(0, ages)), female: byBand(counts.slice(ages)) },
        earlier: { male: earlier!.male[network]!, female: earlier!.female[network]! },
      };
    });
    const carried = hamiltonPerry(areas, 10);
    if (!carried.ok) throw new Error(carried.reason);
    const then = sum(carried.areas.map((years) => sum(years[10]!.male) + sum(years[10]!.female)));
    const wanted = sum(projection!.male[10]!) + sum(projection!.female[10]!);
    expect(Math.abs(then / wanted - 1)).toBeLessThan(0.03);
    // Networks differ: some grow by a tenth, some fall.
    const growth = carried.areas.map((years) => sum(years[10]!.male) / sum(years[0]!.male));
    expect(Math.max(...growth)).toBeGreaterThan(1.05);
    expect(Math.min(...growth)).toBeLessThan(0.97);
  });
});
