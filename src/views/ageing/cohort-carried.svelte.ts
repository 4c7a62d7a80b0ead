import { releaseCohortToday, rowOutcomesSql } from '../../domain/ageing/row-outcomes';
import type { OutcomeToday } from '../../domain/ageing/outcome-today';
import { cohortMeasure } from '../../domain/cohort/cohort-measure';
import type { RawCounts } from '../../domain/disclosure';
import type { Measure } from '../../domain/measures/measure';
import type { Answer } from '../../state/answer.svelte';
import type { Page } from '../../state/page.svelte';
import { AtRisk } from '../risk/at-risk.svelte';
import { Within } from '../risk/within.svelte';
import type { Ageing } from './ageing.svelte';

/** The cohort of the address as what is carried forward. */
export interface CarriedCohort {
  readonly outcome: Measure;
  readonly today: OutcomeToday;
  /** Its criteria as they stand in the address. */
  readonly text: string;
  /** Area among whose people alone it was counted; null where that is everybody. */
  readonly among: string | null;
}

/** Counts the cohort of the address from patient rows, and gives it to the view to be carried forward. */
export class CohortCarried {
  readonly looked: AtRisk;
  readonly within: Within;
  readonly #page: Page;
  readonly #at: Ageing;
  readonly #counted: Answer<{ columns: RawCounts; predicate: string }>;

  /** Call while a component is being made. */
  constructor(page: Page, at: Ageing) {
    this.#page = page;
    this.#at = at;
    const looked = new AtRisk(page);
    this.looked = looked;
    this.within = new Within(page, looked);
    let asking: string;
    this.#counted = looked.answer(
      'Cohort by age, sex and deprivation',
      () => {
        const { predicate, population, needs } = looked;
        if (predicate === null || !looked.isAskable) return null;
        asking = predicate;
        return { sql: rowOutcomesSql([measureOf(predicate)], population), needs };
      },
      ({ columns }) => ({ columns, predicate: asking }),
    );
    let area = '';
    $effect(() => {
      const { carried } = this;
      // The last one stays until the next is counted, for the same people only.
      const isWaited = carried === null && this.refusal === null && looked.predicate !== null;
      if (isWaited && area === looked.area.code) return;
      area = looked.area.code;
      at.cohort = carried;
    });
    $effect(() => () => {
      at.cohort = null;
    });
  }

  readonly carried = $derived.by((): CarriedCohort | null => {
    const counted = this.#counted.value;
    const { predicate, population, populationName, scope, cohort } = this.looked;
    const { released } = this.within;
    if (counted === null || predicate === null || !released?.ok || this.refusal !== null) return null;
    if (counted.predicate !== predicate) return null;
    const { sentence, text } = cohort;
    const outcome = {
      ...cohortMeasure({ sentence, predicate }),
      numeratorLabel: sentence.charAt(0).toLowerCase() + sentence.slice(1),
    };
    const today = releaseCohortToday(counted.columns, {
      permit: released.permit,
      scope,
      outcome,
      networks: this.#at.manifest.networks.length,
      among: population,
      policy: this.#page.policy,
    });
    return { outcome, today, text, among: population === null ? null : populationName };
  });

  /** Why it is not carried forward, where it cannot be. */
  readonly refusal = $derived.by((): string | null =>
    this.looked.isAskable || this.looked.cohort.isEverybody
      ? this.within.refusal
      : 'A cohort is counted from patient rows, and this dataset has too many of them for a browser. Choose a network or a group of networks.',
  );
  readonly failure = $derived.by(() => this.within.failure ?? this.#counted.failure);
  readonly retry = (): void => {
    if (this.within.failure) this.within.retry();
    if (this.#counted.failure) this.#counted.retry();
  };
}

const measureOf = (predicate: string) => cohortMeasure({ sentence: '', predicate });
