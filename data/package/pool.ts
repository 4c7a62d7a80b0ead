import { Worker } from 'node:worker_threads';
import type { Jobs, Kind, Run } from './jobs';
import type { Reply, Request } from './worker';

export interface Pool {
  run: Run;
  close: () => Promise<void>;
}

interface Waiting {
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

/** Worker threads that each take one job at a time; jobs beyond them wait in order. */
export function startPool(threads: number): Pool {
  const queue: { request: Request; waiting: Waiting }[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Waiting>();
  let failure: Error | null = null;

  const fail = (error: Error) => {
    failure ??= error;
    for (const { reject } of busy.values()) reject(error);
    for (const { waiting } of queue.splice(0)) waiting.reject(error);
    busy.clear();
  };
  const next = (worker: Worker) => {
    const first = queue.shift();
    if (!first) return void idle.push(worker);
    busy.set(worker, first.waiting);
    worker.postMessage(first.request);
  };
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL('worker.mjs', import.meta.url), { execArgv: [] });
    worker.on('message', (reply: Reply) => {
      const waiting = busy.get(worker);
      busy.delete(worker);
      if ('error' in reply) waiting?.reject(Object.assign(reply.error, reply.refusal));
      else waiting?.resolve(reply.result as never);
      next(worker);
    });
    worker.on('error', fail);
    worker.on('exit', (code) => {
      if (code !== 0) fail(new Error(`A worker thread ended with code ${code}.`));
    });
    idle.push(worker);
    return worker;
  });

  const run = (kind: Kind, job: Jobs[Kind]['job']): Promise<unknown> => {
    if (failure) return Promise.reject(failure);
    return new Promise((resolve, reject) => {
      queue.push({ request: { kind, job }, waiting: { resolve, reject } });
      const worker = idle.pop();
      if (worker) next(worker);
    });
  };
  return {
    run: run as Run,
    async close() {
      for (const worker of workers) worker.removeAllListeners('exit');
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** Results in the order of `items`, with at most `ahead` of them under way; so memory stays bounded. */
export async function* inOrderOf<T, R>(
  items: readonly T[],
  ahead: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const underway: Promise<R>[] = [];
  for (const item of items) {
    const promise = work(item);
    // A failure is met when its turn comes; until then it must not count as unhandled.
    promise.catch(() => undefined);
    underway.push(promise);
    if (underway.length >= ahead) yield await underway.shift()!;
  }
  for (const promise of underway) yield await promise;
}
