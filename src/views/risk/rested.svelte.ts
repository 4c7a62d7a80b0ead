import { untrack } from 'svelte';
import type { RawCounts } from '../../domain/disclosure';
import type { ScoreModel } from '../../domain/models/registry';
import { cutOffsOf } from '../../domain/risk/places';
import type { Answer } from '../../state/answer.svelte';
import { whenAtRest } from '../../state/at-rest';
import type { AtRisk } from './at-risk.svelte';

export interface Cut {
  readonly score: ScoreModel;
  /** In whole units, from the highest tier down. */
  readonly cutOffs: readonly number[];
}

/** Cut-offs for questions to the engine: while a slider moves them, those from before. */
export class RestedCutOffs {
  readonly #now: () => Cut | null;
  #rested = $state.raw<Cut | null>(null);

  /** Call while a component is being made. */
  constructor(at: AtRisk, byScore: Answer<{ columns: RawCounts; score: ScoreModel }>) {
    let last: Cut | null = null;
    const now = $derived.by(() => {
      if (byScore.value === null) return null;
      const { score, columns } = byScore.value;
      const cutOffs = cutOffsOf(columns, at.shares);
      // The same cut-offs ask nothing anew.
      if (last?.score !== score || last.cutOffs.join() !== cutOffs.join()) last = { score, cutOffs };
      return last;
    });
    this.#now = () => now;
    $effect(() => {
      const next = now;
      const before = untrack(() => this.#rested);
      if (before !== null && next?.score === before.score) return whenAtRest(() => (this.#rested = next));
      this.#rested = next;
      return undefined;
    });
  }

  /** Null while there are no scores of those who are looked at: cut-offs are among them. */
  readonly value = $derived.by((): Cut | null => (this.#now() === null ? null : this.#rested));
  readonly isMoving = $derived.by(() => this.#now() !== this.#rested);
}
