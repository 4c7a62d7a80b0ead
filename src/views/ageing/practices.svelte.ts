import type { Forecast } from '../../domain/ageing/forecast';
import { forecastPractices, practicesSql, releasePractices } from '../../domain/ageing/practices';
import type { Area, Published } from '../../domain/ageing/project';
import type { DisclosurePolicy } from '../../domain/schema';
import { answer, type Answer } from '../../state/answer.svelte';
import type { Failure } from '../../state/failure';
import type { Page } from '../../state/page.svelte';

interface Whole {
  /** All networks. */
  readonly forecast: Forecast;
  readonly published: Published | null;
}

/** Practices of one network, by index in the manifest, with their people as shown. */
interface Listed {
  readonly network: number;
  readonly practices: readonly number[];
  readonly policy: DisclosurePolicy;
  readonly areas: readonly Area[];
}

/** Practices of the one network that is looked at, carried forward. */
export class Practices {
  readonly #page: Page;
  readonly #network: () => number | null;
  readonly #whole: () => Whole | null;
  readonly #asked: Answer<Listed>;

  /** Call while a component is being made. */
  constructor(page: Page, network: () => number | null, whole: () => Whole | null) {
    this.#page = page;
    this.#network = network;
    this.#whole = whole;
    this.#asked = answer(
      page,
      'Practices by single year of age',
      () => {
        const asked = network();
        if (asked === null || this.of(asked).length < 2) return null;
        return { sql: practicesSql(asked), needs: [{ table: 'patients', networks: [asked] }] };
      },
      ({ columns }): Listed => {
        const asked = network()!;
        const practices = this.of(asked);
        const { policy } = page;
        return { network: asked, practices, policy, areas: releasePractices(columns, { practices, policy }) };
      },
    );
  }

  /** Indices of a network's practices in the manifest. */
  of(network: number): number[] {
    return this.#page.dataset!.manifest.practices.flatMap((practice, index) =>
      practice.network === network ? [index] : [],
    );
  }

  readonly #carried = $derived.by(() => {
    const [listed, whole] = [this.#asked.value, this.#whole()];
    if (listed === null || whole === null) return null;
    const { network, practices, policy, areas } = listed;
    if (network !== this.#network() || policy !== this.#page.policy) return null;
    const made = forecastPractices(areas, {
      whole: whole.forecast,
      network,
      published: whole.published,
    });
    return { network, practices, made };
  });
  /** Null until it is known, and where no network or one of a single practice is looked at. */
  readonly carried = $derived.by(() => {
    if (!this.#carried?.made.ok) return null;
    const { network, practices, made } = this.#carried;
    return { network, practices, forecast: made.forecast };
  });
  readonly failure = $derived.by((): Failure | null => {
    const { made } = this.#carried ?? {};
    if (made?.ok === false)
      return {
        message: `The practices cannot be carried forward: ${made.reason}.`,
        advice: 'Check the dataset.',
      };
    return this.#asked.failure;
  });
  readonly retry = (): void => this.#asked.retry();
}
