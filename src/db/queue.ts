import { Superseded } from './error';
import { idle, remove, start, submit, type Job, type Priority } from './schedule';

export interface Place {
  priority: Priority;
  figure?: string | undefined;
  /** Aborting takes the job out; its promise rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** Asked by running work between its steps: stop as soon as you can, nobody waits for the result. */
export type Unwanted = () => boolean;

interface Task {
  job: Job;
  unwanted: boolean;
  work: (unwanted: Unwanted) => Promise<void>;
  reject: (reason: unknown) => void;
}

/** Runs one piece of work at a time, in the order that `schedule` decides. */
export class Queue {
  #schedule = idle;
  #tasks = new Map<number, Task>();
  #nextId = 0;
  #closedBy: Error | null = null;

  /** Rejects with `Superseded` at once when a newer job of the figure comes; the next work starts when the old has stopped. */
  add<T>({ priority, figure, signal }: Place, work: (unwanted: Unwanted) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const refusal = this.#closedBy ?? (signal?.aborted ? (signal.reason as Error) : null);
      if (refusal !== null) {
        reject(refusal);
        return;
      }
      const job: Job = { id: this.#nextId++, priority, figure };
      this.#tasks.set(job.id, {
        job,
        unwanted: false,
        work: (unwanted) => work(unwanted).then(resolve, reject),
        reject,
      });
      const { schedule, superseded } = submit(this.#schedule, job);
      this.#schedule = schedule;
      for (const older of superseded) this.#drop(older.id, new Superseded(older.figure!));
      signal?.addEventListener('abort', () => this.#drop(job.id, signal.reason), { once: true });
      this.#run();
    });
  }

  /** Whether nothing runs and nothing waits. */
  get isIdle(): boolean {
    return this.#tasks.size === 0;
  }

  /** Rejects everything that waits, runs or comes later. */
  close(reason: Error): void {
    this.#closedBy ??= reason;
    for (const id of [...this.#tasks.keys()]) this.#drop(id, reason);
  }

  #drop(id: number, reason: unknown): void {
    const task = this.#tasks.get(id);
    if (!task) return;
    task.unwanted = true;
    task.reject(reason);
    if (this.#schedule.running?.id === id) return;
    this.#forget(id);
  }

  #forget(id: number): void {
    this.#schedule = remove(this.#schedule, id);
    this.#tasks.delete(id);
  }

  #run(): void {
    const { schedule, job } = start(this.#schedule);
    this.#schedule = schedule;
    if (!job) return;
    const task = this.#tasks.get(job.id)!;
    void task
      .work(() => task.unwanted)
      .finally(() => {
        this.#forget(job.id);
        this.#run();
      });
  }
}
