import { expect, test } from 'vitest';
import { registers } from '../../src/domain/conditions';
import { loadCalibration } from '../calibration/load';
import type { PracticeMargins } from '../source';
import { simulateNetwork } from './simulate';

const calibration = loadCalibration();

/** Ten men of 16, ten women of 60. */
function practice(): PracticeMargins {
  const counts = new Int32Array(182);
  counts[16] = 10;
  counts[91 + 60] = 10;
  const home = { index: 2, imd: 4, patients: 20, shape: null };
  return { practice: 7, counts, neighbourhoods: [home], registers: new Int32Array(registers.length) };
}

const simulate = (change: (margins: PracticeMargins) => unknown): (() => void) => {
  const margins = practice();
  change(margins);
  return () => void simulateNetwork({ network: 3, practices: [margins] }, calibration, 1);
};
const size = (margins: PracticeMargins, id: string, n: number): PracticeMargins => {
  margins.registers[registers.findIndex((register) => register.id === id)] = n;
  return margins;
};

test('registers as large as their base pass', () => {
  expect(simulate((m) => size(size(m, 'dm', 10), 'hyp', 20))).not.toThrow();
});

test.each<[string, (margins: PracticeMargins) => unknown, RegExp]>([
  [
    'a register above its age base',
    (m) => size(m, 'ckd', 11),
    /practice 7: 11 on the CKD register, but 10 patients/,
  ],
  ['a negative register', (m) => size(m, 'ckd', -1), /-1 on the CKD register/],
  ['DM and NDH that cannot be disjoint', (m) => size(size(m, 'dm', 6), 'ndh', 5), /hold 11 together/],
  [
    'neighbourhoods that do not sum to the list',
    (m) => (m.neighbourhoods[0]!.patients = 19),
    /hold 19 patients and its ages 20/,
  ],
  ['a decile out of range', (m) => (m.neighbourhoods[0]!.imd = 11), /neighbourhood 2 has a bad/],
  ['an age structure of the wrong length', (m) => (m.neighbourhoods[0]!.shape = new Float64Array(19)), /bad/],
  ['a negative count', (m) => (m.counts[3] = -1), /negative/],
  ['too few registers', (m) => (m.registers = new Int32Array(20)), /20 register counts, expected 21/],
])('%s is refused', (_, change, message) => {
  expect(simulate(change)).toThrow(message);
});
