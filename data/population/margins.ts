import { registers } from '../../src/domain/conditions';
import { topAge } from '../../src/domain/schema';
import { sexes } from '../source';
import type { NetworkMargins, PracticeMargins } from '../source';
import { groupCount } from './proportional-fit';

const ages = topAge + 1;
const dm = registers.findIndex((register) => register.id === 'dm');
const ndh = registers.findIndex((register) => register.id === 'ndh');

/** Patients of a practice aged `age` and over. */
export function aged(practice: PracticeMargins, age: number): number {
  let sum = 0;
  for (let sex = 0; sex < sexes; sex++) {
    for (let a = age; a < ages; a++) sum += practice.counts[sex * ages + a]!;
  }
  return sum;
}

/** Throws where no population can meet the margins, with what to mend. */
export function checkMargins(margins: NetworkMargins): void {
  for (const practice of margins.practices) {
    const at = `network ${margins.network}, practice ${practice.practice}`;
    if (practice.counts.length !== sexes * ages)
      throw new Error(`${at}: counts are not 2 sexes × ${ages} ages`);
    if (practice.counts.some((n) => n < 0)) throw new Error(`${at}: a count by age is negative`);
    if (practice.registers.length !== registers.length) {
      throw new Error(`${at}: ${practice.registers.length} register counts, expected ${registers.length}`);
    }
    const list = aged(practice, 0);
    const homes = practice.neighbourhoods.reduce((sum, neighbourhood) => sum + neighbourhood.patients, 0);
    if (homes !== list) {
      throw new Error(
        `${at}: its neighbourhoods hold ${homes} patients and its ages ${list}; they must be equal`,
      );
    }
    for (const { index, imd, patients, shape } of practice.neighbourhoods) {
      if (patients < 0 || imd < 0 || imd > 10 || (shape !== null && shape.length !== groupCount)) {
        throw new Error(`${at}: neighbourhood ${index} has a bad count, decile or age structure`);
      }
    }
    registers.forEach((register, r) => {
      const target = practice.registers[r]!;
      const base = aged(practice, register.ageBase);
      if (target < 0 || target > base) {
        throw new Error(
          `${at}: ${target} on the ${register.code} register, but ${base} patients in its age base`,
        );
      }
    });
    const both = practice.registers[dm]! + practice.registers[ndh]!;
    const base = aged(practice, registers[dm]!.ageBase);
    if (both > base) {
      throw new Error(
        `${at}: DM and NDH registers hold ${both} together, but only ${base} patients are 17 and over and nobody is on both`,
      );
    }
  }
}
