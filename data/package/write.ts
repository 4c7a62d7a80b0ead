import { availableParallelism } from 'node:os';
import * as v from 'valibot';
import { cellTables, type CellTableName } from '../../src/domain/measures/cell-tables';
import { contextOf } from '../../src/domain/measures/context';
import type { MeasureContext } from '../../src/domain/measures/measure';
import { cambridge20 } from '../../src/domain/models/cambridge';
import { tierShares, topTier, type TierId } from '../../src/domain/models/tiers';
import {
  earlierListProblems,
  earlierListSchema,
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
  type PatientColumn,
} from '../../src/domain/schema';
import { buildGeography } from '../geography/build';
import type { DatasetSource } from '../source';
import { encodeStream } from './arrow';
import { runner, type Run } from './jobs';
import { stack, type Cells, type NetworkCells } from './network-cells';
import { columnsOf, type PackedNetwork, type Simulate } from './pack-network';
import { replaceWhole } from './partial';
import { inOrderOf, startPool } from './pool';
import { describeColumns } from './provenance';
import { shardsOf } from './shards';
import { gzip, json, sortedKeys, store, type StoredFile } from './stored';
import { warmQueries } from './warm';

/** Stands in the manifest: another version may write other bytes for the same input and seed. */
export const generatorVersion = '1';

/**
 * Record batches of the cells have at most this many rows: columns that are nearly alike (an age base and the next) then
 * stand within gzip's window, which makes the file a sixth smaller, and a browser can insert them piece by piece.
 */
const cellBatchRows = 4000;

export interface Progress {
  stage: string;
  done: number;
  total: number;
  unit: string;
}

export interface WriteOptions {
  seed: number;
  onProgress?: ((progress: Progress) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Makes a network's patients, on the calling thread; without it worker threads run the population engine. */
  simulate?: Simulate | undefined;
}

export interface Summary {
  id: string;
  title: string;
  area: Manifest['area'];
  snapshot: string;
  networks: number;
  practices: number;
  neighbourhoods: number;
  patients: number;
  /** Of all files. */
  bytes: number;
  bytesPerPatient: number;
  seconds: number;
  highRisk: { people: number; aboveHundredths: number };
  /** What was handled on the way from the sources, with the patients concerned. */
  notes: Manifest['notes'];
}

/**
 * Writes a dataset package to the folder `out`, network by network. The same source and seed give the same bytes.
 * Nothing is left behind when it fails or is aborted, and an earlier dataset in `out` is replaced only when the new one
 * is complete.
 *
 * @throws NotADatasetError when something other than a dataset stands at `out`; the signal's reason when aborted
 */
export async function writePackage(
  source: DatasetSource,
  out: string,
  options: WriteOptions,
): Promise<Summary> {
  const began = performance.now();
  options.signal?.throwIfAborted();
  return replaceWhole(out, async (folder) => {
    const pool = options.simulate
      ? null
      : startPool(Math.min(availableParallelism(), source.networks.length));
    const run = options.simulate ? runner(options.simulate) : pool!.run;
    try {
      const { manifest, bytes } = await writeFiles({ source, folder, run, options });
      options.signal?.throwIfAborted();
      return summaryOf(manifest, source, { bytes, seconds: (performance.now() - began) / 1000 });
    } finally {
      await pool?.close();
    }
  });
}

interface Writing {
  source: DatasetSource;
  folder: string;
  run: Run;
  options: WriteOptions;
}

async function writeFiles(writing: Writing): Promise<{ manifest: Manifest; bytes: number }> {
  const { source, folder, options } = writing;
  checkIndexes(source);
  const columns = columnsOf(source);
  const packed = await writeNetworks(writing, columns);
  const tiers = tiersOf(sumOf(packed.map(({ scores }) => scores)));
  const context = contextOf({ tiers });
  const available = new Set(columns.map(({ name }) => name));

  const cells = await writeCells(writing, packed, context, available);
  const warm = await writeWarm(writing, cells.practice, context, available);
  const geography = await writeGeography(writing);
  const neighbourhoods = await writeNeighbourhoods(writing, packed);
  const workforce = await writeWorkforce(writing);
  const projection = await writeProjection(writing);
  const earlier = await writeEarlierList(writing);

  const practiceRows = new Map(packed.flatMap(({ practices }) => [...practices]));
  const manifest = v.parse(manifestSchema, {
    schemaVersion,
    id: source.id,
    title: source.title,
    kind: source.kind,
    area: source.area,
    snapshot: source.snapshot,
    generator: { version: generatorVersion, seed: options.seed },
    disclosure: source.disclosure,
    patients: packed.reduce((sum, { rows }) => sum + rows, 0),
    attribution: source.attribution,
    sources: source.sources,
    columns: describeColumns(columns, source.kind),
    places: source.places,
    networks: source.networks.map((network, i) => ({
      ...network,
      rows: packed[i]!.rows,
      ...packed[i]!.stored,
    })),
    practices: source.practices.map((practice, i) => ({ ...practice, rows: practiceRows.get(i) ?? 0 })),
    neighbourhoods,
    cells,
    geography,
    warm,
    ...(workforce && { workforce }),
    ...(projection && { projection }),
    ...(earlier && { earlier }),
    models: [{ id: cambridge20.id, version: cambridge20.version }],
    tiers,
    notes: source.notes,
  } satisfies Manifest);
  const { bytes } = await store(folder, 'manifest.json', json(sortedKeys(manifest)));
  return { manifest, bytes: listedFiles(manifest).reduce((sum, file) => sum + file.bytes, bytes) };
}

/** What the sixteen bits of an index and the names of files can hold. */
function checkIndexes({ networks, practices, neighbourhoods }: DatasetSource): void {
  for (const [what, list] of Object.entries({ networks, practices, neighbourhoods }))
    if (list.length > 0x10000)
      throw new Error(`${list.length} ${what} are more than the 65,536 a dataset can hold.`);
  const codes = new Set<string>();
  for (const { code } of networks) {
    if (!/^[\w-]+$/.test(code)) throw new Error(`The network code "${code}" cannot be the name of a file.`);
    if (codes.has(code)) throw new Error(`Two networks have the code ${code}.`);
    codes.add(code);
  }
}

const networkFile = (code: string) => `networks/${code}.arrows`;

function writeNetworks(writing: Writing, columns: readonly PatientColumn[]): Promise<PackedNetwork[]> {
  const { source, folder, run, options } = writing;
  const patients = source.neighbourhoods.reduce((sum, one) => sum + one.patients, 0);
  return byNetwork(
    writing,
    { stage: 'Patients', total: patients, unit: 'patients' },
    {
      work: (network) =>
        run('pack', {
          margins: source.margins(network),
          seed: options.seed,
          columns,
          folder,
          file: networkFile(source.networks[network]!.code),
        }),
      size: ({ rows }) => rows,
    },
  );
}

async function writeCells(
  writing: Writing,
  packed: readonly PackedNetwork[],
  context: MeasureContext,
  available: ReadonlySet<string>,
): Promise<Manifest['cells']> {
  const { source, folder, run } = writing;
  const tables = cellTables(context, available);
  const parts: NetworkCells[] = await byNetwork(
    writing,
    { stage: 'Cells', total: source.networks.length, unit: 'networks' },
    {
      work: (network) => run('cells', { folder, file: packed[network]!.stored.file, tables }),
      size: () => 1,
    },
  );
  const together = (name: CellTableName, networks = parts.map((_, network) => network)) =>
    stack(
      networks.map((network) =>
        name === 'comorbidity_cells' ? packed[network]!.comorbidity : parts[network]![name]!,
      ),
    );
  const shards = shardsOf(
    source.networks.map(({ place }, i) => ({ place, rows: parts[i]!.neighbourhood_cells!.rows })),
  );
  const neighbourhood: Manifest['cells']['neighbourhood'] = [];
  for (const [i, networks] of shards.entries()) {
    const number = shards.length === 1 ? '' : `-${String(i + 1).padStart(3, '0')}`;
    const file = `cells/neighbourhood${number}.arrows`;
    neighbourhood.push({
      ...(await storeCells(folder, file, together('neighbourhood_cells', networks))),
      networks,
    });
  }
  const cells: Manifest['cells'] = {
    practice: await storeCells(folder, 'cells/practice.arrows', together('practice_cells')),
    neighbourhood,
  };
  for (const part of ['comorbidity', 'ethnicity', 'age'] as const) {
    const name = `${part}_cells` as const;
    if (tables.some((table) => table.name === name))
      cells[part] = await storeCells(folder, `cells/${part}.arrows`, together(name));
  }
  return cells;
}

async function storeCells(folder: string, file: string, { columns, rows }: Cells) {
  return { ...(await store(folder, file, gzip(encodeStream(columns, rows, cellBatchRows)))), rows };
}

async function writeWarm(
  { source, folder, run }: Writing,
  practiceCells: StoredFile,
  context: MeasureContext,
  available: ReadonlySet<string>,
): Promise<StoredFile> {
  const queries = warmQueries(context, available, source.networks.length);
  const results = await run('warm', { folder, file: practiceCells.file, queries });
  return store(folder, 'warm.json', json(v.parse(warmSchema, { results })));
}

async function writeGeography({ source, folder, options }: Writing): Promise<Manifest['geography']> {
  options.signal?.throwIfAborted();
  const total = source.polygons.length;
  options.onProgress?.({ stage: 'Maps', done: 0, total, unit: 'neighbourhoods' });
  const maps = buildGeography(
    source.polygons,
    source.neighbourhoods.map(({ network }) => network),
  );
  const geography = {
    networks: await store(folder, 'geo/networks.json', json(maps.networks)),
    neighbourhoods: await store(folder, 'geo/neighbourhoods.json', json(maps.neighbourhoods)),
  };
  options.onProgress?.({ stage: 'Maps', done: total, total, unit: 'neighbourhoods' });
  return geography;
}

async function writeNeighbourhoods(
  { source, folder }: Writing,
  packed: readonly PackedNetwork[],
): Promise<Manifest['neighbourhoods']> {
  const patients = source.neighbourhoods.map(() => 0);
  for (const { neighbourhoods } of packed)
    for (const [index, people] of neighbourhoods) {
      if (index >= patients.length)
        throw new Error(`A patient lives in neighbourhood ${index}, which does not exist.`);
      patients[index]! += people;
    }
  const list = source.neighbourhoods;
  const columns = v.parse(neighbourhoodsSchema, {
    code: list.map(({ code }) => code),
    name: list.map(({ name }) => name),
    imd: list.map(({ imd }) => imd),
    network: list.map(({ network }) => network),
    patients,
  });
  return { ...(await store(folder, 'neighbourhoods.json', json(columns))), rows: list.length };
}

async function writeWorkforce({ source, folder }: Writing): Promise<StoredFile | null> {
  if (source.workforce === null) return null;
  const workforce = v.parse(workforceSchema, source.workforce);
  const problems = workforceProblems(workforce, source.networks.length);
  if (problems.length > 0) throw new Error(`workforce: ${problems.join('; ')}`);
  return store(folder, 'workforce.json', json(workforce));
}

async function writeProjection({ source, folder }: Writing): Promise<StoredFile | null> {
  if (source.projection === null) return null;
  const projection = v.parse(projectionSchema, source.projection);
  const problems = projectionProblems(projection, source.snapshot);
  if (problems.length > 0) throw new Error(`projection: ${problems.join('; ')}`);
  return store(folder, 'projection.json', json(projection));
}

async function writeEarlierList({ source, folder }: Writing): Promise<StoredFile | null> {
  if (source.earlier === null) return null;
  const earlier = v.parse(earlierListSchema, source.earlier);
  const { networks, snapshot } = source;
  const problems = earlierListProblems(earlier, { networks: networks.length, snapshot });
  if (problems.length > 0) throw new Error(`earlier: ${problems.join('; ')}`);
  return store(folder, 'earlier.json', json(earlier));
}

/** One result a network, in their order, a few at a time. */
async function byNetwork<R>(
  { source, options }: Writing,
  progress: Omit<Progress, 'done'>,
  { work, size }: { work: (network: number) => Promise<R>; size: (result: R) => number },
): Promise<R[]> {
  const { signal, onProgress } = options;
  const results: R[] = [];
  let done = 0;
  onProgress?.({ ...progress, done });
  const indexes = source.networks.map((_, network) => network);
  const ahead = 2 * availableParallelism();
  for await (const result of inOrderOf(indexes, ahead, work)) {
    signal?.throwIfAborted();
    results.push(result);
    done += size(result);
    onProgress?.({ ...progress, done });
  }
  return results;
}

/** The tiers' cut-offs by rank of the Cambridge score over the whole dataset. */
function tiersOf(people: Float64Array): Manifest['tiers'] {
  const units = people.map((_, score) => score);
  const tierOf = (id: TierId) => {
    const share = tierShares[id];
    const tier = topTier({ units, people }, share);
    return { model: cambridge20.id, share, aboveHundredths: tier.above, people: tier.people };
  };
  return {
    high_risk: tierOf('high_risk'),
    very_high_risk: tierOf('very_high_risk'),
    raised_risk: tierOf('raised_risk'),
  };
}

function sumOf(histograms: readonly Uint32Array[]): Float64Array {
  const sum = new Float64Array(Math.max(0, ...histograms.map(({ length }) => length)));
  for (const histogram of histograms) histogram.forEach((people, score) => (sum[score]! += people));
  return sum;
}

function summaryOf(
  { id, title, area, snapshot, networks, practices, patients, tiers, notes }: Manifest,
  source: DatasetSource,
  { bytes, seconds }: { bytes: number; seconds: number },
): Summary {
  const { people, aboveHundredths } = tiers.high_risk;
  return {
    id,
    title,
    area,
    snapshot,
    networks: networks.length,
    practices: practices.length,
    neighbourhoods: source.neighbourhoods.length - 1,
    patients,
    bytes,
    bytesPerPatient: Math.round((100 * bytes) / patients) / 100,
    seconds: Math.round(seconds * 10) / 10,
    highRisk: { people, aboveHundredths },
    notes,
  };
}
