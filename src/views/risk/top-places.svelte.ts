import type { RawCounts } from '../../domain/disclosure';
import type { MeasureFigures } from '../../domain/measures/release';
import { unitsSql, type ScoreModel } from '../../domain/models/registry';
import { byTopTiersSql, releaseTopTiers } from '../../domain/risk/places';
import type { Answer } from '../../state/answer.svelte';
import type { Page } from '../../state/page.svelte';
import type { AtRisk } from './at-risk.svelte';
import { RestedCutOffs, type Cut } from './rested.svelte';
import { Looked, type Shown, type Within } from './within.svelte';

type Level = 'network' | 'practice' | 'neighbourhood';
interface ByPlace<L extends Level> {
  columns: RawCounts;
  level: L;
  cut: Cut;
}

/** Shares of people in the top tiers by place, asked when a cut-off that is dragged has come to rest. */
export class TopPlaces<L extends Level> implements Shown<{ level: L; figures: MeasureFigures }> {
  readonly #page: Page;
  readonly #at: AtRisk;
  readonly #cut: RestedCutOffs;
  readonly #looked: Looked<ByPlace<L>>;
  readonly #byScore: Answer<{ columns: RawCounts; score: ScoreModel }>;

  readonly #level: () => L;

  /**
   * Call while a component is being made.
   * @param level of the next answer
   */
  constructor(
    page: Page,
    {
      figure,
      level,
      at,
      within,
      byScore,
    }: {
      figure: string;
      level: () => L;
      at: AtRisk;
      within: Within;
      byScore: Answer<{ columns: RawCounts; score: ScoreModel }>;
    },
  ) {
    this.#page = page;
    this.#at = at;
    this.#level = level;
    this.#byScore = byScore;
    const cut = new RestedCutOffs(at, byScore);
    this.#cut = cut;
    const question = (where?: string) => {
      if (!at.isAskable || cut.value === null) return null;
      const { score, cutOffs } = cut.value;
      const units = unitsSql(score, at.available)!;
      const { level } = this;
      const whom = { population: at.population, ...(where !== undefined && { where }) };
      return { sql: byTopTiersSql({ units, cutOffs, level, ...whom }), needs: at.needs };
    };
    const read = ({ columns }: { columns: RawCounts }): ByPlace<L> => ({
      columns,
      level: this.level,
      cut: cut.value!,
    });
    const everybody = at.answer(figure, () => question(), read);
    const own = at.answer(
      `${figure}, of the cohort`,
      () => (at.predicate === null ? null : question(at.predicate)),
      (reply) => ({ ...read(reply), predicate: at.predicate! }),
    );
    this.#looked = new Looked(
      { at, within },
      { everybody, own, isSame: (a, b) => a.cut === b.cut && a.level === b.level },
    );
  }

  readonly level = $derived.by(() => this.#level());
  readonly tiers = $derived.by(() => this.#page.url.top ?? 2);
  readonly value = $derived.by(() => {
    if (this.#looked.value === null) return null;
    const { columns, level, cut, cohort } = this.#looked.value;
    const { scope, available, cohort: built } = this.#at;
    const figures = releaseTopTiers(cohort?.answer ?? columns, {
      tiers: this.tiers,
      score: cut.score,
      units: unitsSql(cut.score, available)!,
      level,
      scope,
      policy: this.#page.policy,
      ...(cohort && { cohort: { name: built.sentence, everybody: columns } }),
    });
    return { level, figures };
  });
  readonly isLate = $derived.by(() => this.#looked.isLate || this.#cut.isMoving);
  /** Its cut-offs are of the scores, without which it is not asked. */
  readonly failure = $derived.by(() => this.#byScore.failure ?? this.#looked.failure);
  readonly retry = (): void => (this.#byScore.failure ? this.#byScore.retry() : this.#looked.retry());
  readonly shownIn: Shown<unknown>['shownIn'] = (element) => this.#looked.shownIn(element);
}
