import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import {
  earlierListSchema,
  manifestSchema,
  neighbourhoodsSchema,
  projectionSchema,
  warmSchema,
  workforceSchema,
  type EarlierList,
  type Manifest,
  type Neighbourhoods,
  type Projection,
  type Warm,
  type Workforce,
} from '../../src/domain/schema';
import { decodeStream, type Columns } from './arrow';

/** A file of the package, inflated when it is gzip inside (whatever its name). */
export async function readInflated(folder: string, { file }: { file: string }): Promise<Uint8Array> {
  return inflated(await readFile(path.join(folder, file)));
}

export const inflated = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;

export const parseJson = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString('utf8'));

const readJson = async (folder: string, stored: { file: string }): Promise<unknown> =>
  parseJson(await readInflated(folder, stored));

export const readManifest = async (folder: string): Promise<Manifest> =>
  v.parse(manifestSchema, await readJson(folder, { file: 'manifest.json' }));

export const readNeighbourhoods = async (folder: string, manifest: Manifest): Promise<Neighbourhoods> =>
  v.parse(neighbourhoodsSchema, await readJson(folder, manifest.neighbourhoods));

export const readWarm = async (folder: string, manifest: Manifest): Promise<Warm> =>
  v.parse(warmSchema, await readJson(folder, manifest.warm));

/** Null for a package without staff in post. */
export const readWorkforce = async (folder: string, { workforce }: Manifest): Promise<Workforce | null> =>
  workforce ? v.parse(workforceSchema, await readJson(folder, workforce)) : null;

/** Null for a package without a projection. */
export const readProjection = async (folder: string, { projection }: Manifest): Promise<Projection | null> =>
  projection ? v.parse(projectionSchema, await readJson(folder, projection)) : null;

/** Null for a package without lists of five years before. */
export const readEarlierList = async (folder: string, { earlier }: Manifest): Promise<EarlierList | null> =>
  earlier ? v.parse(earlierListSchema, await readJson(folder, earlier)) : null;

/** Rows of one network. */
export const readNetwork = async (folder: string, manifest: Manifest, network: number): Promise<Columns> =>
  readColumns(folder, manifest.networks[network]!);

/** An Arrow table of the package: a network's rows, or cells. */
export const readColumns = async (folder: string, stored: { file: string }): Promise<Columns> =>
  decodeStream(await readInflated(folder, stored));
