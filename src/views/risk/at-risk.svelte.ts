import type { Need } from '../../dataset';
import type { Scope } from '../../domain/condition/scope';
import { disclose, suppressed } from '../../domain/disclosure';
import {
  modelStanding,
  scoreModelOf,
  scoreModels,
  unitsSql,
  type ScoreModel,
} from '../../domain/models/registry';
import { segmentSchemes } from '../../domain/models/segments';
import { defaultTierShares } from '../../domain/models/tiers';
import { mostRows, Whose } from '../../state/whose.svelte';

/** Whose need is looked at, by which score, and among whom ranks are taken. */
export class AtRisk extends Whose {
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

  readonly #holdsAll = $derived.by(() => {
    const people = disclose(this.page.dataset!.manifest.patients, this.page.policy);
    return people === suppressed || people <= mostRows;
  });
  /** Networks among whose people ranks are taken: all, or in a dataset that is too large for that, those chosen. */
  readonly population = $derived.by((): Scope => (this.#holdsAll ? null : this.scope));
  /** False where networks must be chosen first. */
  readonly isAskable = $derived.by(() => this.#holdsAll || this.scope !== null);
  readonly populationName = $derived.by(() =>
    this.population === null ? this.page.dataset!.manifest.area.name : this.area.name,
  );
  readonly needs = $derived.by((): Need[] => [
    {
      table: 'patients',
      networks: this.population ?? this.page.dataset!.manifest.networks.map((_, index) => index),
    },
  ]);
}
