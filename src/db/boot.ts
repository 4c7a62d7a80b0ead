import { AsyncDuckDB, VoidLogger, type AsyncDuckDBConnection } from '@duckdb/duckdb-wasm';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import { EngineError, engineErrorOf } from './error';
import { preamble, type FromPreamble } from './preamble';

export interface BootOptions {
  /** Longest wait without any sign of progress, in milliseconds. */
  timeoutMs?: number;
  onBytes?: (bytes: number, total: number | null) => void;
}

/** A booted and locked DuckDB with its only connection. */
export interface Booted {
  db: AsyncDuckDB;
  connection: AsyncDuckDBConnection;
  /** Rejects when the worker dies: DuckDB-WASM itself would leave every request pending for ever. */
  lost: Promise<never>;
  terminate(): Promise<void>;
}

const defaultTimeoutMs = 30_000;
/** How long a running query may keep the worker from hearing that it is cancelled. */
const pollingIntervalMs = 20;

/**
 * Tables are packed: a plain table in memory takes a whole block of 256 KB for each column, and another for its nulls, in
 * every 122,880 rows, so that 2.3 million patients took 580 MB. The way to packed blocks is a compressed database whose only
 * method is none: that is a quarter of the memory, and inserts cost less than half of those that compress as well.
 */
const packedTables = [
  "SET force_compression = 'uncompressed'",
  "ATTACH ':memory:' AS catchment (COMPRESS)",
  'USE catchment',
];

/** No extension can be had offline, no file or address may be read, and nothing may loosen that again. */
const lockdown = [
  'SET autoinstall_known_extensions = false',
  'SET autoload_known_extensions = false',
  'SET enable_external_access = false',
  'SET lock_configuration = true',
];

/** Boots DuckDB in a worker. Rejects with EngineError when it cannot, and never hangs. */
export async function boot({ timeoutMs = defaultTimeoutMs, onBytes }: BootOptions = {}): Promise<Booted> {
  if (typeof WebAssembly !== 'object')
    throw new EngineError(
      'no-webassembly',
      'This browser has no WebAssembly, so the figures cannot be computed here.',
      'Use a current Edge, Chrome, Firefox or Safari. Where policy switches WebAssembly off (Edge’s enhanced security does), ask IT to allow it for this site.',
    );

  const worker = workerUnderPagePolicy();
  const watch = new Watch(timeoutMs);
  const lost = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      reject(stopped(event.message));
    });
    worker.addEventListener('message', (event: MessageEvent<FromPreamble | { type: string }>) => {
      if (!('preamble' in event.data)) return;
      event.stopImmediatePropagation();
      if (event.data.preamble === 'failed') reject(engineFileError(event.data.message));
      else {
        watch.sign();
        onBytes?.(event.data.bytes, event.data.total);
      }
    });
  });
  lost.catch(() => undefined);
  // After our own listeners, which keep the preamble's messages from it.
  const db = new AsyncDuckDB(new VoidLogger(), worker);

  const open = async () => {
    await db.instantiate(absolute(wasmUrl));
    watch.sign();
    await db.open({ path: ':memory:', query: { queryPollingInterval: pollingIntervalMs } });
    const connection = await db.connect();
    for (const statement of [...packedTables, ...lockdown]) await connection.query(statement);
    return connection;
  };
  try {
    const connection = await Promise.race([open(), lost, watch.expired]);
    return { db, connection, lost, terminate: () => db.terminate() };
  } catch (cause) {
    await db.terminate();
    throw engineErrorOf(cause, 'starting');
  } finally {
    watch.stop();
  }
}

/**
 * A worker made from a Blob, which inherits the page's content security policy; one made from the script's own URL does
 * not, and SQL in it could read from other origins.
 */
function workerUnderPagePolicy(): Worker {
  const script = `(${preamble.toString()})();importScripts(${JSON.stringify(absolute(workerUrl))});`;
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(url);
  // The worker has fetched its script by the time it says anything.
  worker.addEventListener('message', () => URL.revokeObjectURL(url), { once: true });
  return worker;
}

/** A Blob worker has no base of its own to resolve against. */
const absolute = (url: string): string => new URL(url, document.baseURI).href;

const stopped = (message: string) =>
  new EngineError(
    'stopped',
    `The engine stopped${message ? `: ${message}` : ' and gave no reason'}.`,
    'Reload the page. If it happens at once each time, the engine’s files may be missing on the host.',
  );

const engineFileError = (message: string) =>
  new EngineError(
    'engine-file',
    `The engine’s program file could not be started: ${message}`,
    'Check that the host serves the whole assets folder, the .wasm file included, and that its content security policy has ‘wasm-unsafe-eval’; then reload the page.',
  );

/** Expires when there was no sign of life for a while: a slow line is not a dead one. */
class Watch {
  readonly expired: Promise<never>;
  #expire: () => void = () => undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly timeoutMs: number) {
    this.expired = new Promise((_, reject) => {
      this.#expire = () =>
        reject(
          new EngineError(
            'time-out',
            `The engine did not start: nothing was heard of it for ${Math.round(timeoutMs / 1000)} seconds.`,
            'Reload the page. If it happens again, the connection is very slow, or the host’s content security policy lacks ‘wasm-unsafe-eval’ in script-src or blob: in worker-src.',
          ),
        );
    });
    this.expired.catch(() => undefined);
    this.sign();
  }

  sign(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#expire, this.timeoutMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
