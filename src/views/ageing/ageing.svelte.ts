import { askedOf, type Said } from '../../domain/ageing/carry';
import { forecastYears, type Forecast } from '../../domain/ageing/forecast';
import {
  agesSql,
  defaultOutcome,
  fifthsSql,
  isCondition,
  outcomesOf,
  outcomesSql,
} from '../../domain/ageing/outcomes';
import { unpacked } from '../../domain/ageing/parcel';
import { publishedOf } from '../../domain/ageing/project';
import { scenarioFor, todaysRates, type Scenario } from '../../domain/ageing/scenario';
import { formatScenario, parseScenario, scenarioWords } from '../../domain/ageing/scenario-text';
import type { Draws } from '../../domain/ageing/uncertainty';
import { cohortId } from '../../domain/cohort/cohort-measure';
import type { SealedEarlierList } from '../../dataset';
import type { RawCounts } from '../../domain/disclosure';
import { formatDate, formatNumber } from '../../domain/format';
import { mixedNote } from '../../domain/measures/data-note';
import type { Measure } from '../../domain/measures/measure';
import { provenanceOf } from '../../domain/measures/provenance';
import type { Projection } from '../../domain/schema';
import { snapshotYears } from '../../domain/stats/hamilton-perry';
import { listed } from '../../domain/words';
import { answer, rerunOn, type Answer } from '../../state/answer.svelte';
import { failureOf, type Failure } from '../../state/failure';
import { fetched, type Fetched } from '../../state/fetched.svelte';
import type { Page } from '../../state/page.svelte';
import { Whose } from '../../state/whose.svelte';
import type { ProjectionMethod } from '../../url/state';
import { Carrier } from './carrier';
import type { CarriedCohort } from './cohort-carried.svelte';
import { Practices } from './practices.svelte';

/** Years from the list that are shown unless another is chosen. */
const usualYears = 10;
/** Networks that a note tells by name. */
const mostNamed = 3;

/** What the Ageing view is about: whose people, which year, what is carried forward and by which assumptions. */
export class Ageing extends Whose {
  readonly #ages: Answer<RawCounts>;
  readonly #cases: Answer<RawCounts>;
  readonly #fifths: Answer<RawCounts>;
  /** Null where the dataset has none, as the earlier lists. */
  readonly #projection: Fetched<Projection | null>;
  readonly #earlierList: Fetched<SealedEarlierList | null>;
  #attempts = $state(0);
  readonly #carrier = new Carrier();
  /** Null until it is known, and while another is worked out. */
  #people = $state.raw<Forecast | null>(null);
  #carryFailure = $state.raw<Failure | null>(null);
  /** They come after the figures stand: nobody waits for them. None of people who follow their lists' change. */
  draws = $state.raw<Draws | null>(null);
  /** The cohort of the address, once its people are counted and may be shown. */
  cohort = $state.raw<CarriedCohort | null>(null);
  readonly practices: Practices;

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
    this.#fifths = answer(
      page,
      'People by age, sex and deprivation',
      () => ({ sql: fifthsSql(), needs: [{ table: 'practice_cells' }], isKept: true }),
      ({ columns }) => columns,
    );
    this.practices = new Practices(
      page,
      () => (this.hasAges ? this.network : null),
      () => this.networksForecast && { forecast: this.networksForecast, published: this.#published },
    );
    this.#projection = fetched({ page, name: 'Projection' }, (dataset) => dataset.projection());
    this.#earlierList = fetched({ page, name: 'Earlier lists' }, (dataset) =>
      this.isByChange ? dataset.earlierList() : null,
    );
    $effect(() => this.#carry());
    $effect(() => () => this.#carrier.close());
  }

  /** Where one network is looked at. */
  readonly network = $derived.by(() => (this.scope?.length === 1 ? this.scope[0]! : null));
  /** Place among the practices of that network of the one that is looked at alone. */
  readonly practice = $derived.by(() => {
    const practices = this.network === null ? [] : this.practices.of(this.network);
    const place = practices.findIndex((index) => this.#practiceAt(index).code === this.page.url.practice);
    // A network's only practice is the network.
    return practices.length > 1 && place >= 0 ? place : null;
  });
  #practiceAt(index: number) {
    return this.manifest.practices[index]!;
  }
  override readonly area = $derived.by(() =>
    this.practice === null
      ? this.networksArea
      : this.#practiceAt(this.practices.of(this.network!)[this.practice]!),
  );
  /** What it is held against. */
  readonly wholeKind = $derived.by(() => (this.practice === null ? 'system' : 'network'));
  readonly manifest = $derived.by(() => this.page.dataset!.manifest);
  /** A package made before there were counts by single year has none. */
  readonly hasAges = $derived.by(() => this.manifest.cells.age !== undefined);
  readonly outcomes = $derived.by(() => outcomesOf(this.page.dataset?.measures ?? []));
  readonly conditions = $derived.by(() => this.outcomes.filter(isCondition));
  /** All that can be carried forward: the cohort of the address, too. */
  readonly offered = $derived.by(() =>
    this.cohort === null ? this.outcomes : [this.cohort.outcome, ...this.outcomes],
  );
  readonly isCohortAsked = $derived.by(() => this.hasAges && this.page.url.cohort !== undefined);
  /** A measure of the address comes before its cohort, and the cohort before what is usual. */
  readonly outcome = $derived.by((): Measure => {
    const of = (id: string | undefined) => this.outcomes.find((measure) => measure.id === id);
    return of(this.page.url.measure) ?? this.cohort?.outcome ?? of(defaultOutcome) ?? this.outcomes[0]!;
  });

  /** What a file names an outcome by: of a cohort its criteria. */
  readonly codeOf = ({ id }: Measure): string => (id === this.cohort?.outcome.id ? this.cohort.text : id);
  /** Chooses what is carried forward, by its id. */
  readonly carry = (id: string): void => this.page.choose({ measure: id === cohortId ? undefined : id });

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
  /** As a scenario's words have it. */
  #nameOf(id: string): string {
    if (id === cohortId) return 'the cohort';
    const name = this.outcomes.find((measure) => measure.id === id)?.name.replace(/,.*$/, '');
    // COPD stays what it is.
    return name?.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase()) ?? id;
  }
  readonly words = $derived.by(() => scenarioWords(this.scenario, (id) => this.#nameOf(id)));
  /** Of what is assumed only what touches these, so that no figure speaks of a condition that is not in it. */
  wordsOf(outcomes: readonly Pick<Measure, 'id'>[]): string {
    const touching = scenarioFor(
      this.scenario,
      outcomes.map(({ id }) => id),
    );
    return scenarioWords(touching, (id) => this.#nameOf(id));
  }

  readonly projection = $derived.by(() => this.#projection.value);
  readonly hasEarlierList = $derived.by(() => this.manifest.earlier !== undefined);
  /** By the change of the last five years, not by births, deaths and moves. */
  readonly isByChange = $derived.by(() => this.hasEarlierList && this.page.url.method === 'hamilton-perry');
  readonly chooseMethod = (method: ProjectionMethod): void =>
    this.page.choose({ method: method === 'cohort-component' ? undefined : method });
  /** Year of the earlier lists; null where they are not gone by. */
  readonly earlierYear = $derived.by(() => (this.isByChange ? this.firstYear - snapshotYears : null));
  readonly #published = $derived.by(() => (this.projection ? publishedOf(this.projection) : null));

  /** Every network's, whoever is looked at. */
  readonly networksForecast = $derived.by(() => {
    const { cohort } = this;
    return cohort === null
      ? this.#people
      : (this.#people?.with(new Map([[cohort.outcome.id, cohort.today]])) ?? null);
  });
  /** Of whom are looked at: every network, or the practices of one where a practice is looked at. */
  readonly forecast = $derived.by(() =>
    this.practice === null ? this.networksForecast : (this.practices.carried?.forecast ?? null),
  );

  readonly networksFailure = $derived.by(
    (): Failure | null =>
      this.#ages.failure ??
      this.#cases.failure ??
      this.#fifths.failure ??
      this.#projection.failure ??
      this.#earlierList.failure ??
      this.#carryFailure,
  );
  readonly failure = $derived.by(
    () => this.networksFailure ?? (this.practice === null ? null : this.practices.failure),
  );
  readonly retry = (): void => {
    if (this.#ages.failure) this.#ages.retry();
    if (this.#cases.failure) this.#cases.retry();
    if (this.#fifths.failure) this.#fifths.retry();
    if (this.#projection.failure) this.#projection.retry();
    if (this.#earlierList.failure) this.#earlierList.retry();
    if (this.practices.failure) this.practices.retry();
    if (this.networksFailure) this.#attempts++;
  };

  /** Where the people of coming years come from, and until when somebody has published them. */
  readonly #peopleNote = $derived.by(() => {
    const list = `Projected, not counted: the registered list of ${formatDate(this.manifest.snapshot)} carried forward`;
    if (this.isByChange) return `${list} ${this.#changeNote}`;
    const { projection } = this;
    const published = this.#published;
    if (!projection || !published)
      return `${list} with births and deaths; without a published projection nobody moves in or out.`;
    const years = published.years.length - 1;
    const until =
      years < forecastYears
        ? ` It ends in ${this.firstYear + years}; later years go on with the mean migration of its last five, held to nothing published.`
        : '';
    return `${list} with the change of the projected residents of ${projection.area.name}, by age band and year. ${projection.source}${until}`;
  });
  readonly #changeNote = $derived.by(() => {
    const list = this.#earlierList.value;
    if (!list) return 'by the change of the last five years';
    const without = this.manifest.networks.filter((_, network) => !list.network.includes(network));
    const names =
      without.length > mostNamed ? `${without.length} networks` : listed(without.map(({ name }) => name));
    const standIn =
      without.length === 0
        ? ''
        : ` No list of then can be compared with that of ${names}: the change of all others together stands in.`;
    return `by how each age band has changed since ${formatDate(list.date)} (Hamilton–Perry): deaths, moves and changes of practices’ lists go on as they were. ${list.source} It is held to no published projection, and networks do not add up to one.${standIn}`;
  });
  /** The foot of a figure, of people alone or of what they will have. */
  note(outcomes: readonly Measure[] = [], ofPractices = this.practice !== null): string {
    const people = ofPractices
      ? ` All practices of ${this.networksArea.name} together are brought to its people, today’s too.`
      : '';
    const rates = ofPractices ? 'the network’s rates of today' : 'today’s rates';
    const { cohort } = this;
    const among = outcomes.some(({ id }) => id === cohort?.outcome.id) ? cohort?.among : null;
    const cases =
      outcomes.length === 0
        ? ''
        : ` Cases are ${rates} by age and sex times these people, ${this.wordsOf(outcomes)}.${
            among ? ` The cohort is counted among the people of ${among} alone.` : ''
          }`;
    return mixedNote(
      { manifest: this.manifest, policy: this.page.policy },
      `${this.#peopleNote}${people}${cases} ${this.isByChange ? 'No ranges are shown: two lists do not tell how far their change may stray' : 'Ranges are 80%, simulated'}`,
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
  readonly networksLooked = $derived.by(() => ({
    scope: this.#scopeKey === '' ? null : this.#scopeKey.split(',').map(Number),
    policy: this.page.policy,
  }));
  /** Whose people of the forecast are looked at. */
  readonly looked = $derived.by(() =>
    this.practice === null ? this.networksLooked : { scope: [this.practice], policy: this.page.policy },
  );

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

  /** All that a figure of networks side by side goes by, whoever is looked at. */
  networksCases() {
    const { networksForecast: forecast, draws, offset, networksLooked: looked, outcome, scenario } = this;
    return forecast && { forecast, draws, offset, looked, outcome, scenario };
  }

  readonly choose = (offset: number): void => this.page.slide({ year: this.firstYear + offset });
  readonly assume = (scenario: Scenario): void =>
    this.page.slide({ scenario: formatScenario(scenario) || undefined });
  readonly reset = (): void => this.assume(todaysRates);

  /** What was carried forward stands on the screen until another has come, but no figure is made from it any more. */
  #carry() {
    const [ages, cases, fifths] = [this.#ages.value, this.#cases.value, this.#fifths.value];
    const { policy, readiness } = this.page;
    const published = this.#published;
    const earlier = this.isByChange ? (this.#earlierList.value?.people ?? null) : null;
    rerunOn(this.#attempts);
    this.#people = this.draws = this.#carryFailure = null;
    if (this.page.dataset === null || !ages || !cases || !fifths || this.projection === undefined) return;
    if (this.isByChange && earlier === null) return;
    const networks = this.manifest.networks.length;
    const asked = askedOf(
      { ages, cases, fifths, earlier },
      { networks, outcomes: this.outcomes, policy, published },
    );
    const ended = () => {
      this.page.work = null;
      readiness.end('Forecast');
      readiness.end('Intervals');
    };
    const failed = (failure: Failure) => {
      ended();
      this.#carryFailure = failure;
    };
    readiness.begin('Forecast');
    const stop = this.#carrier.ask(asked, {
      said: (each) => {
        if (each.kind === 'step') this.page.work = workOf(each, networks);
        else if (each.kind === 'carried') {
          this.page.work = null;
          this.#people = unpacked(each.parcel);
          readiness.begin('Intervals');
          readiness.end('Forecast');
        } else if (each.kind === 'drawn') {
          this.draws = each.draws;
          ended();
        } else
          failed({
            message: `Nobody can be carried forward: ${each.reason}.`,
            advice: 'Check the dataset.',
          });
      },
      failed: (error) => failed(failureOf(error)),
    });
    return () => {
      stop();
      ended();
    };
  }
}

const workOf = ({ stage, done, of }: Said & { kind: 'step' }, networks: number) => ({
  share: done / of,
  words:
    stage === 'outcomes'
      ? `Counting what people of ${formatNumber(networks)} networks have: ${done} of ${of - forecastYears}`
      : `Carrying ${formatNumber(networks)} networks forward: ${done - (of - forecastYears)} of ${forecastYears} years`,
});
