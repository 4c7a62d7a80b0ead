import { carry, type Asked, type Said } from '../../domain/ageing/carry';

/** Longest that the page does nothing else where it carries forward itself. */
const sliceMs = 12;

/** Who hears what is said on the way, and what went wrong instead. */
interface Listener {
  readonly said: (each: Said) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Carries networks forward in a worker, one for each time it is asked, so that stopping is ending it; the first starts at once,
 * while the data are still on their way. Where no worker can start, the page does it itself, in slices.
 */
export class Carrier {
  #ready: Started | null = start();

  /** Begins at once; the result stops it, and nothing is said any more. */
  ask(asked: Asked, { said, failed }: Listener): () => void {
    const started = this.#ready ?? start();
    this.#ready = null;
    let isStopped = false;
    let hasSaid = false;
    const say = (each: Said) => {
      hasSaid = true;
      if (!isStopped) said(each);
    };
    const here = () => inSlices(asked, say, () => isStopped).catch(failed);
    if (started === null) void here();
    else {
      const { worker, broken } = started;
      worker.addEventListener('message', ({ data }: MessageEvent<Said>) => {
        say(data);
        if (data.kind === 'drawn' || data.kind === 'refused') worker.terminate();
      });
      void broken.then((message) => {
        worker.terminate();
        if (isStopped) return;
        // A worker that never came to say anything may not be allowed here.
        if (hasSaid) failed(new Error(`The networks could not be carried forward: ${message}`));
        else void here();
      });
      worker.postMessage(asked);
    }
    return () => {
      isStopped = true;
      started?.worker.terminate();
    };
  }

  close(): void {
    this.#ready?.worker.terminate();
    this.#ready = null;
  }
}

interface Started {
  worker: Worker;
  /** Never comes where all is well. */
  broken: Promise<string>;
}

function start(): Started | null {
  try {
    const worker = new Worker(new URL('./carry.worker.ts', import.meta.url), { type: 'module' });
    const broken = new Promise<string>((resolve) => {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        resolve(event.message || 'its program could not be started');
      });
      worker.addEventListener('messageerror', () => resolve('what it found could not be read'));
    });
    return { worker, broken };
  } catch {
    return null;
  }
}

async function inSlices(asked: Asked, say: (each: Said) => void, isStopped: () => boolean): Promise<void> {
  let began = -Infinity;
  for (const each of carry(asked)) {
    if (each !== null && each.kind !== 'step') say(each);
    else if (performance.now() - began > sliceMs) {
      if (each !== null) say(each);
      await new Promise((resolve) => setTimeout(resolve));
      began = performance.now();
    }
    if (isStopped()) return;
  }
}
