import { forecast, forecastYears } from '../../domain/ageing/forecast';
import { agesSql, defaultOutcome, isCondition, outcomesOf, outcomesSql } from '../../domain/ageing/outcomes';
import { publishedOf } from '../../domain/ageing/project';
import { todaysRates, type Scenario } from '../../domain/ageing/scenario';
import { formatScenario, parseScenario, scenarioWords } from '../../domain/ageing/scenario-text';
import { releaseToday } from '../../domain/ageing/today';
import { drawsOf, type Draws } from '../../domain/ageing/uncertainty';
import type { RawCounts } from '../../domain/disclosure';
import { formatDate } from '../../domain/format';
import { mixedNote } from '../../domain/measures/data-note';
import type { Measure } from '../../domain/measures/measure';
import { provenanceOf } from '../../domain/measures/provenance';
import type { Projection } from '../../domain/schema';
import { answer, rerunOn, type Answer } from '../../state/answer.svelte';
import { failureOf, type Failure } from '../../state/failure';
import type { Page } from '../../state/page.svelte';
import { Whose } from '../../state/whose.svelte';

/** Years from the list that are shown unless another is chosen. */
const usualYears = 10;

/** What the Ageing view is about: whose people, which year, what is carried forward and by which assumptions. */
export class Ageing extends Whose {
  readonly #ages: Answer<RawCounts>;
  readonly #cases: Answer<RawCounts>;
  /** Undefined until it is known; null where the dataset has none. */
  #projection = $state.raw<Projection | null | undefined>(undefined);
  #projectionFailure = $state.raw<Failure | null>(null);
  #attempts = $state(0);
  draws = $state.raw<Draws | null>(null);

  /** Call while a component is being made. */
  constructor(page: Page) {
    super(page);
    this.#ages = answer(
      page,
      'People by single year of age',
      () => (this.hasAges ? { sql: agesSql(), needs: [{ table: 'age_cells' }], isKept: true } : null),
      ({ columns }) => columns,
    );
    this.#cases = answer(
      page,
      'Conditions by age, sex and deprivation',
      () => ({ sql: outcomesSql(this.outcomes), needs: [{ table: 'practice_cells' }], isKept: true }),
      ({ columns }) => columns,
    );
    $effect(() => this.#fetchProjection());
    $effect(() => this.#draw());
  }

  readonly manifest = $derived.by(() => this.page.dataset!.manifest);
  /** A package made before there were counts by single year has none. */
  readonly hasAges = $derived.by(() => this.manifest.cells.age !== undefined);
  readonly outcomes = $derived.by(() => outcomesOf(this.page.dataset?.measures ?? []));
  readonly conditions = $derived.by(() => this.outcomes.filter(isCondition));
  readonly outcome = $derived.by((): Measure => {
    const of = (id: string | undefined) => this.outcomes.find((measure) => measure.id === id);
    return of(this.page.url.measure) ?? of(defaultOutcome) ?? this.outcomes[0]!;
  });

  readonly firstYear = $derived.by(() => Number(this.manifest.snapshot.slice(0, 4)));
  readonly lastYear = $derived.by(() => this.firstYear + forecastYears);
  /** Years from the list. */
  readonly offset = $derived.by(() => {
    const asked = (this.page.url.year ?? this.firstYear + usualYears) - this.firstYear;
    return Math.min(forecastYears, Math.max(0, asked));
  });
  readonly year = $derived.by(() => this.firstYear + this.offset);

  /** Another choice in the address leaves the scenario what it is, and all that is worked out from it. */
  readonly #scenarioText = $derived.by(() => this.page.url.scenario ?? '');
  readonly scenario = $derived.by((): Scenario => parseScenario(this.#scenarioText).scenario);
  readonly isTodays = $derived.by(() => this.#scenarioText === '');
  readonly words = $derived.by(() =>
    scenarioWords(
      this.scenario,
      (id) =>
        this.outcomes
          .find((measure) => measure.id === id)
          ?.name.replace(/,.*$/, '')
          .toLowerCase() ?? id,
    ),
  );

  readonly projection = $derived.by(() => this.#projection);
  readonly #published = $derived.by(() => (this.#projection ? publishedOf(this.#projection) : null));

  readonly today = $derived.by(() => {
    const [ages, cases] = [this.#ages.value, this.#cases.value];
    if (ages === null || cases === null) return null;
    const { networks } = this.manifest;
    return releaseToday(ages, cases, {
      networks: networks.length,
      outcomes: this.outcomes,
      policy: this.page.policy,
    });
  });
  readonly #carried = $derived.by(() =>
    this.today === null || this.#projection === undefined ? null : forecast(this.today, this.#published),
  );
  readonly forecast = $derived.by(() => (this.#carried?.ok ? this.#carried.forecast : null));

  readonly failure = $derived.by((): Failure | null => {
    if (this.#carried?.ok === false)
      return {
        message: `Nobody can be carried forward: ${this.#carried.reason}.`,
        advice: 'Check the dataset.',
      };
    return this.#ages.failure ?? this.#cases.failure ?? this.#projectionFailure;
  });
  readonly retry = (): void => {
    if (this.#ages.failure) this.#ages.retry();
    if (this.#cases.failure) this.#cases.retry();
    this.#attempts++;
  };

  /** Where the people of coming years come from, and until when somebody has published them. */
  readonly #peopleNote = $derived.by(() => {
    const list = `Projected, not counted: the registered list of ${formatDate(this.manifest.snapshot)} carried forward`;
    const { projection, forecast } = this;
    if (projection === null || projection === undefined || forecast === null)
      return `${list} with births and deaths; without a published projection nobody moves in or out.`;
    const until =
      forecast.published < forecastYears
        ? ` It ends in ${this.firstYear + forecast.published}; later years go on with the mean migration of its last five, held to nothing published.`
        : '';
    return `${list} with the change of the projected residents of ${projection.area.name}, by age band and year. ${projection.source}${until}`;
  });
  /** The foot of a figure, of people alone or of what they will have. */
  note(outcomes: readonly Measure[] = []): string {
    const cases =
      outcomes.length === 0
        ? ''
        : ` Cases are today’s rates by age and sex times these people, ${this.words}.`;
    return mixedNote(
      { manifest: this.manifest, policy: this.page.policy },
      `${this.#peopleNote}${cases} Ranges are 80%, simulated`,
      [
        {
          name: 'people of coming years',
          provenance: 'modelled',
        },
        ...outcomes.map((measure) => ({
          name: measure.name,
          provenance: provenanceOf(measure, this.manifest),
        })),
      ],
    );
  }

  /** The same networks are the same scope, whatever else is chosen. */
  readonly #scopeKey = $derived.by(() => this.scope?.join() ?? '');
  readonly looked = $derived.by(() => ({
    scope: this.#scopeKey === '' ? null : this.#scopeKey.split(',').map(Number),
    policy: this.page.policy,
  }));

  /** All that a figure of people goes by; null until it is known. */
  people() {
    const { forecast, draws, offset, looked } = this;
    return forecast && { forecast, draws, offset, looked };
  }
  /** And one of what they have. */
  cases() {
    const people = this.people();
    const { outcome, scenario } = this;
    return people && { ...people, outcome, scenario };
  }

  readonly choose = (offset: number): void => this.page.slide({ year: this.firstYear + offset });
  readonly assume = (scenario: Scenario): void =>
    this.page.slide({ scenario: formatScenario(scenario) || undefined });
  readonly reset = (): void => this.assume(todaysRates);

  #fetchProjection() {
    const { dataset, readiness } = this.page;
    rerunOn(this.#attempts);
    if (dataset === null) return;
    let stale = false;
    readiness.begin('Projection');
    dataset
      .projection()
      .then(
        (projection) => {
          if (stale) return;
          this.#projection = projection;
          this.#projectionFailure = null;
        },
        (error: unknown) => {
          if (!stale) this.#projectionFailure = failureOf(error);
        },
      )
      .finally(() => {
        if (!stale) readiness.end('Projection');
      });
    return () => {
      stale = true;
      readiness.end('Projection');
    };
  }

  /** Intervals come after the figures stand: nobody waits for them. */
  #draw() {
    const { today } = this;
    const published = this.#published;
    if (today === null || this.forecast === null) return;
    this.draws = null;
    const { readiness } = this.page;
    readiness.begin('Intervals');
    const timer = setTimeout(() => {
      this.draws = drawsOf(today.networks, published, forecastYears);
      readiness.end('Intervals');
    });
    return () => {
      clearTimeout(timer);
      readiness.end('Intervals');
    };
  }
}
