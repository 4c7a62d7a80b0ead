/**
 * A browser compiles WebAssembly well only where it has seen it run often. DuckDB plans a query in code of many hundred functions,
 * and without this the first dozens of a person's choices wait for it: planning takes some 25 ms at first, 5 ms in the end, and
 * meanwhile compilers take the cores that the page draws with. So while nobody asks, what was asked last is planned again.
 */
export class Rehearsal {
  readonly #plan: (sql: string) => Promise<unknown>;
  /** How often each was planned again, the question asked last at the end. */
  readonly #asked = new Map<string, number>();
  readonly #restMs: number;
  readonly #mostTimes: number;
  #leftMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param plan plans SQL and answers nothing; runs after all that somebody waits for
   * @param options.restMs how long nobody has asked before it begins
   * @param options.mostTimes that one question is planned
   * @param options.mostMs of its time in all
   */
  constructor(
    plan: (sql: string) => Promise<unknown>,
    { restMs = 1000, mostTimes = 40, mostMs = 2000 } = {},
  ) {
    this.#plan = plan;
    this.#restMs = restMs;
    this.#mostTimes = mostTimes;
    this.#leftMs = mostMs;
  }

  /** A question was asked; what is under way ends after the plan that it is at. */
  interrupt(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** A question was answered. */
  answered(sql: string): void {
    this.interrupt();
    const times = this.#asked.get(sql) ?? 0;
    this.#asked.delete(sql);
    this.#asked.set(sql, times);
    if (this.#asked.size > mostKept) this.#asked.delete(this.#asked.keys().next().value!);
    this.#timer = setTimeout(() => void this.#run(this.#timer), this.#restMs);
  }

  async #run(timer: ReturnType<typeof setTimeout> | undefined): Promise<void> {
    while (this.#timer === timer && this.#leftMs > 0) {
      const [sql, times] = [...this.#asked].reduce((least, each) => (each[1] < least[1] ? each : least));
      if (times === this.#mostTimes) return;
      this.#asked.set(sql, times + 1);
      const start = performance.now();
      try {
        await this.#plan(sql);
      } catch {
        // Nobody waits for it: whatever is wrong is told to whoever asks next.
        return;
      }
      this.#leftMs -= performance.now() - start;
    }
  }
}

/** Questions of one view, more or less. */
const mostKept = 6;
