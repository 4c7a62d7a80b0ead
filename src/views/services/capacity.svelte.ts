import {
  assumptionsFault,
  defaultAssumptions,
  type Assumptions,
  type Refusal,
} from '../../domain/services/capacity-assumptions';
import { formatAssumptions, parseAssumptions } from '../../domain/services/capacity-text';
import type { Page } from '../../state/page.svelte';

/** Assumptions of the need for staff: the address has what differs from the default. */
export class Capacity {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  readonly text = $derived.by(() => this.#page.url.capacity ?? '');
  readonly values = $derived.by((): Assumptions => parseAssumptions(this.text).values);

  /** Null where it was changed; what cannot be used is told and changes nothing. */
  change(key: string, value: number): Refusal | null {
    const next = new Map([...this.values, [key, value]]);
    const fault = assumptionsFault(next);
    if (fault === null) this.#adopt(next);
    return fault;
  }

  readonly reset = (): void => this.#adopt(defaultAssumptions);

  #adopt(values: Assumptions): void {
    this.#page.slide({ capacity: formatAssumptions(values) || undefined });
  }
}
