import { furtherConditionIds, longTermConditions } from '../../src/domain/conditions';
import type { Conditions } from './conditions';

/**
 * Each person's number of conditions: the 18 long-term registers and the further conditions, of which those that a
 * register already says (anxiety or depression with depression, connective tissue disorder with rheumatoid
 * arthritis) count once.
 */
export function countConditions({ registers, latent }: Conditions, rows: number): Uint8Array {
  const count = new Uint8Array(rows);
  for (const id of longTermConditions) add(count, registers[id]);
  for (const id of furtherConditionIds) {
    const same = id === 'anxdep' ? registers.dep : id === 'ctd' ? registers.ra : null;
    const flags = latent[id];
    if (same === null) add(count, flags);
    else for (let row = 0; row < rows; row++) count[row]! += flags[row]! & ~same[row]!;
  }
  return count;
}

/** Deficits of the electronic frailty index that the patient table itself shows, named in `frailty.ts`. */
export function countVisibleDeficits({ registers, latent }: Conditions, medicines: Uint8Array): Uint8Array {
  const rows = medicines.length;
  const count = new Uint8Array(rows);
  for (const id of ['af', 'chd', 'ckd', 'dem', 'dm', 'hf', 'hyp', 'ost', 'pad', 'stia'] as const) {
    add(count, registers[id]);
  }
  add(count, latent.hearing);
  const { ast, copd } = registers;
  for (let row = 0; row < rows; row++) {
    count[row]! += (ast[row]! | copd[row]!) + latent.ctd[row]! + (medicines[row]! >= 5 ? 1 : 0);
  }
  return count;
}

function add(count: Uint8Array, flags: Uint8Array): void {
  for (let row = 0; row < count.length; row++) count[row]! += flags[row]!;
}
