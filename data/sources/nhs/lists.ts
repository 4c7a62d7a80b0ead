import { bandCount, topAge } from '../../../src/domain/schema';
import { sexes } from '../../source';
import { apportion } from './apportion';
import type { Faults } from './input-error';
import { countOf, isoDateOf, readTable, type TableFile } from './table';

/** Bands of the published file: 0_4 … 90_94, 95+. */
const publishedBands = 20;
export const ageCount = topAge + 1;
const notPublished = -1;

/** Lists of practices by sex and five-year band, and what the file says of its own sums. */
export interface Lists {
  /** `bands[(practice * 2 + sex) * 19 + band]`, sex 0 male, 1 female; the last band is 90 and over. */
  bands: Int32Array;
  /** Patients by practice: the sum of its bands. */
  totals: Int32Array;
  /** Practices without a row in the file. */
  absent: number[];
  /** Patients whose sex is published as neither male nor female. */
  otherSex: number;
  /** Published total (`ALL`, `ALL`) by `level code`, as `PCN U57641`. */
  publishedTotals: Map<string, number>;
  /** Sums that differ from the file's own ALL rows. */
  mismatches: string[];
  snapshot: string;
  rows: number;
}

const sexCodes: Readonly<Record<string, number>> = { MALE: 0, FEMALE: 1, ALL: 2, M: 0, F: 1 };

/** @param codes practice code → index, for the practices wanted */
export async function readLists(
  table: TableFile,
  codes: ReadonlyMap<string, number>,
  faults: Faults,
  onBytes?: (bytes: number) => void,
): Promise<Lists> {
  const { at, header } = table;
  const file = table.input.name;
  const column = (name: string): string => header[at[name]!]!;
  const cells = new Int32Array(codes.size * sexes * publishedBands).fill(notPublished);
  const bySex = new Int32Array(codes.size * (sexes + 1)).fill(notPublished);
  const publishedTotals = new Map<string, number>();
  const seen = new Uint8Array(codes.size);
  let otherSex = 0;
  let snapshot = '';

  const rows = await readTable(
    table,
    faults,
    (fields, row) => {
      const level = fields[at.level!]!;
      const sexText = fields[at.sex!]!.toUpperCase();
      const bandText = fields[at.band!]!.toUpperCase();
      const isTotal = sexText === 'ALL' && bandText === 'ALL';
      if (level !== 'GP' && !isTotal) return;
      const code = fields[at.code!]!;
      const practice = level === 'GP' ? codes.get(code) : undefined;
      if (practice === undefined && !isTotal) return;
      const patients = countOf(fields[at.patients!]!);
      if (Number.isNaN(patients)) {
        faults.add({
          file,
          row,
          column: column('patients'),
          what: `“${fields[at.patients!]}” is not a number of patients.`,
          mend: 'Put the whole number of patients, 0 or more.',
        });
        return;
      }
      if (isTotal) publishedTotals.set(`${level} ${code}`, patients);
      if (practice === undefined) return;
      seen[practice] = 1;
      if (snapshot === '' && at.date! >= 0) snapshot = isoDateOf(fields[at.date!]!) ?? '';
      const sex = sexCodes[sexText];
      const band = bandNumber(bandText);
      if (band === undefined) {
        faults.add({
          file,
          row,
          column: column('band'),
          what: `“${bandText}” is not a five-year age band.`,
          mend: 'Use 0_4, 5_9 … 90_94, 95+ or ALL.',
        });
        return;
      }
      if (sex === undefined) {
        if (band !== allBands) otherSex += patients;
        return;
      }
      const [store, cell] =
        band === allBands
          ? ([bySex, practice * (sexes + 1) + sex] as const)
          : sex === 2
            ? [null, 0]
            : ([cells, (practice * sexes + sex) * publishedBands + band] as const);
      if (store === null) return;
      if (store[cell] !== notPublished) {
        faults.add({
          file,
          row,
          column: column('code'),
          what: `Practice ${code} has ${sexText}, ${bandText} a second time.`,
          mend: 'Delete one of the rows.',
        });
        return;
      }
      store[cell] = patients;
    },
    onBytes,
  );

  const bands = new Int32Array(codes.size * sexes * bandCount);
  const totals = new Int32Array(codes.size);
  const mismatches: string[] = [];
  for (const [code, practice] of codes) {
    const sums = [0, 0, 0];
    for (let sex = 0; sex < sexes; sex++) {
      for (let band = 0; band < publishedBands; band++) {
        const patients = Math.max(cells[(practice * sexes + sex) * publishedBands + band]!, 0);
        bands[(practice * sexes + sex) * bandCount + Math.min(band, bandCount - 1)]! += patients;
        sums[sex]! += patients;
      }
    }
    totals[practice] = sums[0]! + sums[1]!;
    sums[2] = totals[practice]!;
    for (const [sex, sum] of sums.entries()) {
      const published = bySex[practice * (sexes + 1) + sex]!;
      if (published !== notPublished && published !== sum) {
        mismatches.push(
          `practice ${code}, ${['males', 'females', 'all'][sex]}: bands sum to ${sum}, its ALL row says ${published}`,
        );
      }
    }
  }
  const absent = [...codes.values()].filter((practice) => !seen[practice]);
  return { bands, totals, absent, otherSex, publishedTotals, mismatches, snapshot, rows };
}

const allBands = -1;

/** 0 … 19, -1 for ALL, undefined for anything else. */
function bandNumber(text: string): number | undefined {
  const known = bandNumbers.get(text);
  if (known !== undefined) return known;
  const plain = /^(\d+)\s*[-–_]\s*(\d+)$/.exec(text);
  return plain ? bandNumbers.get(`${Number(plain[1])}_${Number(plain[2])}`) : undefined;
}

const bandNumbers = new Map<string, number>([
  ['ALL', allBands],
  ['95+', publishedBands - 1],
  ...Array.from({ length: publishedBands - 1 }, (_, band) => [`${band * 5}_${band * 5 + 4}`, band] as const),
]);

/** Patients by sex × single year (`curve[sex * 91 + age]`, 90 is 90 and over) by `level code`, as `PCN U57641`. */
export interface SingleYears {
  curves: Map<string, Float64Array>;
  england: Float64Array;
  date: string;
  rows: number;
}

/** Cells that the file leaves out are 0. */
export async function readSingleYears(
  table: TableFile,
  faults: Faults,
  onBytes?: (bytes: number) => void,
): Promise<SingleYears> {
  const { at, header } = table;
  const file = table.input.name;
  const curves = new Map<string, Float64Array>();
  let date = '';
  const rows = await readTable(
    table,
    faults,
    (fields, row) => {
      const ageText = fields[at.age!]!;
      const sex = sexCodes[fields[at.sex!]!.toUpperCase()];
      const level = fields[at.level!]!;
      if (ageText === 'ALL' || sex === undefined || sex === 2 || level === 'GP') return;
      const age = ageText === '95+' ? topAge : countOf(ageText);
      const patients = countOf(fields[at.patients!]!);
      if (Number.isNaN(age) || age > 120) {
        faults.add({
          file,
          row,
          column: header[at.age!]!,
          what: `“${ageText}” is not an age.`,
          mend: 'Use 0 … 94, 95+ or ALL.',
        });
        return;
      }
      if (Number.isNaN(patients)) {
        faults.add({
          file,
          row,
          column: header[at.patients!]!,
          what: `“${fields[at.patients!]}” is not a number of patients.`,
          mend: 'Put the whole number of patients, 0 or more.',
        });
        return;
      }
      if (date === '' && at.date! >= 0) date = isoDateOf(fields[at.date!]!) ?? '';
      const key = `${level} ${fields[at.code!]}`;
      let curve = curves.get(key);
      if (!curve) curves.set(key, (curve = new Float64Array(sexes * ageCount)));
      curve[sex * ageCount + Math.min(age, topAge)]! += patients;
    },
    onBytes,
  );
  const england = new Float64Array(sexes * ageCount);
  for (const [key, curve] of curves) {
    if (key.startsWith('ICB ')) for (let i = 0; i < curve.length; i++) england[i]! += curve[i]!;
  }
  return { curves, england, date, rows };
}

/**
 * A practice's patients by sex and single year: each band is shared out over its years as in the first of the curves
 * that has anybody there (evenly where none has), by largest remainder, so that the bands stay as published.
 *
 * @param bands `bands[sex * 19 + band]` @returns `counts[sex * 91 + age]`
 */
export function singleYearCounts(bands: Int32Array, curves: readonly Float64Array[]): Int32Array {
  const counts = new Int32Array(sexes * ageCount);
  for (let sex = 0; sex < sexes; sex++) {
    for (let band = 0; band < bandCount - 1; band++) {
      const from = sex * ageCount + band * 5;
      const shares = curves
        .map((curve) => curve.subarray(from, from + 5))
        .find((part) => part.some((n) => n > 0));
      counts.set(apportion(bands[sex * bandCount + band]!, shares ?? evenly), from);
    }
    counts[sex * ageCount + topAge] = bands[sex * bandCount + bandCount - 1]!;
  }
  return counts;
}

const evenly = new Float64Array(5).fill(1);
