import { describe, expect, test } from 'vitest';
import { progressDisplay } from './progress';

/** A stream that keeps what it is given, and a clock that is set by hand. */
function scene(isTTY: boolean) {
  let written = '';
  let seconds = 0;
  const out = {
    isTTY,
    columns: 120,
    write: (text: string) => {
      written += text;
      return true;
    },
    on: () => out,
    removeListener: () => out,
  };
  const display = progressDisplay(out, () => seconds * 1000);
  return {
    show: (at: number, done: number, stage = 'Patients', unit = 'patients') => {
      seconds = at;
      display.show({ stage, done, total: 1_000_000, unit });
    },
    stop: () => {
      display.stop();
    },
    text: () => written,
  };
}

describe('progress', () => {
  test('without a terminal is a line at the start, now and then, and at the end', () => {
    const { show, text } = scene(false);
    show(0, 0);
    show(1, 100_000);
    show(6, 300_000);
    show(7, 350_000);
    show(20, 1_000_000);
    show(20, 1_000_000);
    expect(text().split('\n')).toEqual([
      'Patients: 0% · 0 patients of 1,000,000 patients',
      'Patients: 30% · 300,000 patients of 1,000,000 patients · 50,000 patients/s · 14 s left',
      'Patients: 100% · 1,000,000 patients of 1,000,000 patients · 50,000 patients/s',
      '',
    ]);
  });

  test('bytes are shown in megabytes, and each stage has its own pace', () => {
    const { show, text } = scene(false);
    show(0, 0, 'Reading', 'bytes');
    show(2, 1_000_000, 'Reading', 'bytes');
    show(100, 0, 'Maps', 'neighbourhoods');
    expect(text()).toContain('Reading: 100% · 1.0 MB of 1.0 MB · 0.5 MB/s\nMaps: 0%');
  });

  test('on a terminal is a bar with rate and time left', () => {
    const { show, stop, text } = scene(true);
    show(0, 0);
    show(10, 250_000);
    stop();
    expect(text()).toContain('25%');
    expect(text()).toContain('25,000 patients/s · 30 s left');
    expect(text()).not.toContain('\x1B[?25l\x1B[?25l');
  });
});
