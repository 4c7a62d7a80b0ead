import { beforeAll, describe, expect, test } from 'vitest';
import { furtherConditionIds, longTermConditions, registers } from '../../src/domain/conditions';
import { bandOf } from '../../src/domain/schema';
import { cellCount, cellOf, quintileOf } from '../calibration/cells';
import { loadCalibration } from '../calibration/load';
import type { RateId } from '../calibration/load';
import type { PatientTable } from '../source';
import { englandLike } from './england-like';
import { simulateNetwork } from './simulate';

/**
 * One population like England's, whose registers are as large as the tables expect. Cell tests use z = (observed −
 * expected) / standard error: if the model is right its root mean square over the cells is 1 (less where ranks are
 * spread evenly) and none lies beyond 4.5; a relative error of 5% in a common column gives far more.
 */
const calibration = loadCalibration();
let table: PatientTable;
let cells: Uint8Array;

beforeAll(() => {
  table = simulateNetwork(englandLike(1, 50, 12_000, calibration), calibration, 20_250_701);
  cells = Uint8Array.from({ length: table.rows }, (_, row) =>
    cellOf(of('sex')[row]! - 1, bandOf(of('age')[row]!), quintileOf(of('imd')[row]!)),
  );
});

const of = (name: string): Uint8Array | Uint16Array => table.columns.get(name)!;

/** Observed minus expected of a column's cell means, in standard errors; `sd` of one value whose mean is given. */
function standardErrors(
  value: (row: number) => number,
  expected: Float64Array,
  sd: (mean: number) => number,
  counted: (row: number) => boolean = () => true,
): { rms: number; worst: number; ratio: number } {
  const n = new Float64Array(cellCount);
  const sum = new Float64Array(cellCount);
  for (let row = 0; row < table.rows; row++) {
    if (!counted(row)) continue;
    n[cells[row]!]!++;
    sum[cells[row]!]! += value(row);
  }
  let squares = 0;
  let used = 0;
  let worst = 0;
  let allExpected = 0;
  for (let cell = 0; cell < cellCount; cell++) {
    allExpected += n[cell]! * expected[cell]!;
    if (n[cell]! * expected[cell]! < 5) continue;
    const z = (sum[cell]! / n[cell]! - expected[cell]!) / (sd(expected[cell]!) / Math.sqrt(n[cell]!));
    squares += z * z;
    used++;
    worst = Math.max(worst, Math.abs(z));
  }
  expect(used).toBeGreaterThan(20);
  return { rms: Math.sqrt(squares / used), worst, ratio: sum.reduce((a, b) => a + b) / allExpected };
}
const ofShare = (p: number): number => Math.sqrt(p * (1 - p));

/** Mean of a column over the rows that a condition keeps. */
function mean(value: (row: number) => number, kept: (row: number) => boolean = () => true): number {
  let sum = 0;
  let n = 0;
  for (let row = 0; row < table.rows; row++) {
    if (!kept(row)) continue;
    sum += value(row);
    n++;
  }
  return sum / n;
}
const percent = (flag: (row: number) => boolean, kept?: (row: number) => boolean): number =>
  100 * mean((row) => (flag(row) ? 1 : 0), kept);
type Kept = (row: number) => boolean;
const on = (id: string): Kept => {
  const flags = of(id);
  return (row) => flags[row] === 1;
};
const aged = (from: number, to = 90): Kept => {
  const age = of('age');
  return (row) => age[row]! >= from && age[row]! <= to;
};
const atLeast = (name: string, least: number): Kept => {
  const values = of(name);
  return (row) => values[row]! >= least;
};
const both =
  (a: Kept, b: Kept): Kept =>
  (row) =>
    a(row) && b(row);

describe('prevalence by age, sex and deprivation follows the tables', () => {
  test.each(registers.map(({ id }, r) => [id, r] as const))('of register %s', (id, r) => {
    const flags = of(id);
    const { rms, worst, ratio } = standardErrors(
      (row) => flags[row]!,
      calibration.prevalence[r]!,
      ofShare,
      aged(registers[r]!.ageBase),
    );
    expect(rms).toBeLessThan(1.25);
    expect(worst).toBeLessThan(4.5);
    // Rounding to whole people in 50 equal practices of 12,000 moves the rarest (67 people) by up to 0.75%.
    expect(Math.abs(ratio - 1)).toBeLessThan(0.01);
  });

  test.each(
    calibration.latent
      .filter(({ id }) => id !== 'ctd')
      .map((condition) => [condition.id, condition] as const),
  )('of %s', (id, condition) => {
    const flags = of(id);
    const { rms, worst } = standardErrors((row) => flags[row]!, condition.prevalence, ofShare);
    expect(rms).toBeLessThan(1.25);
    expect(worst).toBeLessThan(4.5);
  });

  test('everybody with rheumatoid arthritis has a connective tissue disorder, 3.4% have one in all', () => {
    expect(percent(on('ctd'), on('ra'))).toBe(100);
    expect(percent(on('ctd'))).toBeGreaterThan(3.2);
    expect(percent(on('ctd'))).toBeLessThan(3.6);
  });
});

describe('modelled columns have the calibrated mean in each age, sex and deprivation cell', () => {
  const shares: [string, RateId, () => Kept][] = [
    ['5 or more medicines', 'medicines_5_plus', () => atLeast('medicines', 5)],
    ['10 or more medicines', 'medicines_10_plus', () => atLeast('medicines', 10)],
    ['living in a care home', 'care_home', () => on('care_home')],
    ['housebound', 'housebound', () => on('housebound')],
  ];
  test.each(shares)('%s', (_, rate, flagOf) => {
    const flag = flagOf();
    const { rms, worst, ratio } = standardErrors(
      (row) => (flag(row) ? 1 : 0),
      calibration.rates[rate],
      ofShare,
    );
    expect(rms).toBeLessThan(0.6);
    expect(worst).toBeLessThan(3);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.01);
  });

  const frailty: [RateId, number, number][] = [
    ['efi_fit', 0, 4],
    ['efi_mild', 5, 8],
    ['efi_moderate', 9, 12],
    ['efi_severe', 13, 36],
  ];
  test.each(frailty)('%s among those aged 65 and over', (rate, least, most) => {
    const efi = of('efi');
    const { rms, worst } = standardErrors(
      (row) => (efi[row]! >= least && efi[row]! <= most ? 1 : 0),
      calibration.rates[rate],
      ofShare,
      aged(65),
    );
    expect(rms).toBeLessThan(0.6);
    expect(worst).toBeLessThan(3);
  });

  const events: [string, RateId, number][] = [
    ['em_adm', 'emergency_admissions', 0.35],
    ['ae', 'ae', 0.6],
    ['gp_contacts', 'gp_contacts', 1.2],
  ];
  test.each(events)('%s', (name, rate, dispersion) => {
    const counts = of(name);
    const { rms, worst, ratio } = standardErrors(
      (row) => counts[row]!,
      calibration.rates[rate],
      (m) => Math.sqrt(m + m ** 2 / dispersion),
    );
    expect(rms).toBeLessThan(0.6);
    expect(worst).toBeLessThan(3);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.01);
  });

  test('a network of few people has the same means in expectation', () => {
    // 300 networks of 60 people: nearly every cell holds one person or none.
    let patients = 0;
    let admissions = 0;
    let expected = 0;
    for (let network = 0; network < 300; network++) {
      const small = simulateNetwork(englandLike(network, 1, 60, calibration), calibration, 5);
      const column = (name: string): Uint8Array | Uint16Array => small.columns.get(name)!;
      for (let row = 0; row < small.rows; row++) {
        const [sex, age, imd] = [column('sex')[row]!, column('age')[row]!, column('imd')[row]!];
        patients++;
        admissions += column('em_adm')[row]!;
        expected += calibration.rates.emergency_admissions[cellOf(sex - 1, bandOf(age), quintileOf(imd))]!;
      }
    }
    expect(patients).toBe(18_000);
    // Variance of one count is about 0.2: the standard error of 2,000 admissions is some 60.
    expect(Math.abs(admissions - expected)).toBeLessThan(4 * 60);
  });
});

describe('conditions go together as in the sources of the copula', () => {
  // The calibration README's shares from 600,000 simulated people; people with heart failure at 75–89 are some 3,300
  // here (a standard error of 0.9 points), those with a learning disability at 20–64 some 2,000 (0.8 points).
  test.each([
    ['af', 'hf', 75, 89, 42, 4],
    ['copd', 'hf', 75, 89, 20, 4],
    ['dm', 'hf', 75, 89, 27, 4],
    ['hyp', 'hf', 75, 89, 74, 4],
    ['chd', 'hf', 75, 89, 47, 4],
    ['hyp', 'dm', 60, 69, 64, 2],
    ['ep', 'ld', 20, 64, 14, 3],
    ['mh', 'ld', 20, 64, 9, 2.5],
  ] as const)('%s among people with %s aged %d–%d', (has, given, from, to, share, tolerance) => {
    expect(Math.abs(percent(on(has), both(on(given), aged(from, to))) - share)).toBeLessThan(tolerance);
  });

  const conditions = (): Uint8Array => {
    const count = new Uint8Array(table.rows);
    for (const id of longTermConditions) of(id).forEach((flag, row) => (count[row]! += flag));
    return count;
  };

  test.each([
    ['everybody', 0, 90, 14.4],
    ['adults', 18, 90, 17.9],
    ['those aged 25–34', 25, 34, 2.6],
    ['those aged 65–84', 65, 84, 44.2],
    ['those aged 75 and over', 75, 90, 57.5],
    ['those aged 85 and over', 85, 90, 70.5],
  ])('two or more of the 18 conditions, of %s', (_, from, to, share) => {
    const count = conditions();
    expect(Math.abs(percent((row) => count[row]! >= 2, aged(from, to)) - share)).toBeLessThan(0.7);
  });

  test('depression and anxiety overlap, pain and mental illness go together', () => {
    expect(percent(on('anxdep'), on('dep'))).toBeGreaterThan(40);
    expect(percent(on('pain'), on('dep'))).toBeGreaterThan(1.3 * percent(on('pain'), aged(18)));
    expect(percent(on('alcohol'), on('mh'))).toBeGreaterThan(3 * percent(on('alcohol'), aged(18)));
    expect(percent(on('smoker'), on('copd'))).toBeGreaterThan(2 * percent(on('smoker'), aged(60)));
  });

  test('care homes hold mostly people with dementia, and frail ones', () => {
    const resident = both(on('care_home'), aged(65));
    expect(percent(on('dem'), resident)).toBeGreaterThan(50);
    expect(percent(on('dem'), resident)).toBeLessThan(80);
    expect(percent(atLeast('efi', 9), resident)).toBeGreaterThan(55);
  });
});

describe('use of care and frailty rise with the number of conditions', () => {
  const burden = (): Uint8Array => {
    const count = new Uint8Array(table.rows);
    for (const id of longTermConditions) of(id).forEach((flag, row) => (count[row]! += flag));
    for (const id of furtherConditionIds) {
      const register = id === 'anxdep' ? of('dep') : id === 'ctd' ? of('ra') : null;
      of(id).forEach((flag, row) => (count[row]! += register?.[row] === 1 ? 0 : flag));
    }
    return count;
  };

  test.each([
    ['medicines', 18, 64],
    ['medicines', 65, 90],
    ['efi', 65, 90],
    ['em_adm', 18, 64],
    ['em_adm', 65, 90],
    ['ae', 18, 64],
    ['gp_contacts', 18, 64],
    ['gp_contacts', 65, 90],
  ])('%s at %d–%d', (name, from, to) => {
    const count = burden();
    const values = of(name);
    const ages = aged(from, to);
    const means = [0, 1, 2, 3, 4, 5].map((n) =>
      mean(
        (row) => values[row]!,
        both(ages, (row) => count[row] === n),
      ),
    );
    for (let n = 1; n < means.length; n++) expect(means[n]!).toBeGreaterThan(1.05 * means[n - 1]!);
  });

  // Cassell 2018 (36 conditions, England adults): 27.2% have two or more; they have 52.9% of GP consultations, 78.7% of
  // prescriptions and 56.1% of all hospital admissions.
  test.each([
    ['gp_contacts', 52.9, 4],
    ['medicines', 78.7, 4],
    ['em_adm', 56.1, 8],
  ])('people with two or more conditions have their share of %s', (name, share, tolerance) => {
    const count = burden();
    const adult = aged(18);
    const many = both(adult, (row) => count[row]! >= 2);
    expect(Math.abs(percent(many, adult) - 27.2)).toBeLessThan(2);
    const values = of(name);
    const each = (row: number): number => values[row]!;
    const ofAll = (mean(each, many) * percent(many, adult)) / mean(each, adult);
    expect(Math.abs(ofAll - share)).toBeLessThan(tolerance);
  });
});

describe('care processes', () => {
  test.each([
    ['ld_check', 79.6, 2.5],
    ['smi_check', 60, 2.5],
    ['smr', 45, 2],
  ])('%s was done for the calibrated share of those due', (name, share, tolerance) => {
    const valid = table.valid.get(name)!;
    expect(Math.abs(percent(on(name), (row) => valid[row] === 1) - share)).toBeLessThan(tolerance);
  });

  test('blood pressure is at target more often with age', () => {
    const shares = [18, 40, 60, 80].map((from, i, all) =>
      percent(on('bp_target'), both(on('hyp'), aged(from, (all[i + 1] ?? 91) - 1))),
    );
    expect(shares.map((share) => Math.round(share / 5) * 5)).toEqual([55, 65, 70, 80]);
  });
});
