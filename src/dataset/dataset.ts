import type { Topology } from 'topojson-specification';
import type { Engine } from '../db';
import { columnsOfNumbers } from '../db/columns';
import { EngineError, Superseded } from '../db/error';
import { availableMeasures } from '../domain/measures/cells';
import { RawCounts } from '../domain/disclosure';
import { assertAggregated } from '../domain/disclosure/aggregates';
import { contextOf } from '../domain/measures/context';
import type { Measure, MeasureContext } from '../domain/measures/measure';
import {
  geographyObjects,
  type DisclosurePolicy,
  type Manifest,
  type Projection,
  type Warm,
  type Workforce,
} from '../domain/schema';
import { DatasetError } from './error';
import { fetchStored, fetchText, type StoredFile } from './fetch';
import {
  readEarlierList,
  readJson,
  readList,
  readManifest,
  readNeighbourhoods,
  readProjection,
  readWarm,
  readWorkforce,
  type DatasetEntry,
} from './manifest';
import {
  sealed,
  sealedEarlierList,
  type NeighbourhoodNames,
  type SealedEarlierList,
  type SealedManifest,
} from './sealed';
import { ProgressTracker, Store, type Progress, type Readable } from './progress';
import { Tables, type Need } from './tables';

export interface Question {
  /** Which figure asks: its newest question is the one that is answered. */
  figure: string;
  sql: string;
  needs: readonly Need[];
  /** now: somebody waits for it; soon: it is further down the page. */
  priority?: 'now' | 'soon';
}

/** Columns with the query that they answer, so that a late answer cannot be painted for a newer question. */
export interface Answer {
  sql: string;
  columns: RawCounts;
}

/** Something that a person may want to know and that stopped nothing. */
export interface Notice {
  file: string;
  text: string;
}

export interface Dataset {
  readonly entry: DatasetEntry;
  /** As published, its counts closed: see `SealedManifest`. */
  readonly manifest: SealedManifest;
  /** The dataset's own policy. */
  readonly disclosure: DisclosurePolicy;
  readonly context: MeasureContext;
  /** Measures whose columns the dataset has. */
  readonly measures: readonly Measure[];
  /** Fetched once; a failure is tried again at the next call. */
  geography(level: 'network' | 'neighbourhood'): Promise<Topology>;
  neighbourhoods(): Promise<NeighbourhoodNames>;
  /** Staff in post by network and role; null where the dataset has none. */
  workforce(): Promise<Workforce | null>;
  /** Residents as projected from the snapshot's year on; null where the dataset has no projection. */
  projection(): Promise<Projection | null>;
  /** Lists of five years before the snapshot; null where the dataset has none. */
  earlierList(): Promise<SealedEarlierList | null>;
  /**
   * The one way to an answer: from warm.json when it holds exactly this SQL, else from the engine, once that has booted and
   * has the tables. Rejects with `Superseded` as soon as the same figure asks anew, and stops the query if it is running.
   */
  ask(question: Question): Promise<Answer>;
  /** Nobody waits for what this figure asked any more: it rejects with `Superseded`, and stops if it is running. */
  withdraw(figure: string): void;
  /** Boots the engine and brings these tables in; several callers share one load. */
  load(needs: readonly Need[]): Promise<void>;
  readonly progress: Readable<Progress>;
  readonly notices: Readable<readonly Notice[]>;
  /** Ends the engine and frees its memory; everything pending rejects. */
  close(): Promise<void>;
}

export interface OpenOptions {
  onProgress?: (progress: Progress) => void;
  /** Longest wait for a sign of life from the engine while it boots, in milliseconds. */
  bootTimeoutMs?: number;
}

const listFile = 'data/index.json';
const listUrl = (): URL => new URL(listFile, document.baseURI);

/** The datasets that the site offers. */
export async function listDatasets(): Promise<DatasetEntry[]> {
  return readList(await fetchText(listUrl(), listFile), listFile);
}

/** Opens a dataset: its manifest, its ready answers and its networks' geography. The engine comes when something needs it. */
export async function openDataset(entry: DatasetEntry, options: OpenOptions = {}): Promise<Dataset> {
  const folder = new URL(entry.path.replace(/\/?$/, '/'), listUrl());
  if (folder.origin !== listUrl().origin)
    throw new DatasetError(
      'invalid',
      listFile,
      `The dataset “${entry.title}” is listed at another address, ${folder.origin}.`,
      'Serve datasets from the site itself: nothing is ever fetched from elsewhere.',
    );
  const manifest = readManifest(
    await fetchText(new URL('manifest.json', folder), 'manifest.json'),
    'manifest.json',
  );
  const dataset = new PackagedDataset(entry, folder, manifest, options);
  await dataset.prepare();
  return dataset;
}

class PackagedDataset implements Dataset {
  readonly context: MeasureContext;
  readonly measures: readonly Measure[];
  readonly progress: Readable<Progress>;
  readonly notices = new Store<readonly Notice[]>([]);

  readonly manifest: SealedManifest;
  readonly disclosure: DisclosurePolicy;
  readonly #published: Manifest;
  readonly #folder: URL;
  readonly #tracker = new ProgressTracker();
  #tables: Tables;
  readonly #bootTimeoutMs: number | undefined;
  readonly #kept = new Map<string, Promise<unknown>>();
  readonly #pending = new Map<string, AbortController>();
  #closed = false;
  #warm = new Map<string, Warm['results'][number]['columns']>();

  constructor(
    readonly entry: DatasetEntry,
    folder: URL,
    manifest: Manifest,
    { onProgress, bootTimeoutMs }: OpenOptions,
  ) {
    this.#folder = folder;
    this.#published = manifest;
    this.manifest = sealed(manifest);
    this.disclosure = manifest.disclosure;
    this.#bootTimeoutMs = bootTimeoutMs;
    this.context = contextOf(manifest);
    this.measures = availableMeasures(this.context, this.#available);
    this.progress = this.#tracker.store;
    if (onProgress) this.progress.subscribe(onProgress);
    this.#tables = this.#newTables();
  }

  /** Fetches what the first picture needs. The dataset works without either, so a failure is a notice here. */
  async prepare(): Promise<void> {
    await Promise.all([
      this.#json(this.manifest.warm, (text, file) => readWarm(text, file)).then(
        ({ results }) => (this.#warm = new Map(results.map(({ sql, columns }) => [sql, columns]))),
        (error: unknown) =>
          this.#note(this.manifest.warm.file, `${messageOf(error)} The first figures take longer.`),
      ),
      // Whoever draws the map is told of a failure, and may try again.
      this.geography('network').catch(() => undefined),
    ]);
  }

  geography(level: 'network' | 'neighbourhood'): Promise<Topology> {
    const key = level === 'network' ? 'networks' : 'neighbourhoods';
    const stored = this.manifest.geography[key];
    return this.#once(stored.file, () =>
      this.#json(stored, (text, file) => {
        const topology = readJson(text, file) as Topology | null;
        if (topology?.type === 'Topology' && geographyObjects[key] in topology.objects) return topology;
        throw new DatasetError(
          'invalid',
          file,
          `${file} is not a TopoJSON with the object “${geographyObjects[key]}”.`,
          'Build the dataset again.',
        );
      }),
    );
  }

  neighbourhoods(): Promise<NeighbourhoodNames> {
    const stored = this.manifest.neighbourhoods;
    return this.#once(stored.file, () =>
      this.#json(stored, (text, file) => {
        const { patients: _, ...names } = readNeighbourhoods(text, file, stored.rows);
        return names;
      }),
    );
  }

  async workforce(): Promise<Workforce | null> {
    const stored = this.manifest.workforce;
    if (!stored) return null;
    return this.#once(stored.file, () =>
      this.#json(stored, (text, file) => readWorkforce(text, file, this.manifest.networks.length)),
    );
  }

  async projection(): Promise<Projection | null> {
    const stored = this.manifest.projection;
    if (!stored) return null;
    return this.#once(stored.file, () =>
      this.#json(stored, (text, file) => readProjection(text, file, this.manifest.snapshot)),
    );
  }

  async earlierList(): Promise<SealedEarlierList | null> {
    const stored = this.manifest.earlier;
    if (!stored) return null;
    const { networks, snapshot } = this.manifest;
    return this.#once(stored.file, () =>
      this.#json(stored, (text, file) =>
        sealedEarlierList(readEarlierList(text, file, { networks: networks.length, snapshot })),
      ),
    );
  }

  async ask({ figure, sql, needs, priority = 'now' }: Question): Promise<Answer> {
    assertAggregated(sql);
    this.withdraw(figure);
    const newest = new AbortController();
    this.#pending.set(figure, newest);
    try {
      const warm = this.#warm.get(sql);
      if (warm) return { sql, columns: new RawCounts(columnsOfNumbers(warm)) };
      await unlessAborted(this.load(needs), newest.signal);
      const { engine, read } = await this.#engine();
      const columns = await engine.query(read(sql), { priority, signal: newest.signal });
      return { sql, columns: new RawCounts(columns) };
    } finally {
      if (this.#pending.get(figure) === newest) this.#pending.delete(figure);
    }
  }

  withdraw(figure: string): void {
    this.#pending.get(figure)?.abort(new Superseded(figure));
  }

  async load(needs: readonly Need[]): Promise<void> {
    await Promise.all([this.#engine(), this.#tables.load(needs)]);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const booting = this.#kept.get(engineKey) as Promise<{ engine: Engine }> | undefined;
    const closed = new EngineError('stopped', 'The dataset was closed.', 'Open it again.');
    this.#kept.set(engineKey, Promise.reject(closed));
    this.#kept.get(engineKey)!.catch(() => undefined);
    for (const pending of this.#pending.values()) pending.abort(closed);
    await booting?.then(
      ({ engine }) => engine.close(),
      () => undefined,
    );
  }

  #newTables(): Tables {
    return new Tables({
      manifest: this.#published,
      context: this.context,
      engine: () => this.#engine(),
      fetch: (stored, onBytes) => this.#fetch(stored, onBytes),
      progress: this.#tracker,
    });
  }

  #engine() {
    return this.#once(engineKey, () => this.#boot());
  }

  get #available(): ReadonlySet<string> {
    return new Set(this.#published.columns.map(({ name }) => name));
  }

  /** The only place that brings in DuckDB, Arrow and what they are to work out of each patient. */
  #boot() {
    return this.#tracker.follow('engine', {}, async () => {
      const { bootEngine, describeStream, widened, storedExpressions, readingStored } = await importEngine();
      const engine = await bootEngine(
        this.#bootTimeoutMs === undefined ? {} : { timeoutMs: this.#bootTimeoutMs },
      );
      // The next question starts it anew.
      void engine.stopped.then(() => {
        if (this.#closed) return;
        this.#kept.delete(engineKey);
        this.#tables = this.#newTables();
      });
      const stored = storedExpressions(this.#available);
      return {
        engine,
        describe: describeStream,
        widen: (stream: Uint8Array) => widened(stream, stored),
        read: (sql: string) => readingStored(sql, stored),
      };
    });
  }

  async #fetch(stored: StoredFile, onBytes?: (bytes: number) => void) {
    const fetched = await fetchStored(this.#folder, stored, { onBytes });
    if (!fetched.verified)
      this.#note(
        stored.file,
        `${stored.file} was inflated on its way by the host, so its SHA-256 could not be checked; its structure and row count were.`,
      );
    return fetched;
  }

  async #json<T>(stored: StoredFile, read: (text: string, file: string) => T): Promise<T> {
    const { content } = await this.#fetch(stored);
    return read(new TextDecoder().decode(content), stored.file);
  }

  #note(file: string, text: string): void {
    this.notices.set([...this.notices.value, { file, text }]);
  }

  /** Does a thing once, and again only if it failed. */
  #once<T>(key: string, work: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key) as Promise<T> | undefined;
    if (known) return known;
    const doing = work();
    this.#kept.set(key, doing);
    doing.catch(() => {
      if (this.#kept.get(key) === doing) this.#kept.delete(key);
    });
    return doing;
  }
}

const engineKey = '(engine)';

async function importEngine() {
  try {
    const [db, stored] = await Promise.all([import('../db'), import('../domain/stored')]);
    return { ...db, ...stored };
  } catch (cause) {
    throw new EngineError(
      'engine-file',
      'The engine’s program could not be fetched from the host.',
      'Check the connection and reload the page; if it stays, the site was updated or is half copied.',
      { cause },
    );
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    work.then(resolve, reject);
  });
}
