/** What is on its way, for a progress bar. */
export interface Progress {
  /** The latest thing begun; idle when nothing is on its way. */
  stage: 'idle' | 'engine' | 'cells' | 'rows';
  /** Bytes received of the files on their way (the engine’s program not among them). */
  bytes: number;
  totalBytes: number;
  /** Patient rows in the engine, of those asked for. */
  rows: number;
  totalRows: number;
  /** Nothing is on its way: all that was asked for is there, or has failed. */
  done: boolean;
}

/** A value with subscribers, as Svelte stores have it: `run` is called at once and at every change. */
export interface Readable<T> {
  subscribe(run: (value: T) => void): () => void;
}

export class Store<T> implements Readable<T> {
  #value: T;
  #subscribers = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    for (const run of this.#subscribers) run(value);
  }

  subscribe(run: (value: T) => void): () => void {
    this.#subscribers.add(run);
    run(this.#value);
    return () => this.#subscribers.delete(run);
  }
}

const nothing: Progress = { stage: 'idle', bytes: 0, totalBytes: 0, rows: 0, totalRows: 0, done: true };

/** Adds up what is on its way; begins anew when something starts after everything was done. */
export class ProgressTracker {
  readonly store = new Store<Progress>(nothing);
  #open = 0;

  /** Follows a piece of work to its end, whichever way it ends. */
  async follow<T>(
    stage: Exclude<Progress['stage'], 'idle'>,
    total: { bytes?: number; rows?: number },
    work: (received: { bytes(count: number): void; rows(count: number): void }) => Promise<T>,
  ): Promise<T> {
    const before = this.#open++ === 0 ? nothing : this.store.value;
    this.store.set({
      ...before,
      stage,
      done: false,
      totalBytes: before.totalBytes + (total.bytes ?? 0),
      totalRows: before.totalRows + (total.rows ?? 0),
    });
    let bytesLeft = total.bytes ?? 0;
    try {
      return await work({
        bytes: (count) => {
          // A host that inflates sends more bytes than are stored.
          const counted = Math.min(count, bytesLeft);
          bytesLeft -= counted;
          this.store.set({ ...this.store.value, bytes: this.store.value.bytes + counted });
        },
        rows: (count) => this.store.set({ ...this.store.value, rows: this.store.value.rows + count }),
      });
    } finally {
      this.#open--;
      if (this.#open === 0) this.store.set({ ...this.store.value, stage: 'idle', done: true });
    }
  }
}
