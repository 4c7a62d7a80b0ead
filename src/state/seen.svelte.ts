import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { whenAtRest } from './at-rest';
import { watchNearness } from './nearness';

/** What a figure works from: while it is off the screen, it takes a new value when the page is at rest. */
export class Seen<T> {
  readonly #now: () => T;
  #taken: T = $state.raw()!;
  #isNear = $state(true);

  /** Call while a component is being made. */
  constructor(now: () => T) {
    this.#now = now;
    this.#taken = untrack(now);
    $effect(() => {
      const next = now();
      const take = () => (this.#taken = next);
      if (!this.#isNear) return whenAtRest(take);
      take();
      return undefined;
    });
  }

  /** For the place of the figure. */
  readonly shownIn: Attachment<HTMLElement> = watchNearness((isNear) => (this.#isNear = isNear));
  readonly value = $derived.by(() => (this.#isNear ? this.#now() : this.#taken));
  /** What stands there is of an older value: nothing of it may be saved. */
  readonly isLate = $derived.by(() => this.value !== this.#now());
}
