import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import type { Manifest } from '../../src/domain/schema';

/** Native DuckDB with one thread, as the page has, and the patients of a package in a table `patients`. */
export async function nativePatients(
  folder: string,
  manifest: Manifest,
  columns: readonly string[],
  scratch: string,
): Promise<DuckDBConnection> {
  const csv = path.join(scratch, 'patients.csv');
  const out = createWriteStream(csv);
  out.write(`${columns.join(',')}\n`);
  for (const network of manifest.networks) {
    const table = tableFromIPC(gunzipSync(await readFile(path.join(folder, network.file))));
    const vectors = columns.map((name) => table.getChild(name)!);
    let text = '';
    for (let row = 0; row < table.numRows; row++) {
      for (let at = 0; at < vectors.length; at++) {
        const value: unknown = vectors[at]!.get(row);
        text += `${at > 0 ? ',' : ''}${value === null ? '' : value === true ? 1 : value === false ? 0 : (value as number)}`;
      }
      text += '\n';
      if (text.length > 1 << 20) {
        if (!out.write(text)) await once(out, 'drain');
        text = '';
      }
    }
    out.write(text);
  }
  out.end();
  await finished(out);
  const db = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  const types = new Map(manifest.columns.map((column) => [column.name, sqlType[column.type]]));
  const casts = columns.map((name) => `${name}::${types.get(name)!} AS ${name}`);
  await db.run(
    `CREATE TABLE patients AS SELECT ${casts.join(', ')} FROM read_csv('${csv}', all_varchar = true)`,
  );
  return db;
}

const sqlType = { boolean: 'BOOLEAN', uint8: 'UTINYINT', uint16: 'USMALLINT' } as const;

/** Bytes of the table as Parquet with zstd, rows in the package's order. */
export async function parquetBytes(db: DuckDBConnection, scratch: string): Promise<number> {
  const file = path.join(scratch, 'patients.parquet');
  await db.run(`COPY patients TO '${file}' (FORMAT parquet, COMPRESSION zstd)`);
  return (await stat(file)).size;
}

export async function nativeTimes(db: DuckDBConnection, sql: string, times: number): Promise<number[]> {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await db.runAndReadAll(sql);
    taken.push(performance.now() - start);
  }
  return taken;
}
