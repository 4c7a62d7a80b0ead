import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { CellColumn } from '../../src/domain/measures/cells';
import type { PatientColumn } from '../../src/domain/schema';
import type { NetworkMargins } from '../source';
import { bootEngine, type Engine } from './engine';
import { networkCells, type NetworkCells } from './network-cells';
import { packNetwork, type PackedNetwork, type Simulate } from './pack-network';

/** The two kinds of work that are done network by network, on this thread or on a worker. */
export interface Jobs {
  pack: {
    job: {
      margins: NetworkMargins;
      seed: number;
      columns: readonly PatientColumn[];
      folder: string;
      file: string;
    };
    result: PackedNetwork;
  };
  cells: { job: { folder: string; file: string; columns: readonly CellColumn[] }; result: NetworkCells };
}

export type Kind = keyof Jobs;
export type Run = <K extends Kind>(kind: K, job: Jobs[K]['job']) => Promise<Jobs[K]['result']>;

/** Runs jobs one after another on the calling thread. The engine boots when the first cells are asked for. */
export function runner(simulate: Simulate): { run: Run; close: () => void } {
  let engine: Promise<Engine> | undefined;
  const pack = ({ margins, seed, ...to }: Jobs['pack']['job']) =>
    packNetwork(simulate(margins, seed), margins, to);
  const cells = async ({ folder, file, columns }: Jobs['cells']['job']) => {
    engine ??= bootEngine();
    const stream = gunzipSync(await readFile(path.join(folder, file)));
    return networkCells(await engine, stream, columns);
  };
  const run = (kind: Kind, job: unknown): Promise<unknown> =>
    kind === 'pack' ? pack(job as Jobs['pack']['job']) : cells(job as Jobs['cells']['job']);
  return { run: run as Run, close: () => void engine?.then((booted) => booted.close()) };
}
