import type { Attachment } from 'svelte/attachments';
import type { RawCounts } from '../../domain/disclosure';
import { modelStanding, scoreModels, unitsSql, type ScoreModel } from '../../domain/models/registry';
import { comparedColumns } from '../../domain/risk/compared';
import { byScoreSql } from '../../domain/risk/queries';
import type { Answer } from '../../state/answer.svelte';
import { watchOnScreen } from '../../state/on-screen';
import type { AtRisk } from './at-risk.svelte';
import { Looked, type Within } from './within.svelte';
import type { InCohort } from '../../domain/risk/within';

interface Asked {
  columns: RawCounts;
  score: ScoreModel;
}

/**
 * An answer for each offered score, of a cohort too where one is looked at, asked when a figure that shows them first comes onto the screen (call while a component
 * is being made). Another score, cut-off or network asks nothing anew.
 */
export class ComparedScores {
  readonly #at: AtRisk;
  readonly #answers: ReadonlyMap<string, { everybody: Answer<Asked>; looked: Looked<Asked> }>;
  /** Whether a figure that shows them has been on the screen. */
  isWanted = $state(false);

  constructor(at: AtRisk, within: Within) {
    this.#at = at;
    const entries = scoreModels.map((score) => {
      const question = (predicate?: string) => {
        const units = unitsSql(score, at.available);
        if (!this.isWanted || !at.isAskable || units === null) return null;
        const sql = byScoreSql(units, at.population, this.#columns, predicate);
        return { sql, needs: at.needs };
      };
      const figure = `Scores: ${score.model.id}`;
      const everybody = at.answer(
        figure,
        () => {
          const asked = question();
          return asked && { ...asked, isKept: at.isKept };
        },
        ({ columns }) => ({ columns, score }),
      );
      const own = at.answer(
        `${figure}, of the cohort`,
        () => (at.predicate === null ? null : question(at.predicate)),
        ({ columns }) => ({ columns, score, predicate: at.predicate! }),
      );
      const looked = new Looked({ at, within }, { everybody, own, isSame: () => true });
      return [score.model.id, { everybody, looked }] as const;
    });
    this.#answers = new Map(entries);
  }

  /** For the place of the figures. */
  readonly wantedIn: Attachment<HTMLElement> = watchOnScreen((isOnScreen) => {
    if (isOnScreen) this.isWanted = true;
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
      return own === undefined ? [] : [{ score, ...own }];
    }),
  );
  /** Every offered score with its answer; null until all have come. */
  readonly all = $derived.by((): (Asked & { cohort: InCohort | null })[] | null => {
    const arrived = this.#offered.flatMap(({ looked: { value } }) => value ?? []);
    return arrived.length === this.#offered.length ? arrived : null;
  });
  readonly isLate = $derived.by(() => this.#offered.some(({ looked }) => looked.isLate));
  readonly failure = $derived.by(
    () => this.#offered.map(({ looked }) => looked.failure).find((failure) => failure !== null) ?? null,
  );

  readonly shownIn: Attachment<HTMLElement> = (element) => {
    const places = [...this.#answers.values()].map(({ looked }) => looked.shownIn(element));
    return () => places.forEach((leave) => leave?.());
  };
  readonly retry = (): void => {
    for (const { looked } of this.#offered) if (looked.failure !== null) looked.retry();
  };

  /** Everybody's answer of one score. */
  answerOf(id: string): Answer<Asked> | undefined {
    return this.#answers.get(id)?.everybody;
  }
  isComplete(score: ScoreModel): boolean {
    return modelStanding(score, this.#at.available, new Map()).state === 'complete';
  }
}

/** "65 and over", "all ages" */
export const agesOf = ({ model }: ScoreModel): string =>
  model.youngest === undefined ? 'all ages' : `${model.youngest} and over`;
