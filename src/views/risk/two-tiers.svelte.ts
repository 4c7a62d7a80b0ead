import { untrack } from 'svelte';
import type { RawCounts } from '../../domain/disclosure';
import { unitsSql, type ScoreModel } from '../../domain/models/registry';
import { byTwoTiersSql } from '../../domain/risk/agreement';
import { cutOffsOf } from '../../domain/risk/places';
import type { InCohort } from '../../domain/risk/within';
import type { Answer } from '../../state/answer.svelte';
import { whenAtRest } from '../../state/at-rest';
import type { Page } from '../../state/page.svelte';
import type { AtRisk } from './at-risk.svelte';
import type { ComparedScores } from './compared-scores.svelte';
import { Looked, type Shown, type Within } from './within.svelte';

interface ByTwo {
  columns: RawCounts;
  score: ScoreModel;
  against: ScoreModel;
  /** Everybody's question, which a cohort's must be the same as but for whom it is about. */
  question: string;
}

/** People by the tiers of two scores, asked when a cut-off that is dragged has come to rest. */
export class TwoTiers implements Shown<ByTwo & { cohort: InCohort | null }> {
  readonly #page: Page;
  readonly #at: AtRisk;
  readonly #looked: Looked<ByTwo>;
  readonly #byScore: Answer<{ columns: RawCounts; score: ScoreModel }>;
  readonly #compared: ComparedScores;
  #settled: readonly number[] = $state.raw([]);

  /** Call while a component is being made. */
  constructor(
    page: Page,
    {
      at,
      within,
      byScore,
      compared,
    }: {
      at: AtRisk;
      within: Within;
      byScore: Answer<{ columns: RawCounts; score: ScoreModel }>;
      compared: ComparedScores;
    },
  ) {
    this.#page = page;
    this.#at = at;
    this.#byScore = byScore;
    this.#compared = compared;
    this.#settled = untrack(() => at.shares);
    $effect(() => {
      const moved = at.shares;
      return whenAtRest(() => (this.#settled = moved));
    });
    const sqlOf = (predicate?: string) => {
      const [own, { against }] = [byScore.value, this];
      const second = against && compared.answerOf(against.model.id)?.value?.columns;
      if (!compared.isWanted || !at.isAskable || !second || own?.score !== at.score) return null;
      return byTwoTiersSql(
        { units: at.units, cutOffs: cutOffsOf(own.columns, this.#settled) },
        { units: unitsSql(against, at.available)!, cutOffs: cutOffsOf(second, this.#settled) },
        at.population,
        predicate,
      );
    };
    const question = $derived(sqlOf());
    const read = ({ columns }: { columns: RawCounts }): ByTwo => ({
      columns,
      score: at.score,
      against: this.against!,
      question: question!,
    });
    const everybody = at.answer(
      'Agreement',
      () => (question === null ? null : { sql: question, needs: at.needs }),
      read,
    );
    const own = at.answer(
      'Agreement, of the cohort',
      () => {
        const sql = at.predicate === null ? null : sqlOf(at.predicate);
        return sql === null ? null : { sql, needs: at.needs };
      },
      (reply) => ({ ...read(reply), predicate: at.predicate! }),
    );
    this.#looked = new Looked(
      { at, within },
      { everybody, own, isSame: (a, b) => a.question === b.question },
    );
  }

  /** Scores to choose from as the second. */
  readonly others = $derived.by(() => this.#at.offered.filter((score) => score !== this.#at.score));
  /** The one in the address, else the first of the same ages. */
  readonly against = $derived.by(
    () =>
      this.others.find(({ model }) => model.id === this.#page.url.against) ??
      this.others.find(({ model }) => model.youngest === this.#at.score.model.youngest) ??
      this.others[0],
  );
  readonly value = $derived.by(() => this.#looked.value);
  readonly isLate = $derived.by(() => this.#looked.isLate || this.#settled !== this.#at.shares);
  /** Answers about everybody by each of the two scores, without which it is not asked. */
  readonly #first = $derived.by(() => {
    const second = this.against && this.#compared.answerOf(this.against.model.id);
    return second ? [this.#byScore, second] : [this.#byScore];
  });
  readonly failure = $derived.by(
    () => this.#first.find(({ failure }) => failure !== null)?.failure ?? this.#looked.failure,
  );
  readonly retry = (): void => {
    const failed = this.#first.filter(({ failure }) => failure !== null);
    for (const { retry } of failed.length > 0 ? failed : [this.#looked]) retry();
  };
  readonly shownIn: Shown<unknown>['shownIn'] = (element) => this.#looked.shownIn(element);
}
