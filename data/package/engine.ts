import { createRequire } from 'node:module';
import type * as duckdb from '@duckdb/duckdb-wasm/blocking';
import type { Values } from './arrow';

/**
 * The site's own engine under Node, so that a package's cells and warm results come from the same SQL, run by the same
 * build. Synchronous and single-threaded; it takes over a second to boot, so each thread boots one and keeps it.
 */
export interface Engine {
  /** Makes a table from an Arrow IPC stream. */
  insert(table: string, stream: Uint8Array): void;
  drop(table: string): void;
  /** Result columns, by name. */
  query(sql: string): { rows: number; columns: Map<string, Values | Int32Array> };
}

// Vitest resolves packages for the browser; the Node build must come from Node's own resolution.
const require = createRequire(import.meta.url);

let booted: Promise<Engine> | undefined;
export const engine = (): Promise<Engine> => (booted ??= boot());

async function boot(): Promise<Engine> {
  const { createDuckDB, NODE_RUNTIME, VoidLogger } = require('@duckdb/duckdb-wasm/blocking') as typeof duckdb;
  const bundle = (name: string) => ({
    mainModule: require.resolve(`@duckdb/duckdb-wasm/dist/duckdb-${name}.wasm`),
    mainWorker: '',
  });
  const bundles = { mvp: bundle('mvp'), eh: bundle('eh') };
  const database = await createDuckDB(bundles, new VoidLogger(), NODE_RUNTIME);
  await database.instantiate(() => undefined);
  const connection = database.connect();
  return {
    insert(table, stream) {
      // The bindings may keep or detach what they are given.
      connection.insertArrowFromIPCStream(stream.slice(), { name: table, create: true });
    },
    drop(table) {
      connection.query(`DROP TABLE IF EXISTS ${table}`);
    },
    query(sql) {
      const result = connection.query(sql);
      const columns = new Map<string, Values | Int32Array>();
      for (const { name } of result.schema.fields)
        columns.set(name, result.getChild(name)!.toArray() as Values | Int32Array);
      return { rows: result.numRows, columns };
    },
  };
}
