import { untrack } from 'svelte';
import { Answer } from './answer.svelte';

/**
 * What a figure shows of what is known already: worked out again at once where it is on the screen, else when the page is at
 * rest or somebody comes. Call while a component is being made.
 */
export function worked<Given, T>(given: () => Given | null, work: (given: Given) => T): Answer<T> {
  const state = new Answer<T>();
  $effect(() => {
    const now = given();
    if (now === null) {
      // What stands there is of something else than what is looked at now.
      if (untrack(() => state.value) !== null) state.isLate = true;
      return;
    }
    return untrack(() =>
      state.schedule(() => {
        state.value = work(now);
        state.isLate = false;
      }),
    );
  });
  return state;
}
