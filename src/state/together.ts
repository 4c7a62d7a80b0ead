/**
 * Answers that come one after the other are put on the page together: ten charts that change one by one are laid out and
 * painted ten times. None waits longer than `patienceMs` for the others.
 */
export class Together {
  /** What still feels at once; the cells answer ten questions within it. */
  static readonly patienceMs = 80;

  #awaited = 0;
  #arrived: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Something has been asked; exactly one call of the result settles it, with what to do or with nothing. */
  await(): (apply?: () => void) => void {
    this.#awaited++;
    return (apply) => {
      this.#awaited--;
      if (apply) this.#arrived.push(apply);
      if (this.#awaited === 0) this.#flush();
      else if (this.#arrived.length > 0) this.#timer ??= setTimeout(() => this.#flush(), Together.patienceMs);
    };
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const arrived = this.#arrived;
    this.#arrived = [];
    for (const apply of arrived) apply();
  }
}
