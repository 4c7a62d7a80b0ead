import { getContext, setContext, tick } from 'svelte';
import { listDatasets, openDataset, type Dataset, type DatasetEntry } from '../dataset';
import { policiesFor } from '../domain/disclosure';
import { defaultMeasureId } from '../domain/measures/default';
import type { Measure, Standard } from '../domain/measures/measure';
import type { DisclosurePolicy } from '../domain/schema';
import { projectionMethods, type Known, type MapLevel, type UrlState } from '../url/state';
import { format } from '../url/format';
import { parse } from '../url/parse';
import { Address } from './address';
import { failureOf, type Failure } from './failure';
import { Readiness } from './readiness.svelte';
import { Together } from './together';

/** Some of the address bar's parameters; undefined takes one out. */
export type Choice = { [Name in keyof UrlState]?: UrlState[Name] | undefined };

/** The one page state: what the address bar says, the open dataset, and whether everything visible is painted. */
export class Page {
  url = $state.raw<UrlState>({ view: 'map' });
  notices = $state.raw<string[]>([]);
  entries = $state.raw<DatasetEntry[]>([]);
  dataset = $state.raw<Dataset | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** What the page works out beside its worker for queries, and which share of it is done; null while there is nothing. */
  work = $state.raw<{ words: string; share: number } | null>(null);
  readonly #address = new Address();
  readonly readiness = new Readiness();
  readonly together = new Together();
  /** Answers to what is asked off the screen: nobody who looks waits for them. */
  readonly later = new Together();

  readonly measure = $derived.by((): Measure | null => {
    const measures = this.dataset?.measures ?? [];
    return measures.find((m) => m.id === (this.url.measure ?? defaultMeasureId)) ?? measures[0] ?? null;
  });
  /** What was asked for; a measure that it makes no sense of is shown crude (`standardOf`). */
  readonly standard = $derived<Standard>(this.url.standard ?? 'crude');
  /** How every count is disclosed: the address bar's policy where the dataset allows it, else the dataset's own. */
  readonly policy = $derived.by((): DisclosurePolicy => {
    const asked = this.url.policy;
    if (asked !== undefined && this.policies.includes(asked)) return asked;
    return this.dataset?.disclosure ?? 'hes';
  });
  readonly policies = $derived.by((): readonly DisclosurePolicy[] =>
    this.dataset === null
      ? []
      : policiesFor({ kind: this.dataset.manifest.kind, disclosure: this.dataset.disclosure }),
  );
  readonly level = $derived<MapLevel>(this.url.level ?? 'network');
  /** Index of the chosen network in the manifest, null when none is chosen. */
  readonly network = $derived.by((): number | null => {
    const index = this.dataset?.manifest.networks.findIndex((n) => n.code === this.url.network) ?? -1;
    return index < 0 ? null : index;
  });

  /** Apart, so that another part of the address leaves the group what it is. */
  readonly #group = $derived.by(() => (this.url.group ?? []).join());
  /** Indices of the networks that are looked at together, ascending; empty when there is no group. */
  readonly group = $derived.by((): number[] => {
    const codes = new Set(this.#group.split(','));
    return (this.dataset?.manifest.networks ?? []).flatMap(({ code }, index) =>
      codes.has(code) ? [index] : [],
    );
  });

  /** Reads the address bar and opens the dataset that it names. Safe to call again after a failure. */
  async start(): Promise<void> {
    this.readiness.begin('page');
    this.failure = null;
    try {
      this.#address.write();
      this.#read(location.search);
      this.entries = await listDatasets();
      await this.#open();
    } catch (error) {
      this.failure = failureOf(error);
    } finally {
      this.readiness.end('page');
    }
  }

  /** A choice of the person's: it stands in the address bar, and Back undoes it. */
  choose(patch: Choice): void {
    this.#go(patch, (href) => ('view' in patch ? this.#address.go(href) : this.#address.goSoon(href)));
  }

  /** How areas are made comparable; crude is the default and need not stand in the address. */
  readonly chooseStandard = (standard: Standard): void =>
    this.choose({ standard: standard === 'crude' ? undefined : standard });

  /** A step of a slider: the address follows, and Back undoes all of its steps at once. */
  slide(patch: Choice): void {
    const isFirst = this.#slidTo !== this.url;
    const write = (href: string) => (isFirst ? this.#address.goSoon(href) : this.#address.replaceSoon(href));
    if (this.#go(patch, write)) this.#slidTo = this.url;
  }
  /** What the last step of a slider made of the address. */
  #slidTo: UrlState | null = null;

  /** The address of a choice, for links. */
  href(patch: Choice): string {
    return format(this.#with(patch)) || '?';
  }

  /** A link to what is looked at, which the address bar may be about to follow. */
  get link(): string {
    return new URL(format(this.url) || location.pathname, location.href).href;
  }

  /** A link of our own, without fetching the page again. */
  follow(href: string): void {
    this.#address.go(href);
    this.#read(location.search);
  }

  /** What was chosen stands in the frame that is about to be painted. */
  painted(): void {
    this.#address.painted();
  }

  /** Back and Forward. */
  readonly onPopState = (): void => {
    // Who goes back from a place that is not written yet means the one before it, which the browser has now left.
    if (this.#address.leave()) history.forward();
    else this.#read(location.search);
  };

  dismissNotices(): void {
    this.notices = [];
  }

  /** False where the choice changes nothing. */
  #go(patch: Choice, write: (href: string) => void): boolean {
    const next = this.#with(patch);
    const search = format(next);
    if (search === format(this.url)) return false;
    write(search || location.pathname);
    this.#adopt(next, []);
    // A figure that is drawn at once has nothing to wait for.
    void tick().then(() => {
      if (this.readiness.ready) this.painted();
    });
    return true;
  }

  #with(patch: Choice): UrlState {
    // A practice is one of its network: another choice of networks leaves it.
    const isOther = 'network' in patch || 'group' in patch;
    const next: Choice = { ...this.url, ...(isOther && { practice: undefined }), ...patch };
    for (const name of Object.keys(next) as (keyof UrlState)[])
      if (next[name] === undefined) delete next[name];
    return { view: 'map', ...next } as UrlState;
  }

  #read(search: string): void {
    const { state, notices } = parse(search, this.#known());
    this.#adopt(state, notices);
  }

  #adopt(state: UrlState, notices: string[]): void {
    const otherDataset = state.dataset !== this.url.dataset && this.dataset !== null;
    this.url = state;
    this.notices = notices;
    if (otherDataset) {
      void this.dataset?.close();
      this.dataset = null;
      void this.start();
    }
  }

  async #open(): Promise<void> {
    const wanted = this.url.dataset;
    const entry = this.entries.find((e) => e.id === wanted) ?? this.entries[0];
    if (entry === undefined) return;
    if (wanted !== undefined && entry.id !== wanted)
      this.notices = [
        ...this.notices,
        `There is no dataset called “${wanted}” here; ${entry.title} is shown.`,
      ];
    this.dataset = await openDataset(entry);
    this.#address.write();
    const { state, notices } = parse(location.search, this.#known());
    this.url = state;
    this.notices = [...new Set([...this.notices, ...notices])];
  }

  #known(): Known | undefined {
    if (this.dataset === null) return undefined;
    return {
      measures: new Set(this.dataset.measures.map((m) => m.id)),
      networks: new Set(this.dataset.manifest.networks.map((n) => n.code)),
      practices: new Map(
        this.dataset.manifest.practices.map(({ code, network }) => [
          code,
          this.dataset!.manifest.networks[network]!.code,
        ]),
      ),
      policies: new Set(this.policies),
      methods: new Set(
        projectionMethods.filter(
          (method) => method === 'cohort-component' || this.dataset?.manifest.earlier !== undefined,
        ),
      ),
    };
  }
}

const key = Symbol('page');
export const providePage = (page: Page): Page => setContext(key, page);
export const usePage = (): Page => getContext<Page>(key);
