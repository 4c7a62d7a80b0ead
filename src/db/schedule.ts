/** now: a person waits for it; soon: it is on the page but further down; load: rows on their way into a table; spare: nobody. */
export type Priority = 'now' | 'soon' | 'load' | 'spare';

export interface Job {
  readonly id: number;
  readonly priority: Priority;
  /** Which figure asks. A newer job of a figure takes the place of its older ones. */
  readonly figure?: string | undefined;
}

/** What the one worker does, and what waits for it, in order of arrival. */
export interface Schedule {
  readonly running: Job | null;
  readonly waiting: readonly Job[];
}

export const idle: Schedule = { running: null, waiting: [] };

/** Adds a job; `superseded` are older ones of the same figure: those waiting are gone, a running one is to be cancelled. */
export function submit(schedule: Schedule, job: Job): { schedule: Schedule; superseded: readonly Job[] } {
  const older = ({ figure }: Job) => job.figure !== undefined && figure === job.figure;
  const superseded = schedule.waiting.filter(older);
  if (schedule.running !== null && older(schedule.running)) superseded.push(schedule.running);
  return {
    schedule: { ...schedule, waiting: [...schedule.waiting.filter((one) => !older(one)), job] },
    superseded,
  };
}

const rank: Readonly<Record<Priority, number>> = { now: 0, soon: 1, load: 2, spare: 3 };

/** Starts the most urgent job, of equals the one that came first, if nothing runs. */
export function start(schedule: Schedule): { schedule: Schedule; job: Job | null } {
  const [first, ...rest] = schedule.waiting;
  if (schedule.running !== null || first === undefined) return { schedule, job: null };
  const job = rest.reduce((best, one) => (rank[one.priority] < rank[best.priority] ? one : best), first);
  return { schedule: { running: job, waiting: schedule.waiting.filter((one) => one !== job) }, job };
}

/** Takes out a job that has ended, or that nobody waits for any more. */
export function remove(schedule: Schedule, id: number): Schedule {
  return {
    running: schedule.running?.id === id ? null : schedule.running,
    waiting: schedule.waiting.filter((job) => job.id !== id),
  };
}
