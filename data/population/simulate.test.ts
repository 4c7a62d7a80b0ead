import fc from 'fast-check';
import { expect, test } from 'vitest';
import { registers } from '../../src/domain/conditions';
import { bandOf, patientColumns } from '../../src/domain/schema';
import { loadCalibration } from '../calibration/load';
import type { NetworkMargins, PatientTable, PracticeMargins } from '../source';
import { englandLike } from './england-like';
import { aged } from './margins';
import { Random } from './random';
import { simulateNetwork } from './simulate';

const calibration = loadCalibration();
const indexOf = (id: string): number => registers.findIndex((register) => register.id === id);

/** Feasible margins of all sorts: empty practices, empty and full registers, unknown homes, ages without anybody. */
function anyPractice(practice: number, random: Random, withEthnicity: boolean): PracticeMargins {
  const counts = new Int32Array(182);
  const people = random.below(5) === 0 ? 0 : random.below(400);
  const [youngest, oldest] = random.below(3) === 0 ? [15, 22] : [0, 90];
  for (let i = 0; i < people; i++) {
    counts[random.below(2) * 91 + youngest + random.below(oldest - youngest + 1)]!++;
  }
  const indexes = [0, 0, 3, 3, 7, 1, 9].slice(0, 1 + random.below(7));
  const neighbourhoods = indexes.map((index, entry) => ({
    index,
    imd: (entry * 3 + practice) % 11,
    patients: 0,
    shape:
      random.below(3) === 0
        ? null
        : Float64Array.from({ length: 38 }, () => (random.below(4) === 0 ? 0 : random.uniform() * 50)),
    ...(withEthnicity ? { ethnicity: Float64Array.of(0.1, 0, 0.2, 0.6, 0.1) } : {}),
  }));
  for (let i = 0; i < people; i++) {
    const least = Math.min(random.below(neighbourhoods.length), random.below(neighbourhoods.length));
    neighbourhoods[least]!.patients++;
  }
  const margins = { practice, counts, neighbourhoods, registers: new Int32Array(registers.length) };
  registers.forEach(({ ageBase }, r) => {
    const base = aged(margins, ageBase);
    margins.registers[r] = [0, base, random.below(base + 1), Math.min(base, random.below(4))][
      random.below(4)
    ]!;
  });
  const room = aged(margins, 17) - margins.registers[indexOf('dm')]!;
  margins.registers[indexOf('ndh')] = Math.min(margins.registers[indexOf('ndh')]!, room);
  return margins;
}

function anyMargins(seed: number): NetworkMargins {
  const random = new Random(seed);
  const network = random.below(1300);
  const withEthnicity = random.below(2) === 0;
  const practices = Array.from({ length: 1 + random.below(3) }, (_, p) =>
    anyPractice(10 + p, random, withEthnicity),
  );
  return { network, practices };
}

function tally(table: PatientTable, key: (row: number) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (let row = 0; row < table.rows; row++) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
  return counts;
}

const column = (table: PatientTable, name: string): Uint8Array | Uint16Array => table.columns.get(name)!;

const sameBytes = (a: Uint8Array | Uint16Array, b: Uint8Array | Uint16Array): boolean =>
  Buffer.from(a.buffer).equals(Buffer.from(b.buffer));

const forAnyMargins = (check: (margins: NetworkMargins, table: PatientTable, seed: number) => void): void => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const margins = anyMargins(seed);
      check(margins, simulateNetwork(margins, calibration, seed), seed);
    }),
    { numRuns: 100 },
  );
};

test('practice × single age × sex counts are the margins’', () => {
  forAnyMargins((margins, table) => {
    const [practice, age, sex] = ['practice', 'age', 'sex'].map((name) => column(table, name));
    const got = tally(table, (row) => `${practice![row]!} ${age![row]!} ${sex![row]!}`);
    const wanted = new Map<string, number>();
    for (const { practice, counts } of margins.practices) {
      counts.forEach((n, i) => n > 0 && wanted.set(`${practice} ${i % 91} ${1 + Math.floor(i / 91)}`, n));
    }
    expect(got).toEqual(wanted);
  });
});

test('practice × neighbourhood × decile counts are the margins’', () => {
  forAnyMargins((margins, table) => {
    const [practice, home, imd] = ['practice', 'neighbourhood', 'imd'].map((name) => column(table, name));
    const got = tally(table, (row) => `${practice![row]!} ${home![row]!} ${imd![row]!}`);
    const wanted = new Map<string, number>();
    for (const { practice, neighbourhoods } of margins.practices) {
      for (const { index, imd, patients } of neighbourhoods) {
        const key = `${practice} ${index} ${imd}`;
        if (patients > 0) wanted.set(key, (wanted.get(key) ?? 0) + patients);
      }
    }
    expect(got).toEqual(wanted);
  });
});

test('every register has its size in every practice, and nobody younger than its base', () => {
  forAnyMargins((margins, table) => {
    const practice = column(table, 'practice');
    const age = column(table, 'age');
    registers.forEach(({ id, ageBase }, r) => {
      const flags = column(table, id);
      const sizes = new Map(margins.practices.map((p) => [p.practice, 0]));
      for (let row = 0; row < table.rows; row++) {
        if (flags[row] !== 1) continue;
        sizes.set(practice[row]!, sizes.get(practice[row]!)! + 1);
        if (age[row]! < ageBase) throw new Error(`${id} at ${age[row]!}`);
      }
      expect([...sizes.values()]).toEqual(margins.practices.map((p) => p.registers[r]));
    });
  });
});

test('nobody is on both the diabetes and the non-diabetic hyperglycaemia register', () => {
  forAnyMargins((_, table) => {
    const ndh = column(table, 'ndh');
    expect(column(table, 'dm').some((flag, row) => flag === 1 && ndh[row] === 1)).toBe(false);
  });
});

test('diabetes leaves room for the other register where only 17-year-olds can', () => {
  const counts = new Int32Array(182);
  counts[17] = 3;
  counts[18] = 4;
  const sizes = new Int32Array(registers.length);
  sizes[indexOf('dm')] = 3;
  sizes[indexOf('ndh')] = 4;
  const home = { index: 1, imd: 5, patients: 7, shape: null };
  const practice = { practice: 0, counts, neighbourhoods: [home], registers: sizes };
  const table = simulateNetwork({ network: 0, practices: [practice] }, calibration, 1);
  expect([...column(table, 'dm')]).toEqual([1, 1, 1, 0, 0, 0, 0]);
  expect([...column(table, 'ndh')]).toEqual([0, 0, 0, 1, 1, 1, 1]);
});

test('rows stand in order of practice, neighbourhood, age, sex', () => {
  forAnyMargins((_, table) => {
    const keys = ['practice', 'neighbourhood', 'age', 'sex'].map((name) => column(table, name));
    const place = (row: number): number => keys.reduce((sum, values) => sum * 1000 + values[row]!, 0);
    const places = Array.from({ length: table.rows }, (_, row) => place(row));
    expect(places.every((at, row) => row === 0 || at >= places[row - 1]!)).toBe(true);
  });
});

test('the columns are the schema’s in its order, of its types and length, flags 0 and 1', () => {
  forAnyMargins((margins, table) => {
    const withEthnicity = margins.practices.some((p) => p.neighbourhoods.some((home) => home.ethnicity));
    const wanted = patientColumns.filter(({ name }) => name !== 'ethnicity' || withEthnicity);
    expect([...table.columns.keys()]).toEqual(wanted.map(({ name }) => name));
    expect([...table.valid.keys()]).toEqual(
      wanted.filter(({ nullable }) => nullable).map(({ name }) => name),
    );
    for (const { name, type, nullable } of wanted) {
      const values = column(table, name);
      expect(values).toBeInstanceOf(type === 'uint16' ? Uint16Array : Uint8Array);
      expect(values).toHaveLength(table.rows);
      if (type === 'boolean') expect(values.some((value) => value > 1)).toBe(false);
      if (!nullable) continue;
      const valid = table.valid.get(name)!;
      expect(valid).toHaveLength(table.rows);
      expect(values.some((value, row) => value > 0 && valid[row] === 0)).toBe(false);
    }
  });
});

test('columns that apply to some apply to just those', () => {
  forAnyMargins((_, table) => {
    const at = (name: string) => {
      const values = column(table, name);
      return (row: number) => values[row]!;
    };
    const [age, careHome, medicines, efi] = [at('age'), at('care_home'), at('medicines'), at('efi')];
    const [ld, mh, hyp] = [at('ld'), at('mh'), at('hyp')];
    const applies: Record<string, (row: number) => boolean> = {
      efi: (row) => age(row) >= 65,
      smr: (row) => careHome(row) === 1 || medicines(row) >= 10 || efi(row) >= 13,
      care_plan: (row) => careHome(row) === 1 || efi(row) >= 9,
      ld_check: (row) => ld(row) === 1 && age(row) >= 14,
      smi_check: (row) => mh(row) === 1,
      bp_target: (row) => hyp(row) === 1,
    };
    for (const [name, valid] of table.valid) {
      expect(valid).toEqual(valid.map((_, row) => (applies[name]!(row) ? 1 : 0)));
    }
  });
});

test('the same margins and seed give the same patients, whatever was simulated before', () => {
  forAnyMargins((margins, table, seed) => {
    simulateNetwork(anyMargins(seed + 1), calibration, seed + 1);
    const again = simulateNetwork(margins, calibration, seed);
    for (const [name, values] of table.columns) expect(sameBytes(values, column(again, name))).toBe(true);
    for (const [name, values] of table.valid) expect(sameBytes(values, again.valid.get(name)!)).toBe(true);
  });
});

test('another seed or another network gives other patients', () => {
  const margins = englandLike(1, 1, 2000, calibration);
  const dm = (network: number, seed: number): string =>
    String(column(simulateNetwork({ ...margins, network }, calibration, seed), 'dm'));
  expect(new Set([dm(1, 1), dm(1, 2), dm(2, 1)]).size).toBe(3);
});

test('neighbourhoods keep the age structure that they were given', () => {
  const [practice] = englandLike(1, 1, 8000, calibration).practices as [PracticeMargins];
  const old = Float64Array.from({ length: 38 }, (_, group) => (group % 19 >= 13 ? 4 : 1));
  practice.neighbourhoods.forEach((home, h) => (home.shape = h === 0 ? old : new Float64Array(38).fill(1)));
  const table = simulateNetwork({ network: 1, practices: [practice] }, calibration, 1);
  const odds = (home: number): number => {
    let older = 0;
    let younger = 0;
    for (let row = 0; row < table.rows; row++) {
      if (column(table, 'neighbourhood')[row] !== home) continue;
      if (bandOf(column(table, 'age')[row]!) >= 13) older++;
      else younger++;
    }
    return older / younger;
  };
  // The fit keeps odds ratios; each odds here has a relative sampling error of some 8%.
  expect(odds(1) / odds(6)).toBeGreaterThan(2.9);
  expect(odds(1) / odds(6)).toBeLessThan(5.5);
});

test('ethnic groups follow the shares of the neighbourhood', () => {
  const margins = englandLike(1, 1, 20_000, calibration);
  margins.practices[0]!.neighbourhoods.forEach((home, h) => {
    if (h > 0) home.ethnicity = Float64Array.of(0.2, 0.1, 0, 0.65, 0.05);
  });
  const table = simulateNetwork(margins, calibration, 1);
  const groups = column(table, 'ethnicity');
  const homes = column(table, 'neighbourhood');
  const share = (group: number): number => {
    let n = 0;
    let all = 0;
    for (let row = 0; row < table.rows; row++) {
      if (homes[row] === 1) continue;
      all++;
      if (groups[row] === group) n++;
    }
    return n / all;
  };
  expect([0, 1, 2, 3, 4, 5].map((group) => Math.round(share(group) * 50) / 50)).toEqual([
    0, 0.2, 0.1, 0, 0.66, 0.04,
  ]);
  expect(groups.some((group, row) => homes[row] === 1 && group !== 0)).toBe(false);
});
