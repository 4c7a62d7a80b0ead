import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idle, remove, start, submit, type Job, type Priority, type Schedule } from './schedule';

const job = (id: number, priority: Priority = 'now', figure?: string): Job => ({ id, priority, figure });
const submitted = (...jobs: Job[]): Schedule =>
  jobs.reduce((schedule, one) => submit(schedule, one).schedule, idle);

describe('the schedule', () => {
  it('starts what somebody waits for before what is further down and before rows', () => {
    const schedule = submitted(job(1, 'load'), job(2, 'soon'), job(3, 'now'), job(4, 'now'));
    expect(start(schedule).job?.id).toBe(3);
  });

  it('starts nothing while something runs', () => {
    const { schedule } = start(submitted(job(1), job(2)));
    expect(start(schedule).job).toBeNull();
  });

  it('lets a figure’s newer job take the place of its older one, waiting or running', () => {
    const running = start(submitted(job(1, 'now', 'Map'))).schedule;
    const second = submit(running, job(2, 'now', 'Map'));
    expect(second.superseded.map(({ id }) => id)).toEqual([1]);
    expect(second.schedule.running?.id).toBe(1);
    const third = submit(second.schedule, job(3, 'now', 'Map'));
    expect(third.superseded.map(({ id }) => id)).toEqual([2, 1]);
    expect(third.schedule.waiting.map(({ id }) => id)).toEqual([3]);
  });

  it('leaves jobs of other figures and of none alone', () => {
    const schedule = submitted(job(1), job(2, 'now', 'Map'), job(3), job(4, 'now', 'Ranking'));
    expect(submit(schedule, job(5)).superseded).toEqual([]);
    expect(schedule.waiting).toHaveLength(4);
  });

  const priority = fc.constantFrom<Priority>('now', 'soon', 'load', 'spare');
  const event = fc.oneof(
    fc.record({
      kind: fc.constant('submit' as const),
      priority,
      figure: fc.option(fc.constantFrom('Map', 'Ranking', 'Funnel'), { nil: undefined }),
    }),
    fc.record({ kind: fc.constant('start' as const) }),
    fc.record({ kind: fc.constant('end' as const) }),
    fc.record({ kind: fc.constant('withdraw' as const), nth: fc.nat(20) }),
  );

  it('keeps for each figure only its newest, loses no other job, and starts each once, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let schedule = idle;
        let nextId = 0;
        const gone = new Set<number>();
        const started = new Set<number>();
        for (const one of events) {
          if (one.kind === 'submit') {
            const added = job(nextId++, one.priority, one.figure);
            const result = submit(schedule, added);
            for (const { id, figure } of result.superseded) {
              expect(figure).toBe(one.figure);
              expect(id).toBeLessThan(added.id);
              if (schedule.running?.id !== id) gone.add(id);
            }
            schedule = result.schedule;
          } else if (one.kind === 'start') {
            const result = start(schedule);
            if (result.job) {
              expect(started.has(result.job.id)).toBe(false);
              started.add(result.job.id);
              const rank = { now: 0, soon: 1, load: 2, spare: 3 };
              for (const waiting of result.schedule.waiting)
                expect(rank[waiting.priority] * 1000 + waiting.id).toBeGreaterThan(
                  rank[result.job.priority] * 1000 + result.job.id,
                );
            } else expect(schedule.running !== null || schedule.waiting.length === 0).toBe(true);
            schedule = result.schedule;
          } else if (one.kind === 'end') {
            if (schedule.running) {
              gone.add(schedule.running.id);
              schedule = remove(schedule, schedule.running.id);
            }
          } else {
            const withdrawn = schedule.waiting[one.nth];
            if (withdrawn) {
              gone.add(withdrawn.id);
              schedule = remove(schedule, withdrawn.id);
            }
          }
          const figures = schedule.waiting.flatMap(({ figure }) => figure ?? []);
          expect(new Set(figures).size).toBe(figures.length);
          const here = [...schedule.waiting, ...(schedule.running ? [schedule.running] : [])].map(
            ({ id }) => id,
          );
          expect([...here, ...gone].sort((a, b) => a - b)).toEqual(
            Array.from({ length: nextId }, (_, id) => id),
          );
        }
      }),
    );
  });
});
