import type { Calibration } from '../calibration/load';
import { indexOfNeed } from './index-of-need';
import type { Term } from './index-of-need';
import type { Random } from './random';
import { rankWithinCells } from './ranks';
import type { CellGroups } from './ranks';

/**
 * Electronic frailty index, deficits of 36 (Clegg 2016, Age and Ageing 45:353–60): fit 0–4, mild 5–8, moderate 9–12,
 * severe 13 and over. Shares of the deficits inside each band are an assumption.
 */
const bands = [
  { rate: 'efi_fit', least: 0, shares: [0.12, 0.2, 0.24, 0.24, 0.2] },
  { rate: 'efi_mild', least: 5, shares: [0.33, 0.28, 0.22, 0.17] },
  { rate: 'efi_moderate', least: 9, shares: [0.36, 0.28, 0.21, 0.15] },
  { rate: 'efi_severe', least: 13, shares: [0.3, 0.22, 0.16, 0.11, 0.08, 0.05, 0.03, 0.02, 0.02, 0.01] },
] as const;

/** The index is for people aged 65 and over. */
export const youngestWithEfi = 65;

/** Deficits, each cell's four bands as calibrated; below 65 no value (`valid` 0). */
export function drawFrailty(
  calibration: Calibration,
  age: Uint8Array,
  groups: CellGroups,
  terms: readonly Term[],
  noise: number,
  random: Random,
): { efi: Uint8Array; valid: Uint8Array } {
  const efi = new Uint8Array(age.length);
  const valid = Uint8Array.from(age, (years) => (years >= youngestWithEfi ? 1 : 0));
  const index = indexOfNeed(age.length, terms, noise, random);
  rankWithinCells(groups, index, random, (row, u, cell) => {
    if (valid[row] === 1) efi[row] = deficitsAt(calibration, cell, u);
  });
  return { efi, valid };
}

function deficitsAt(calibration: Calibration, cell: number, u: number): number {
  let below = 0;
  for (const { rate, least, shares } of bands) {
    const share = calibration.rates[rate][cell]!;
    if (u >= below + share && rate !== 'efi_severe') {
      below += share;
      continue;
    }
    let rest = (u - below) / share;
    let deficits = least;
    for (let i = 0; i < shares.length - 1 && rest >= shares[i]!; i++) {
      rest -= shares[i]!;
      deficits++;
    }
    return deficits;
  }
  throw new Error('unreachable: the last band takes the rest');
}
