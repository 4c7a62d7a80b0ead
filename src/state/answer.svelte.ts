import { tick, untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { Superseded, type Answer as Reply, type Need } from '../dataset';
import type { Scope } from '../domain/condition/scope';
import { whenAtRest } from './at-rest';
import { failureOf, type Failure } from './failure';
import { keptBy } from './kept';
import { watchOnScreen } from './on-screen';
import type { Page } from './page.svelte';

export interface Question {
  sql: string;
  needs: Need[];
  /** What `read` goes by beside the columns and the policy: when it changes, the same columns are read anew. */
  readBy?: unknown;
  /** Asked once of a dataset: it takes long, and people come back to it from other parts of a view. */
  isKept?: boolean;
}

/** A figure's answer: the last one stays on the screen until the next has come. */
export class Answer<T> {
  readonly #among: () => Scope;
  #held = $state.raw<{ readonly value: T; readonly among: Scope } | null>(null);
  failure = $state.raw<Failure | null>(null);
  pending = $state(false);
  attempts = $state(0);
  /** What stands there, off the screen, answers an older question: nothing of it may be saved. */
  isLate = $state(false);

  /** Places of the page that show it, by whether they are on the screen. */
  readonly #places = new Map<symbol, boolean>();
  #askNow: (() => void) | null = null;

  /** @param among the networks whose rows are asked now, where each choice of them has answers of its own */
  constructor(among: () => Scope = () => null) {
    this.#among = among;
  }

  /** Null, too, where what has come is of other networks' rows than those that are asked now. */
  get value(): T | null {
    const [held, among] = [this.#held, this.#among()];
    return held !== null && isSameScope(held.among, among) ? held.value : null;
  }
  set value(value: T | null) {
    this.hold(value, this.#among());
  }

  /** @param among the networks whose rows were asked for it */
  hold(value: T | null, among: Scope): void {
    this.#held = value === null ? null : { value, among };
  }

  /** For the figure that shows it: one that is off the screen asks when the page is at rest. */
  readonly shownIn: Attachment<HTMLElement> = (element) => {
    const place = Symbol();
    this.#places.set(place, true);
    const unwatch = watchOnScreen((isOnScreen) => {
      this.#places.set(place, isOnScreen);
      if (isOnScreen) this.#askNow?.();
    })(element);
    return () => {
      this.#places.delete(place);
      unwatch?.();
    };
  };

  /** Somebody sees it, or would see that there is nothing yet. */
  get isAwaited(): boolean {
    return this.value === null || this.#places.size === 0 || [...this.#places.values()].includes(true);
  }

  /** Asks at once where somebody waits for it, else when the page is at rest or somebody comes; the result takes it back. */
  schedule(ask: (isAwaited: boolean) => void): () => void {
    if (this.isAwaited) {
      this.isLate = false;
      ask(true);
      return () => undefined;
    }
    this.isLate = true;
    const start = (isAwaited: boolean) => {
      stop();
      ask(isAwaited);
    };
    const forget = whenAtRest(() => start(false));
    const stop = () => {
      forget();
      this.#askNow = null;
    };
    this.#askNow = () => start(true);
    return stop;
  }

  /** Asks again after a failure. */
  readonly retry = (): void => {
    this.attempts++;
  };
}

const isSameScope = (a: Scope, b: Scope): boolean => a === b || a?.join() === b?.join();

/** An effect that reads a value runs again when it changes. */
export const rerunOn = (_value: unknown): void => undefined;

/**
 * Asks a figure's question whenever it changes (call while a component is being made). `read` turns the columns into what
 * the figure draws, through the disclosure gate. A question of null asks nothing, keeps the figure ready and has not failed.
 *
 * @param among as {@link Answer} has it
 */
export function answer<T>(
  page: Page,
  figure: string,
  question: () => Question | null,
  read: (reply: Reply) => T,
  among: () => Scope = () => null,
): Answer<T> {
  const state = new Answer<T>(among);
  $effect(() => {
    const { dataset } = page;
    const asked = question();
    const askedAmong = among();
    rerunOn(state.attempts);
    // An answer is read by the policy that it was asked under.
    rerunOn(page.policy);
    if (asked === null) state.failure = null;
    if (dataset === null || asked === null) return;
    let stale = false;
    state.pending = true;
    const painted = async () => {
      await tick();
      requestAnimationFrame(() => {
        if (!stale) page.readiness.end(figure);
      });
    };
    const ask = (isAwaited: boolean) => {
      if (isAwaited) page.readiness.begin(figure);
      const settle = (isAwaited ? page.together : page.later).await();
      const arrived = (take: () => void) => () => {
        if (stale) return;
        take();
        state.pending = false;
        state.isLate = false;
        void painted();
      };
      const { isKept, ...question } = asked;
      const reply = () => dataset.ask({ figure, ...question, priority: isAwaited ? 'now' : 'soon' });
      const replied = isKept
        ? keptBy(dataset, asked.sql, async () => (await reply()).columns).then((columns) => ({
            sql: asked.sql,
            columns,
          }))
        : reply();
      replied.then(
        (reply) =>
          settle(
            arrived(() => {
              try {
                state.hold(read(reply), askedAmong);
                state.failure = null;
              } catch (error) {
                state.failure = failureOf(error);
              }
            }),
          ),
        (error: unknown) =>
          settle(
            error instanceof Superseded
              ? undefined
              : arrived(() => {
                  state.failure = failureOf(error);
                }),
          ),
      );
    };
    const forget = untrack(() => state.schedule(ask));
    return () => {
      stale = true;
      forget();
      page.readiness.end(figure);
    };
  });
  return state;
}
