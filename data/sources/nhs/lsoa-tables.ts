import { bandCount, bandOf } from '../../../src/domain/schema';
import { sexes } from '../../source';
import { headerName } from './file-kinds';
import type { Faults } from './input-error';
import type { LsoaCodes } from './lsoa-codes';
import { countOf, readTable, type TableFile } from './table';

type OnBytes = (bytes: number) => void;

/** Deprivation decile by LSOA 2021 number (1 most deprived), and residents where the file has them. */
export async function readDeprivation(
  table: TableFile,
  lsoas: LsoaCodes,
  faults: Faults,
  onBytes?: OnBytes,
): Promise<{ decile: Map<number, number>; population: Map<number, number>; rows: number }> {
  const { at, header } = table;
  const file = table.input.name;
  const decile = new Map<number, number>();
  const population = new Map<number, number>();
  const rows = await readTable(
    table,
    faults,
    (fields, row) => {
      const code = fields[at.lsoa!]!.trim();
      const value = countOf(fields[at.decile!]!);
      if (!(value >= 1 && value <= 10)) {
        faults.add({
          file,
          row,
          column: header[at.decile!]!,
          what: `“${fields[at.decile!]}” is not a decile.`,
          mend: 'Put 1 (most deprived) to 10.',
        });
        return;
      }
      const lsoa = lsoas.numberOf(code);
      if (decile.has(lsoa)) {
        faults.add({
          file,
          row,
          column: header[at.lsoa!]!,
          what: `${code} stands here a second time.`,
          mend: 'Delete one of the rows.',
        });
        return;
      }
      decile.set(lsoa, value);
      if (at.population! >= 0) population.set(lsoa, countOf(fields[at.population!]!) || 0);
    },
    onBytes,
  );
  return { decile, population, rows };
}

/** LSOA 2011 code → the LSOAs of 2021 (numbers) that it became. */
export async function readLookup2021(
  table: TableFile,
  lsoas: LsoaCodes,
  faults: Faults,
  onBytes?: OnBytes,
): Promise<{ successors: Map<string, number[]>; changeOf: Map<string, string>; rows: number }> {
  const { at } = table;
  const successors = new Map<string, number[]>();
  const changeOf = new Map<string, string>();
  const rows = await readTable(
    table,
    faults,
    (fields) => {
      const from = fields[at.from!]!.trim();
      const to = fields[at.to!]!.trim();
      if (!/^E01\d{6}$/.test(from) || !/^E01\d{6}$/.test(to)) return;
      const number = lsoas.numberOf(to);
      const known = successors.get(from);
      if (!known) successors.set(from, [number]);
      else if (!known.includes(number)) known.push(number);
      changeOf.set(from, fields[at.change!]!.trim());
    },
    onBytes,
  );
  return { successors, changeOf, rows };
}

/** Sub-ICB (ODS code) by LSOA 2021 number. */
export async function readLookupIcb(
  table: TableFile,
  lsoas: LsoaCodes,
  faults: Faults,
  onBytes?: OnBytes,
): Promise<{ subIcb: Map<number, string>; rows: number }> {
  const { at } = table;
  const subIcb = new Map<number, string>();
  const rows = await readTable(
    table,
    faults,
    (fields) => {
      subIcb.set(lsoas.numberOf(fields[at.lsoa!]!.trim()), fields[at.subIcb!]!.trim().toUpperCase());
    },
    onBytes,
  );
  return { subIcb, rows };
}

/** Values of a structure: sex × band. */
export const shapeSize = sexes * bandCount;

/** Residents by sex and band of each LSOA of the file (its own vintage), `residents[sex * 19 + band]` by code. */
export async function readStructure(
  table: TableFile,
  sex: 'all' | 'male' | 'female',
  residents: Map<string, Float64Array>,
  faults: Faults,
  onBytes?: OnBytes,
): Promise<number> {
  const { at, header } = table;
  const file = table.input.name;
  const cells = header.flatMap((text, position) => {
    const age = /^([fm]?)(\d{1,2})_?$/.exec(headerName(text));
    if (!age || (age[1] === '') !== (sex !== 'all')) return [];
    const sexNumber = (sex === 'all' ? age[1] === 'f' : sex === 'female') ? 1 : 0;
    return [{ position, cell: sexNumber * bandCount + bandOf(Number(age[2])) }];
  });
  return readTable(
    table,
    faults,
    (fields, row) => {
      const code = fields[at.lsoa!]!.trim();
      if (!/^E01\d{6}$/.test(code)) return;
      let shape = residents.get(code);
      if (!shape) residents.set(code, (shape = new Float64Array(shapeSize)));
      for (const { position, cell } of cells) {
        const people = countOf(fields[position] ?? '');
        if (Number.isNaN(people)) {
          faults.add({
            file,
            row,
            column: header[position]!,
            what: `“${fields[position]}” is not a number of people.`,
            mend: 'Put the whole number of people, 0 or more.',
          });
          return;
        }
        shape[cell]! += people;
      }
    },
    onBytes,
  );
}
