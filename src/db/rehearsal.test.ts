import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Rehearsal } from './rehearsal';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Plans that each take so long, by name. */
function planning(ms: number) {
  const planned: string[] = [];
  const plan = async (sql: string) => {
    planned.push(sql);
    await new Promise((resolve) => setTimeout(resolve, ms));
  };
  return { planned, plan };
}

describe('the rehearsal', () => {
  it('begins when nobody has asked for a while, and takes questions in turn, ten times each', async () => {
    const { planned, plan } = planning(5);
    const rehearsal = new Rehearsal(plan, { restMs: 400, mostTimes: 10, mostMs: 10_000 });
    rehearsal.answered('A');
    await vi.advanceTimersByTimeAsync(300);
    rehearsal.answered('B');
    await vi.advanceTimersByTimeAsync(399);
    expect(planned).toEqual([]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(planned.slice(0, 4)).toEqual(['A', 'B', 'A', 'B']);
    expect(planned).toHaveLength(20);
  });

  it('stops as soon as somebody asks, and goes on after the answer', async () => {
    const { planned, plan } = planning(10);
    const rehearsal = new Rehearsal(plan, { restMs: 400, mostTimes: 10, mostMs: 10_000 });
    rehearsal.answered('A');
    await vi.advanceTimersByTimeAsync(425);
    expect(planned).toHaveLength(3);
    rehearsal.interrupt();
    await vi.advanceTimersByTimeAsync(5000);
    expect(planned).toHaveLength(3);
    rehearsal.answered('B');
    await vi.advanceTimersByTimeAsync(5000);
    expect(planned.filter((sql) => sql === 'A')).toHaveLength(10);
    expect(planned.filter((sql) => sql === 'B')).toHaveLength(10);
  });

  it('forgets what was asked long ago, and ends when its time is used up', async () => {
    const { planned, plan } = planning(20);
    const rehearsal = new Rehearsal(plan, { restMs: 400, mostMs: 100 });
    for (const sql of 'ABCDEFGH') rehearsal.answered(sql);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(planned).toEqual(['C', 'D', 'E', 'F', 'G']);
    rehearsal.answered('I');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(planned).toHaveLength(5);
  });

  it('ends at a plan that fails', async () => {
    let plans = 0;
    const rehearsal = new Rehearsal(() => {
      plans++;
      return Promise.reject(new Error('The engine has stopped.'));
    });
    rehearsal.answered('A');
    await vi.advanceTimersByTimeAsync(5000);
    expect(plans).toBe(1);
  });
});
