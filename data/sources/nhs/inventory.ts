import { parse as parseCsv } from 'csv-parse/sync';
import { isFiveYearsBefore } from '../../../src/domain/schema';
import {
  boundaryKinds,
  columnPositions,
  type FileKind,
  type FileKindId,
  fileKinds,
  kindOf,
  lackingColumns,
  tableKinds,
} from './file-kinds';
import { type Fault, InputError } from './input-error';
import { headOf, type InputFile, listInputFiles, openInput, sha256Of } from './input-file';
import { isoDateOf, type TableFile } from './table';

/** A file that was recognised. */
export interface Recognised {
  input: InputFile;
  kind: FileKind;
  /** For tables. */
  table: TableFile | null;
  /** Date of the data as the file or its name gives it; '' where neither does. */
  date: string;
  /** Which half of a pair this is, for kinds that come as one file a sex. */
  sex: 'all' | 'male' | 'female';
}

export interface Inventory {
  used: Recognised[];
  ignored: { file: string; why: string }[];
  missing: { what: string; follows: string }[];
}

/** Recognises every file of the folder and chooses what to use. An essential kind that is missing is an `InputError`. */
export async function takeInventory(folder: string): Promise<Inventory> {
  const recognised: Recognised[] = [];
  const ignored: Inventory['ignored'] = [];
  const nearMisses: { file: string; kind: FileKind; lacking: string[] }[] = [];
  for (const input of await listInputFiles(folder)) {
    const found = await recognise(input);
    if ('kind' in found) recognised.push(found);
    else {
      ignored.push({ file: input.name, why: found.why });
      if (found.nearest) nearMisses.push({ file: input.name, ...found.nearest });
    }
  }
  tellEarlierLists(recognised);

  const used: Recognised[] = [];
  for (const kind of fileKinds) {
    const candidates = recognised.filter((file) => file.kind === kind);
    if (kind.need === 'unneeded') {
      ignored.push(
        ...candidates.map((file) => ({ file: file.input.name, why: `${kind.name}: ${kind.use}` })),
      );
    } else {
      const { chosen, passedOver } = await choose(candidates);
      used.push(...chosen);
      ignored.push(...passedOver);
    }
  }

  const absent = fileKinds.filter((kind) => !used.some((file) => file.kind === kind));
  const faults = absent
    .filter((kind) => kind.need === 'essential')
    .map((kind) => missingFault(kind, folder, nearMisses));
  if (faults.length > 0) throw new InputError(faults);
  const standIns = used.map(({ kind }) => kind.insteadOf);
  const missing = absent
    .filter(({ id, need, insteadOf }) => need === 'optional' && !insteadOf && !standIns.includes(id))
    .map((kind) => ({ what: kind.name, follows: kind.without! }));
  return { used, ignored, missing };
}

export const usedAs = (inventory: Inventory, id: FileKindId): Recognised[] =>
  inventory.used.filter((file) => file.kind.id === id);

export const tableOf = (inventory: Inventory, id: FileKindId): TableFile | null =>
  usedAs(inventory, id)[0]?.table ?? null;

/** Leaves a file in use alone after all. */
export function setAside(inventory: Inventory, id: FileKindId, why: string): void {
  for (const { input } of usedAs(inventory, id)) inventory.ignored.push({ file: input.name, why });
  inventory.used = inventory.used.filter(({ kind }) => kind.id !== id);
}

function missingFault(
  kind: FileKind,
  folder: string,
  nearMisses: { file: string; kind: FileKind; lacking: string[] }[],
): Fault {
  const near = nearMisses.filter((miss) => miss.kind === kind);
  const resembling = near.map(
    ({ file, lacking }) => ` ${file} resembles it but has no column ${lacking.join(', ')}.`,
  );
  return {
    file: folder,
    what: `The file of ${kind.name} (${kind.use}) is missing.${resembling.join('')}`,
    mend: `${kind.from}, and put it in this folder.`,
  };
}

/** Lists of five years before the newest, nearly, are a kind of their own: of several dates the one nearest to it. */
function tellEarlierLists(recognised: readonly Recognised[]): void {
  const lists = recognised.filter(({ kind }) => kind.id === 'quinary');
  const newest = lists.reduce((date, file) => (file.date > date ? file.date : date), '');
  const wanted = `${Number(newest.slice(0, 4)) - 5}${newest.slice(4)}`;
  const apart = (date: string): number => Math.abs(Date.parse(date) - Date.parse(wanted));
  const near = lists.filter(({ date }) => date.length === 10 && isFiveYearsBefore(date, newest));
  const nearest = Math.min(...near.map(({ date }) => apart(date)));
  for (const file of near) if (apart(file.date) === nearest) file.kind = kindOf('earlier');
}

interface Unknown {
  why: string;
  /** The kind that its header comes closest to. */
  nearest?: { kind: FileKind; lacking: string[] };
}

async function recognise(input: InputFile): Promise<Recognised | Unknown> {
  const name = input.member ?? input.name;
  if (/\.(geo)?json(\.gz)?$/i.test(name)) return recogniseBoundaries(input);
  if (!/\.(csv|txt)(\.gz)?$/i.test(name)) return { why: 'not a CSV, ZIP or GeoJSON file' };
  return recogniseTable(input, await headOf(input));
}

/** Title rows may stand above the header: the first row that fits a kind is the header. */
function recogniseTable(input: InputFile, head: string): Recognised | Unknown {
  const rows = firstRows(head);
  for (const [index, { fields, row }] of rows.entries()) {
    for (const kind of tableKinds) {
      const at = columnPositions(kind, fields);
      if (!at) continue;
      const titles = rows.slice(0, index).map(({ fields: title }) => title.filter(Boolean).join(' '));
      const table: TableFile = { input, kind, headerRow: row, header: fields, at, titles };
      const first = rows[index + 1]?.fields;
      return { input, kind, table, date: dateOf(table, first), sex: sexOf(table, first) };
    }
  }
  const header = rows.find(({ fields }) => fields.filter(Boolean).length > 1)?.fields ?? [];
  const columns = header.filter(Boolean).slice(0, 6).join(', ');
  if (header.length === 0) return { why: 'it holds no table' };
  const why = `its header is not known: ${columns}${header.length > 6 ? ', …' : ''}`;
  const nearest = nearestKind(header);
  return nearest ? { why, nearest } : { why };
}

function firstRows(head: string): { fields: string[]; row: number }[] {
  const whole = head.slice(0, Math.max(head.lastIndexOf('\n'), 0) || head.length);
  try {
    const records = parseCsv(whole, {
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: 40,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ fields: record, row: info.lines }));
  } catch {
    return [];
  }
}

/** The kind of which the header has at least half the columns. */
function nearestKind(header: readonly string[]): { kind: FileKind; lacking: string[] } | undefined {
  const close = tableKinds
    .filter((kind) => kind.need !== 'unneeded')
    .map((kind) => {
      const lacking = lackingColumns(kind, header);
      const required = Object.values(kind.columns).filter((column) => !column.optional).length;
      return { kind, lacking, share: lacking.length / required };
    })
    .filter(({ share }) => share <= 0.5)
    .sort((a, b) => a.share - b.share);
  return close[0] && { kind: close[0].kind, lacking: close[0].lacking };
}

function dateOf(table: TableFile, first: string[] | undefined): string {
  const { kind, at, titles, input } = table;
  const extracted = at.date !== undefined && at.date >= 0 ? isoDateOf(first?.[at.date] ?? '') : null;
  if (extracted) return extracted;
  if (kind.id === 'workforce' && at.year! >= 0 && at.month! >= 0) {
    const [year, month] = [first?.[at.year!] ?? '', (first?.[at.month!] ?? '').padStart(2, '0')];
    if (/^20\d\d$/.test(year) && /^(0[1-9]|1[0-2])$/.test(month)) return `${year}-${month}`;
  }
  const name = (input.member ?? input.name).replace(/\.[a-z.]+$/i, '');
  if (kind.id === 'registers') return financialYearOf(name);
  if (kind.id === 'projection' || kind.id === 'projectionBands') {
    const base = /(20\d\d)[-_ ]?based/i.exec([...titles, name].join(' '));
    return base ? `${base[1]}-based` : '';
  }
  const text = [...titles, name].join(' ');
  if (kind.id === 'structure')
    return /mid-?(20\d\d)/i.exec(text)?.[0].toLowerCase().replace('mid2', 'mid-2') ?? '';
  if (kind.id === 'deprivation') return /20\d\d/.exec(name)?.[0] ?? vintageYear(table);
  if (kind.id === 'lookup2021') return '2021-12';
  if (kind.id === 'lookupIcb')
    return `20${/^(?:sicbl|icb)_?(\d\d)/i.exec(table.header.find((h) => /^s?icb/i.test(h)) ?? '')?.[1] ?? '24'}`;
  const month = /(20\d\d)[-_ ]?(0[1-9]|1[0-2])(?!\d)/.exec(name);
  return month ? `${month[1]}-${month[2]}` : '';
}

/** File 7 of the Indices is by LSOA 2021 for 2025 and by LSOA 2011 before. */
const vintageYear = (table: TableFile): string =>
  /2011|11/.test(table.header[table.at.lsoa!]!) ? '2019' : '2025';

/** `PREVALENCE_2425`, `prevalence-2024-25` → `2024-25`. */
function financialYearOf(name: string): string {
  for (const [, from, to] of name.matchAll(/(?:20)?(\d\d)[-_]?(?=(\d\d)(?!\d))/g)) {
    if ((Number(from) + 1) % 100 === Number(to)) return `20${from}-${to}`;
  }
  return '';
}

function sexOf(table: TableFile, first: string[] | undefined): Recognised['sex'] {
  const { kind, at, titles, input } = table;
  if (kind.id === 'homes' && at.sex! >= 0) return sexIn(first?.[at.sex!] ?? '');
  if (kind.id !== 'structure' || /^[fm]/i.test(table.header[at.youngest!]!)) return 'all';
  return sexIn([...titles, input.member ?? input.name].join(' '));
}

const sexIn = (text: string): Recognised['sex'] =>
  /female/i.test(text) ? 'female' : /(^|[^a-z])males?([^a-z]|$)/i.test(text) ? 'male' : 'all';

/** The property that holds the code, from the first feature that has one with an ONS code as value. */
async function recogniseBoundaries(input: InputFile): Promise<Recognised | Unknown> {
  const property = /"(\w+)"\s*:\s*"[EW]\d{8}"/;
  let tail = '';
  for await (const chunk of openInput(input)) {
    const text = tail + Buffer.from(chunk as Uint8Array).toString('latin1');
    const found = property.exec(text);
    if (found) {
      const kind = boundaryKinds.find((candidate) => candidate.property.test(found[1]!))!;
      return { input, kind, table: null, date: kind.id === 'boundaries' ? '2021-12' : '', sex: 'all' };
    }
    tail = text.slice(-200);
  }
  return { why: 'a JSON file without ONS area codes' };
}

/**
 * Of several files of one kind the newest is used. One file a sex is fine; a file of both sexes is preferred to a pair.
 * Two with the same date, or none, are an error unless they are the same bytes.
 */
async function choose(
  candidates: Recognised[],
): Promise<{ chosen: Recognised[]; passedOver: { file: string; why: string }[] }> {
  const newest = candidates.reduce((date, file) => (file.date > date ? file.date : date), '');
  const passedOver: { file: string; why: string }[] = [];
  const chosen: Recognised[] = [];
  const current = candidates.filter((file) => file.date === newest);
  const hasBoth = current.some((file) => file.sex === 'all');
  for (const file of candidates) {
    const { kind, input, date, sex } = file;
    const twin = chosen.find((other) => other.sex === sex);
    if (date !== newest) {
      passedOver.push({
        file: input.name,
        why: `${kind.name} of ${date || 'no stated date'}: a newer one (${newest}) is used`,
      });
    } else if (hasBoth && sex !== 'all') {
      passedOver.push({ file: input.name, why: `${kind.name}: a file of both sexes is used` });
    } else if (!twin) {
      chosen.push(file);
    } else if (
      twin.input.member === input.member &&
      (await sha256Of(twin.input)) === (await sha256Of(input))
    ) {
      passedOver.push({ file: input.name, why: `the same bytes as ${twin.input.name}` });
    } else {
      throw new InputError([
        {
          file: input.name,
          what: `Both this and ${twin.input.name} hold ${kind.name} of ${date || 'no stated date'}.`,
          mend: 'Keep the one to use and take the other out of the folder.',
        },
      ]);
    }
  }
  return { chosen, passedOver };
}

/** The one kind that comes in halves must have both. */
export function requireBothSexes(files: readonly Recognised[]): void {
  if (files.length !== 1 || files[0]!.sex === 'all') return;
  const { input, kind, sex } = files[0]!;
  throw new InputError([
    {
      file: input.name,
      what: `This file of ${kind.name} has ${sex === 'male' ? 'males' : 'females'} only.`,
      mend: `Put the file of ${sex === 'male' ? 'females' : 'males'} of the same date beside it.`,
    },
  ]);
}
