import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { allocate, encodeStream, smallestType, type Column } from '../../data/package/arrow';
import { readColumns, readManifest } from '../../data/package/read';
import { gzip, json, store } from '../../data/package/stored';
import type { Manifest } from '../../src/domain/schema';
import { seededUniform } from '../../src/domain/stats/random';

/** England's primary care networks in 2026. */
const networks = 1298;
/** Codes that rows are of, in the order of a package's keys; all else counts. */
const keys = new Set(['network', 'practice', 'age', 'band', 'sex', 'fifth']);

/**
 * Writes a dataset of as many networks as England has to the folder `out`: cells of the package `of` again and again, each
 * time with other sizes by deprivation, so that no two networks are alike. It has no patient rows, no neighbourhoods' cells but
 * those of `of`, and its map is that of `of`: it is for views of cells alone.
 */
export async function writeEnglandSize(of: string, out: string): Promise<Manifest> {
  const manifest = await readManifest(of);
  await mkdir(out, { recursive: true });
  const copies = Math.ceil(networks / manifest.networks.length);
  const table = async (name: 'practice' | 'age') => {
    const stored = manifest.cells[name]!;
    const { rows, columns } = await readColumns(of, stored);
    const many = enlarged({ rows, columns: [...columns.values()] }, copies, manifest);
    return {
      ...(await store(out, stored.file, gzip(encodeStream(many.columns, many.rows, 4000)))),
      rows: many.rows,
    };
  };
  const cells = { ...manifest.cells, practice: await table('practice'), age: await table('age') };
  const { geography, neighbourhoods, projection } = manifest;
  for (const { file } of [...cells.neighbourhood, neighbourhoods, ...Object.values(geography), projection!]) {
    await mkdir(path.dirname(path.join(out, file)), { recursive: true });
    await copyFile(path.join(of, file), path.join(out, file));
  }
  const empty = await store(out, 'networks/none.arrows', new Uint8Array());
  const warm = await store(out, 'warm.json', json({ results: [] }));
  const again = <T extends { code: string }>(
    list: readonly T[],
    change: (one: T, copy: number) => Partial<T>,
  ) =>
    Array.from({ length: copies }, (_, copy) =>
      list.map((one) => ({ ...one, code: `${one.code}-${copy}`, ...change(one, copy) })),
    ).flat();
  const all: Manifest = {
    ...manifest,
    id: 'england-size',
    title: 'As many networks as England has',
    networks: again(manifest.networks, (one, copy) => ({
      name: `${one.name} ${copy + 1}`,
      ...empty,
      rows: 0,
    })).slice(0, networks),
    practices: again(manifest.practices, ({ network }, copy) => ({
      network: network + copy * manifest.networks.length,
    })).filter(({ network }) => network < networks),
    cells,
    warm,
  };
  await store(out, 'manifest.json', json(all));
  return all;
}

/** Rows of the networks of each copy below those of the one before, with their counts made more or fewer. */
function enlarged(
  { rows, columns }: { rows: number; columns: readonly Column[] },
  copies: number,
  manifest: Manifest,
): { rows: number; columns: Column[] } {
  const column = (name: string) => columns.find((each) => each.name === name)?.values;
  const [network, fifth] = [column('network')!, column('fifth')];
  const uniform = seededUniform(1);
  /** By copy and fifth. */
  const sizes = Array.from({ length: copies }, () => Array.from({ length: 6 }, () => 0.6 + 0.8 * uniform()));
  const own = Array.from({ length: copies * rows }, (_, i) => i).filter(
    (i) => network[i % rows]! + Math.floor(i / rows) * manifest.networks.length < networks,
  );
  const step: Record<string, number> = {
    network: manifest.networks.length,
    practice: manifest.practices.length,
  };
  return {
    rows: own.length,
    columns: columns.map(({ name, values }) => {
      const many = own.map((i) => {
        const [row, copy] = [i % rows, Math.floor(i / rows)];
        if (keys.has(name)) return values[row]! + copy * (step[name] ?? 0);
        return Math.floor(values[row]! * sizes[copy]![fifth ? fifth[row]! : 0]!);
      });
      const type = smallestType(many);
      const stored = allocate(type, many.length);
      stored.set(many);
      return { name, type, values: stored, valid: null };
    }),
  };
}
