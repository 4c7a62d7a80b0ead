import type { RawCounts } from '../../domain/disclosure';
import { releaseWithin, tellsBeside, withinSql, type InCohort } from '../../domain/risk/within';
import { listed } from '../../domain/words';
import type { Answer } from '../../state/answer.svelte';
import type { Page } from '../../state/page.svelte';
import { rememberShown, shownLast } from '../../state/shown-last';
import type { AtRisk } from './at-risk.svelte';

/** What a figure shows of answers that it waits for. */
export type Shown<T> = Pick<Answer<T>, 'value' | 'failure' | 'retry' | 'isLate' | 'shownIn'>;

/** Whether the cohort of the address may be looked at here, and how many it is. */
export class Within {
  readonly #at: AtRisk;
  readonly #page: Page;
  readonly #asked: Answer<{ columns: RawCounts; predicate: string; others: readonly string[] }>;

  /** Call while a component is being made. */
  constructor(page: Page, at: AtRisk) {
    this.#page = page;
    this.#at = at;
    let asking: { predicate: string; others: readonly string[] };
    this.#asked = at.answer(
      'People of the cohort',
      () => {
        const { predicate } = at;
        if (predicate === null || !at.isAskable) return null;
        const last = shownLast(page.dataset!).map((shown) => shown.predicate);
        asking = { predicate, others: [...new Set(last)].filter((other) => other !== predicate) };
        return { sql: withinSql(predicate, asking.others, at.population), needs: at.needs };
      },
      ({ columns }) => ({ columns, ...asking }),
    );
    $effect(() => {
      const { released } = this;
      if (!released?.ok) return;
      const { predicate, scope, permit } = released;
      rememberShown(page.dataset!, [{ predicate, scope, people: permit.people }]);
    });
  }

  /** Null where no cohort is looked at, and until its people are counted. */
  readonly released = $derived.by(() => {
    const asked = this.#asked.value;
    const { scope, predicate } = this.#at;
    if (asked === null || predicate === null || asked.predicate !== predicate) return null;
    const { policy, dataset } = this.#page;
    const last = shownLast(dataset!);
    if (!tellsBeside(asked, last)) return null;
    return {
      predicate,
      scope,
      ...releaseWithin(asked.columns, { ...asked, scope, last, policy }),
    };
  });
  /** Why no figure can be shown, where none can. */
  readonly refusal = $derived.by((): string | null => {
    const { cohort, area } = this.#at;
    if (cohort.lacking.length > 0) {
      const names = cohort.lacking.map(({ name, columns }) =>
        columns.length === 0 ? name : `${name} (it lacks ${listed(columns)})`,
      );
      return `This cohort cannot be counted here, which is not the same as nobody. This dataset cannot tell ${names.join('; ')}.`;
    }
    const { released } = this;
    if (released === null) return null;
    if (!released.ok)
      return `${released.refusal} Leave a criterion out, widen a range, or look at more networks.`;
    return released.size.numerator === 0
      ? `Nobody in ${area.name} meets all of these criteria. Leave one out, or widen a range.`
      : null;
  });
  readonly failure = $derived.by(() => this.#asked.failure);
  readonly retry = (): void => this.#asked.retry();
}

/** Everybody's answer with the cohort's beside it, where one is looked at; never of two different questions. */
export class Looked<T extends { columns: RawCounts }> implements Shown<T & { cohort: InCohort | null }> {
  readonly #at: AtRisk;
  readonly #within: Within;
  readonly #everybody: Answer<T>;
  readonly #own: Answer<T & { predicate: string }>;
  readonly #isSame: (a: T, b: T) => boolean;
  #last: { area: string; value: T & { cohort: InCohort | null } } | null = null;

  /** @param isSame whether two answers are to the same question, but for whom it is about */
  constructor(
    { at, within }: { at: AtRisk; within: Within },
    {
      everybody,
      own,
      isSame,
    }: {
      everybody: Answer<T>;
      own: Answer<T & { predicate: string }>;
      isSame: (a: T, b: T) => boolean;
    },
  ) {
    this.#at = at;
    this.#within = within;
    this.#everybody = everybody;
    this.#own = own;
    this.#isSame = isSame;
  }

  readonly #current = $derived.by((): (T & { cohort: InCohort | null }) | null => {
    const { predicate, cohort } = this.#at;
    const all = this.#everybody.value;
    if (all === null) return null;
    if (cohort.isEverybody && cohort.cohort !== null) return { ...all, cohort: null };
    const { released } = this.#within;
    const own = this.#own.value;
    if (!released?.ok || own === null || own.predicate !== predicate || !this.#isSame(all, own)) return null;
    return { ...all, cohort: { answer: own.columns, permit: released.permit } };
  });
  /** The last one stays until the next is whole, for the same networks only: a permit is for them. */
  readonly value = $derived.by(() => {
    const area = this.#at.area.code;
    if (this.#current !== null) this.#last = { area, value: this.#current };
    return this.#last?.area === area ? this.#last.value : null;
  });
  readonly #isOwnAsked = $derived.by(() => this.#at.predicate !== null);
  readonly isLate = $derived.by(
    () => this.#everybody.isLate || (this.#isOwnAsked && this.#own.isLate) || this.#current === null,
  );
  readonly failure = $derived.by(
    () => this.#everybody.failure ?? (this.#isOwnAsked ? this.#own.failure : null),
  );
  readonly retry = (): void => {
    this.#everybody.retry();
    this.#own.retry();
  };
  readonly shownIn: Shown<T>['shownIn'] = (element) => {
    const leave = [this.#everybody.shownIn(element), this.#own.shownIn(element)];
    return () => leave.forEach((each) => each?.());
  };
}
