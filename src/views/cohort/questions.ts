import { Superseded, type Dataset, type Need } from '../../dataset';
import { isMoreThanHalf, less } from '../../domain/cohort/less';
import { madeUp } from '../../domain/cohort/make-up';
import type { Answers } from '../../domain/cohort/permit';
import {
  byPlaceSql,
  groupsSql,
  makeUpSql,
  overlapSql,
  restOf,
  selected,
  sizeSql,
  type Selected,
} from '../../domain/cohort/queries';
import { fallInSql, type ServicesTold } from '../../domain/cohort/services';
import type { PlaceLevel } from '../../domain/cohort/field';
import type { Scope } from '../../domain/condition/scope';
import type { RawCount, RawCounts } from '../../domain/disclosure';
import { keptBy } from '../../state/kept';

/** People of a scope for whom a predicate holds. */
export interface Whom {
  readonly predicate: string;
  readonly scope: Scope;
}

/** A cohort that was shown: the predicate of its people, scope and all, and how many they are. */
export interface Last {
  readonly where: string;
  readonly people: RawCount;
}

/** Answers that the figures further down are made of. */
export interface Further {
  readonly groups: Answers;
  readonly places: Answers;
}

/** What is asked of a dataset for the figures of one cohort. */
export class Questions {
  readonly #dataset: Dataset;
  readonly #needs: Need[];
  readonly #name: string;
  readonly #isStale: () => boolean;

  /**
   * @param options.name tells a second cohort's questions from the first's, which they must not take the place of
   * @param options.isStale whether nobody waits for answers any more: what is asked then rejects with `Superseded`, and takes
   *   the place of no newer question
   */
  constructor(
    dataset: Dataset,
    { needs, name, isStale }: { needs: Need[]; name: string; isStale: () => boolean },
  ) {
    this.#dataset = dataset;
    this.#needs = needs;
    this.#name = name;
    this.#isStale = isStale;
  }

  #goOn(): void {
    if (this.#isStale()) throw new Superseded(this.#name);
  }

  /** @param last cohorts that were shown just before, wherever their people are */
  async size({ predicate, scope }: Whom, last: readonly Last[]): Promise<Answers> {
    this.#goOn();
    const [cohort, everybody] = await Promise.all([
      this.#ask(
        'size',
        sizeSql(
          selected(predicate, scope),
          last.map(({ where }) => where),
        ),
      ),
      this.#whole('size', sizeSql(selected('TRUE', scope))),
    ]);
    return { cohort, everybody };
  }

  /**
   * Whether it probably is more than half of everybody, as one of its networks tells; the way to count goes by it, no figure.
   * @param network index in the manifest's list
   */
  async isProbablyMore({ predicate }: Whom, network: number): Promise<boolean> {
    return isMoreThanHalf(await this.size({ predicate, scope: [network] }, []));
  }

  /** This cohort's people first, then others; `name` tells who these are. */
  overlap(name: string, { predicate, scope }: Whom, other: string): Promise<RawCounts> {
    return this.#ask(`overlap with ${name}`, overlapSql(predicate, other, scope));
  }

  /** @param options.sizes null to ask for the make-up at once, which tells the size beside the `last`, too */
  makeUp(
    whom: Whom,
    {
      sizes,
      available,
      last = [],
    }: { sizes: Answers | null; available: ReadonlySet<string>; last?: readonly Last[] },
  ): Promise<Answers> {
    const besides = last.map(({ where }) => where);
    return this.#counted(whom, sizes, {
      name: 'make-up',
      sqlOf: (of, isWhole) => makeUpSql(of, available, isWhole ? [] : besides),
      read: (answer) => madeUp(answer, available),
      keys: ['age', 'sex'],
    });
  }

  async further(
    whom: Whom,
    { sizes, available, level }: { sizes: Answers; available: ReadonlySet<string>; level: PlaceLevel },
  ): Promise<Further> {
    const [groups, places] = await Promise.all([
      this.#counted(whom, sizes, {
        name: 'groups',
        sqlOf: (of) => groupsSql(of, available),
        keys: ['imd', 'ethnicity'],
      }),
      this.#counted(whom, sizes, { name: 'places', sqlOf: (of) => byPlaceSql(of, level), keys: ['place'] }),
    ]);
    return { groups, places };
  }

  /** Services that they fall in: of many people it takes as long as all else together, so it can be withdrawn. */
  services(whom: Whom, { sizes, told }: { sizes: Answers; told: ServicesTold }): Promise<Answers> {
    return this.#counted(whom, sizes, {
      name: 'services',
      sqlOf: (of) => fallInSql(of, told),
      keys: [],
      priority: 'soon',
    });
  }

  readonly withdrawServices = (): void => {
    for (const name of ['services', ofEverybody('services')])
      this.#dataset.withdraw(`${this.#name}, ${name}`);
  };

  /** The answer of a large cohort is everybody's less the rest's. */
  async #counted(
    { predicate, scope }: Whom,
    sizes: Answers | null,
    {
      name,
      sqlOf,
      read = (answer) => answer,
      keys,
      priority,
    }: {
      name: string;
      sqlOf: (rows: Selected, isWhole: boolean) => string;
      read?: (answer: RawCounts) => RawCounts;
      keys: string[];
      priority?: 'soon';
    },
  ): Promise<Answers> {
    this.#goOn();
    const byRest = sizes !== null && isMoreThanHalf(sizes);
    const rows = byRest ? restOf(predicate, scope) : selected(predicate, scope);
    const [part, everybody] = await Promise.all([
      this.#ask(name, sqlOf(rows, false), priority).then(read),
      this.#whole(name, sqlOf(selected('TRUE', scope), true), { read, priority }),
    ]);
    return { cohort: byRest ? less(everybody, part, keys) : part, everybody };
  }

  async #ask(name: string, sql: string, priority: 'now' | 'soon' = 'now'): Promise<RawCounts> {
    const figure = `${this.#name}, ${name}`;
    return (await this.#dataset.ask({ figure, sql, needs: this.#needs, priority })).columns;
  }

  /** An answer about everybody of a scope, asked once of a dataset. */
  #whole(
    name: string,
    sql: string,
    {
      read = (answer) => answer,
      priority,
    }: { read?: (answer: RawCounts) => RawCounts; priority?: 'soon' | undefined } = {},
  ): Promise<RawCounts> {
    return keptBy(this.#dataset, sql, async () => read(await this.#ask(ofEverybody(name), sql, priority)));
  }
}

const ofEverybody = (name: string): string => `${name} of everybody`;
