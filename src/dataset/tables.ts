import type { Engine, Part, StreamDescription } from '../db';
import { cellTables, type CellTable } from '../domain/measures/cell-tables';
import type { MeasureContext } from '../domain/measures/measure';
import type { Manifest } from '../domain/schema';
import { DatasetError } from './error';
import type { Fetched, StoredFile } from './fetch';
import { Intake } from './intake';
import type { ProgressTracker } from './progress';

/**
 * Tables that a question reads. `networks` are indices in the manifest's list; neighbourhood cells of a large dataset
 * come in several files, and without `networks` all of them are fetched.
 */
export type Need =
  | { table: 'practice_cells' | 'comorbidity_cells' | 'ethnicity_cells' | 'age_cells' }
  | { table: 'neighbourhood_cells'; networks?: readonly number[] }
  | { table: 'patients'; networks: readonly number[] };

export type TableName = Need['table'];

type StoredTable = StoredFile & { readonly rows: number };

interface ExpectedColumn {
  readonly name: string;
  /** Absent where any type will do. */
  readonly type?: string;
}

/** Most files on their way at a time. */
const parallelFetches = 4;

const rebuild = 'Build the dataset again, or check it with `npm run -s data -- check`.';

/** The engine, booted once and lazily, with its module. */
export interface Booted {
  readonly engine: Engine;
  readonly describe: (stream: Uint8Array) => StreamDescription;
  /** The stream of patients with what is worked out of each. */
  readonly widen: (stream: Uint8Array) => Uint8Array;
}

interface Sources {
  manifest: Manifest;
  context: MeasureContext;
  engine: () => Promise<Booted>;
  fetch: (stored: StoredFile, onBytes: (bytes: number) => void) => Promise<Fetched>;
  progress: ProgressTracker;
}

/** Brings the files of a dataset into the engine's tables, each once; what failed is tried again when next asked for. */
export class Tables {
  readonly #sources: Sources;
  readonly #files = new Map<string, Promise<void>>();
  readonly #intakes = new Map<TableName, Intake>();
  readonly #slots = new Slots(parallelFetches);

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** Resolves when every row that is needed is there; rejects with the first failure, the others still go on. */
  async load(needs: readonly Need[]): Promise<void> {
    const files = needs.flatMap((need) => this.#filesOf(need).map((stored) => [need.table, stored] as const));
    await Promise.all(files.map(([table, stored]) => this.#once(table, stored)));
  }

  #filesOf(need: Need): readonly StoredTable[] {
    const { cells, networks } = this.#sources.manifest;
    switch (need.table) {
      case 'practice_cells':
        return [cells.practice];
      case 'comorbidity_cells':
        return cells.comorbidity ? [cells.comorbidity] : [];
      case 'ethnicity_cells':
        return cells.ethnicity ? [cells.ethnicity] : [];
      case 'age_cells':
        return cells.age ? [cells.age] : [];
      case 'neighbourhood_cells':
        return cells.neighbourhood.filter(
          (shard) =>
            !shard.networks ||
            !need.networks ||
            need.networks.some((index) => shard.networks!.includes(index)),
        );
      case 'patients':
        return need.networks.map((index) => {
          const network = networks[index];
          if (!network) throw new RangeError(`There is no network ${index} in this dataset.`);
          return network;
        });
      default:
        return need satisfies never;
    }
  }

  #once(table: TableName, stored: StoredTable): Promise<void> {
    const known = this.#files.get(stored.file);
    if (known) return known;
    const loading = this.#bring(table, stored);
    this.#files.set(stored.file, loading);
    loading.catch(() => this.#files.delete(stored.file));
    return loading;
  }

  #bring(table: TableName, stored: StoredTable): Promise<void> {
    const rows = table === 'patients' ? stored.rows : 0;
    const stage = table === 'patients' ? 'rows' : 'cells';
    return this.#sources.progress.follow(stage, { bytes: stored.bytes, rows }, async (received) => {
      await this.#intake(table).add(this.#fetch(table, stored, (count) => received.bytes(count)));
      received.rows(rows);
    });
  }

  /** Fetches a file while the engine may still be booting, and checks that it is what the manifest says. */
  async #fetch(table: TableName, stored: StoredTable, onBytes: (bytes: number) => void): Promise<Part> {
    const booting = this.#sources.engine();
    booting.catch(() => undefined);
    const { content } = await this.#slots.use(() => this.#sources.fetch(stored, onBytes));
    const { describe, widen } = await booting;
    this.#check(table, stored, () => describe(content));
    return { stream: table === 'patients' ? widen(content) : content, rows: stored.rows };
  }

  #intake(table: TableName): Intake {
    const known = this.#intakes.get(table);
    if (known) return known;
    const intake = new Intake(async (parts) => {
      const { engine } = await this.#sources.engine();
      await engine.insert(table, parts);
    });
    this.#intakes.set(table, intake);
    return intake;
  }

  #check(table: TableName, { file, rows }: StoredTable, describe: () => StreamDescription): void {
    let stream: StreamDescription;
    try {
      stream = describe();
    } catch (cause) {
      throw streamFault(file, cause);
    }
    if (stream.rows !== rows)
      throw new DatasetError(
        'wrong-rows',
        file,
        `${file} has ${stream.rows} rows where the manifest says ${rows}.`,
        rebuild,
      );
    const expected = this.#expectedColumns(table);
    // DuckDB appends by position, so an order of its own would put one column's values into another.
    const wrong = expected.findIndex(
      ({ name, type }, i) =>
        stream.fields[i]?.name !== name || (type !== undefined && stream.fields[i].type !== type),
    );
    if (wrong === -1 && stream.fields.length === expected.length) return;
    const place = wrong === -1 ? expected.length : wrong;
    throw new DatasetError(
      'wrong-columns',
      file,
      `${file} has ${described(stream.fields[place])} as its column ${place + 1} where ${described(expected[place])} is expected.`,
      rebuild,
    );
  }

  #expectedColumns(table: TableName): readonly ExpectedColumn[] {
    if (table === 'patients') return this.#sources.manifest.columns;
    const { keys, columns } = this.#cellTables().find(({ name }) => name === table)!;
    return [...keys.map((name) => ({ name })), ...columns.map(({ name }) => ({ name }))];
  }

  #cellTables(): readonly CellTable[] {
    const { manifest, context } = this.#sources;
    return cellTables(context, new Set(manifest.columns.map(({ name }) => name)));
  }
}

const described = (column: ExpectedColumn | undefined): string =>
  column === undefined
    ? 'nothing'
    : `“${column.name}”${column.type === undefined ? '' : ` (${column.type})`}`;

function streamFault(file: string, cause: unknown): unknown {
  if (!(cause instanceof Error) || !('problem' in cause)) return cause;
  const kind = cause.problem === 'truncated' ? 'truncated' : 'file-format';
  return new DatasetError(kind, file, `${file} cannot be read: ${cause.message}.`, rebuild, { cause });
}

/** Lets at most so many pieces of work run at a time. */
class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#free--;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
