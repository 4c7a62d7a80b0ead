import type { NeighbourhoodNames } from '../../dataset';
import { canonical } from '../../domain/cohort/canonical';
import { fieldsAsked, type Cohort } from '../../domain/cohort/cohort';
import type { Field } from '../../domain/cohort/field';
import { cohortFields, furtherFields } from '../../domain/cohort/fields';
import { formatCohort } from '../../domain/cohort/format';
import { parseCohort } from '../../domain/cohort/parse';
import { placesOf } from '../../domain/cohort/places';
import { cohortSentence } from '../../domain/cohort/sentence';
import { cannotTell, cohortSql, fieldsTold, type Meaning } from '../../domain/cohort/sql';
import { disclose, suppressed } from '../../domain/disclosure';
import type { Page } from '../../state/page.svelte';
import { mostRows, Whose } from '../../state/whose.svelte';

/** Some five networks. */
const fewRows = 250_000;

/** The cohort of the address: what it means here, and how it changes. */
export class Built extends Whose {
  #neighbourhoods = $state.raw<NeighbourhoodNames | null>(null);
  /** Names of neighbourhoods are there, or cannot be had. */
  #isNamed = $state(false);
  /** Notices of what was typed, as long as the address is what came of it. */
  #typed = $state.raw<{ url: Page['url']; notices: readonly string[] } | null>(null);

  /** Which of the address bar's cohorts it is. */
  readonly #place: 'cohort' | 'beside';

  constructor(page: Page, place: 'cohort' | 'beside' = 'cohort') {
    super(page);
    this.#place = place;
    page.dataset!.neighbourhoods().then(
      (names) => {
        this.#neighbourhoods = names;
        this.#isNamed = true;
      },
      // Whoever asks for a neighbourhood is told that there is none of that code.
      () => (this.#isNamed = true),
    );
  }

  readonly meaning = $derived.by((): Meaning => ({
    fields: cohortFields(furtherFields(this.available)),
    places: placesOf(this.page.dataset!.manifest, this.#neighbourhoods),
  }));
  /** Fields that can be chosen here. */
  readonly offered = $derived(fieldsTold(this.meaning.fields, this.available));
  /** Apart, so that another part of the address leaves the cohort what it is. */
  readonly #written = $derived.by(() => this.page.url[this.#place] ?? '');
  readonly #parsed = $derived.by(() => {
    if (/neighbourhood/i.test(this.#written) && !this.#isNamed) return null;
    return parseCohort(this.#written, this.meaning.fields, this.meaning.places);
  });
  /** Null while names that it needs are on their way. */
  readonly cohort = $derived.by((): Cohort | null => this.#parsed?.cohort ?? null);
  readonly isEverybody = $derived(this.cohort === null || this.cohort.clauses.length === 0);
  readonly notices = $derived.by(
    (): readonly string[] =>
      (this.#typed?.url === this.page.url ? this.#typed.notices : undefined) ?? this.#parsed?.notices ?? [],
  );
  readonly text = $derived(this.cohort === null ? '' : formatCohort(this.cohort, this.meaning.fields));
  readonly sentence = $derived(this.cohort === null ? '' : cohortSentence(this.cohort, this.meaning));
  /** Names of criteria that the dataset cannot tell, with the columns that it lacks. */
  readonly lacking = $derived.by((): { name: string; columns: string[] }[] => {
    if (this.cohort === null) return [];
    const ids = new Set(cannotTell(this.cohort, this.available, this.meaning).map(({ field }) => field));
    return [...ids].map((id) => {
      const field = this.meaning.fields.get(id)!;
      return {
        name: field.name,
        columns: field.columns.filter((name) => !this.available.has(name)),
      };
    });
  });
  /** Predicate over patient rows; null where there is no cohort, or it cannot be told. */
  readonly predicate = $derived.by((): string | null => {
    if (this.cohort === null || this.isEverybody || this.lacking.length > 0) return null;
    return cohortSql(this.cohort, this.meaning);
  });
  /** Ids of its fields, whose shares in the cohort are no news. */
  readonly asked = $derived(new Set(this.cohort === null ? [] : fieldsAsked(this.cohort)));
  /** Indices of the networks whose rows it needs. */
  readonly networks = $derived.by(
    (): readonly number[] => this.scope ?? this.page.dataset!.manifest.networks.map((_, index) => index),
  );
  readonly #rows = $derived.by(() => {
    const { networks } = this.page.dataset!.manifest;
    const rows = this.networks.map((index) => disclose(networks[index]!.rows, this.page.policy));
    return rows.reduce<number>((sum, count) => sum + (count === suppressed ? 0 : count), 0);
  });
  /** More rows than a browser tab should load. */
  readonly isTooLarge = $derived.by(() => this.#rows > mostRows);
  /** So few rows that each question takes longer to put than to answer. */
  readonly isSmall = $derived.by(() => this.#rows <= fewRows);

  optionsOf(field: Field): readonly { id: string; name: string }[] {
    const { networks, practices } = this.page.dataset!.manifest;
    const inScope = new Set(this.networks);
    const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'en-GB');
    const named = ({ code, name }: { code: string; name: string }) => ({ id: code, name });
    if (field.kind === 'choice') return field.options;
    if (field.kind !== 'place') return [];
    switch (field.level) {
      case 'network':
        return networks.map(named).sort(byName);
      case 'practice':
        return practices
          .filter(({ network }) => inScope.has(network))
          .map(named)
          .sort(byName);
      case 'neighbourhood': {
        const { code, name, network } = this.#neighbourhoods ?? { code: [], name: [], network: [] };
        return code
          .flatMap((each, i) => (inScope.has(network[i]!) ? [{ id: each, name: name[i]! }] : []))
          .sort(byName);
      }
      default:
        return field.level satisfies never;
    }
  }

  /** Another cohort, which stands in the address in its canonical form. */
  choose(cohort: Cohort): void {
    this.page.choose({ [this.#place]: this.link(cohort) });
  }

  /** What a person typed. */
  type(text: string): void {
    const { cohort, notices } = parseCohort(text, this.meaning.fields, this.meaning.places);
    this.choose(cohort);
    this.#typed = { url: this.page.url, notices };
  }

  /** As it stands in an address; undefined for everybody. */
  link(cohort: Cohort): string | undefined {
    const { fields } = this.meaning;
    return formatCohort(canonical(cohort, fields), fields) || undefined;
  }
}
