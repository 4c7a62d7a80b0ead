import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * A dataset that the site offers.
 *
 * @typedef {object} DatasetEntry
 * @property {string} id what stands in the URL as `dataset`
 * @property {string} title
 * @property {string} path where its files are, relative to data/index.json, with a closing slash
 * @property {string} folder where its files are on disk
 */

/**
 * The datasets in some folders, in order; the first is the site's default. Of two with one id the first is kept.
 *
 * @param {string[]} roots dataset folders (with a manifest.json), or folders that hold dataset folders
 * @returns {Promise<DatasetEntry[]>}
 */
export async function listDatasets(roots) {
  /** @type {Map<string, DatasetEntry>} */
  const entries = new Map();
  for (const root of roots) {
    for (const folder of [root, ...(await foldersIn(root))]) {
      const manifest = await readManifest(folder);
      if (!manifest || entries.has(manifest.id)) continue;
      const name = folder === root ? manifest.id : path.basename(folder);
      entries.set(manifest.id, { ...manifest, path: `${encodeURIComponent(name)}/`, folder });
      if (folder === root) break;
    }
  }
  return [...entries.values()];
}

/** @param {string} root */
async function foldersIn(root) {
  const inside = await readdir(root, { withFileTypes: true }).catch(() => []);
  const folders = inside.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  // The demonstration comes first; what a person has built beside it is chosen by name.
  const names = folders
    .map((entry) => entry.name)
    .sort((a, b) => Number(b === 'demo') - Number(a === 'demo') || a.localeCompare(b, 'en'));
  return names.map((name) => path.join(root, name));
}

/** Manifests as last read: they are large for large areas, and every request for data asks. */
const manifests =
  /** @type {Map<string, { mtimeMs: number, manifest: { id: string, title: string } | null }>} */ (new Map());

/** @param {string} folder */
async function readManifest(folder) {
  const file = path.join(folder, 'manifest.json');
  const stats = await stat(file).catch(() => null);
  if (!stats) return null;
  const known = manifests.get(file);
  if (known?.mtimeMs === stats.mtimeMs) return known.manifest;
  const manifest = namesIn(await readFile(file, 'utf8'));
  manifests.set(file, { mtimeMs: stats.mtimeMs, manifest });
  return manifest;
}

/** @param {string} json a manifest */
function namesIn(json) {
  try {
    const { id, title } = JSON.parse(json);
    return typeof id === 'string' && typeof title === 'string' ? { id, title } : null;
  } catch {
    return null;
  }
}
