import { cellCount } from '../calibration/cells';
import type { Calibration } from '../calibration/load';
import { countAt, negativeBinomial, negativeBinomialThrough } from './count-distributions';
import type { Cumulative } from './count-distributions';
import { indexOfNeed } from './index-of-need';
import type { Term } from './index-of-need';
import type { Random } from './random';
import { rankWithinCells } from './ranks';
import type { CellGroups } from './ranks';

export const countedUses = ['medicines', 'em_adm', 'ae', 'gp_contacts'] as const;
export type CountedUse = (typeof countedUses)[number];

/** No count goes beyond: a cut far into the tail. */
export const mostOf: Readonly<Record<CountedUse, number>> = {
  medicines: 40,
  em_adm: 40,
  ae: 60,
  gp_contacts: 200,
};

/**
 * Dispersion k of the negative binomial inside a cell (variance = mean + mean²/k). Assumption: admissions and A&E
 * gather in few people, contacts less so.
 */
export const dispersion = { em_adm: 0.35, ae: 0.6, gp_contacts: 1.2 } as const;

type Distributions = Readonly<Record<CountedUse, readonly Cumulative[]>>;
const known = new WeakMap<Calibration, Distributions>();

/** The count distribution of each cell. */
export function distributionsOf(calibration: Calibration): Distributions {
  const before = known.get(calibration);
  if (before !== undefined) return before;
  const { rates } = calibration;
  const byCell = (distribution: (cell: number) => Cumulative): Cumulative[] =>
    Array.from({ length: cellCount }, (_, cell) => distribution(cell));
  const distributions: Distributions = {
    medicines: byCell((cell) =>
      negativeBinomialThrough(
        5,
        rates.medicines_5_plus[cell]!,
        10,
        rates.medicines_10_plus[cell]!,
        mostOf.medicines,
      ),
    ),
    em_adm: byCell((cell) =>
      negativeBinomial(rates.emergency_admissions[cell]!, dispersion.em_adm, mostOf.em_adm),
    ),
    ae: byCell((cell) => negativeBinomial(rates.ae[cell]!, dispersion.ae, mostOf.ae)),
    gp_contacts: byCell((cell) =>
      negativeBinomial(rates.gp_contacts[cell]!, dispersion.gp_contacts, mostOf.gp_contacts),
    ),
  };
  known.set(calibration, distributions);
  return distributions;
}

/** Counts whose distribution in each cell is the calibrated one, the higher the person's index the higher. */
export function drawCounts(
  use: CountedUse,
  calibration: Calibration,
  groups: CellGroups,
  terms: readonly Term[],
  noise: number,
  random: Random,
): Uint8Array {
  const cumulative = distributionsOf(calibration)[use];
  const counts = new Uint8Array(groups.rows.length);
  const index = indexOfNeed(counts.length, terms, noise, random);
  rankWithinCells(groups, index, random, (row, u, cell) => {
    counts[row] = countAt(cumulative[cell]!, u);
  });
  return counts;
}

/** Flags whose share in each cell is the calibrated one, among the people with the highest index. */
export function drawShare(
  share: Float64Array,
  groups: CellGroups,
  terms: readonly Term[],
  noise: number,
  random: Random,
): Uint8Array {
  const flags = new Uint8Array(groups.rows.length);
  const index = indexOfNeed(flags.length, terms, noise, random);
  rankWithinCells(groups, index, random, (row, u, cell) => {
    if (u >= 1 - share[cell]!) flags[row] = 1;
  });
  return flags;
}
