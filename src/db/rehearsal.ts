/** What a rehearsal runs on. */
export interface Stage {
  /** Asks a question again; the answer is nobody's. */
  readonly ask: (sql: string) => Promise<unknown>;
  /** Plans a question and answers nothing. */
  readonly plan: (sql: string) => Promise<unknown>;
  /** Whether nothing runs and nothing waits. */
  readonly isIdle: () => boolean;
}

interface Question {
  /** How often it was asked or planned again. */
  times: number;
  readonly isQuick: boolean;
}

/**
 * A browser compiles WebAssembly well only where it has seen it run often. DuckDB plans and answers a query in code of many hundred
 * functions, and without this the first dozens of a person's choices wait for it: planning takes some 25 ms at first, 5 ms in the
 * end, and meanwhile compilers take the cores that the page draws with. So while nobody asks, what was asked last is asked again,
 * or where the next question would wait for that, planned.
 */
export class Rehearsal {
  readonly #stage: Stage;
  /** The question answered last at the end. */
  readonly #answered = new Map<string, Question>();
  readonly #restMs: number;
  readonly #quickMs: number;
  readonly #mostTimes: number;
  #leftMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param options.restMs how long nobody has asked before it begins
   * @param options.quickMs that a question takes at most to be asked again
   * @param options.mostTimes that one question is asked or planned
   * @param options.mostMs of its time in all
   */
  constructor(stage: Stage, { restMs = 500, quickMs = 50, mostTimes = 40, mostMs = 2000 } = {}) {
    this.#stage = stage;
    this.#restMs = restMs;
    this.#quickMs = quickMs;
    this.#mostTimes = mostTimes;
    this.#leftMs = mostMs;
  }

  /** A question is asked; what is under way ends after the one that it is at. */
  interrupt(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** A question that somebody waited for was answered, and took so long in the engine. */
  answered(sql: string, ms: number): void {
    const times = this.#answered.get(sql)?.times ?? 0;
    this.#answered.delete(sql);
    this.#answered.set(sql, { times, isQuick: ms <= this.#quickMs });
    if (this.#answered.size > mostKept) this.#answered.delete(this.#answered.keys().next().value!);
  }

  /** A question has ended, with an answer or without. */
  rest(): void {
    this.interrupt();
    if (this.#leftMs > 0) this.#timer = setTimeout(() => void this.#run(this.#timer), this.#restMs);
  }

  async #run(timer: ReturnType<typeof setTimeout> | undefined): Promise<void> {
    while (this.#timer === timer && this.#leftMs > 0) {
      // Rows may be on their way in: a question would wait behind them.
      if (!this.#stage.isIdle()) {
        this.rest();
        return;
      }
      const next = [...this.#answered].reduce<[string, Question] | null>(
        (least, each) => (least === null || each[1].times < least[1].times ? each : least),
        null,
      );
      if (next === null) return;
      const [sql, question] = next;
      if (question.times >= this.#mostTimes) return;
      question.times++;
      const start = performance.now();
      try {
        await (question.isQuick ? this.#stage.ask(sql) : this.#stage.plan(sql));
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
