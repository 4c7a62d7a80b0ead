import type { CellTable } from '../../src/domain/measures/cell-tables';
import type { PatientColumn, Warm } from '../../src/domain/schema';
import type { NetworkMargins } from '../source';
import { engine } from './engine';
import { networkCells, type NetworkCells } from './network-cells';
import { packNetwork, type PackedNetwork, type Simulate } from './pack-network';
import { readInflated } from './read';
import { warmResults } from './warm';

/** Work that is done on this thread or on a worker: `pack` and `cells` network by network, `warm` once. */
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
  cells: { job: { folder: string; file: string; tables: readonly CellTable[] }; result: NetworkCells };
  warm: { job: { folder: string; file: string; queries: readonly string[] }; result: Warm['results'] };
}

export type Kind = keyof Jobs;
export type Run = <K extends Kind>(kind: K, job: Jobs[K]['job']) => Promise<Jobs[K]['result']>;

/** Runs jobs on the calling thread. */
export function runner(simulate: Simulate): Run {
  const work: { [K in Kind]: (job: Jobs[K]['job']) => Promise<Jobs[K]['result']> } = {
    pack: async ({ margins, seed, ...to }) => packNetwork(simulate(margins, seed), margins, to),
    cells: async ({ folder, file, tables }) =>
      networkCells(await engine(), await readInflated(folder, { file }), tables),
    warm: async ({ folder, file, queries }) =>
      warmResults(await engine(), await readInflated(folder, { file }), queries),
  };
  return (kind, job) => work[kind](job);
}
