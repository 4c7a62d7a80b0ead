import { Superseded, type Dataset, type Need } from '../../dataset';
import { ageBars, type AgeBars } from '../../domain/cohort/age-bars';
import type { GroupItem } from '../../domain/cohort/make-up';
import type { PlaceLevel } from '../../domain/cohort/field';
import { isMoreThanHalf, less } from '../../domain/cohort/less';
import { releaseSize, type Answers, type Permit, type Released } from '../../domain/cohort/permit';
import { placeFigures } from '../../domain/cohort/place-figures';
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
import { releaseAgeSex, releasePlaces } from '../../domain/cohort/release-lines';
import {
  releaseAmounts,
  releaseGroups,
  releaseShares,
  type AmountLine,
  type ShareLine,
} from '../../domain/cohort/release-make-up';
import type { Scope } from '../../domain/condition/scope';
import type { RawCounts } from '../../domain/disclosure';
import type { MeasureFigures } from '../../domain/measures/release';
import type { ShareFigure } from '../../domain/measures/release-counts';
import type { DisclosurePolicy } from '../../domain/schema';
import { rerunOn } from '../../state/answer.svelte';
import { failureOf, type Failure } from '../../state/failure';
import type { Page } from '../../state/page.svelte';
import type { Built } from './built.svelte';

/** Whose figures they are: a figure keeps the words of the cohort that it shows until the next one's are there. */
export interface About {
  readonly text: string;
  readonly sentence: string;
  readonly asked: ReadonlySet<string>;
  readonly area: { readonly code: string; readonly name: string };
  readonly predicate: string;
  readonly scope: Scope;
}

export interface CohortSize extends About {
  readonly released: Released<{ size: ShareFigure; permit: Permit }>;
}

export interface CohortFigures extends About {
  readonly size: ShareFigure;
  readonly permit: Permit;
  readonly shares: readonly ShareLine[];
  readonly amounts: readonly AmountLine[];
  readonly groups: readonly ShareLine<GroupItem>[];
  readonly ages: AgeBars;
  readonly level: Exclude<PlaceLevel, 'neighbourhood'>;
  readonly places: MeasureFigures;
}

/** Answers about everybody of a scope, each asked once of a dataset. */
const kept = new WeakMap<Dataset, Map<string, Promise<RawCounts>>>();

/** Asks for the size of a cohort, then for its figures. */
export class Asked {
  size = $state.raw<CohortSize | null>(null);
  figures = $state.raw<CohortFigures | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** What stands there is an older cohort's: nothing of it may be saved. */
  isLate = $state(false);
  #attempts = $state(0);
  readonly retry = (): void => {
    this.#attempts++;
  };
  /** Predicate of the last cohort whose size was on show, scope and all. */
  #before: string | null = null;
  readonly #available: () => ReadonlySet<string>;

  /** Call while a component is being made. */
  constructor(page: Page, built: Built) {
    this.#available = () => built.available;
    $effect(() => {
      const { dataset, policy } = page;
      rerunOn(this.#attempts);
      const { predicate, scope, text, sentence, asked, area, networks } = built;
      if (dataset === null || predicate === null || built.isTooLarge) {
        this.size = null;
        this.figures = null;
        this.failure = null;
        this.isLate = false;
        return;
      }
      const about: About = { predicate, scope, text, sentence, asked, area };
      const needs: Need[] = [{ table: 'patients', networks }];
      let stale = false;
      page.readiness.begin(figure);
      this.isLate = true;
      const show = (change: () => void) => {
        if (!stale) change();
      };
      this.#run(about, { dataset, needs, policy, show }).then(
        () => show(() => requestAnimationFrame(() => show(() => page.readiness.end(figure)))),
        (error: unknown) => {
          if (error instanceof Superseded) return;
          show(() => {
            this.failure = failureOf(error);
            page.readiness.end(figure);
          });
        },
      );
      return () => {
        stale = true;
        page.readiness.end(figure);
      };
    });
  }

  async #run(
    about: About,
    {
      dataset,
      needs,
      policy,
      show,
    }: {
      dataset: Dataset;
      needs: Need[];
      policy: DisclosurePolicy;
      show: (change: () => void) => void;
    },
  ): Promise<void> {
    const { predicate, scope } = about;
    const own = selected(predicate, scope);
    const everybody = selected('TRUE', scope);
    const ask = async (name: string, sql: string) =>
      (await dataset.ask({ figure: `${figure}, ${name}`, sql, needs })).columns;
    const whole = (name: string, sql: string) => keptBy(dataset, sql, () => ask(`${name} of everybody`, sql));
    const beside =
      this.#before === null || this.#before === own.where || policy === 'none'
        ? []
        : [ask('beside the last', overlapSql(own.where, this.#before, null))];

    const [people, all, ...overlaps] = await Promise.all([
      ask('size', sizeSql(own)),
      whole('size', sizeSql(everybody)),
      ...beside,
    ]);
    const sizes = { cohort: people, everybody: all };
    const released = releaseSize(sizes, { policy, beside: overlaps });
    show(() => {
      this.failure = null;
      this.size = { ...about, released };
      if (!released.ok) this.figures = null;
      else this.#before = own.where;
    });
    if (!released.ok || released.size.numerator === 0) {
      show(() => {
        this.figures = null;
        this.isLate = false;
      });
      return;
    }

    // The answer of a large cohort is everybody's less the rest's.
    const byRest = isMoreThanHalf(sizes);
    const rows = byRest ? restOf(predicate, scope) : own;
    const answers = async (
      name: string,
      sqlOf: (rows: Selected) => string,
      keys: string[],
    ): Promise<Answers> => {
      const [part, everyone] = await Promise.all([ask(name, sqlOf(rows)), whole(name, sqlOf(everybody))]);
      return { cohort: byRest ? less(everyone, part, keys) : part, everybody: everyone };
    };
    const available = this.#available();
    const level = scope?.length === 1 ? 'practice' : 'network';
    const [makeUp, groups, places] = await Promise.all([
      answers('make-up', (of) => makeUpSql(of, available), ['age', 'sex']),
      answers('groups', (of) => groupsSql(of, available), ['imd', 'ethnicity']),
      answers('places', (of) => byPlaceSql(of, level), ['place']),
    ]);
    show(() => {
      const { permit, size } = released;
      this.figures = {
        ...about,
        size,
        permit,
        shares: releaseShares(permit, makeUp, available),
        amounts: releaseAmounts(permit, makeUp, available),
        groups: releaseGroups(permit, groups, available),
        ages: ageBars(releaseAgeSex(permit, makeUp), size),
        level,
        places: placeFigures(releasePlaces(permit, places), size, about),
      };
      this.isLate = false;
    });
  }
}

const figure = 'Cohort';

function keptBy(dataset: Dataset, sql: string, ask: () => Promise<RawCounts>): Promise<RawCounts> {
  const answers = kept.get(dataset) ?? new Map<string, Promise<RawCounts>>();
  kept.set(dataset, answers);
  const known = answers.get(sql);
  if (known) return known;
  const asking = ask();
  answers.set(sql, asking);
  asking.catch(() => answers.delete(sql));
  return asking;
}
