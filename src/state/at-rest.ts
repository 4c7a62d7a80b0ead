/** Work that nobody waits for starts when nothing has asked for so long (ms). */
const restMs = 200;

const waiting = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Runs when the page has come to rest, all that waits at once; the result takes it back. */
export function whenAtRest(work: () => void): () => void {
  waiting.add(work);
  clearTimeout(timer);
  timer = setTimeout(() => {
    const due = [...waiting];
    waiting.clear();
    for (const each of due) each();
  }, restMs);
  return () => void waiting.delete(work);
}
