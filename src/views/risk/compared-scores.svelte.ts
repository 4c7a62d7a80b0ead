import type { Attachment } from 'svelte/attachments';
import type { RawCounts } from '../../domain/disclosure';
import { modelStanding, scoreModels, unitsSql, type ScoreModel } from '../../domain/models/registry';
import { comparedColumns } from '../../domain/risk/compared';
import { byScoreSql } from '../../domain/risk/queries';
import { answer, type Answer } from '../../state/answer.svelte';
import { watchNearness } from '../../state/nearness';
import type { Page } from '../../state/page.svelte';
import type { AtRisk } from './at-risk.svelte';

/**
 * An answer for each offered score, asked when a figure that shows them first comes near the screen (call while a component
 * is being made). Another score, cut-off or network asks nothing anew.
 */
export class ComparedScores {
  readonly #at: AtRisk;
  readonly #answers: ReadonlyMap<string, Answer<RawCounts>>;
  /** Whether a figure that shows them has been near the screen. */
  isWanted = $state(false);

  constructor(page: Page, at: AtRisk) {
    this.#at = at;
    this.#answers = new Map(
      scoreModels.map((score) => [
        score.model.id,
        answer(
          page,
          `Scores: ${score.model.id}`,
          () => {
            const units = unitsSql(score, at.available);
            if (!this.isWanted || !at.isAskable || units === null) return null;
            return { sql: byScoreSql(units, at.population, this.#columns), needs: at.needs };
          },
          ({ columns }) => columns,
        ),
      ]),
    );
  }

  /** For the place of the figures. */
  readonly wantedIn: Attachment<HTMLElement> = watchNearness((isNear) => {
    if (isNear) this.isWanted = true;
  });

  readonly #columns = $derived.by(
    () => new Set([...comparedColumns].filter((name) => this.#at.available.has(name))),
  );
  /** False where the dataset lacks what scores are compared by. */
  readonly isComparable = $derived.by(() => this.#columns.size === comparedColumns.size);
  /** Answers to all scores that are offered. */
  readonly #offered = $derived.by(() =>
    this.#at.offered.flatMap((score) => {
      const own = this.#answers.get(score.model.id);
      return own === undefined ? [] : [{ score, answer: own }];
    }),
  );
  /** Every offered score with its answer; null until all have come. */
  readonly all = $derived.by((): { score: ScoreModel; columns: RawCounts }[] | null => {
    const arrived = this.#offered.flatMap(({ score, answer: { value } }) =>
      value === null ? [] : [{ score, columns: value }],
    );
    return arrived.length === this.#offered.length ? arrived : null;
  });
  readonly isLate = $derived.by(() => this.#offered.some(({ answer }) => answer.isLate));
  readonly failure = $derived.by(
    () => this.#offered.map(({ answer }) => answer.failure).find((failure) => failure !== null) ?? null,
  );

  readonly shownIn: Attachment<HTMLElement> = (element) => {
    const places = [...this.#answers.values()].map(({ shownIn }) => shownIn(element));
    return () => places.forEach((leave) => leave?.());
  };
  readonly retry = (): void => {
    for (const { answer } of this.#offered) if (answer.failure !== null) answer.retry();
  };

  /** The answer of one score. */
  of(id: string): RawCounts | null {
    return this.#answers.get(id)?.value ?? null;
  }
  isComplete(score: ScoreModel): boolean {
    return modelStanding(score, this.#at.available, new Map()).state === 'complete';
  }
}

/** "65 and over", "all ages" */
export const agesOf = ({ model }: ScoreModel): string =>
  model.youngest === undefined ? 'all ages' : `${model.youngest} and over`;
