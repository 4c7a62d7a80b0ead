import { expect } from 'vitest';
import type { Estimate } from '../../src/domain/stats';
import { sharedRows } from '../shared-files';

export type Row = Record<string, string>;

/** Confidence, and the suffix of its columns. */
export const levels = [
  [0.95, '95'],
  [0.998, '998'],
] as const;

export const statsRows = (file: string): Row[] => sharedRows(`vectors/stats/${file}`);

/** An empty cell is a missing number. */
export const number = (text: string | undefined): number =>
  text === undefined || text === '' ? NaN : Number(text);

/** Rows in the order of the file, by the value of a column. */
export function grouped(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** Counts the cells of one file as they are compared. */
export class Cells {
  private compared = 0;

  constructor(
    private readonly file: string,
    private readonly tolerance = 1e-6,
    private readonly absolute = false,
  ) {}

  /** An empty expected cell is none. */
  number(actual: number | null, expected: string | undefined, what: string): void {
    if (expected === undefined || expected === '') return;
    const wanted = Number(expected);
    const scale = this.absolute ? 1 : Math.max(1e-12, Math.abs(wanted));
    const where = `${this.file}: ${what}, ${actual} where ${expected} is expected`;
    expect(actual, where).not.toBeNull();
    expect(Math.abs(actual! - wanted) / scale, where).toBeLessThanOrEqual(this.tolerance);
    this.compared++;
  }

  text(actual: string, expected: string | undefined, what: string): void {
    expect(actual, `${this.file}: ${what}`).toBe(expected);
    this.compared++;
  }

  /** Value and limits of a row whose columns are named value, lower95, upper95 …; the value once for all levels. */
  estimates(row: Row, what: string, estimateAt: (confidence: number) => Estimate, columns: readonly (readonly [number, string])[] = levels): void {
    for (const [confidence, suffix] of columns) {
      const estimate = estimateAt(confidence);
      if (row.value === '') {
        expect(estimate.ok, `${this.file}: ${what} has no value`).toBe(false);
        continue;
      }
      if (!estimate.ok) throw new Error(`${this.file}: ${what}: ${estimate.reason}`);
      if (suffix === '95') this.number(estimate.value, row.value, `${what} value`);
      this.number(estimate.lower, row[`lower${suffix}`], `${what} lower${suffix}`);
      this.number(estimate.upper, row[`upper${suffix}`], `${what} upper${suffix}`);
    }
  }

  /** As many as the file is said to hold. */
  finish(cells: number, what = 'cells'): void {
    expect(this.compared, `${what} of ${this.file}`).toBe(cells);
    console.info(`${this.file}: ${this.compared} ${what} compared`);
  }
}
