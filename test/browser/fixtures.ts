import { test as base, type Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import type { Dataset } from '../../src/dataset';
import { buildHarness } from './harness/build';
import { host, type Host, type Tamper } from './host';
import { tinyPackage, type Files } from './package';

interface WorkerFixtures {
  harness: string;
  good: Files;
}

interface Fixtures {
  /** Serves the harness with packages, and opens it. */
  open: (options?: { packages?: Record<string, Files>; tamper?: Tamper; before?: string }) => Promise<Host>;
}

/** Playwright's `test` with a page that has `window.catchment`, over a host that may misbehave. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  harness: [
    async ({}, use) => {
      const { folder, remove } = await buildHarness();
      await use(folder);
      await remove();
    },
    { scope: 'worker' },
  ],
  good: [async ({}, use) => use((await tinyPackage()).files), { scope: 'worker' }],
  open: async ({ page, harness, good }, use) => {
    const hosts: Host[] = [];
    await use(async ({ packages = { tiny: good }, tamper, before } = {}) => {
      const served = await host(harness, packages, tamper);
      hosts.push(served);
      await page.addInitScript(before ?? '');
      await page.addInitScript(inPage);
      await page.goto(served.url);
      await page.waitForFunction(() => 'catchment' in window);
      return served;
    });
    await Promise.all(hosts.map((one) => one.close()));
  },
});

export { expect } from '@playwright/test';

/** What came of a promise in the page, in a form that can leave it. */
export interface Outcome {
  ok: boolean;
  value?: unknown;
  name?: string;
  kind?: string;
  file?: string;
  message?: string;
  advice?: string;
}

declare global {
  interface Window {
    outcome: (promise: Promise<unknown>) => Promise<Outcome>;
    /** Opens the tiny dataset, and keeps it as `window.dataset`. */
    tiny: () => Promise<Dataset>;
    dataset: Dataset;
  }
}

const inPage = `
  const first = (columns) => Array.from(columns.get(columns.names[0]));
  window.outcome = (promise) => promise.then(
    (value) => ({ ok: true, value: value && value.columns ? first(window.catchment.unwrap(value.columns)) : null }),
    ({ name, kind, file, message, advice }) => ({ ok: false, name, kind, file, message, advice }),
  );
  window.tiny = async () => {
    const { listDatasets, openDataset } = window.catchment.dataset;
    window.dataset = await openDataset((await listDatasets())[0]);
    return window.dataset;
  };
`;

/** The package with one file changed and the manifest told so: only its content is wrong. */
export function withFile(
  files: Files,
  file: string,
  bytes: Uint8Array,
  told: Record<string, unknown> = {},
): Files {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const manifest: unknown = JSON.parse(
    new TextDecoder().decode(files.get('manifest.json')),
    (_, value: unknown) =>
      isStored(value) && value.file === file ? { ...value, bytes: bytes.length, sha256, ...told } : value,
  );
  return new Map([...files, [file, bytes], ['manifest.json', Buffer.from(JSON.stringify(manifest))]]);
}

const isStored = (value: unknown): value is { file: string } =>
  typeof value === 'object' && value !== null && 'file' in value && 'sha256' in value && 'bytes' in value;

/** Rows of networks, by loading them and counting. */
export const countOf = (networks: readonly number[]) => ({
  figure: 'Count',
  sql: 'SELECT count(*)::DOUBLE AS people FROM patients',
  needs: [{ table: 'patients' as const, networks }],
});

export type { Page };
