import { whenAtRest } from './at-rest';
import { afterTurn } from './turn';

/**
 * The address bar. To write it takes a browser longer than most answers, so that a choice is written once its figures stand
 * there; and of a slider's steps the last, when the page is at rest: an address that is written some hundred times in ten
 * seconds is refused.
 */
export class Address {
  /** Places that are yet to be written, in their order. */
  #places: string[] = [];
  /** Other words for the place before them. */
  #words: string | null = null;
  #forget = (): void => undefined;

  /** A new place, which Back leaves: written now, so that the browser knows how far down the page the last one was left. */
  go(href: string): void {
    this.#places.push(href);
    this.write();
  }

  /** The same, where the page stays as it is but for its figures. */
  goSoon(href: string): void {
    this.#places.push(href);
    this.#wait();
  }

  /** The same place, of which the last words are written. */
  replaceSoon(href: string): void {
    if (this.#places.length > 0) this.#places[this.#places.length - 1] = href;
    else this.#words = href;
    this.#wait();
  }

  /** What was chosen is in this frame, and is written after it. A slider may still be moving. */
  painted(): void {
    if (this.#places.length > 0) afterTurn(() => this.write());
  }

  /** Writes what waits. */
  write(): void {
    const [words, places] = [this.#words, this.#places];
    this.leave();
    try {
      if (words !== null) history.replaceState(null, '', words);
      for (const href of places) history.pushState(null, '', href);
    } catch (error) {
      // Refused for being written too often: what is looked at does not depend on it.
      if (!(error instanceof DOMException)) throw error;
    }
  }

  /** Gives up what waits: the person has gone elsewhere. True where that was a place of its own. */
  leave(): boolean {
    const hadPlace = this.#places.length > 0;
    this.#forget();
    this.#places = [];
    this.#words = null;
    return hadPlace;
  }

  #wait(): void {
    this.#forget();
    this.#forget = whenAtRest(() => this.write());
  }
}
