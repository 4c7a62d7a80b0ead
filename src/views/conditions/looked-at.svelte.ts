import type { Scope } from '../../domain/condition/scope';
import { isRegister, type RegisterId } from '../../domain/conditions';
import { listed } from '../../domain/words';
import type { Measure } from '../../domain/measures/measure';
import type { Page } from '../../state/page.svelte';

/** The register that is shown when the link's measure is none. */
const firstRegister: RegisterId = 'copd';

/** Networks of a group that its name tells one by one. */
const mostNamed = 3;

/** Which condition is looked at, and in whom. */
export class LookedAt {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Registers that the dataset has. */
  readonly offered = $derived.by((): (Measure & { id: RegisterId })[] =>
    (this.#page.dataset?.measures ?? []).filter((measure): measure is Measure & { id: RegisterId } =>
      isRegister(measure.id),
    ),
  );
  readonly measure = $derived.by(
    () =>
      this.offered.find(({ id }) => id === this.#page.url.measure) ??
      this.offered.find(({ id }) => id === firstRegister) ??
      this.offered[0]!,
  );
  /** A chosen network comes before a group. */
  readonly scope = $derived.by((): Scope => {
    if (this.#page.network !== null) return [this.#page.network];
    return this.#page.group.length > 0 ? this.#page.group : null;
  });
  readonly area = $derived.by((): { code: string; name: string } => {
    const { networks, area } = this.#page.dataset!.manifest;
    if (this.scope === null) return area;
    const chosen = this.scope.map((index) => networks[index]!);
    if (chosen.length === 1) return chosen[0]!;
    return {
      code: chosen.map(({ code }) => code).join('+'),
      name:
        chosen.length <= mostNamed
          ? listed(chosen.map(({ name }) => name))
          : `${chosen.length} networks together`,
    };
  });
  readonly available = $derived.by(
    () => new Set((this.#page.dataset?.manifest.columns ?? []).map(({ name }) => name)),
  );
}
