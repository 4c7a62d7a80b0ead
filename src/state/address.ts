import { whenAtRest } from './at-rest';

/**
 * The address bar. What a slider makes of it is written when the page is at rest: a browser refuses an address that is written
 * some hundred times in ten seconds, and would then keep an older one.
 */
export class Address {
  #waiting: string | null = null;
  #forget = (): void => undefined;

  /** A new place, which Back leaves. */
  push(href: string): void {
    this.#write();
    history.pushState(null, '', href);
  }

  /** The same place, of which the last words are written. */
  replaceSoon(href: string): void {
    this.#forget();
    this.#waiting = href;
    this.#forget = whenAtRest(() => this.#write());
  }

  /** Gives up what waits: the person has gone elsewhere. */
  leave(): void {
    this.#forget();
    this.#waiting = null;
  }

  #write(): void {
    const href = this.#waiting;
    this.leave();
    if (href !== null) history.replaceState(null, '', href);
  }
}
