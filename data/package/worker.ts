import { parentPort } from 'node:worker_threads';
import { loadCalibration } from '../calibration/load';
import { simulateNetwork } from '../population/simulate';
import { runner, type Jobs, type Kind } from './jobs';

/** A thread of the pool: answers one request at a time. */
export interface Request {
  kind: Kind;
  job: Jobs[Kind]['job'];
}
export type Reply = { result: Jobs[Kind]['result'] } | { error: Error; refusal: object };

const calibration = loadCalibration();
const run = runner((margins, seed) => simulateNetwork(margins, calibration, seed));

const reply = (message: Reply) => parentPort!.postMessage(message);

parentPort!.on('message', ({ kind, job }: Request) => {
  run(kind, job).then(
    (result) => reply({ result }),
    (thrown: unknown) => {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      // A message between threads drops what the operating system said; the fields are put back on arrival.
      const { code, syscall, path } = error as NodeJS.ErrnoException;
      reply({
        error,
        refusal: syscall === undefined ? {} : { code, syscall, ...(path !== undefined && { path }) },
      });
    },
  );
});
