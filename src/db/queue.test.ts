import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Superseded } from './error';
import { Queue, type Unwanted } from './queue';

/** Work that ends when the test says so. */
function work(log: string[], name: string) {
  let end: (value: string) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  let isUnwanted: Unwanted = () => false;
  const ended = new Promise<string>((resolve, reject) => ([end, fail] = [resolve, reject]));
  const run = (unwanted: Unwanted) => {
    log.push(name);
    isUnwanted = unwanted;
    return ended;
  };
  return { run, end: () => end(name), fail, unwanted: () => isUnwanted() };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the queue', () => {
  it('runs one thing at a time and goes on after a failure', async () => {
    const queue = new Queue();
    const log: string[] = [];
    const [first, second] = [work(log, 'first'), work(log, 'second')];
    const failing = queue.add({ priority: 'now' }, first.run);
    const waiting = queue.add({ priority: 'now' }, second.run);
    await settled();
    expect(log).toEqual(['first']);
    first.fail(new Error('no such column'));
    await expect(failing).rejects.toThrow('no such column');
    second.end();
    await expect(waiting).resolves.toBe('second');
  });

  it('rejects a running question at once when its figure asks anew, but starts the new one when it has stopped', async () => {
    const queue = new Queue();
    const log: string[] = [];
    const [old, fresh] = [work(log, 'old'), work(log, 'fresh')];
    const place = { priority: 'now', figure: 'Map' } as const;
    const first = queue.add(place, old.run);
    const second = queue.add(place, fresh.run);
    await expect(first).rejects.toBeInstanceOf(Superseded);
    expect(old.unwanted()).toBe(true);
    expect(log).toEqual(['old']);
    old.fail(new Error('cancelled'));
    await settled();
    expect(log).toEqual(['old', 'fresh']);
    expect(fresh.unwanted()).toBe(false);
    fresh.end();
    await expect(second).resolves.toBe('fresh');
  });

  it('does not give a superseded question the result that it still came to', async () => {
    const queue = new Queue();
    const old = work([], 'old');
    const first = queue.add({ priority: 'now', figure: 'Map' }, old.run);
    const second = queue.add({ priority: 'now', figure: 'Map' }, () => Promise.resolve('fresh'));
    old.end();
    await expect(first).rejects.toBeInstanceOf(Superseded);
    await expect(second).resolves.toBe('fresh');
  });

  it('takes out what is aborted, with the reason of the signal', async () => {
    const queue = new Queue();
    const log: string[] = [];
    const running = work(log, 'running');
    void queue.add({ priority: 'now' }, running.run);
    const abort = new AbortController();
    const waiting = queue.add({ priority: 'now', signal: abort.signal }, work(log, 'never').run);
    abort.abort(new Error('left the page'));
    await expect(waiting).rejects.toThrow('left the page');
    running.end();
    await settled();
    expect(log).toEqual(['running']);
    await expect(queue.add({ priority: 'now', signal: abort.signal }, work(log, 'late').run)).rejects.toThrow(
      'left',
    );
  });

  it('rejects everything once it is closed', async () => {
    const queue = new Queue();
    const running = queue.add({ priority: 'now' }, work([], 'a').run);
    const waiting = queue.add({ priority: 'now' }, work([], 'b').run);
    queue.close(new Error('the engine stopped'));
    await expect(running).rejects.toThrow('the engine stopped');
    await expect(waiting).rejects.toThrow('the engine stopped');
    await expect(queue.add({ priority: 'now' }, work([], 'c').run)).rejects.toThrow('the engine stopped');
  });

  it('answers every figure’s newest question and never overlaps two, in any order of asking', async () => {
    const ask = fc.record({
      figure: fc.constantFrom('Map', 'Ranking', 'Funnel'),
      priority: fc.constantFrom('now' as const, 'soon' as const),
      pause: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(ask, { minLength: 1, maxLength: 25 }), async (asks) => {
        const queue = new Queue();
        let running = 0;
        const newest = new Map<string, number>();
        const answers = asks.map(async ({ figure, priority, pause }, i) => {
          newest.set(figure, i);
          const answer = queue.add({ figure, priority }, async () => {
            expect(++running).toBe(1);
            await Promise.resolve();
            running--;
            return i;
          });
          if (pause) await Promise.resolve();
          return answer;
        });
        const outcomes = await Promise.allSettled(answers);
        outcomes.forEach((outcome, i) => {
          if (newest.get(asks[i]!.figure) === i) expect(outcome).toEqual({ status: 'fulfilled', value: i });
          else if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Superseded);
        });
      }),
    );
  });
});
