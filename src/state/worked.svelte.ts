import { untrack } from 'svelte';
import { Answer } from './answer.svelte';
import { usePage } from './page.svelte';
import { inSlices, type Steps } from './slices';

/**
 * What a figure shows of what is known already: worked out again at once where it is on the screen, else when the page is at
 * rest or somebody comes; what takes long between the page's turns, and a newer choice ends it. Call while a component is being made.
 */
export const worked = <Given, T>(given: () => Given | null, work: (given: Given) => T): Answer<T> =>
  workedInSteps(given, (now) => ({ next: () => ({ done: true, value: work(now) }) }));

/** The same of work that is done step by step. */
export function workedInSteps<Given, T>(
  given: () => Given | null,
  work: (given: Given) => Steps<T>,
): Answer<T> {
  const state = new Answer<T>();
  const { readiness } = usePage();
  const name = `Worked out ${++count}`;
  $effect(() => {
    const now = given();
    if (now === null) {
      // What stands there is of something else than what is looked at now.
      if (untrack(() => state.value) !== null) state.isLate = true;
      return;
    }
    let stop: (() => void) | null = null;
    const forget = untrack(() =>
      state.schedule((isAwaited) => {
        // Until the last step, which for what is short comes before anybody has seen this.
        state.isLate = true;
        if (isAwaited) readiness.begin(name);
        stop = inSlices(work(now), (value) => {
          state.value = value;
          state.isLate = false;
          readiness.end(name);
        });
      }),
    );
    return () => {
      forget();
      stop?.();
      readiness.end(name);
    };
  });
  return state;
}

let count = 0;
