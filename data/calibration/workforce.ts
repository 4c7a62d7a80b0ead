import { calibrationFolder } from './load';
import { numberIn, readTable, text } from './table';

/** How England's networks employ one role. */
export interface StaffRate {
  readonly group: string;
  readonly name: string;
  /** Full-time equivalents for 10,000 patients, all networks together. */
  readonly per10000: number;
  /** Share of networks that have the role at all, above 0. */
  readonly networks: number;
  /** Coefficient of variation of the rate among networks that have it. */
  readonly spread: number;
}

/** Reads and checks `workforce.csv`. */
export function loadStaffRates(folder: string = calibrationFolder): StaffRate[] {
  const columns = ['staff_group', 'staff_role', 'per_10000', 'networks', 'spread'];
  return readTable(folder, 'workforce.csv', columns).map((row) => ({
    group: text(row, 'staff_group'),
    name: text(row, 'staff_role'),
    per10000: numberIn(row, 'per_10000', [0, 100]),
    networks: numberIn(row, 'networks', [0.001, 1]),
    spread: numberIn(row, 'spread', [0, 10]),
  }));
}
