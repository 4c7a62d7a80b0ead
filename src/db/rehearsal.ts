/** What a rehearsal runs on. */
export interface Stage {
  /** Plans SQL and answers nothing. */
  readonly plan: (sql: string) => Promise<unknown>;
  /** Whether nothing runs and nothing waits. */
  readonly isIdle: () => boolean;
}

/**
 * A browser compiles WebAssembly well only where it has seen it run often. DuckDB plans a query in code of many hundred functions,
 * and without this the first dozens of a person's choices wait for it: planning takes some 25 ms at first, 5 ms in the end, and
 * meanwhile compilers take the cores that the page draws with. So while nobody asks, what was asked last is planned again.
 */
export class Rehearsal {
  readonly #stage: Stage;
  /** How often each was planned again, the question answered last at the end. */
  readonly #answered = new Map<string, number>();
  readonly #restMs: number;
  readonly #mostTimes: number;
  #leftMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param options.restMs how long nobody has asked before it begins
   * @param options.mostTimes that one question is planned
   * @param options.mostMs of its time in all
   */
  constructor(stage: Stage, { restMs = 500, mostTimes = 40, mostMs = 2000 } = {}) {
    this.#stage = stage;
    this.#restMs = restMs;
    this.#mostTimes = mostTimes;
    this.#leftMs = mostMs;
  }

  /** A question is asked; what is under way ends after the plan that it is at. */
  interrupt(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** A question that somebody waited for was answered. */
  answered(sql: string): void {
    const times = this.#answered.get(sql) ?? 0;
    this.#answered.delete(sql);
    this.#answered.set(sql, times);
    if (this.#answered.size > mostKept) this.#answered.delete(this.#answered.keys().next().value!);
  }

  /** A question has ended, with an answer or without. */
  rest(): void {
    this.interrupt();
    if (this.#leftMs > 0) this.#timer = setTimeout(() => void this.#run(this.#timer), this.#restMs);
  }

  async #run(timer: ReturnType<typeof setTimeout> | undefined): Promise<void> {
    while (this.#timer === timer && this.#leftMs > 0) {
      // Rows may be on their way in: a plan would wait behind them.
      if (!this.#stage.isIdle()) {
        this.rest();
        return;
      }
      const [sql, times] = [...this.#answered].reduce(
        (least, each) => (each[1] < least[1] ? each : least),
        ['', this.#mostTimes],
      );
      if (times === this.#mostTimes) return;
      this.#answered.set(sql, times + 1);
      const start = performance.now();
      try {
        await this.#stage.plan(sql);
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
