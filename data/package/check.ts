import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { cellTables, type CellTable, type CellTableName } from '../../src/domain/measures/cell-tables';
import { contextOf } from '../../src/domain/measures/context';
import { flagsIn } from '../../src/domain/models/bits';
import { cambridge20 } from '../../src/domain/models/cambridge';
import { modelColumns, scoreUnits } from '../../src/domain/models/model';
import {
  earlierListProblems,
  earlierListSchema,
  geographyObjects,
  listedFiles,
  manifestSchema,
  neighbourhoodsSchema,
  projectionProblems,
  projectionSchema,
  schemaVersion,
  warmSchema,
  workforceProblems,
  workforceSchema,
  type Manifest,
  type Neighbourhoods,
} from '../../src/domain/schema';
import { decodeStream, encodeStream, streamProblem } from './arrow';
import { cellsDifference, openCells, type CellsFile } from './check-cells';
import { geographyProblems } from './check-geography';
import { columnProblems, rowProblems, schemaProblems } from './check-rows';
import { engine, type Engine } from './engine';
import { comorbidityCells, networkCells } from './network-cells';
import { inflated, parseJson } from './read';
import { sha256, type StoredFile } from './stored';
import { warmQueries, warmResults } from './warm';
import type { Progress } from './write';

export interface CheckResult {
  ok: boolean;
  /** Each names its file, what is wrong and what to do. */
  problems: string[];
  patients: number;
  networks: number;
  practices: number;
  neighbourhoods: number;
  /** Of all files, as they are. */
  bytes: number;
}

export interface CheckOptions {
  onProgress?: ((progress: Progress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

const buildAgain = 'Build the dataset again.';
const copyAgain = 'Copy the dataset again from where it was made, or build it again.';

/**
 * Verifies a whole dataset package, network by network; reads every byte and counts every cell anew.
 *
 * @throws the signal's reason when aborted
 */
export async function checkPackage(folder: string, options: CheckOptions = {}): Promise<CheckResult> {
  const checking: Checking = { folder, problems: [], bytes: 0, total: 0, options };
  const manifest = await checkManifest(checking);
  if (manifest) {
    checking.total = checking.bytes + listedFiles(manifest).reduce((sum, { bytes }) => sum + bytes, 0);
    await checkContents(checking, manifest);
    showProgress(checking, checking.total);
  }
  return {
    ok: checking.problems.length === 0,
    problems: checking.problems,
    patients: manifest?.patients ?? 0,
    networks: manifest?.networks.length ?? 0,
    practices: manifest?.practices.length ?? 0,
    neighbourhoods: manifest ? Math.max(0, manifest.neighbourhoods.rows - 1) : 0,
    bytes: checking.bytes,
  };
}

interface Checking {
  folder: string;
  problems: string[];
  bytes: number;
  /** Bytes of all files, as the manifest says. */
  total: number;
  options: CheckOptions;
}

function showProgress({ total, options }: Checking, done: number): void {
  options.onProgress?.({ stage: 'Checking', done: Math.min(done, total), total, unit: 'bytes' });
}

async function checkManifest(checking: Checking): Promise<Manifest | null> {
  const { folder, problems } = checking;
  const report = (what: string) => {
    problems.push(`manifest.json: ${what}`);
    return null;
  };
  const bytes = await readFile(path.join(folder, 'manifest.json')).catch(() => null);
  if (!bytes)
    return report(`is missing or cannot be read, so ${folder} is no dataset. Give a dataset’s folder.`);
  checking.bytes += bytes.length;
  let content: unknown;
  try {
    content = parseJson(bytes);
  } catch (error) {
    return report(`is not JSON (${messageOf(error)}). ${copyAgain}`);
  }
  const version = (content as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version === 'number' && version > schemaVersion)
    return report(
      `has schema version ${version}, and this program reads ${schemaVersion}. Check it with a newer Catchment.`,
    );
  const parsed = v.safeParse(manifestSchema, content);
  if (!parsed.success) {
    for (const issue of parsed.issues)
      report(`${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}. ${buildAgain}`);
    return null;
  }
  for (const problem of [...schemaProblems(parsed.output), ...listProblems(parsed.output)])
    report(`${problem}. ${buildAgain}`);
  return parsed.output;
}

/** Lists of the manifest that do not agree with each other. */
function listProblems({ patients, places, networks, practices, tiers }: Manifest): string[] {
  const problems: string[] = [];
  const rows = networks.reduce((sum, network) => sum + network.rows, 0);
  if (rows !== patients) problems.push(`networks have ${rows} rows together, and patients says ${patients}`);
  const lists = networks.map(() => 0);
  for (const [i, { code, network, rows, lon, lat }] of practices.entries()) {
    if (network >= networks.length)
      problems.push(`practices.${i} (${code}): its network ${network} does not exist`);
    else lists[network]! += rows;
    if (Math.abs(lon) > 180 || Math.abs(lat) > 90)
      problems.push(`practices.${i} (${code}): ${lon}, ${lat} is no longitude and latitude`);
  }
  for (const [i, { code, place, rows }] of networks.entries()) {
    if (place >= places.length) problems.push(`networks.${i} (${code}): its place ${place} does not exist`);
    if (lists[i] !== rows)
      problems.push(
        `networks.${i} (${code}): its practices have ${lists[i]!} rows together, and it has ${rows}`,
      );
  }
  for (const [what, list] of Object.entries({ networks, practices })) {
    const codes = list.map(({ code }) => code);
    const twice = codes.find((code, i) => codes.indexOf(code) !== i);
    if (twice !== undefined) problems.push(`${what}: the code ${twice} stands twice`);
  }
  for (const [id, { people, share }] of Object.entries(tiers))
    if (people > share * patients)
      problems.push(`tiers.${id}: ${people} people are more than its share of ${patients}`);
  return problems;
}

/** The files of one kind of cells that could be read. */
interface OpenedCells {
  name: CellTableName;
  files: CellsFile[];
  /** No file is left out. */
  whole: boolean;
}

function filesOf({ cells }: Manifest, name: CellTableName): readonly (StoredFile & { rows: number })[] {
  switch (name) {
    case 'practice_cells':
      return [cells.practice];
    case 'neighbourhood_cells':
      return cells.neighbourhood;
    case 'comorbidity_cells':
      return cells.comorbidity ? [cells.comorbidity] : [];
    case 'ethnicity_cells':
      return cells.ethnicity ? [cells.ethnicity] : [];
    case 'age_cells':
      return cells.age ? [cells.age] : [];
    default:
      return name satisfies never;
  }
}

async function checkContents(checking: Checking, manifest: Manifest): Promise<void> {
  const { problems } = checking;
  const neighbourhoods = await checkNeighbourhoods(checking, manifest);
  await checkGeography(checking, manifest, neighbourhoods);
  await checkOptional(checking, manifest.workforce, workforceSchema, (workforce) =>
    workforceProblems(workforce, manifest.networks.length),
  );
  await checkOptional(checking, manifest.projection, projectionSchema, (projection) =>
    projectionProblems(projection, manifest.snapshot),
  );
  await checkOptional(checking, manifest.earlier, earlierListSchema, (earlier) =>
    earlierListProblems(earlier, { networks: manifest.networks.length, snapshot: manifest.snapshot }),
  );

  const context = contextOf(manifest);
  const available = new Set(manifest.columns.map(({ name }) => name));
  const tables = cellTables(context, available);
  const openAll = async ({ name, keys, columns }: CellTable): Promise<OpenedCells> => {
    const listed = filesOf(manifest, name);
    if (listed.length === 0)
      problems.push(`manifest.json: lists no ${name.replace('_', ' ')}. ${buildAgain}`);
    const files: CellsFile[] = [];
    for (const stored of listed) {
      const stream = await readStream(checking, stored);
      const table = stream && decoded(checking, stored, stream);
      if (!table) continue;
      const opened = openCells(stored.file, table, keys, columns);
      for (const problem of opened.problems) problems.push(`${stored.file}: ${problem}. ${buildAgain}`);
      if (opened.cells) files.push(opened.cells);
    }
    return { name, files, whole: files.length === listed.length };
  };
  const opened: OpenedCells[] = [];
  for (const table of tables) opened.push(await openAll(table));
  const practice = opened.find(({ name }) => name === 'practice_cells')?.files[0];

  const database = await engine();
  if (practice) await checkWarm(checking, manifest, { database, practice });
  else await readStored(checking, manifest.warm);
  const found = {
    patients: neighbourhoods?.patients.map(() => 0) ?? null,
    tiers: Object.entries(manifest.tiers).map(([id, tier]) => ({ id, tier, people: 0 })),
  };
  for (const [network, stored] of manifest.networks.entries()) {
    const stream = await readStream(checking, stored);
    const table = stream && decoded(checking, stored, stream);
    const report = (problem: string) => problems.push(`${stored.file}: ${problem}. ${buildAgain}`);
    const unreadable = table ? columnProblems(table, manifest) : [];
    unreadable.forEach(report);
    if (!table || unreadable.length > 0) {
      found.patients = null;
      found.tiers = [];
      continue;
    }
    rowProblems(table, { manifest, neighbourhoods, network }).forEach(report);
    for (const home of table.columns.get('neighbourhood')!.values)
      if (found.patients && home < found.patients.length) found.patients[home]!++;
    if (modelColumns(cambridge20).every((name) => table.columns.has(name))) {
      const flags = new Map([...table.columns].map(([name, { values }]) => [name, values]));
      for (const score of scoreUnits(cambridge20, flagsIn(flags), table.rows))
        for (const one of found.tiers) if (score > one.tier.aboveHundredths) one.people++;
    }
    const counted = {
      ...networkCells(database, stream, tables),
      comorbidity_cells: comorbidityCells(
        {
          rows: table.rows,
          values: (name) => table.columns.get(name)!.values,
          valid: (name) => table.columns.get(name)!.valid,
        },
        network,
        available,
      ),
    };
    for (const { name, files, whole } of opened) {
      const file = files.find(({ spans }) => spans.has(network)) ?? files[0];
      // Where a file could not be opened, the network's cells may have been in that.
      if (!file || !(whole || file.spans.has(network))) continue;
      const difference = cellsDifference(file, network, counted[name]!);
      if (difference !== null)
        problems.push(`${file.file}: network ${stored.code}: ${difference}. ${buildAgain}`);
    }
  }
  found.patients?.forEach((people, index) => {
    const said = neighbourhoods!.patients[index]!;
    if (people !== said)
      problems.push(
        `${manifest.neighbourhoods.file}: patients.${index} is ${said}, and the networks’ rows have ${people}. ${buildAgain}`,
      );
  });
  for (const { id, tier, people } of found.tiers)
    if (tier.people !== people)
      problems.push(
        `manifest.json: tiers.${id}.people is ${tier.people}, and the networks’ rows have ${people}. ${buildAgain}`,
      );
}

/** A listed file's bytes when it is there; any other size or hash than the manifest's is reported. */
async function readStored(
  checking: Checking,
  stored: StoredFile,
): Promise<{ bytes: Uint8Array; intact: boolean } | null> {
  const { folder, problems } = checking;
  // All files so far have been checked: between two of them is where an interrupt is heard.
  showProgress(checking, checking.bytes);
  const bytes = await readFile(path.join(folder, stored.file)).catch(() => null);
  checking.options.signal?.throwIfAborted();
  if (!bytes) {
    problems.push(`${stored.file}: is missing. ${copyAgain}`);
    return null;
  }
  checking.bytes += bytes.length;
  if (bytes.length !== stored.bytes)
    problems.push(
      `${stored.file}: has ${bytes.length} bytes, and the manifest says ${stored.bytes}. ${copyAgain}`,
    );
  else if (sha256(bytes) !== stored.sha256)
    problems.push(`${stored.file}: was changed: its SHA-256 is not the manifest’s. ${copyAgain}`);
  else return { bytes, intact: true };
  return { bytes, intact: false };
}

/** The inflated Arrow stream of a listed file; null when it was changed, or is no stream. */
async function readStream(checking: Checking, stored: StoredFile): Promise<Uint8Array | null> {
  const read = await readStored(checking, stored);
  if (!read) return null;
  let stream: Uint8Array;
  try {
    stream = inflated(read.bytes);
  } catch (error) {
    checking.problems.push(
      `${stored.file}: its gzip is cut off or damaged (${messageOf(error)}). ${copyAgain}`,
    );
    return null;
  }
  const problem = streamProblem(stream);
  if (problem !== null) checking.problems.push(`${stored.file}: ${problem}. ${buildAgain}`);
  return problem === null && read.intact ? stream : null;
}

function decoded(checking: Checking, stored: StoredFile & { rows: number }, stream: Uint8Array) {
  try {
    const table = decodeStream(stream);
    if (table.rows === stored.rows) return table;
    checking.problems.push(
      `${stored.file}: has ${table.rows} rows, and the manifest says ${stored.rows}. ${buildAgain}`,
    );
  } catch (error) {
    checking.problems.push(`${stored.file}: ${messageOf(error)}. ${buildAgain}`);
  }
  return null;
}

/** The content of a listed JSON file; null when it was changed, or is no JSON. */
async function readJson(checking: Checking, stored: StoredFile): Promise<unknown> {
  const read = await readStored(checking, stored);
  if (!read?.intact) return null;
  try {
    return parseJson(inflated(read.bytes));
  } catch (error) {
    checking.problems.push(`${stored.file}: is not JSON (${messageOf(error)}). ${buildAgain}`);
    return null;
  }
}

async function checkNeighbourhoods(checking: Checking, manifest: Manifest): Promise<Neighbourhoods | null> {
  const { file, rows } = manifest.neighbourhoods;
  const content = await readJson(checking, manifest.neighbourhoods);
  if (content === null) return null;
  const report = (problem: string) => checking.problems.push(`${file}: ${problem}. ${buildAgain}`);
  const parsed = v.safeParse(neighbourhoodsSchema, content);
  if (!parsed.success) {
    for (const issue of parsed.issues) report(`${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
    return null;
  }
  const list = parsed.output;
  const lengths = Object.entries(list).filter(([, values]) => values.length !== rows);
  for (const [name, values] of lengths)
    report(`${name} has ${values.length} entries, and the manifest says ${rows}`);
  if (lengths.length > 0) return null;
  const codes = new Set(list.code);
  if (codes.size !== list.code.length) report('a code stands twice');
  if (list.network[0] !== -1) report('entry 0, outside or unknown, must have the network -1');
  list.network.forEach((network, i) => {
    if (network >= manifest.networks.length) report(`network.${i}: there is no network ${network}`);
  });
  return list;
}

/** A JSON file that a package may lack: its schema, then what a schema cannot tell. */
async function checkOptional<S extends v.GenericSchema>(
  checking: Checking,
  stored: StoredFile | undefined,
  schema: S,
  problemsOf: (content: v.InferOutput<S>) => string[],
): Promise<void> {
  if (!stored) return;
  const content = await readJson(checking, stored);
  if (content === null) return;
  const parsed = v.safeParse(schema, content);
  const problems = parsed.success
    ? problemsOf(parsed.output)
    : parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
  for (const problem of problems) checking.problems.push(`${stored.file}: ${problem}. ${buildAgain}`);
}

async function checkGeography(
  checking: Checking,
  { geography, networks }: Manifest,
  neighbourhoods: Neighbourhoods | null,
): Promise<void> {
  const all = (length: number) => Array.from({ length }, (_, i) => i);
  const wanted = {
    // A network is on the map when it is the main one of a neighbourhood.
    networks: neighbourhoods
      ? neighbourhoods.network.filter((network) => network >= 0)
      : all(networks.length),
    neighbourhoods: neighbourhoods ? all(neighbourhoods.code.length).slice(1) : null,
  };
  for (const layer of ['networks', 'neighbourhoods'] as const) {
    const content = await readJson(checking, geography[layer]);
    const areas = wanted[layer];
    if (content === null || areas === null) continue;
    for (const problem of geographyProblems(content, geographyObjects[layer], new Set(areas)))
      checking.problems.push(`${geography[layer].file}: ${problem}. ${buildAgain}`);
  }
}

async function checkWarm(
  checking: Checking,
  manifest: Manifest,
  { database, practice }: { database: Engine; practice: CellsFile },
): Promise<void> {
  const content = await readJson(checking, manifest.warm);
  if (content === null) return;
  const report = (problem: string) =>
    checking.problems.push(`${manifest.warm.file}: ${problem}. ${buildAgain}`);
  const parsed = v.safeParse(warmSchema, content);
  if (!parsed.success) {
    for (const issue of parsed.issues) report(`${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
    return;
  }
  const context = contextOf(manifest);
  const available = new Set(manifest.columns.map(({ name }) => name));
  const queries = warmQueries(context, available, manifest.networks.length);
  const { columns: table, rows } = practice.table;
  const practiceCells = encodeStream([...table.values()], rows);
  const stored = new Map(parsed.output.results.map(({ sql, columns }) => [sql, columns]));
  for (const { sql, columns } of warmResults(database, practiceCells, queries)) {
    const found = stored.get(sql);
    if (!found) report(`has no result for “${sql}”`);
    else if (JSON.stringify(found) !== JSON.stringify(columns))
      report(`the result of “${sql}” is not that of ${practice.file}`);
    stored.delete(sql);
  }
  for (const sql of stored.keys()) report(`has a result for “${sql}”, which no default view asks`);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
