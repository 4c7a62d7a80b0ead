import { tick } from 'svelte';
import { Superseded, type Answer as Reply, type Need } from '../dataset';
import { failureOf, type Failure } from './failure';
import type { Page } from './page.svelte';

export interface Question {
  sql: string;
  needs: Need[];
  /** What `read` goes by beside the columns and the policy: when it changes, the same columns are read anew. */
  readBy?: unknown;
}

/** A figure's answer: the last one stays on the screen until the next has come. */
export class Answer<T> {
  value = $state.raw<T | null>(null);
  failure = $state.raw<Failure | null>(null);
  pending = $state(false);
  attempts = $state(0);

  /** Asks again after a failure. */
  readonly retry = (): void => {
    this.attempts++;
  };
}

/** An effect that reads a value runs again when it changes. */
const rerunOn = (_value: unknown): void => undefined;

/**
 * Asks a figure's question whenever it changes (call while a component is being made). `read` turns the columns into what
 * the figure draws, through the disclosure gate. A question of null asks nothing and keeps the figure ready.
 */
export function answer<T>(
  page: Page,
  figure: string,
  question: () => Question | null,
  read: (reply: Reply) => T,
): Answer<T> {
  const state = new Answer<T>();
  $effect(() => {
    const { dataset } = page;
    const asked = question();
    rerunOn(state.attempts);
    // An answer is read by the policy that it was asked under.
    rerunOn(page.policy);
    if (dataset === null || asked === null) return;
    let stale = false;
    state.pending = true;
    page.readiness.begin(figure);
    const painted = async () => {
      await tick();
      requestAnimationFrame(() => {
        if (!stale) page.readiness.end(figure);
      });
    };
    const settle = page.together.await();
    dataset.ask({ figure, ...asked }).then(
      (reply) =>
        settle(() => {
          if (stale) return;
          try {
            state.value = read(reply);
            state.failure = null;
          } catch (error) {
            state.failure = failureOf(error);
          }
          state.pending = false;
          void painted();
        }),
      (error: unknown) =>
        settle(() => {
          if (stale || error instanceof Superseded) return;
          state.failure = failureOf(error);
          state.pending = false;
          void painted();
        }),
    );
    return () => {
      stale = true;
      page.readiness.end(figure);
    };
  });
  return state;
}
