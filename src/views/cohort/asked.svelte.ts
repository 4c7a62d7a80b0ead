import { againstEverybody, againstSecond, type Against } from '../../charts/against';
import { Superseded, type Dataset, type Need } from '../../dataset';
import { ageBars, type AgeBars } from '../../domain/cohort/age-bars';
import type { PlaceLevel } from '../../domain/cohort/field';
import type { GroupItem } from '../../domain/cohort/make-up';
import { releaseSize, type Answers, type Permit, type Released } from '../../domain/cohort/permit';
import { placeFigures } from '../../domain/cohort/place-figures';
import { selected } from '../../domain/cohort/queries';
import { besideShares, releaseAmountsBeside } from '../../domain/cohort/release-beside';
import { releaseAgeSex, releasePlaces } from '../../domain/cohort/release-lines';
import {
  releaseAmounts,
  releaseGroups,
  releaseShares,
  type AmountLine,
  type ShareLine,
} from '../../domain/cohort/release-make-up';
import { releaseOverlap, turned, type Overlap } from '../../domain/cohort/release-overlap';
import type { Scope } from '../../domain/condition/scope';
import type { MeasureFigures } from '../../domain/measures/release';
import type { ShareFigure } from '../../domain/measures/release-counts';
import type { DisclosurePolicy } from '../../domain/schema';
import { rerunOn } from '../../state/answer.svelte';
import { failureOf, type Failure } from '../../state/failure';
import type { Page } from '../../state/page.svelte';
import type { Built } from './built.svelte';
import { Questions, type Parts } from './questions';

/** Whose figures they are: a figure keeps the words of the cohort that it shows until the next one's are there. */
export interface About {
  readonly text: string;
  readonly sentence: string;
  readonly asked: ReadonlySet<string>;
  readonly area: { readonly code: string; readonly name: string };
  readonly predicate: string;
  readonly scope: Scope;
}

interface Sized {
  size: ShareFigure;
  permit: Permit;
}

export interface CohortSize extends About {
  readonly released: Released<Sized>;
  /** A second cohort, where one stands beside. */
  readonly second: (About & { readonly released: Released<Sized & { overlap: Overlap }> }) | null;
}

export interface CohortFigures extends About {
  readonly size: ShareFigure;
  readonly permit: Permit;
  /** The second cohort, where figures compare with it and not with everybody. */
  readonly beside: About | null;
  readonly against: Against;
  readonly shares: readonly ShareLine[];
  readonly amounts: readonly AmountLine[];
  readonly groups: readonly ShareLine<GroupItem>[];
  readonly ages: AgeBars;
  readonly level: Exclude<PlaceLevel, 'neighbourhood'>;
  readonly places: MeasureFigures;
  readonly placesBeside: MeasureFigures | null;
}

/** Asks for the size of a cohort, and of a second one and both together; then for their figures. */
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
  /** Predicates, scope and all, of the cohorts whose sizes were on show last. */
  #before: readonly string[] = [];
  readonly #available: () => ReadonlySet<string>;

  /** Call while a component is being made. */
  constructor(page: Page, built: Built, beside: Built) {
    this.#available = () => built.available;
    $effect(() => {
      const { dataset, policy } = page;
      rerunOn(this.#attempts);
      const first = aboutOf(built);
      if (dataset === null || first === null || built.isTooLarge) {
        this.size = null;
        this.figures = null;
        this.failure = null;
        this.isLate = false;
        return;
      }
      const second = aboutOf(beside);
      const needs: Need[] = [{ table: 'patients', networks: built.networks }];
      let stale = false;
      page.readiness.begin(figure);
      this.isLate = true;
      const show = (change: () => void) => {
        if (!stale) change();
      };
      this.#run({ first, second }, { dataset, needs, policy, show }).then(
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
    { first, second }: { first: About; second: About | null },
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
    const last = policy === 'none' ? [] : this.#before;
    const of = (about: About, name: string) => {
      const questions = new Questions(dataset, { needs, name });
      return { about, questions, asked: [questions.size(about), questions.besideLast(about, last)] as const };
    };
    const own = of(first, figure);
    const other = second && of(second, `${figure}, second`);
    const [sizes, lasts, otherSizes, otherLasts, shared] = await Promise.all([
      ...own.asked,
      ...(other?.asked ?? ([null, null] as const)),
      second && own.questions.overlap('the second', first, second.predicate),
    ]);
    const released = releaseSize(sizes, { policy, beside: lasts });
    const otherReleased = ((): Released<Sized & { overlap: Overlap }> | null => {
      if (!otherSizes || !shared) return null;
      const overlap = releaseOverlap(shared, policy);
      const size = releaseSize(otherSizes, { policy, beside: [turned(shared), ...otherLasts] });
      return !overlap.ok ? overlap : !size.ok ? size : { ...size, overlap: overlap.overlap };
    })();
    show(() => {
      this.failure = null;
      this.size = {
        ...first,
        released,
        second: second && otherReleased && { ...second, released: otherReleased },
      };
      if (!released.ok) this.figures = null;
      else
        this.#before = [first, ...(second && otherReleased?.ok ? [second] : [])].map(
          ({ predicate, scope }) => selected(predicate, scope).where,
        );
    });
    if (!released.ok || released.size.numerator === 0) {
      show(() => {
        this.figures = null;
        this.isLate = false;
      });
      return;
    }

    const available = this.#available();
    const level = first.scope?.length === 1 ? 'practice' : 'network';
    const partsOf = ({ about, questions }: { about: About; questions: Questions }, sizes: Answers) =>
      questions.parts(about, { sizes, available, level });
    const isBeside = otherReleased?.ok === true && otherReleased.size.numerator !== 0;
    const [parts, otherParts] = await Promise.all([
      partsOf(own, sizes),
      other && otherSizes && isBeside ? partsOf(other, otherSizes) : null,
    ]);
    show(() => {
      const figures = figuresOf(first, released, { parts, available, level });
      this.figures =
        second && otherParts && otherReleased?.ok
          ? besideFigures(
              { figures, parts },
              {
                figures: figuresOf(second, otherReleased, { parts: otherParts, available, level }),
                parts: otherParts,
              },
              available,
            )
          : figures;
      this.isLate = false;
    });
  }
}

const figure = 'Cohort';

function aboutOf({ predicate, scope, text, sentence, asked, area }: Built): About | null {
  return predicate === null ? null : { predicate, scope, text, sentence, asked, area };
}

function figuresOf(
  about: About,
  { size, permit }: Sized,
  {
    parts: { makeUp, groups, places },
    available,
    level,
  }: { parts: Parts; available: ReadonlySet<string>; level: CohortFigures['level'] },
): CohortFigures {
  return {
    ...about,
    size,
    permit,
    beside: null,
    against: againstEverybody,
    shares: releaseShares(permit, makeUp, available),
    amounts: releaseAmounts(permit, makeUp, available),
    groups: releaseGroups(permit, groups, available),
    ages: ageBars(releaseAgeSex(permit, makeUp), size),
    level,
    places: placeFigures(releasePlaces(permit, places), size, about),
    placesBeside: null,
  };
}

/** The first cohort's figures with the second where everybody stood. */
function besideFigures(
  first: { figures: CohortFigures; parts: Parts },
  second: { figures: CohortFigures; parts: Parts },
  available: ReadonlySet<string>,
): CohortFigures {
  const [own, other] = [first.figures, second.figures];
  const answered = ({ figures, parts }: typeof first) => ({
    permit: figures.permit,
    answers: parts.makeUp,
  });
  return {
    ...own,
    beside: other,
    against: againstSecond,
    asked: new Set([...own.asked, ...other.asked]),
    shares: besideShares(own.shares, other.shares),
    amounts: releaseAmountsBeside(answered(first), answered(second), available),
    groups: besideShares(own.groups, other.groups),
    ages: { cohort: own.ages.cohort, other: other.ages.cohort },
    placesBeside: other.places,
  };
}
