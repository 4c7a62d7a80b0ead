import { registers } from '../../../src/domain/conditions';
import { sexes } from '../../source';
import type { Faults } from './input-error';
import { ageCount } from './lists';
import { countOf, readTable, type TableFile } from './table';

const notPublished = -1;

/** Registers as published: entries `practice * 21 + register`, -1 where the file has no row. */
export interface PublishedRegisters {
  register: Int32Array;
  list: Int32Array;
  /** Row of the file, for messages. */
  row: Int32Array;
  /** Youngest age of the list that the file gives for each register (its PATIENT_LIST_TYPE). */
  ageBase: Int32Array;
  /** Whole list (TOTAL) of practices that were not asked for, by code. */
  others: Map<string, number>;
  /** Groups of the file that the patient table has no column for. */
  otherGroups: Set<string>;
  rows: number;
}

const registerNumber = new Map(registers.map((register, i) => [register.code, i]));

/** @param codes practice code → index, for the practices wanted */
export async function readRegisters(
  table: TableFile,
  codes: ReadonlyMap<string, number>,
  faults: Faults,
  onBytes?: (bytes: number) => void,
): Promise<PublishedRegisters> {
  const { at, header } = table;
  const file = table.input.name;
  const size = codes.size * registers.length;
  const register = new Int32Array(size).fill(notPublished);
  const list = new Int32Array(size).fill(notPublished);
  const rowOf = new Int32Array(size);
  const ageBase = new Int32Array(registers.length).fill(notPublished);
  const others = new Map<string, number>();
  const otherGroups = new Set<string>();

  const rows = await readTable(
    table,
    faults,
    (fields, row) => {
      const group = fields[at.group!]!.trim().toUpperCase();
      const number = registerNumber.get(group);
      if (number === undefined) {
        otherGroups.add(group);
        return;
      }
      const fault = (column: string, what: string, mend: string): void => {
        faults.add({ file, row, column: header[at[column]!]!, what, mend });
      };
      const code = fields[at.practice!]!.trim().toUpperCase();
      const onRegister = countOf(fields[at.register!]!);
      const onList = countOf(fields[at.list!]!);
      const youngest = youngestOf(fields[at.listType!]!.trim().toUpperCase());
      if (Number.isNaN(onRegister)) {
        fault(
          'register',
          `“${fields[at.register!]}” is not a number of patients.`,
          'Put the whole number of patients on the register, 0 or more.',
        );
        return;
      }
      if (Number.isNaN(onList)) {
        fault(
          'list',
          `“${fields[at.list!]}” is not a number of patients.`,
          'Put the whole number of patients on the list, 0 or more.',
        );
        return;
      }
      if (youngest === undefined) {
        fault(
          'listType',
          `“${fields[at.listType!]}” is not a list type.`,
          'Use TOTAL, or the youngest age as 06OV, 18OV.',
        );
        return;
      }
      if (ageBase[number] === notPublished) ageBase[number] = youngest;
      else if (ageBase[number] !== youngest) {
        fault(
          'listType',
          `${group} is counted over ${fields[at.listType!]} here and over another age base in rows before.`,
          'Keep rows of one year only.',
        );
        return;
      }
      const practice = codes.get(code);
      if (practice === undefined) {
        others.set(code, Math.max(others.get(code) ?? 0, onList));
        return;
      }
      const cell = practice * registers.length + number;
      if (register[cell] !== notPublished) {
        fault(
          'group',
          `Practice ${code} has ${group} already in row ${rowOf[cell]}.`,
          'Delete one of the two rows.',
        );
        return;
      }
      register[cell] = onRegister;
      list[cell] = onList;
      rowOf[cell] = row;
    },
    onBytes,
  );
  for (const [number, { code }] of registers.entries()) {
    if (rows > 0 && ageBase[number] === notPublished) {
      faults.add({
        file,
        column: header[at.group!]!,
        what: `The file has no rows of the group ${code}.`,
        mend: 'Use the prevalence file of a year with all 21 groups (2020-21 or later).',
      });
    }
  }
  return { register, list, row: rowOf, ageBase, others, otherGroups, rows };
}

function youngestOf(listType: string): number | undefined {
  if (listType === 'TOTAL' || listType === 'ALL') return 0;
  const youngest = /^(\d\d)OV$/.exec(listType)?.[1];
  return youngest === undefined ? undefined : Number(youngest);
}

export interface RegisterTargets {
  /** `targets[practice * 21 + register]` */
  targets: Int32Array;
  /** Practices without any register in the file. */
  standIns: number[];
  /** Practices with some registers in the file and not others. */
  partial: { practice: number; groups: string[] }[];
  /** Published figures that could not be taken as they are, and what was done. */
  adjusted: string[];
  /** Registers that the file counts over another age base than the product does. */
  otherBase: string[];
}

export interface TargetOptions {
  /** Group number by practice to pool rates over, the nearest grouping first. */
  groupings: readonly (readonly number[])[];
  nameOf: (practice: number) => string;
  table: TableFile;
}

/**
 * Registers carried to today's list: `round(register ÷ list × base)` over the base that the file states, at most the
 * people in the register's own age base. Rates that a practice lacks are pooled over its network, then its place, then
 * the area (Σ registers ÷ Σ lists). Nobody is on both DM and NDH, so NDH gives way where both do not fit.
 *
 * @param counts single-year counts by practice, `counts[practice][sex * 91 + age]`
 */
export function registerTargets(
  published: PublishedRegisters,
  counts: readonly Int32Array[],
  { groupings, nameOf, table }: TargetOptions,
): RegisterTargets {
  const targets = new Int32Array(counts.length * registers.length);
  const adjusted: string[] = [];
  const standIns: number[] = [];
  const partial: RegisterTargets['partial'] = [];
  const pools = groupings.map((groups) => pool(published, groups));
  const rowName = (cell: number, column: string): string =>
    `${table.input.name}, row ${published.row[cell]}, column ${table.header[table.at[column]!]}`;

  for (const [practice, people] of counts.entries()) {
    const from = peopleFrom(people);
    const name = nameOf(practice);
    const lacking: string[] = [];
    for (const [number, { code, ageBase }] of registers.entries()) {
      const cell = practice * registers.length + number;
      const register = published.register[cell]!;
      const list = published.list[cell]!;
      const isOwn = register !== notPublished && list > 0;
      const rate = isOwn ? register / list : pooledRate(pools, groupings, practice, number);
      const wanted = Math.round(rate * from[published.ageBase[number]!]!);
      const room = from[ageBase]!;
      targets[cell] = Math.min(wanted, room);
      if (register === notPublished) lacking.push(code);
      else if (isOwn && register > list) {
        adjusted.push(
          `${rowName(cell, 'register')}: ${name} has ${register} on ${code} where the list is ${list}; ${targets[cell]} are put on the register, all in its age base`,
        );
      } else if (register > 0 && list === 0) {
        adjusted.push(
          `${rowName(cell, 'list')}: ${name} has ${register} on ${code} where the list is 0; its network’s rate is used`,
        );
      } else if (wanted > room) {
        adjusted.push(
          `${rowName(cell, 'register')}: ${name} would have ${wanted} on ${code}, more than the ${room} in its age base today; ${room} are put on the register`,
        );
      }
    }
    if (lacking.length === registers.length) standIns.push(practice);
    else if (lacking.length > 0) partial.push({ practice, groups: lacking });
    const cut = keepApart(practice, targets, from);
    if (cut) adjusted.push(`${rowName(practice * registers.length + ndh, 'register')}: ${name} ${cut}`);
  }
  const otherBase = registers.flatMap(({ code, ageBase, listType }, number) => {
    const youngest = published.ageBase[number]!;
    if (youngest === ageBase) return [];
    return `${code} (${youngest === 0 ? 'all ages' : `${youngest} and over`} in the file, ${listType} here)`;
  });
  return { targets, standIns, partial, adjusted, otherBase };
}

const dm = registerNumber.get('DM')!;
const ndh = registerNumber.get('NDH')!;

/** NDH has room only for the adults who are not on DM; says what was cut. */
function keepApart(practice: number, targets: Int32Array, from: Int32Array): string | null {
  const diabetes = targets[practice * registers.length + dm]!;
  const cell = practice * registers.length + ndh;
  const wanted = targets[cell]!;
  const room = Math.max(from[18]! - diabetes, 0);
  if (wanted <= room) return null;
  targets[cell] = room;
  return `would have ${wanted} on NDH beside ${diabetes} on DM, more than its ${from[18]} adults, and nobody is on both; ${room} are put on NDH`;
}

/** People at or over each age. */
function peopleFrom(counts: Int32Array): Int32Array {
  const from = new Int32Array(ageCount + 1);
  for (let age = ageCount - 1; age >= 0; age--) {
    let here = 0;
    for (let sex = 0; sex < sexes; sex++) here += counts[sex * ageCount + age]!;
    from[age] = from[age + 1]! + here;
  }
  return from;
}

interface Pool {
  register: Float64Array;
  list: Float64Array;
}

/** Σ registers and Σ lists by group × register. */
function pool(published: PublishedRegisters, groups: readonly number[]): Pool {
  const size = (Math.max(-1, ...new Set(groups)) + 1) * registers.length;
  const sums: Pool = { register: new Float64Array(size), list: new Float64Array(size) };
  for (const [practice, group] of groups.entries()) {
    for (let number = 0; number < registers.length; number++) {
      const cell = practice * registers.length + number;
      if (published.register[cell] === notPublished) continue;
      sums.register[group * registers.length + number]! += published.register[cell]!;
      sums.list[group * registers.length + number]! += published.list[cell]!;
    }
  }
  return sums;
}

function pooledRate(
  pools: readonly Pool[],
  groupings: readonly (readonly number[])[],
  practice: number,
  number: number,
): number {
  for (const [level, { register, list }] of pools.entries()) {
    const cell = groupings[level]![practice]! * registers.length + number;
    if (list[cell]! > 0) return Math.min(register[cell]! / list[cell]!, 1);
  }
  return 0;
}
