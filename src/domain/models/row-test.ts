import { anyBits, bitsOf, noBits, type Bits } from './bits';

/** What a row may say of a person: a flag, a number within bounds, or that something is recorded. NULL says no to all. */
export type RowTest =
  | { readonly column: string }
  | { readonly column: string; readonly least: number; readonly most?: number }
  | { readonly column: string; readonly most: number }
  | { readonly column: string; readonly isRecorded: true };

/** The columns of some rows of the patient table. */
export interface PatientRows {
  readonly rows: number;
  /** A column of flags, those that are NULL not set. */
  flags(column: string): Bits;
  /** A column of numbers; of no meaning where NULL. */
  numbers(column: string): ArrayLike<number>;
  /** Set where the column is not NULL; null where it nowhere is. */
  recorded(column: string): Bits | null;
}

/** SQL over patient rows, NULL where the column is. */
export function testSql(test: RowTest): string {
  const { column } = test;
  if ('isRecorded' in test) return `${column} IS NOT NULL`;
  if ('least' in test)
    return test.most === undefined
      ? `${column} >= ${test.least}`
      : `${column} BETWEEN ${test.least} AND ${test.most}`;
  return 'most' in test ? `${column} <= ${test.most}` : column;
}

/** The same of rows at hand. */
export function testBits(test: RowTest, patients: PatientRows): Bits {
  const { rows } = patients;
  const recorded = patients.recorded(test.column);
  if ('isRecorded' in test) return recorded ?? bitsOf(new Uint8Array(rows).fill(1));
  if (!('least' in test || 'most' in test)) return patients.flags(test.column);
  const { least = -Infinity, most = Infinity } = test as { least?: number; most?: number };
  const numbers = patients.numbers(test.column);
  const bits = noBits(rows);
  for (let row = 0; row < rows; row++)
    if (numbers[row]! >= least && numbers[row]! <= most) bits[row >> 3]! |= 1 << (row & 7);
  if (recorded) for (let i = 0; i < bits.length; i++) bits[i]! &= recorded[i]!;
  return bits;
}

/** Any of these tests. */
export const anyTestBits = (tests: readonly RowTest[], patients: PatientRows): Bits =>
  anyBits(
    tests.map((test) => testBits(test, patients)),
    patients.rows,
  );
