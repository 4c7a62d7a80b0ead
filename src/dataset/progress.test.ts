import { describe, expect, it } from 'vitest';
import { ProgressTracker, type Progress } from './progress';

/** Work that a test steps through. */
function steps() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { ended, end };
}

describe('progress', () => {
  it('adds up what is on its way, and is done when all of it has ended', async () => {
    const tracker = new ProgressTracker();
    const seen: Progress[] = [];
    tracker.store.subscribe((progress) => seen.push(progress));
    expect(seen).toEqual([{ stage: 'idle', bytes: 0, totalBytes: 0, rows: 0, totalRows: 0, done: true }]);
    const [a, b] = [steps(), steps()];
    const first = tracker.follow('rows', { bytes: 100, rows: 10 }, async (received) => {
      received.bytes(60);
      await a.ended;
      received.rows(10);
    });
    const second = tracker.follow('cells', { bytes: 50 }, () => b.ended);
    expect(tracker.store.value).toEqual({
      stage: 'cells',
      bytes: 60,
      totalBytes: 150,
      rows: 0,
      totalRows: 10,
      done: false,
    });
    a.end();
    await first;
    expect(tracker.store.value).toMatchObject({ rows: 10, done: false });
    b.end();
    await second;
    expect(tracker.store.value).toMatchObject({ stage: 'idle', done: true });
  });

  it('begins anew after everything was done, and ends after a failure', async () => {
    const tracker = new ProgressTracker();
    await tracker.follow('rows', { bytes: 10, rows: 1 }, async ({ bytes }) => {
      bytes(10);
      await Promise.resolve();
    });
    await expect(
      tracker.follow('rows', { bytes: 5, rows: 2 }, () => Promise.reject(new Error('gone'))),
    ).rejects.toThrow('gone');
    expect(tracker.store.value).toEqual({
      stage: 'idle',
      bytes: 0,
      totalBytes: 5,
      rows: 0,
      totalRows: 2,
      done: true,
    });
  });

  it('never counts more bytes of a file than are stored, though a host that inflates sends more', async () => {
    const tracker = new ProgressTracker();
    await tracker.follow('rows', { bytes: 10 }, async ({ bytes }) => {
      bytes(8);
      bytes(30);
      await Promise.resolve();
    });
    expect(tracker.store.value.bytes).toBe(10);
  });

  it('tells a subscriber nothing after it has left', () => {
    const { store } = new ProgressTracker();
    let calls = 0;
    store.subscribe(() => calls++)();
    store.set({ ...store.value, rows: 1 });
    expect(calls).toBe(1);
  });
});
