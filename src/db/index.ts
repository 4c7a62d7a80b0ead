/**
 * DuckDB-WASM behind a small interface. Importing this module brings in DuckDB and Arrow: do it lazily. `./error` and
 * `./columns` are light.
 */
export { bootEngine, type Engine, type Part, type QueryOptions } from './engine';
export type { BootOptions } from './boot';
export type { Columns, NumericColumn } from './columns';
export { EngineError, Superseded } from './error';
export { describeStream, StreamError, type StreamDescription } from './stream';
export { widened } from './widen';
