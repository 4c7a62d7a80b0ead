import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Rehearsal } from './rehearsal';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Questions, and plans, that each take so long, by name. */
function stage(ms: number) {
  const [asked, planned]: [string[], string[]] = [[], []];
  const noting = (names: string[]) => async (sql: string) => {
    names.push(sql);
    await new Promise((resolve) => setTimeout(resolve, ms));
  };
  return { asked, planned, ask: noting(asked), plan: noting(planned), isIdle: () => true };
}

/** Answered in a time that is not quick. */
const answer = (rehearsal: Rehearsal, ...questions: string[]) => {
  for (const sql of questions) {
    rehearsal.interrupt();
    rehearsal.answered(sql, 80);
    rehearsal.rest();
  }
};

describe('the rehearsal', () => {
  it('begins when nobody has asked for a while, and takes questions in turn, ten times each', async () => {
    const { planned, ...rest } = stage(5);
    const rehearsal = new Rehearsal(rest, { restMs: 400, mostTimes: 10, mostMs: 10_000 });
    answer(rehearsal, 'A');
    await vi.advanceTimersByTimeAsync(300);
    answer(rehearsal, 'B');
    await vi.advanceTimersByTimeAsync(399);
    expect(planned).toEqual([]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(planned.slice(0, 4)).toEqual(['A', 'B', 'A', 'B']);
    expect(planned).toHaveLength(20);
  });

  it('stops as soon as somebody asks, and goes on when that has ended, answered or not', async () => {
    const { planned, ...rest } = stage(10);
    const rehearsal = new Rehearsal(rest, { restMs: 400, mostTimes: 10, mostMs: 10_000 });
    answer(rehearsal, 'A');
    await vi.advanceTimersByTimeAsync(425);
    expect(planned).toHaveLength(3);
    rehearsal.interrupt();
    await vi.advanceTimersByTimeAsync(5000);
    expect(planned).toHaveLength(3);
    rehearsal.rest();
    await vi.advanceTimersByTimeAsync(5000);
    expect(planned).toHaveLength(10);
  });

  it('asks again what is quick to answer, and plans only what is not', async () => {
    const { asked, planned, ...rest } = stage(5);
    const rehearsal = new Rehearsal(rest, { quickMs: 50, mostTimes: 3 });
    rehearsal.answered('quick', 50);
    rehearsal.answered('slow', 51);
    rehearsal.rest();
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toEqual(['quick', 'quick', 'quick']);
    expect(planned).toEqual(['slow', 'slow', 'slow']);
  });

  it('waits while something else runs, and spends none of its time on that', async () => {
    const { planned, ask, plan } = stage(10);
    let isIdle = false;
    const rehearsal = new Rehearsal(
      { ask, plan, isIdle: () => isIdle },
      { restMs: 400, mostTimes: 5, mostMs: 100 },
    );
    answer(rehearsal, 'A');
    await vi.advanceTimersByTimeAsync(5000);
    expect(planned).toEqual([]);
    isIdle = true;
    await vi.advanceTimersByTimeAsync(5000);
    expect(planned).toHaveLength(5);
  });

  it('forgets what was asked long ago, and ends when its time is used up', async () => {
    const { planned, ...rest } = stage(20);
    const rehearsal = new Rehearsal(rest, { restMs: 400, mostMs: 100 });
    answer(rehearsal, 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(planned).toEqual(['C', 'D', 'E', 'F', 'G']);
    answer(rehearsal, 'I');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(planned).toHaveLength(5);
  });

  it('has nothing to do before anything was answered, and ends at a plan that fails', async () => {
    let plans = 0;
    const plan = () => {
      plans++;
      return Promise.reject(new Error('The engine has stopped.'));
    };
    const rehearsal = new Rehearsal({ ask: plan, plan, isIdle: () => true });
    rehearsal.rest();
    await vi.advanceTimersByTimeAsync(5000);
    expect(plans).toBe(0);
    answer(rehearsal, 'A');
    await vi.advanceTimersByTimeAsync(5000);
    expect(plans).toBe(1);
  });
});
