import {
  modelStanding,
  scoreModelOf,
  scoreModels,
  unitsSql,
  type ScoreModel,
} from '../../domain/models/registry';
import { segmentSchemes } from '../../domain/models/segments';
import { defaultTierShares } from '../../domain/models/tiers';
import type { Page } from '../../state/page.svelte';
import { WhoseRows } from '../../state/whose-rows.svelte';
import { Built } from '../cohort/built.svelte';

/** Whose need is looked at, and by which score; ranks are taken among the population. */
export class AtRisk extends WhoseRows {
  /** The people looked at, where that is not everybody of the scope. */
  readonly cohort: Built;

  constructor(page: Page) {
    super(page);
    this.cohort = new Built(page);
  }

  readonly predicate = $derived.by(() => this.cohort.predicate);
  /** Scores that the dataset's columns tell something of. */
  readonly offered = $derived.by((): readonly ScoreModel[] =>
    scoreModels.filter((score) => unitsSql(score, this.available) !== null),
  );
  readonly score = $derived.by(() => {
    const asked = this.page.url.score;
    const chosen = asked === undefined ? undefined : scoreModelOf(asked);
    return chosen !== undefined && this.offered.includes(chosen) ? chosen : this.offered[0]!;
  });
  readonly units = $derived.by(() => unitsSql(this.score, this.available)!);
  readonly standing = $derived.by(() =>
    modelStanding(
      this.score,
      this.available,
      new Map(this.page.dataset!.manifest.columns.map(({ name, provenance }) => [name, provenance])),
    ),
  );
  /** Cumulative shares of the tiers from the top, 0–1. */
  readonly shares = $derived.by(() => this.page.url.tiers?.map((share) => share / 100) ?? defaultTierShares);
  readonly scheme = $derived.by(
    () => segmentSchemes.find(({ id }) => id === this.page.url.segments) ?? segmentSchemes[0]!,
  );

  /**
   * Whether answers about everybody are kept. Those of the whole dataset are few, one a score, scheme or figure, and small: by age
   * and fifth 110 thousand rows of 1.1 million people, by levels of need about as many, 2 MB each, the others less. Where networks
   * must be chosen first, each choice has answers of its own, without end.
   */
  readonly isKept = $derived.by(() => this.population === null);
  readonly populationName = $derived.by(() => this.populationArea.name);
  /** Whether those looked at are all among whom ranks are taken. */
  readonly isWhole = $derived.by(() => this.cohort.isEverybody && this.scope === this.population);
  /** Those looked at, as tables and legends call them. */
  readonly looked = $derived.by((): { code: string; name: string } =>
    this.cohort.isEverybody ? this.area : { ...this.area, name: `The cohort in ${this.area.name}` },
  );
  /** Everybody among whom ranks are taken. */
  readonly populationArea = $derived.by(() =>
    this.population === null ? this.page.dataset!.manifest.area : this.area,
  );
  /** Start of the names of files. */
  readonly file = $derived.by(() => `${this.area.code}${this.cohort.isEverybody ? '' : '-cohort'}`);
}
