import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe } from 'vitest';

/** Folder of external files (published data, test vectors) that stay outside the repository; undefined where absent. */
export const shared = process.env.CATCHMENT_SHARED;

/** Tests that need the external files; without them they are skipped, and say so by name. */
export const describeShared = (title: string, tests: () => void): void => {
  describe.skipIf(shared === undefined)(
    shared === undefined ? `${title} (skipped: CATCHMENT_SHARED is not set)` : title,
    tests,
  );
};

/** Rows of a CSV among the external files, by column name. */
export function sharedRows(file: string): Record<string, string>[] {
  return parse<Record<string, string>>(readFileSync(path.join(shared!, file)), { columns: true, bom: true });
}

/** Largest relative difference that counts as equal, absolute below 1. */
export const close = (actual: number, expected: number, tolerance: number): boolean =>
  Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));
