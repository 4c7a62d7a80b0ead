import type { Part } from '../db';

/**
 * Rows that an insert waits for, and after which it is full. DuckDB keeps the row groups of a large insert as they are and
 * copies those of a small one again: above some 280,000 rows a row costs half. A question that comes meanwhile waits for
 * this many rows, less than 0.2 s.
 */
const fullRows = 350_000;

/** How long parts that are there wait for those on their way. */
const patienceMs = 100;

/** One table's way into the engine: gathers parts that come together into few large inserts. */
export class Intake {
  readonly #insert: (parts: readonly Part[]) => Promise<void>;
  #waiting: Waiting[] = [];
  #coming = 0;
  #busy = false;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(insert: (parts: readonly Part[]) => Promise<void>) {
    this.#insert = insert;
  }

  /** Resolves when the part, once it has come, is in the table; rejects when it does not come or cannot be inserted. */
  async add(coming: Promise<Part>): Promise<void> {
    this.#coming++;
    let part: Part;
    try {
      part = await coming;
    } finally {
      this.#coming--;
      // After this part has joined the others.
      queueMicrotask(() => this.#look());
    }
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ part, resolve, reject });
    });
  }

  #look(): void {
    if (this.#busy || this.#waiting.length === 0) return;
    const rows = this.#waiting.reduce((sum, { part }) => sum + part.rows, 0);
    if (this.#coming === 0 || rows >= fullRows) void this.#run();
    else this.#patience ??= setTimeout(() => void this.#run(), patienceMs);
  }

  async #run(): Promise<void> {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    if (this.#busy) return;
    this.#busy = true;
    await this.#insertAll(this.#take());
    this.#busy = false;
    this.#look();
  }

  #take(): Waiting[] {
    let rows = 0;
    let count = 0;
    while (count < this.#waiting.length && rows < fullRows) rows += this.#waiting[count++]!.part.rows;
    return this.#waiting.splice(0, count);
  }

  /** A batch that fails is tried part by part, so that one bad part costs only itself. */
  async #insertAll(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#insert(batch.map(({ part }) => part));
      for (const { resolve } of batch) resolve();
    } catch (cause) {
      if (batch.length > 1) for (const one of batch) await this.#insertAll([one]);
      else for (const { reject } of batch) reject(cause);
    }
  }
}

interface Waiting {
  part: Part;
  resolve: () => void;
  reject: (reason: unknown) => void;
}
