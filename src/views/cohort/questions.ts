import type { Dataset, Need } from '../../dataset';
import { isMoreThanHalf, less } from '../../domain/cohort/less';
import { madeUp } from '../../domain/cohort/make-up';
import type { Answers } from '../../domain/cohort/permit';
import { sizeOf } from '../../domain/cohort/release-overlap';
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
import type { PlaceLevel } from '../../domain/cohort/field';
import type { Scope } from '../../domain/condition/scope';
import type { RawCounts } from '../../domain/disclosure';
import { keptBy } from '../../state/kept';

/** People of a scope for whom a predicate holds. */
export interface Whom {
  readonly predicate: string;
  readonly scope: Scope;
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

  /** @param options.name tells a second cohort's questions from the first's, which they must not take the place of */
  constructor(dataset: Dataset, { needs, name }: { needs: Need[]; name: string }) {
    this.#dataset = dataset;
    this.#needs = needs;
    this.#name = name;
  }

  /** @param beside {@link besideLast} of these people; where the scope is everybody, any of them tells their size */
  async size({ predicate, scope }: Whom, beside: readonly Promise<RawCounts>[]): Promise<Answers> {
    const told = scope === null ? beside[0] : undefined;
    const [cohort, everybody] = await Promise.all([
      told?.then(sizeOf) ?? this.#ask('size', sizeSql(selected(predicate, scope))),
      this.#whole('size', sizeSql(selected('TRUE', scope))),
    ]);
    return { cohort, everybody };
  }

  /** This cohort's people first, then others; `name` tells who these are. */
  overlap(name: string, { predicate, scope }: Whom, other: string): Promise<RawCounts> {
    return this.#ask(`overlap with ${name}`, overlapSql(predicate, other, scope));
  }

  /** This cohort's people beside those who were on show last, wherever these are. */
  besideLast({ predicate, scope }: Whom, last: readonly string[]): Promise<RawCounts>[] {
    const own = selected(predicate, scope).where;
    return last
      .filter((where) => where !== own)
      .map((where, i) => this.#ask(`beside the last, ${i}`, overlapSql(own, where, null)));
  }

  /** @param options.sizes null to ask for the make-up at once, which tells the sizes, too */
  makeUp(
    whom: Whom,
    { sizes, available }: { sizes: Answers | null; available: ReadonlySet<string> },
  ): Promise<Answers> {
    return this.#counted(whom, sizes, {
      name: 'make-up',
      sqlOf: (of) => makeUpSql(of, available),
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

  /** The answer of a large cohort is everybody's less the rest's. */
  async #counted(
    { predicate, scope }: Whom,
    sizes: Answers | null,
    {
      name,
      sqlOf,
      read = (answer) => answer,
      keys,
    }: {
      name: string;
      sqlOf: (rows: Selected) => string;
      read?: (answer: RawCounts) => RawCounts;
      keys: string[];
    },
  ): Promise<Answers> {
    const byRest = sizes !== null && isMoreThanHalf(sizes);
    const rows = byRest ? restOf(predicate, scope) : selected(predicate, scope);
    const [part, everybody] = (
      await Promise.all([this.#ask(name, sqlOf(rows)), this.#whole(name, sqlOf(selected('TRUE', scope)))])
    ).map(read) as [RawCounts, RawCounts];
    return { cohort: byRest ? less(everybody, part, keys) : part, everybody };
  }

  async #ask(name: string, sql: string): Promise<RawCounts> {
    const figure = `${this.#name}, ${name}`;
    return (await this.#dataset.ask({ figure, sql, needs: this.#needs })).columns;
  }

  /** An answer about everybody of a scope, asked once of a dataset. */
  #whole(name: string, sql: string): Promise<RawCounts> {
    return keptBy(this.#dataset, sql, () => this.#ask(`${name} of everybody`, sql));
  }
}
