import { beforeEach, expect, it, vi } from 'vitest';
import { inSlices } from './slices';

/** Milliseconds that the clock of the test stands at. */
let clock = 0;
/** What waits for the page's next turn. */
let posted: (() => void)[] = [];

beforeEach(() => {
  clock += 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  vi.stubGlobal('MessageChannel', TestChannel);
  return () => {
    takeTurns();
    vi.restoreAllMocks();
  };
});

/** Hands on its message at the turn that the test takes. */
class TestChannel {
  readonly port1 = { onmessage: () => undefined, close: () => undefined };
  readonly port2 = { postMessage: () => void posted.push(() => this.port1.onmessage()) };
}

function takeTurn(): void {
  const now = posted;
  posted = [];
  for (const then of now) then();
}

/** Until nothing waits: how many. */
function takeTurns(): number {
  let turns = 0;
  for (; posted.length > 0; turns++) takeTurn();
  return turns;
}

/** So many steps of 10 ms each, three of which a slice holds. */
function* work(steps: number, log: string[] = [], name = ''): Generator<void, string> {
  for (let step = 0; step < steps; step++) {
    clock += 10;
    log.push(name);
    yield;
  }
  return name;
}

it('does at once what is short, and the rest between the turns of the page, in order', () => {
  const [done, log]: [string[], string[]] = [[], []];
  const put = (name: string) => void done.push(name);
  inSlices(work(1, log, 'short'), put);
  expect(done).toEqual(['short']);
  inSlices(work(8, log, 'long'), put);
  inSlices(work(0, log, 'behind'), put);
  expect(done).toEqual(['short']);
  expect(log).toHaveLength(3);
  takeTurns();
  expect(done).toEqual(['short', 'long', 'behind']);
  expect(log).toEqual(['short', ...Array.from({ length: 8 }, () => 'long')]);
});

it('gives the page a turn after each slice', () => {
  const log: string[] = [];
  let isDone = false;
  inSlices(work(20, log), () => (isDone = true));
  const stepsDone = [log.length];
  while (posted.length > 0) {
    takeTurn();
    stepsDone.push(log.length);
  }
  expect(isDone).toBe(true);
  // The last turn finds nothing to do.
  expect(stepsDone).toEqual([3, 6, 9, 12, 15, 18, 20, 20]);
});

it('ends what is taken back and goes on with the others', () => {
  const done: string[] = [];
  const put = (name: string) => void done.push(name);
  const log: string[] = [];
  const stop = inSlices(work(8, log, 'old'), put);
  inSlices(work(2, log, 'new'), put);
  stop();
  takeTurns();
  expect(done).toEqual(['new']);
  expect(log.filter((name) => name === 'old')).toHaveLength(3);
});

it('goes on with the others when one fails, which is over', () => {
  const done: string[] = [];
  // eslint-disable-next-line require-yield -- it fails before its first step
  const failing = (function* (): Generator<void, string> {
    throw new Error('no such rows');
  })();
  inSlices(work(8, [], 'long'), (name) => void done.push(name));
  inSlices(failing, (name) => void done.push(name));
  inSlices(work(2, [], 'behind'), (name) => void done.push(name));
  expect(takeTurns).toThrow('no such rows');
  takeTurns();
  expect(done).toEqual(['long', 'behind']);
});
