import type { Dataset } from '../dataset';
import { rerunOn } from './answer.svelte';
import { failureOf, type Failure } from './failure';
import type { Page } from './page.svelte';

/** A file of the dataset that is fetched for a view. */
export class Fetched<T> {
  /** Undefined until it is known. */
  value = $state.raw<T | undefined>(undefined);
  failure = $state.raw<Failure | null>(null);
  attempts = $state(0);

  /** Asks again after a failure. */
  readonly retry = (): void => {
    this.attempts++;
  };
}

/** Fetches a file when a dataset is open; `ask` may be null for as long as nobody needs it. Call while a component is being made. */
export function fetched<T>(
  { page, name }: { page: Page; name: string },
  ask: (dataset: Dataset) => Promise<T> | null,
): Fetched<T> {
  const state = new Fetched<T>();
  $effect(() => {
    const { dataset, readiness } = page;
    rerunOn(state.attempts);
    const asked = dataset && ask(dataset);
    if (!asked) return;
    let stale = false;
    readiness.begin(name);
    asked
      .then(
        (value) => {
          if (stale) return;
          state.value = value;
          state.failure = null;
        },
        (error: unknown) => {
          if (!stale) state.failure = failureOf(error);
        },
      )
      .finally(() => {
        if (!stale) readiness.end(name);
      });
    return () => {
      stale = true;
      readiness.end(name);
    };
  });
  return state;
}
