import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, type Plugin } from 'vite';

const root = path.join(import.meta.dirname, '../../..');

/** The site's own policy, so that a change of it is tested. */
export async function sitePolicy(): Promise<string> {
  const page = await readFile(path.join(root, 'index.html'), 'utf8');
  const meta = /<meta\s+http-equiv="Content-Security-Policy"[^>]*>/.exec(page);
  if (!meta) throw new Error('index.html has no content security policy.');
  return meta[0];
}

/** Builds the harness page as the site is built. */
export async function buildHarness(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'catchment-harness-'));
  const policy = await sitePolicy();
  const withPolicy: Plugin = {
    name: 'with-site-policy',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replace('<!-- content security policy of the site -->', policy),
    },
  };
  await build({
    root: import.meta.dirname,
    base: './',
    configFile: false,
    logLevel: 'error',
    plugins: [withPolicy],
    worker: { format: 'es' },
    build: { target: 'es2022', outDir: folder, emptyOutDir: true, reportCompressedSize: false },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
