import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';

/** Folder of external files (published data, test vectors) that stay outside the repository; undefined where absent. */
export const shared = process.env.CATCHMENT_SHARED;

/** Name of tests that need the external files; without them it says that and why they are skipped. */
export const sharedTitle = (title: string): string =>
  shared === undefined ? `${title} (skipped: CATCHMENT_SHARED is not set)` : title;

/** Rows of a CSV among the external files, by column name. */
export function sharedRows(file: string): Record<string, string>[] {
  return parse<Record<string, string>>(readFileSync(path.join(shared!, file)), { columns: true, bom: true });
}
