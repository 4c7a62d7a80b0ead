import type { Faults } from './input-error';
import type { Recognised } from './inventory';
import { countOf, readTable } from './table';

/** Patients by practice and LSOA as published, as three columns; codes are numbered in the order met. */
export interface Homes {
  practiceCodes: string[];
  lsoaCodes: string[];
  /** Rows of a practice: `start[practice]` to `start[practice + 1]`, in the file's order. */
  start: Int32Array;
  lsoa: Int32Array;
  patients: Int32Array;
  total: number;
  rows: number;
}

/** Reads one file of both sexes, or a pair of one sex each (then a practice may have an LSOA twice). */
export async function readHomes(
  files: readonly Recognised[],
  faults: Faults,
  onBytes?: (bytes: number) => void,
): Promise<{ homes: Homes; rowsOf: Map<Recognised, number> }> {
  const practiceNumbers = new Map<string, number>();
  const lsoaNumbers = new Map<string, number>();
  const number = (numbers: Map<string, number>, code: string): number => {
    let value = numbers.get(code);
    if (value === undefined) numbers.set(code, (value = numbers.size));
    return value;
  };
  const practice = new Column();
  const lsoa = new Column();
  const patients = new Column();
  const rowNumber = new Column();
  const sexOfRow = new Column();
  let hasBoth = false;
  const rowsOf = new Map<Recognised, number>();
  for (const file of files) {
    const table = file.table!;
    const { at, header } = table;
    const rows = await readTable(
      table,
      faults,
      (fields, row) => {
        const count = countOf(fields[at.patients!]!);
        if (Number.isNaN(count)) {
          faults.add({
            file: file.input.name,
            row,
            column: header[at.patients!]!,
            what: `“${fields[at.patients!]}” is not a number of patients.`,
            mend: 'Put the whole number of patients, 0 or more.',
          });
          return;
        }
        const sex = at.sex! < 0 ? 0 : sexNumber(fields[at.sex!]!);
        if (sex === 0) hasBoth = true;
        practice.push(number(practiceNumbers, fields[at.practice!]!.trim().toUpperCase()));
        lsoa.push(number(lsoaNumbers, fields[at.lsoa!]!.trim().toUpperCase()));
        patients.push(count);
        rowNumber.push(row);
        sexOfRow.push(sex);
      },
      onBytes,
    );
    rowsOf.set(file, rows);
  }

  // A file with ALL rows beside MALE and FEMALE ones would count everybody twice.
  const isUsed = (row: number): boolean => !hasBoth || sexOfRow.values[row] === 0;
  const start = new Int32Array(practiceNumbers.size + 1);
  for (let row = 0; row < practice.length; row++) if (isUsed(row)) start[practice.values[row]! + 1]!++;
  for (let i = 0; i < practiceNumbers.size; i++) start[i + 1]! += start[i]!;
  const next = start.slice();
  const used = start[practiceNumbers.size]!;
  const sorted = { lsoa: new Int32Array(used), patients: new Int32Array(used), origin: new Int32Array(used) };
  let total = 0;
  for (let row = 0; row < practice.length; row++) {
    if (!isUsed(row)) continue;
    const to = next[practice.values[row]!]!++;
    sorted.lsoa[to] = lsoa.values[row]!;
    sorted.patients[to] = patients.values[row]!;
    sorted.origin[to] = row;
    total += patients.values[row]!;
  }

  const practiceCodes = [...practiceNumbers.keys()];
  const lsoaCodes = [...lsoaNumbers.keys()];
  const lastPractice = new Int32Array(lsoaCodes.length * 3).fill(-1);
  for (const [index, code] of practiceCodes.entries()) {
    for (let i = start[index]!; i < start[index + 1]!; i++) {
      const row = sorted.origin[i]!;
      const key = sorted.lsoa[i]! * 3 + sexOfRow.values[row]!;
      if (lastPractice[key] === index) {
        const lsoaCode = lsoaCodes[sorted.lsoa[i]!];
        faults.add({
          file: files[0]!.input.name,
          row: rowNumber.values[row]!,
          what: `Practice ${code} has ${lsoaCode} a second time.`,
          mend: 'Delete one of the rows.',
        });
      }
      lastPractice[key] = index;
    }
  }
  return {
    homes: {
      practiceCodes,
      lsoaCodes,
      start,
      lsoa: sorted.lsoa,
      patients: sorted.patients,
      total,
      rows: used,
    },
    rowsOf,
  };
}

/** 0 both, 1 male, 2 female. */
function sexNumber(text: string): number {
  const sex = text.trim().toUpperCase();
  return sex.startsWith('F') ? 2 : sex.startsWith('M') ? 1 : 0;
}

/** A growing column of whole numbers. */
class Column {
  values = new Int32Array(1 << 16);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }
}
