import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { frailtyBands } from '../../src/domain/models/efi';
import { patientColumns } from '../../src/domain/schema';
import { Faults, InputError } from '../sources/nhs/input-error';
import { parseRows } from '../sources/nhs/table';

export interface People {
  /** Native DuckDB with a table `patients`: `row` by place in the file, `id` as text, and the columns that are read. */
  connection: DuckDBConnection;
  people: number;
  available: ReadonlySet<string>;
  /** Columns of the file that nothing reads. */
  unused: readonly string[];
}

/** Highest whole number of a count; null for a flag. */
function mostOf(name: string): number | null {
  if (name === 'efi') return frailtyBands.severe[1];
  const type = patientColumns.find((column) => column.name === name)?.type ?? 'boolean';
  return type === 'boolean' ? null : type === 'uint8' ? 255 : 65_535;
}

const flags: ReadonlyMap<string, boolean | null> = new Map([
  ['', null],
  ['0', false],
  ['1', true],
  ['false', false],
  ['true', true],
]);

/** A blank is NULL: not recorded. undefined for what is no value of the column. */
function valueOf(text: string, most: number | null): number | boolean | null | undefined {
  const plain = text.trim();
  if (most === null) return flags.get(plain.toLowerCase());
  if (plain === '') return null;
  return /^\d{1,5}$/.test(plain) && Number(plain) <= most ? Number(plain) : undefined;
}

interface Column {
  name: string;
  at: number;
  most: number | null;
}

interface Header {
  fields: readonly string[];
  idAt: number;
  columns: readonly Column[];
}

function readHeader(file: string, row: number, fields: readonly string[], wanted: readonly string[]): Header {
  const names = fields.map((field) => field.trim());
  const faults = new Faults();
  for (const name of new Set(names.filter((one, at) => one !== '' && names.indexOf(one) !== at)))
    faults.add({ file, row, column: name, what: 'The header has it twice.', mend: 'Keep one of them.' });
  if (!names.includes('id'))
    faults.add({
      file,
      row,
      what: 'There is no column id.',
      mend: 'Put the heading id over the column that tells people apart.',
    });
  faults.stopIfAny();
  const columns = wanted
    .map((name) => ({ name, at: names.indexOf(name), most: mostOf(name) }))
    .filter(({ at }) => at >= 0);
  return { fields: names, idAt: names.indexOf('id'), columns };
}

/**
 * Reads a CSV of people (`.csv` or `.csv.gz`): a column `id` and those of the wanted columns that it has.
 *
 * @throws InputError that names row, column and mend of what is wrong
 */
export async function readPeople(
  file: string,
  wanted: readonly string[],
  signal: AbortSignal,
): Promise<People> {
  const name = path.basename(file);
  const { size: bytes } = await stat(file);
  const packing = /\.gz$/i.test(name) ? 'gzip' : 'plain';
  const connection = await (await DuckDBInstance.create()).connect();
  const faults = new Faults();
  const table = await peopleTable(connection, wanted);
  let header: Header | null = null;
  let people = 0;
  await parseRows({ name, path: file, bytes, packing }, (fields, row) => {
    signal.throwIfAborted();
    if (header === null) {
      header = readHeader(name, row, fields, wanted);
      return;
    }
    if (fields.every((field) => field.trim() === '')) return;
    if (fields.length !== header.fields.length) {
      faults.add({
        file: name,
        row,
        what: `The row has ${fields.length} fields where the header has ${header.fields.length}.`,
        mend: 'Correct the row.',
      });
      return;
    }
    const id = fields[header.idAt]!;
    if (id.trim() === '')
      faults.add({ file: name, row, column: 'id', what: 'It is blank.', mend: 'Give every person an id.' });
    const values = new Map(header.columns.map((column) => [column.name, readValue(fields, row, column)]));
    if (faults.found.length === 0) table.add(++people, id, values);
  });
  const read = header as Header | null;
  if (read === null)
    faults.add({
      file: name,
      what: 'The file is empty.',
      mend: 'Give a CSV with a header and a row a person.',
    });
  faults.stopIfAny();
  table.close();
  const available = new Set(read!.columns.map((column) => column.name));
  const unused = read!.fields.filter((field) => field !== 'id' && field !== '' && !available.has(field));
  return { connection, people, available, unused };

  function readValue(fields: readonly string[], row: number, { name: column, at, most }: Column) {
    const value = valueOf(fields[at]!, most);
    if (value === undefined)
      faults.add({
        file: name,
        row,
        column,
        what: `“${fields[at]!.slice(0, 40)}” is no ${most === null ? 'flag' : `whole number from 0 to ${most}`}.`,
        mend:
          most === null
            ? 'Write 1 or true, 0 or false, or leave it blank.'
            : 'Correct it, or leave it blank.',
      });
    return value ?? null;
  }
}

/** An empty table with every wanted column; those that a person has no value of are NULL. */
async function peopleTable(connection: DuckDBConnection, wanted: readonly string[]) {
  const typed = wanted.map((name) => `${name} ${mostOf(name) === null ? 'BOOLEAN' : 'USMALLINT'}`);
  await connection.run(`CREATE TABLE patients (${['row INTEGER', 'id VARCHAR', ...typed].join(', ')})`);
  const appender = await connection.createAppender('patients');
  return {
    add(row: number, id: string, values: ReadonlyMap<string, number | boolean | null>) {
      appender.appendInteger(row);
      appender.appendVarchar(id);
      for (const name of wanted) {
        const value = values.get(name) ?? null;
        if (value === null) appender.appendNull();
        else if (typeof value === 'boolean') appender.appendBoolean(value);
        else appender.appendUSmallInt(value);
      }
      appender.endRow();
    },
    close: () => {
      appender.closeSync();
    },
  };
}

/** What to say where a file tells nothing at all of what is asked. */
export const tellsNothing = (file: string, name: string, wanted: readonly string[]): InputError =>
  new InputError([
    {
      file: path.basename(file),
      row: 1,
      what: `None of the columns that tell the ${name} is there.`,
      mend: `Name columns as the patient table does: ${wanted.join(', ')}.`,
    },
  ]);
