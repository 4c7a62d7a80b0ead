import { parentPort } from 'node:worker_threads';
import { loadCalibration } from '../calibration/load';
import { simulateNetwork } from '../population/simulate';
import { runner, type Jobs, type Kind } from './jobs';

/** A thread of the pool: answers one request at a time with `{ id, result }` or `{ id, error }`. */
export interface Request {
  id: number;
  kind: Kind;
  job: Jobs[Kind]['job'];
}
export type Reply = { id: number; result: Jobs[Kind]['result'] } | { id: number; error: Error };

const calibration = loadCalibration();
const run = runner((margins, seed) => simulateNetwork(margins, calibration, seed));

parentPort!.on('message', ({ id, kind, job }: Request) => {
  run(kind, job).then(
    (result) => parentPort!.postMessage({ id, result } satisfies Reply),
    (error: unknown) =>
      parentPort!.postMessage({
        id,
        error: error instanceof Error ? error : new Error(String(error)),
      } satisfies Reply),
  );
});
