import { Presets, SingleBar } from 'cli-progress';

/** How far a long piece of work has come. `unit` is a plural noun, `bytes` is shown as MB. */
export interface ProgressPoint {
  stage: string;
  done: number;
  total: number;
  unit: string;
}

export interface ProgressDisplay {
  show(point: ProgressPoint): void;
  /** Leaves the terminal as a person expects it; call it before writing anything else. */
  stop(): void;
}

interface Out {
  write(text: string): unknown;
  isTTY?: boolean | undefined;
}

/** A bar with rate and time left on a terminal, a plain line now and then otherwise. */
export function progressDisplay(out: Out, now: () => number = () => performance.now()): ProgressDisplay {
  return out.isTTY ? barDisplay(out as unknown as NodeJS.WritableStream, now) : lineDisplay(out, now);
}

/** `12,345 patients/s`, `8.1 MB/s` and the like. */
function amount(n: number, unit: string): string {
  if (unit === 'bytes') return `${(n / 1e6).toFixed(n < 1e7 ? 1 : 0)} MB`;
  return `${Math.round(n).toLocaleString('en-GB')} ${unit}`;
}

function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?';
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** Rate since the stage began, and the time left at that rate. */
class Pace {
  private stage = '';
  private startedAt = 0;
  private startedWith = 0;
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** Whether this point begins another stage. */
  begins({ stage, done }: ProgressPoint): boolean {
    if (stage === this.stage) return false;
    this.stage = stage;
    this.startedAt = this.now();
    this.startedWith = done;
    return true;
  }

  of({ done, total, unit }: ProgressPoint): { rate: string; left: string } {
    const seconds = (this.now() - this.startedAt) / 1000;
    const rate = seconds > 0 ? (done - this.startedWith) / seconds : 0;
    return { rate: `${amount(rate, unit)}/s`, left: duration(rate > 0 ? (total - done) / rate : Infinity) };
  }
}

function barDisplay(out: NodeJS.WritableStream, now: () => number): ProgressDisplay {
  const pace = new Pace(now);
  let bar: SingleBar | null = null;
  const stop = (): void => {
    bar?.stop();
    bar = null;
  };
  return {
    show(point) {
      const text = (): Record<string, string> => ({
        stage: point.stage.padEnd(24),
        amounts: `${amount(point.done, point.unit)} of ${amount(point.total, point.unit)}`,
        ...pace.of(point),
      });
      if (pace.begins(point)) {
        stop();
        bar = new SingleBar(
          {
            stream: out,
            format: '{stage} {bar} {percentage}% · {amounts} · {rate} · {left} left',
            barsize: 24,
            fps: 10,
            hideCursor: true,
            stopOnComplete: false,
            noTTYOutput: false,
            gracefulExit: false,
          },
          Presets.shades_classic,
        );
        bar.start(Math.max(point.total, 1), point.done, text());
      } else {
        bar?.update(point.done, text());
      }
    },
    stop,
  };
}

/** Between two lines of the same stage, in milliseconds. */
const lineEvery = 5000;

function lineDisplay(out: Out, now: () => number): ProgressDisplay {
  const pace = new Pace(now);
  let lastLine = -Infinity;
  let ended = '';
  return {
    show(point) {
      const isFirst = pace.begins(point);
      const isLast = point.done >= point.total && ended !== point.stage;
      if (!isFirst && !isLast && now() - lastLine < lineEvery) return;
      if (ended === point.stage && !isFirst) return;
      lastLine = now();
      const percent = point.total > 0 ? Math.floor((100 * point.done) / point.total) : 100;
      const { rate, left } = pace.of(point);
      const tail = isFirst ? '' : isLast ? ` · ${rate}` : ` · ${rate} · ${left} left`;
      if (isLast) ended = point.stage;
      out.write(
        `${point.stage}: ${percent}% · ${amount(point.done, point.unit)} of ${amount(point.total, point.unit)}${tail}\n`,
      );
    },
    stop() {
      lastLine = -Infinity;
    },
  };
}
