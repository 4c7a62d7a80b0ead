import type { Answer as Reply, Need } from '../dataset';
import type { Scope } from '../domain/condition/scope';
import { disclose, suppressed } from '../domain/disclosure';
import { answer, type Answer, type Question } from './answer.svelte';
import { mostRows, Whose } from './whose.svelte';

/** Whose patient rows are asked for what is known of all of them: of the whole dataset, unless that is too large for a browser. */
export class WhoseRows extends Whose {
  readonly #holdsAll = $derived.by(() => {
    const people = disclose(this.page.dataset!.manifest.patients, this.page.policy);
    return people === suppressed || people <= mostRows;
  });
  /** Networks whose rows are asked: all, or in a dataset that is too large for that, those chosen. */
  readonly population = $derived.by((): Scope => (this.#holdsAll ? null : this.scope));
  /** False where networks must be chosen first. */
  readonly isAskable = $derived.by(() => this.#holdsAll || this.scope !== null);
  readonly needs = $derived.by((): Need[] => [
    {
      table: 'patients',
      networks: this.population ?? this.page.dataset!.manifest.networks.map((_, index) => index),
    },
  ]);

  /**
   * Asks as {@link answer} does (call while a component is being made), about these people: until those of another population
   * have been asked, nothing is read, since the rows that have come are none of theirs.
   */
  answer<T>(figure: string, question: () => Question | null, read: (reply: Reply) => T): Answer<T> {
    return answer(this.page, figure, question, read, () => this.population);
  }
}
