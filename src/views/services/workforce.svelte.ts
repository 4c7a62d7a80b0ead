import type { Dataset } from '../../dataset';
import { rerunOn } from '../../state/answer.svelte';
import { failureOf, type Failure } from '../../state/failure';
import type { Page } from '../../state/page.svelte';

type Staff = Awaited<ReturnType<Dataset['workforce']>>;

/** Staff in post of the open dataset. */
export class InPost {
  /** Undefined until it is known; null where the dataset has none. */
  workforce = $state.raw<Staff | undefined>(undefined);
  failure = $state.raw<Failure | null>(null);
  #attempts = $state(0);
  readonly retry = (): void => {
    this.#attempts++;
  };

  /** Call while a component is being made. */
  constructor(page: Page) {
    $effect(() => {
      const { dataset } = page;
      rerunOn(this.#attempts);
      if (dataset === null) return;
      let stale = false;
      page.readiness.begin(figure);
      dataset
        .workforce()
        .then(
          (workforce) => {
            if (stale) return;
            this.workforce = workforce;
            this.failure = null;
          },
          (error: unknown) => {
            if (!stale) this.failure = failureOf(error);
          },
        )
        .finally(() => {
          if (!stale) page.readiness.end(figure);
        });
      return () => {
        stale = true;
        page.readiness.end(figure);
      };
    });
  }
}

const figure = 'Staff in post';
