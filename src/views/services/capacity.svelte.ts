import { assumptionsFault, type Assumptions, type Refusal } from '../../domain/services/capacity-assumptions';
import { formatAssumptions, parseAssumptions } from '../../domain/services/capacity-text';
import {
  defaultRule,
  formatRule,
  ruleFault,
  ruleOf,
  type SocialPrescribingRule,
} from '../../domain/services/social-prescribing';
import type { Page } from '../../state/page.svelte';

/** Assumptions of the need for staff and the local rule of social prescribing: the address has what differs from the default. */
export class Capacity {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  readonly #capacity = $derived.by(() => this.#page.url.capacity ?? '');
  readonly #social = $derived.by(() => this.#page.url.social ?? '');
  /** All that was changed, for files; '' where nothing was. */
  readonly text = $derived.by(() =>
    [this.#capacity, this.#social && `social-${this.#social}`].filter(Boolean).join('--'),
  );
  readonly values = $derived.by((): Assumptions => parseAssumptions(this.#capacity).values);
  readonly rule = $derived.by((): SocialPrescribingRule => ruleOf(this.#page.url.social));

  /** Null where it was changed; what cannot be used is told and changes nothing. */
  change(key: string, value: number): Refusal | null {
    const next = new Map([...this.values, [key, value]]);
    const fault = assumptionsFault(next);
    if (fault === null) this.#adopt(next);
    return fault;
  }

  /** Null where it was changed; else why it cannot be used. */
  changeRule(change: Partial<SocialPrescribingRule>): string | null {
    const next = { ...this.rule, ...change };
    const fault = ruleFault(next);
    const text = formatRule(next);
    if (fault === null) this.#page.slide({ social: text === formatRule(defaultRule) ? undefined : text });
    return fault;
  }

  readonly reset = (): void => this.#page.slide({ capacity: undefined, social: undefined });

  #adopt(values: Assumptions): void {
    this.#page.slide({ capacity: formatAssumptions(values) || undefined });
  }
}
