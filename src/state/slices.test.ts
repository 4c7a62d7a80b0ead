import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inSlices } from './slices';

/** Milliseconds that the clock of the test stands at. */
let clock = 0;
beforeEach(() => {
  clock += 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** So many steps of 10 ms each. */
function* work(steps: number, log: string[] = [], name = ''): Generator<void, string> {
  for (let step = 0; step < steps; step++) {
    clock += 10;
    log.push(name);
    yield;
  }
  return name;
}
const turns = async (done: () => boolean) => {
  for (let turn = 0; turn < 100 && !done(); turn++) await new Promise((resolve) => setTimeout(resolve));
  // The slice that is over by now lets the next test begin.
  await new Promise((resolve) => setTimeout(resolve, 5));
};

it('does at once what is short, and the rest between the turns of the page, in order', async () => {
  const [done, log]: [string[], string[]] = [[], []];
  const put = (name: string) => void done.push(name);
  inSlices(work(1, log, 'short'), put);
  expect(done).toEqual(['short']);
  inSlices(work(8, log, 'long'), put);
  inSlices(work(0, log, 'behind'), put);
  expect(done).toEqual(['short']);
  expect(log).toHaveLength(3);
  await turns(() => done.length === 3);
  expect(done).toEqual(['short', 'long', 'behind']);
  expect(log).toEqual(['short', ...Array.from({ length: 8 }, () => 'long')]);
});

it('gives the page a turn after each slice', async () => {
  const log: string[] = [];
  let [isDone, most, before] = [false, 0, 0];
  inSlices(work(20, log), () => (isDone = true));
  while (!isDone) {
    most = Math.max(most, log.length - before);
    before = log.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await turns(() => true);
  expect(log).toHaveLength(20);
  // Two slices at most between two looks, of three steps each.
  expect(most).toBeLessThanOrEqual(6);
});

it('ends what is taken back and goes on with the others', async () => {
  const done: string[] = [];
  const put = (name: string) => void done.push(name);
  const log: string[] = [];
  const stop = inSlices(work(8, log, 'old'), put);
  inSlices(work(2, log, 'new'), put);
  stop();
  await turns(() => done.length === 1);
  expect(done).toEqual(['new']);
  expect(log.filter((name) => name === 'old')).toHaveLength(3);
});
