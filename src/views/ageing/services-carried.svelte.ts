import { releaseOutcomeGrowth } from '../../domain/ageing/outcome-figures';
import { releaseRowOutcomes, rowOutcomesSql } from '../../domain/ageing/row-outcomes';
import {
  carriedServices,
  releaseServiceGrowth,
  staffDemand,
  type CarriedService,
} from '../../domain/ageing/service-demand';
import type { RawCounts } from '../../domain/disclosure';
import { services } from '../../domain/services/catalogue';
import type { Answer } from '../../state/answer.svelte';
import { whenAtRest } from '../../state/at-rest';
import { watchOnScreen } from '../../state/on-screen';
import type { Page } from '../../state/page.svelte';
import { WhoseRows } from '../../state/whose-rows.svelte';
import { worked } from '../../state/worked.svelte';
import { Capacity } from '../services/capacity.svelte';
import type { Ageing } from './ageing.svelte';

/** What of people's needs and use of care is shown beside services; it is counted without patient rows. */
const care = ['care_home', 'gp_contacts', 'ae', 'em_adm'];

/** Services, use of care and staff of the year that is shown. */
export class ServicesCarried {
  readonly #at: Ageing;
  readonly #page: Page;
  readonly rows: WhoseRows;
  readonly capacity: Capacity;
  readonly #counted: Answer<{ columns: RawCounts; services: readonly CarriedService[] }>;
  /** Rows are a large download: they are asked for when somebody comes to the figure, and stay. */
  #isCome = $state(false);
  #isOnScreen = $state(false);

  /** Call while a component is being made. */
  constructor(page: Page, at: Ageing) {
    this.#page = page;
    this.#at = at;
    this.rows = new WhoseRows(page);
    this.capacity = new Capacity(page);
    let asked: readonly CarriedService[] = [];
    this.#counted = this.rows.answer(
      'Services by age, sex and deprivation',
      () => {
        if (!this.#isCome || !this.rows.isAskable) return null;
        const { population, needs } = this.rows;
        asked = this.services;
        const outcomes = asked.map(({ outcome }) => outcome);
        return { sql: rowOutcomesSql(outcomes, population), needs, isKept: population === null };
      },
      ({ columns }) => ({ columns, services: asked }),
    );
    // Figures above take their room first: nobody has come as long as they have none.
    $effect(() =>
      this.#isOnScreen && at.forecast !== null ? whenAtRest(() => (this.#isCome = true)) : undefined,
    );
  }

  readonly services = $derived.by(() => carriedServices(services(this.capacity.rule), this.rows.available));
  readonly care = $derived.by(() =>
    care.flatMap((id) => this.#at.outcomes.filter((measure) => measure.id === id)),
  );
  /** Null until the services of those looked at are counted. */
  readonly #forecast = $derived.by(() => {
    const counted = this.#counted.value;
    const { forecast, manifest } = this.#at;
    // Nor of another rule of social prescribing.
    if (forecast === null || counted === null || counted.services !== this.services) return null;
    return forecast.with(
      releaseRowOutcomes(counted.columns, {
        outcomes: this.services.map(({ outcome }) => outcome),
        networks: manifest.networks.length,
        among: this.rows.population,
        policy: this.#page.policy,
      }),
    );
  });

  readonly figures = worked(
    () => {
      const cases = this.#at.cases();
      const { services, care } = this;
      return cases && { ...cases, services, care, withServices: this.#forecast };
    },
    ({ forecast, withServices, draws, offset, looked, scenario, services, care }) => {
      const asked = { ...looked, scenario, year: offset };
      return {
        year: this.#at.firstYear + offset,
        care: care.map((outcome) => ({
          outcome,
          growth: releaseOutcomeGrowth(forecast, draws, { ...asked, outcome }),
        })),
        services: withServices && releaseServiceGrowth(withServices, draws, { ...asked, services }),
      };
    },
  );
  readonly staff = $derived.by(() => {
    const grown = this.figures.value?.services;
    return grown ? staffDemand(grown, this.capacity.values) : null;
  });

  readonly failure = $derived.by(() => this.#at.failure ?? this.#counted.failure);
  readonly retry = (): void => {
    if (this.#at.failure) this.#at.retry();
    if (this.#counted.failure) this.#counted.retry();
  };
  readonly isLate = $derived.by(() => this.figures.isLate || this.#counted.isLate);
  /** For the figure that shows it. */
  readonly shownIn = (element: HTMLElement) => {
    const leave = [
      this.figures.shownIn(element),
      this.#counted.shownIn(element),
      watchOnScreen((isOnScreen) => (this.#isOnScreen = isOnScreen))(element),
    ];
    return () => leave.forEach((each) => each?.());
  };
}
