export type EngineErrorKind =
  'no-webassembly' | 'time-out' | 'engine-file' | 'out-of-memory' | 'stopped' | 'query' | 'result' | 'table';

/** Something that the engine could not do: `message` says what happened, `advice` what to do about it. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  constructor(
    readonly kind: EngineErrorKind,
    message: string,
    readonly advice: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A newer question of the same figure took this one's place. Not a failure: nothing is to be shown for it. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
  constructor(readonly figure: string) {
    super(`A newer question of the figure “${figure}” took this one’s place.`);
  }
}

const outOfMemoryPattern =
  /out of memory|cannot enlarge memory|memory allocation failed|bad_alloc|allocation size overflow|failed to (allocate|pin block)/i;

/** What WebAssembly throws when it cannot go on; nothing in its memory can be relied on after it. */
const isTrap = (cause: unknown): cause is Error =>
  cause instanceof Error &&
  (cause.name === 'RuntimeError' ||
    /memory access out of bounds|^unreachable|^Aborted\(/.test(cause.message));

/** What DuckDB or the browser threw, as an error for the person who must act. */
export function engineErrorOf(cause: unknown, doing: string): EngineError {
  if (cause instanceof EngineError) return cause;
  if (isTrap(cause))
    return new EngineError(
      'stopped',
      `The engine stopped while ${doing}, most likely for want of memory (${cause.message}).`,
      'Try again: the engine starts anew. If it stops again, close other tabs, or open fewer networks at once.',
      { cause },
    );
  const text = cause instanceof Error ? cause.message : String(cause);
  if (outOfMemoryPattern.test(text))
    return new EngineError(
      'out-of-memory',
      `The browser ran out of memory while ${doing}.`,
      'Close other tabs and reload the page, then open fewer networks at once.',
      { cause },
    );
  return new EngineError(
    'query',
    `The engine failed while ${doing}: ${text}`,
    'Reload the page. If it happens again, report this message.',
    { cause },
  );
}
