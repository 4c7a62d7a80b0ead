import * as v from 'valibot';
import {
  earlierListProblems,
  earlierListSchema,
  manifestSchema,
  neighbourhoodsSchema,
  projectionProblems,
  projectionSchema,
  schemaVersion,
  warmSchema,
  workforceProblems,
  workforceSchema,
  type EarlierList,
  type Manifest,
  type Neighbourhoods,
  type Projection,
  type Warm,
  type Workforce,
} from '../domain/schema';
import { DatasetError } from './error';
import { isWebPage, webPage } from './fetch';

const listSchema = v.array(
  v.object({ id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)), title: v.string(), path: v.string() }),
);

/** A dataset that the site offers; `path` is relative to the list. */
export type DatasetEntry = v.InferOutput<typeof listSchema>[number];

export const readList = (text: string, file: string): DatasetEntry[] =>
  readAs(listSchema, readJson(text, file), file);

/** Tells a newer version before anything else: the rest of a newer manifest may be unlike ours. */
export function readManifest(text: string, file: string): Manifest {
  const json = readJson(text, file);
  const version =
    typeof json === 'object' && json !== null && 'schemaVersion' in json ? json.schemaVersion : null;
  if (typeof version === 'number' && version > schemaVersion)
    throw new DatasetError(
      'newer-schema',
      file,
      `This dataset has version ${version} of the package format; this site reads version ${schemaVersion}.`,
      'Update the site, or build the dataset with the version of Catchment that the site has.',
    );
  return readAs(manifestSchema, json, file);
}

export const readWarm = (text: string, file: string): Warm => readAs(warmSchema, readJson(text, file), file);

export function readNeighbourhoods(text: string, file: string, rows: number): Neighbourhoods {
  const read = readAs(neighbourhoodsSchema, readJson(text, file), file);
  for (const [name, column] of Object.entries(read))
    if (column.length !== rows)
      throw new DatasetError(
        'wrong-rows',
        file,
        `${file} has ${column.length} values of “${name}” where the manifest says ${rows}.`,
        'Build the dataset again.',
      );
  return read;
}

export function readWorkforce(text: string, file: string, networks: number): Workforce {
  const read = readAs(workforceSchema, readJson(text, file), file);
  refuse(workforceProblems(read, networks), file);
  return read;
}

export function readProjection(text: string, file: string, snapshot: string): Projection {
  const read = readAs(projectionSchema, readJson(text, file), file);
  refuse(projectionProblems(read, snapshot), file);
  return read;
}

export function readEarlierList(
  text: string,
  file: string,
  of: { networks: number; snapshot: string },
): EarlierList {
  const read = readAs(earlierListSchema, readJson(text, file), file);
  refuse(earlierListProblems(read, of), file);
  return read;
}

function refuse([problem]: readonly string[], file: string): void {
  if (problem === undefined) return;
  throw new DatasetError(
    'invalid',
    file,
    `${file} is not as it should be: ${problem}.`,
    'Build the dataset again.',
  );
}

export function readJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    if (isWebPage(new TextEncoder().encode(text.slice(0, 200)))) throw webPage(file);
    throw new DatasetError(
      'not-json',
      file,
      `${file} is not JSON: ${(cause as Error).message}`,
      'The file is damaged or cut off: copy or build the dataset again.',
      { cause },
    );
  }
}

function readAs<S extends v.GenericSchema>(schema: S, json: unknown, file: string): v.InferOutput<S> {
  const read = v.safeParse(schema, json, { abortEarly: true });
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw new DatasetError(
    'invalid',
    file,
    `${file} is not as it should be at ${v.getDotPath(issue) ?? 'its top'}: ${issue.message}`,
    'Build the dataset again with this version of Catchment.',
  );
}
