import type { Scope } from '../domain/condition/scope';
import { listed } from '../domain/words';
import type { Page } from './page.svelte';

/** Networks of a group that its name tells one by one. */
const mostNamed = 3;

/** Patient rows that a browser tab holds and answers from quickly enough. */
export const mostRows = 4_000_000;

/** Whose people a view looks at: the system's, a network's or a group's of networks. */
export class Whose {
  protected readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** A chosen network comes before a group. */
  readonly scope = $derived.by((): Scope => {
    if (this.page.network !== null) return [this.page.network];
    return this.page.group.length > 0 ? this.page.group : null;
  });
  /** The networks that are looked at, as one area. */
  readonly networksArea = $derived.by((): { code: string; name: string } => {
    const { networks, area } = this.page.dataset!.manifest;
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
  /** What is looked at: those networks. */
  readonly area = $derived.by(() => this.networksArea);
  /** Columns that the patient rows have. */
  readonly available = $derived.by(
    () => new Set((this.page.dataset?.manifest.columns ?? []).map(({ name }) => name)),
  );
}
