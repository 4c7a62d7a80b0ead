import { SvelteSet } from 'svelte/reactivity';

/**
 * Whether everything visible has been painted from its final data. A figure begins when a change is asked for and ends
 * when its result stands on the screen; `<main data-ready>` follows.
 */
export class Readiness {
  readonly #pending = new SvelteSet<string>();
  readonly ready = $derived(this.#pending.size === 0);

  begin(figure: string): void {
    this.#pending.add(figure);
  }

  end(figure: string): void {
    this.#pending.delete(figure);
  }
}
