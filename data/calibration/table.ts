import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { bandCount } from '../../src/domain/schema';
import { cellCount, cellOf, quintiles } from './cells';

/** One row of a figures table, which knows where it stands for the message of an error. */
export interface Row {
  readonly at: string;
  readonly fields: Readonly<Record<string, string>>;
}

export function readTable(folder: string, file: string, columns: readonly string[]): Row[] {
  const [header = [], ...lines] = parse(readFileSync(join(folder, file)), {
    bom: true,
    skip_empty_lines: true,
  });
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) throw new Error(`${file}: no column ${missing.join(', ')}`);
  return lines.map((line, i) => ({
    at: `${file}, row ${i + 2}`,
    fields: Object.fromEntries(header.map((name, k) => [name, line[k] ?? ''])),
  }));
}

export function text(row: Row, column: string): string {
  const value = row.fields[column];
  if (value === undefined) throw new Error(`${row.at}: no column ${column}`);
  return value;
}

export function numberIn(row: Row, column: string, [low, high]: readonly [number, number]): number {
  const written = text(row, column);
  const value = Number(written);
  if (written.trim() === '' || !(value >= low && value <= high)) {
    throw new Error(`${row.at}: ${column} is "${written}", expected a number from ${low} to ${high}`);
  }
  return value;
}

/** Band labels of the tables, with a hyphen: 0-4 … 85-89, 90+. */
const bandNames: readonly string[] = Array.from({ length: bandCount }, (_, band) =>
  band === bandCount - 1 ? '90+' : `${band * 5}-${band * 5 + 4}`,
);

export function bandIn(row: Row): number {
  const band = bandNames.indexOf(text(row, 'band'));
  if (band < 0) throw new Error(`${row.at}: band "${text(row, 'band')}" is not a five-year band`);
  return band;
}

export function sexIn(row: Row): number {
  const sex = ['M', 'F'].indexOf(text(row, 'sex'));
  if (sex < 0) throw new Error(`${row.at}: sex "${text(row, 'sex')}" is neither M nor F`);
  return sex;
}

/**
 * The values of one attribute by cell. Bands below `fromBand` may be absent and are 0; any other cell that is absent
 * or given twice is an error.
 */
export function byCell(
  file: string,
  name: string,
  rows: readonly Row[],
  { value = 'value', range = [0, 1] as readonly [number, number], fromBand = 0 } = {},
): Float64Array {
  const cells = new Float64Array(cellCount).fill(NaN);
  for (const row of rows) {
    const cell = cellOf(sexIn(row), bandIn(row), numberIn(row, 'imd_quintile', [1, quintiles]));
    if (!Number.isNaN(cells[cell])) throw new Error(`${row.at}: a second value for the same cell of ${name}`);
    cells[cell] = numberIn(row, value, range);
  }
  for (let sex = 0; sex < 2; sex++) {
    for (let band = 0; band < bandCount; band++) {
      for (let quintile = 1; quintile <= quintiles; quintile++) {
        const cell = cellOf(sex, band, quintile);
        if (!Number.isNaN(cells[cell])) continue;
        if (band >= fromBand) {
          throw new Error(
            `${file}: ${name} has no value for ${'MF'[sex] ?? ''}, ${bandNames[band] ?? ''}, fifth ${quintile}`,
          );
        }
        cells[cell] = 0;
      }
    }
  }
  return cells;
}
