import { afterTurn } from './turn';

/** Longest that the page does nothing else, but for the step it is at and for drawing what has come of it. */
const sliceMs = 24;

/** Work that is done step by step; as a generator, or all in one step. */
export interface Steps<T> {
  next(): IteratorResult<unknown, T>;
}

const waiting = new Set<() => boolean>();
/** When the slice ends that has begun; null before the first and after the page has had its turn. */
let until: number | null = null;

/**
 * Takes work to its end, in the order in which it is asked for: at once for as long as a slice lasts, and what is left between
 * the page's own turns. What is short is thus done when this returns. The result takes it back.
 */
export function inSlices<T>(steps: Steps<T>, done: (value: T) => void): () => void {
  /** True at the end. */
  const go = (): boolean => {
    while (hasTime()) {
      const step = steps.next();
      if (step.done) {
        done(step.value);
        return true;
      }
    }
    return false;
  };
  if (waiting.size > 0 || !go()) waiting.add(go);
  return () => void waiting.delete(go);
}

function hasTime(): boolean {
  const now = performance.now();
  if (until === null) {
    until = now + sliceMs;
    afterTurn(next);
  }
  return now < until;
}

function next(): void {
  until = null;
  for (const go of waiting) {
    // What fails is over, else it would fail at every turn and nothing would come after it.
    let isOver = true;
    try {
      isOver = go();
    } finally {
      if (isOver) waiting.delete(go);
    }
    if (!isOver) return;
  }
}
