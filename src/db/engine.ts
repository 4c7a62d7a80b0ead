import { RecordBatchReader, Table, type TypeMap } from 'apache-arrow';
import { boot, type BootOptions, type Booted } from './boot';
import type { Columns } from './columns';
import { EngineError, engineErrorOf } from './error';
import { Queue, type Unwanted } from './queue';
import { Rehearsal } from './rehearsal';
import { columnsFromTable } from './result';
import type { Priority } from './schedule';
import { withEndMarker } from './stream';

export interface QueryOptions {
  /** Which figure asks: its newest query takes the place of older ones, which reject with `Superseded`. */
  figure?: string | undefined;
  priority?: Priority | undefined;
  signal?: AbortSignal | undefined;
  /** Columns that are to be text; every other must be numbers. */
  text?: readonly string[] | undefined;
}

/** An Arrow IPC stream and the rows that must come of it. */
export interface Part {
  stream: Uint8Array;
  rows: number;
}

export interface Engine {
  /**
   * Adds streams to a table, which the first makes; all of them or nothing. Columns are matched by position. Several at once take
   * half the time of one after the other, as DuckDB then keeps whole row groups without copying them again.
   */
  insert(table: string, parts: readonly Part[]): Promise<void>;
  query(sql: string, options?: QueryOptions): Promise<Columns>;
  close(): Promise<void>;
  /** Resolves when the engine can answer nothing any more, with what happened; every later call rejects with it. */
  readonly stopped: Promise<EngineError>;
}

export async function bootEngine(options?: BootOptions): Promise<Engine> {
  return new DuckDbEngine(await boot(options));
}

class DuckDbEngine implements Engine {
  readonly #booted: Booted;
  readonly #queue = new Queue();
  /** Rows of each table that there is. */
  readonly #rows = new Map<string, number>();
  readonly #rehearsal = new Rehearsal({
    ask: (sql) => this.#spare(sql),
    plan: (sql) => this.#spare(`EXPLAIN ${sql}`),
    isIdle: () => this.#queue.isIdle,
  });

  readonly stopped: Promise<EngineError>;
  #stop: (error: EngineError) => void = () => undefined;

  constructor(booted: Booted) {
    this.#booted = booted;
    this.stopped = new Promise((resolve) => {
      this.#stop = (error) => {
        this.#rehearsal.interrupt();
        this.#queue.close(error);
        resolve(error);
        void booted.terminate();
      };
    });
    booted.lost.catch((reason: unknown) => this.#stop(engineErrorOf(reason, 'computing')));
  }

  async query(sql: string, { figure, priority = 'now', signal, text }: QueryOptions = {}): Promise<Columns> {
    this.#rehearsal.interrupt();
    let begun = 0;
    try {
      const columns = await this.#queue.add({ figure, priority, signal }, (unwanted) => {
        begun = performance.now();
        return this.#unlessLost('computing', async () =>
          columnsFromTable(await this.#run(sql, unwanted), text),
        );
      });
      // What nobody waits for need not be quick.
      if (priority === 'now') this.#rehearsal.answered(sql, performance.now() - begun);
      return columns;
    } finally {
      this.#rehearsal.rest();
    }
  }

  #spare(sql: string): Promise<unknown> {
    return this.#queue.add({ priority: 'spare' }, (unwanted) => this.#run(sql, unwanted));
  }

  insert(table: string, parts: readonly Part[]): Promise<void> {
    return this.#queue.add({ priority: 'load' }, () =>
      this.#unlessLost(`loading the table ${table}`, () => this.#insertAll(table, parts)),
    );
  }

  async close(): Promise<void> {
    this.#stop(new EngineError('stopped', 'The engine was closed.', 'Reload the page.'));
    await this.stopped;
  }

  async #insertAll(table: string, parts: readonly Part[]): Promise<void> {
    const { connection } = this.#booted;
    const before = this.#rows.get(table);
    const expected = parts.reduce((sum, { rows }) => sum + rows, before ?? 0);
    await this.#atOnce(async () => {
      for (const [i, { stream }] of parts.entries())
        await connection.insertArrowFromIPCStream(withEndMarker(stream), {
          name: table,
          create: before === undefined && i === 0,
        });
      await this.#expect(table, expected);
    });
    this.#rows.set(table, expected);
  }

  async #atOnce(work: () => Promise<void>): Promise<void> {
    const { connection } = this.#booted;
    await connection.query('BEGIN TRANSACTION');
    try {
      await work();
      await connection.query('COMMIT');
    } catch (cause) {
      // An engine that has stopped cannot roll back; the cause is what counts.
      await connection.query('ROLLBACK').catch(() => undefined);
      throw cause;
    }
  }

  async #expect(table: string, expected: number): Promise<void> {
    const result = await this.#run(`SELECT count(*)::DOUBLE AS rows FROM "${table}"`, () => false);
    const rows = columnsFromTable(result).get('rows')[0]!;
    if (rows !== expected)
      throw new EngineError(
        'table',
        `The table ${table} has ${rows} rows where ${expected} were expected.`,
        'Build the dataset again.',
      );
  }

  /**
   * Steps through a query so that it can be left between two steps, each of at most the polling interval. This is
   * `AsyncDuckDBConnection.send` with `cancelSent`, but a cancelled query cannot pass for a finished one with fewer rows.
   */
  async #run(sql: string, unwanted: Unwanted): Promise<Table<TypeMap>> {
    return this.#booted.connection.useUnsafe(async (db, connection) => {
      const leave = async () => {
        if (!unwanted()) return;
        await db.cancelPendingQuery(connection);
        throw new Error('cancelled');
      };
      const nextChunk = () => db.fetchQueryResults(connection);
      const starting = db.startPendingQuery(connection, sql, true);
      // What a short query gives comes back with its start: each trip to the worker waits for a page that is drawing.
      const ahead = [nextChunk(), nextChunk()];
      for (const each of ahead) each.catch(() => undefined);
      let header = await starting;
      // While a query runs there is nothing to fetch.
      if (header === null) await Promise.all(ahead.splice(0));
      while (header === null) {
        await leave();
        header = await db.pollPendingQuery(connection);
      }
      const chunks = [header];
      for (;;) {
        await leave();
        const chunk = await (ahead.shift() ?? nextChunk());
        if (chunk === null) continue;
        if (chunk.length === 0) break;
        chunks.push(chunk);
      }
      return new Table<TypeMap>(RecordBatchReader.from<TypeMap>(chunks));
    });
  }

  async #unlessLost<T>(doing: string, work: () => Promise<T>): Promise<T> {
    try {
      return await Promise.race([work(), this.#booted.lost]);
    } catch (cause) {
      const error = engineErrorOf(cause, doing);
      if (error.kind === 'stopped') this.#stop(error);
      throw error;
    }
  }
}
