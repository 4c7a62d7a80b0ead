import type { RawCounts } from '../../domain/disclosure';
import { byNeedLevelSql, byNeedSql } from '../../domain/risk/need-tiers';
import type { InCohort } from '../../domain/risk/within';
import type { AtRisk } from './at-risk.svelte';
import { Looked, type Shown, type Within } from './within.svelte';

interface Cells {
  columns: RawCounts;
  /** The levels of everybody whose scales the cells are on. */
  levels: RawCounts;
}

/** People by their levels in the domains of need: first everybody's levels, then on their scales the combinations. */
export class ByNeed implements Shown<Cells & { cohort: InCohort | null }> {
  readonly #looked: Looked<Cells>;

  /** Call while a component is being made. */
  constructor(at: AtRisk, within: Within) {
    const levels = at.answer(
      'Levels of need',
      () =>
        at.isAskable
          ? { sql: byNeedLevelSql(at.population, at.available), needs: at.needs, isKept: at.isKept }
          : null,
      ({ columns }) => columns,
    );
    /** Null until everybody's levels among whom ranks are taken have come. */
    const scaled = $derived(levels.value);
    const question = (predicate?: string) =>
      at.isAskable && scaled !== null
        ? { sql: byNeedSql(scaled, at.population, at.available, predicate), needs: at.needs }
        : null;
    const everybody = at.answer(
      'Need tiers by index',
      () => {
        const asked = question();
        return asked && { ...asked, isKept: at.isKept };
      },
      ({ columns }) => ({ columns, levels: scaled! }),
    );
    const own = at.answer(
      'Need tiers by index, of the cohort',
      () => (at.predicate === null ? null : question(at.predicate)),
      ({ columns }) => ({ columns, levels: scaled!, predicate: at.predicate! }),
    );
    this.#looked = new Looked({ at, within }, { everybody, own, isSame: (a, b) => a.levels === b.levels });
    this.#failure = () => levels.failure;
    this.#retry = () => levels.retry();
  }

  readonly #failure: () => Shown<Cells>['failure'];
  readonly #retry: () => void;
  readonly value = $derived.by(() => this.#looked.value);
  readonly isLate = $derived.by(() => this.#looked.isLate);
  readonly failure = $derived.by(() => this.#failure() ?? this.#looked.failure);
  readonly retry = (): void => {
    this.#retry();
    this.#looked.retry();
  };
  readonly shownIn: Shown<unknown>['shownIn'] = (element) => this.#looked.shownIn(element);
}
