import { suppressed } from './shown';

/** Columns of a result, by name. */
export interface NumberColumns {
  /** Throws when there is no such column. */
  get(name: string): ArrayLike<number>;
}

let countIn: (raw: RawCount) => number;
let columnsIn: (raw: RawCounts) => NumberColumns;

/**
 * A count as it is in the data. Nothing can be read from it, not by mistake and not in a template, but through the gate
 * (`disclose`), or `unwrap`, which lint allows to a few modules.
 */
export class RawCount {
  readonly #count: number;
  constructor(count: number) {
    this.#count = count;
  }
  static {
    countIn = (raw) => raw.#count;
  }
  toString(): string {
    return suppressed;
  }
  toJSON(): string {
    return suppressed;
  }
}

/** A query's answer, its counts as they are in the data; as closed as a `RawCount`. */
export class RawCounts {
  readonly #columns: NumberColumns;
  constructor(columns: NumberColumns) {
    this.#columns = columns;
  }
  static {
    columnsIn = (raw) => raw.#columns;
  }
}

/** For the modules that take counts through the gate, and no other: see eslint/gate-law.js. */
export function unwrap(raw: RawCount): number;
export function unwrap(raw: RawCounts): NumberColumns;
export function unwrap(raw: RawCount | RawCounts): number | NumberColumns {
  return raw instanceof RawCount ? countIn(raw) : columnsIn(raw);
}
