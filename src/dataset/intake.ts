import type { Engine, Part } from '../db';

/** Rows after which an insert is full: a question that comes meanwhile waits for about a tenth of a second. */
const fullRows = 250_000;

/** One table's way into the engine: parts that arrive during an insert go in together with the next. */
export class Intake {
  readonly #table: string;
  readonly #engine: Pick<Engine, 'insert'>;
  #waiting: Waiting[] = [];
  #busy = false;

  constructor(table: string, engine: Pick<Engine, 'insert'>) {
    this.#table = table;
    this.#engine = engine;
  }

  add(part: Part): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ part, resolve, reject });
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let batch = this.#take(); batch.length > 0; batch = this.#take()) await this.#insert(batch);
    this.#busy = false;
  }

  #take(): Waiting[] {
    let rows = 0;
    let count = 0;
    while (count < this.#waiting.length && rows < fullRows) rows += this.#waiting[count++]!.part.rows;
    return this.#waiting.splice(0, count);
  }

  /** A batch that fails is tried part by part, so that one bad part costs only itself. */
  async #insert(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#engine.insert(
        this.#table,
        batch.map(({ part }) => part),
      );
      for (const { resolve } of batch) resolve();
    } catch (cause) {
      if (batch.length > 1) for (const one of batch) await this.#insert([one]);
      else for (const { reject } of batch) reject(cause);
    }
  }
}

interface Waiting {
  part: Part;
  resolve: () => void;
  reject: (reason: unknown) => void;
}
