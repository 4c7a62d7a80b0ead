import { onDestroy } from 'svelte';
import { againstEverybody, againstSecond, type Against } from '../../charts/against';
import { Superseded, type Dataset, type Need } from '../../dataset';
import { ageBars, type AgeBars } from '../../domain/cohort/age-bars';
import type { PlaceLevel } from '../../domain/cohort/field';
import type { GroupItem } from '../../domain/cohort/make-up';
import {
  besideLast,
  releaseSize,
  type Answers,
  type Permit,
  type Released,
  type ShownCohort,
} from '../../domain/cohort/permit';
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
import { besideFallIn, releaseFallIn, type ServiceLine } from '../../domain/cohort/release-services';
import { releaseOverlap, turned, type Overlap } from '../../domain/cohort/release-overlap';
import type { ServicesTold } from '../../domain/cohort/services';
import type { Scope } from '../../domain/condition/scope';
import type { MeasureFigures } from '../../domain/measures/release';
import type { ShareFigure } from '../../domain/measures/release-counts';
import type { DisclosurePolicy } from '../../domain/schema';
import { services } from '../../domain/services/catalogue';
import { ruleOf, type SocialPrescribingRule } from '../../domain/services/social-prescribing';
import { Answer, rerunOn } from '../../state/answer.svelte';
import { failureOf, type Failure } from '../../state/failure';
import { afterTurn } from '../../state/turn';
import type { Page } from '../../state/page.svelte';
import { rememberShown, shownLast } from '../../state/shown-last';
import type { Each } from '../../url/state';
import type { Built } from './built.svelte';
import { Questions, type Further, type Last, type Whom } from './questions';

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

/** A cohort that may be shown. */
export interface SizedCohort extends About, Readonly<Sized> {}

/** What the figures at the top show. */
export interface CohortFront extends SizedCohort {
  /** The second cohort, where figures compare with it and not with everybody. */
  readonly beside: SizedCohort | null;
  readonly against: Against;
  readonly shares: readonly ShareLine[];
  readonly amounts: readonly AmountLine[];
  readonly ages: AgeBars;
}

/** What those further down show besides. */
export interface CohortFigures extends CohortFront {
  readonly groups: readonly ShareLine<GroupItem>[];
  readonly level: Exclude<PlaceLevel, 'neighbourhood'>;
  readonly places: MeasureFigures;
  readonly placesBeside: MeasureFigures | null;
}

/** Last of all, the services that they fall in. */
export interface CohortServices {
  readonly figures: CohortFront;
  readonly lines: readonly ServiceLine[];
  readonly told: ServicesTold;
}

/** How far what stands on the page lags behind, and how to ask again. */
export interface Late {
  readonly isLate: boolean;
  readonly retry: () => void;
}

/** Asks for a cohort's size and make-up, for those of a second one and for both together; then for what is further down. */
export class Asked {
  size = $state.raw<CohortSize | null>(null);
  front = $state.raw<CohortFront | null>(null);
  /** Further down: asked when the page is at rest, unless somebody sees it. */
  readonly further = new Answer<CohortFigures>();
  /** Asked after all else that is further down. */
  readonly services = new Answer<CohortServices>();
  failure = $state.raw<Failure | null>(null);
  /** What stands there is an older cohort's, and has been for a while: nothing of it may be saved. */
  isLate = $state(false);
  /** The same of what is further down. */
  readonly isFurtherLate = $derived.by(() => this.isLate || this.further.isLate);
  readonly isServicesLate = $derived.by(
    () => this.isFurtherLate || this.services.isLate || this.services.value?.figures !== this.front,
  );
  #attempts = $state(0);
  readonly retry = (): void => {
    this.#attempts++;
  };
  #lateness: ReturnType<typeof setTimeout> | undefined;
  #inTime(): void {
    clearTimeout(this.#lateness);
    this.#lateness = undefined;
    this.isLate = false;
  }
  readonly #available: () => ReadonlySet<string>;

  /** Call while a component is being made. */
  constructor(page: Page, built: Built, beside: Built) {
    this.#available = () => built.available;
    // Apart, so that another part of the address asks nothing anew.
    const social = $derived(page.url.social);
    const level = $derived(built.scope?.length === 1 ? 'practice' : (page.url.each ?? 'network'));
    $effect(() => {
      const { dataset, policy } = page;
      const rule = ruleOf(social);
      rerunOn(this.#attempts);
      const first = aboutOf(built);
      if (dataset === null || first === null || built.isTooLarge) {
        this.size = null;
        this.front = null;
        this.failure = null;
        this.#inTime();
        return;
      }
      const second = aboutOf(beside);
      const needs: Need[] = [{ table: 'patients', networks: built.networks }];
      let stale = false;
      const forget: (() => void)[] = [];
      const show = (change: () => void) => {
        if (!stale) change();
      };
      const follow = (name: string, work: Promise<void>) => {
        work.then(
          () => show(() => requestAnimationFrame(() => show(() => page.readiness.end(name)))),
          (error: unknown) => {
            if (error instanceof Superseded) return;
            show(() => {
              this.failure = failureOf(error);
              page.readiness.end(name);
            });
          },
        );
      };
      page.readiness.begin(figure);
      // Most changes are quicker: to mark the page as late and take it back would take longer than they do.
      this.#lateness ??= setTimeout(() => (this.isLate = true), patienceMs);
      const later: Later = (answer, name, work, withdraw) =>
        show(() => {
          const unschedule = answer.schedule((isAwaited) => {
            if (isAwaited) page.readiness.begin(name);
            follow(name, work());
          });
          forget.push(unschedule, ...(withdraw ? [withdraw] : []));
        });
      const { isSmall, networks } = built;
      const sample = isSmall || networks.length === 1 ? null : networks[networks.length >> 1]!;
      const isStale = () => stale;
      follow(
        figure,
        this.#run({ first, second }, { dataset, needs, policy, rule, level, sample, isStale, show, later }),
      );
      return () => {
        stale = true;
        for (const each of forget) each();
        for (const name of [figure, furtherFigure, servicesFigure]) page.readiness.end(name);
      };
    });
    onDestroy(() => clearTimeout(this.#lateness));
  }

  async #run(
    { first, second }: { first: About; second: About | null },
    {
      dataset,
      needs,
      policy,
      rule,
      level,
      sample,
      isStale,
      show,
      later,
    }: {
      dataset: Dataset;
      needs: Need[];
      policy: DisclosurePolicy;
      /** Whom social prescribing is for. */
      rule: SocialPrescribingRule;
      /** What figures by place have a line for. */
      level: Each;
      /** One of many networks, which tells how a cohort is counted; null where all are soon counted. */
      sample: number | null;
      isStale: () => boolean;
      show: (change: () => void) => void;
      later: Later;
    },
  ): Promise<void> {
    const last =
      policy === 'none'
        ? []
        : shownLast(dataset).map(({ people, ...whom }): Last => ({ where: whereOf(whom), people }));
    const available = this.#available();
    const of = (about: About, name: string) => {
      const questions = new Questions(dataset, { needs, name, isStale });
      const others = last.filter(({ where }) => where !== whereOf(about));
      // Most of everybody are counted by the rest, which only the size tells for certain.
      const isMore = sample === null ? Promise.resolve(false) : questions.isProbablyMore(about, sample);
      const sizes = isMore.then((isMore) =>
        isMore
          ? questions.size(about, others)
          : questions.makeUp(about, { sizes: null, available, last: others }),
      );
      const beside = sizes.then(({ cohort }) => others.map(({ people }, i) => besideLast(cohort, i, people)));
      const makeUp = async () =>
        (await isMore) ? questions.makeUp(about, { sizes: await sizes, available }) : sizes;
      return { about, questions, makeUp, asked: [sizes, beside] as const };
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
    show(() => (this.failure = null));
    const take = (front: CohortFront | null) => {
      this.size = {
        ...first,
        released,
        second: second && otherReleased && { ...second, released: otherReleased },
      };
      this.front = front;
      this.#inTime();
      if (released.ok)
        rememberShown(dataset, [
          shownOf(first, released),
          ...(second && otherReleased?.ok ? [shownOf(second, otherReleased)] : []),
        ]);
    };
    if (!released.ok || released.size.numerator === 0) {
      show(() => take(null));
      return;
    }

    const isBeside = otherReleased?.ok === true && otherReleased.size.numerator !== 0;
    const cohorts = [
      { ...own, sizes, sized: released },
      ...(other && otherSizes && otherReleased?.ok && isBeside
        ? [{ ...other, sizes: otherSizes, sized: otherReleased }]
        : []),
    ];
    const makeUps = await Promise.all(cohorts.map(({ makeUp }) => makeUp()));
    // What else is on the screen is asked before the page draws, which keeps it busy for longer than the engine takes to answer.
    const askedFor = this.further.isAwaited ? new Promise<void>(afterTurn) : Promise.resolve();
    const drawn = askedFor.then(() => {
      const fronts = cohorts.map(({ about, sized }, i) => frontOf(about, sized, makeUps[i]!, available));
      return fronts.length === 1
        ? fronts[0]!
        : besideFront(fronts as Two<CohortFront>, makeUps as Two<Answers>, available);
    });
    const told: ServicesTold = { services: services(rule), available };
    const servicesOf = async (found: readonly Found[], front: CohortFront) => {
      const answers = await Promise.all(
        cohorts.map(({ about, questions, sizes }) => questions.services(about, { sizes, told })),
      );
      const [ofFirst, ofSecond] = cohorts.map(({ sized }, i) =>
        releaseFallIn(sized.permit, answers[i]!, { ...told, groups: found[i]!.groups }),
      ) as Two<ServiceLine[]>;
      show(() => {
        this.services.value = {
          figures: front,
          lines: isBeside ? besideFallIn(ofFirst, ofSecond) : ofFirst,
          told,
        };
        this.services.isLate = false;
      });
    };
    later(this.further, furtherFigure, async () => {
      const { practices } = dataset.manifest;
      const networkOf =
        level === 'practice' && first.scope?.length !== 1
          ? (practice: number) => practices[practice]!.network
          : undefined;
      const further = await Promise.all(
        cohorts.map(({ about, questions, sizes }) => questions.further(about, { sizes, available, level })),
      );
      const found = cohorts.map(({ about, sized }, i) =>
        furtherOf(about, sized, further[i]!, { available, networkOf }),
      );
      const [ofFirst, ofSecond] = found as Two<Found>;
      const front = await drawn;
      show(() => {
        this.further.value = {
          ...front,
          level,
          groups: isBeside ? besideShares(ofFirst.groups, ofSecond.groups) : ofFirst.groups,
          places: ofFirst.places,
          placesBeside: isBeside ? ofSecond.places : null,
        };
        this.further.isLate = false;
      });
      later(
        this.services,
        servicesFigure,
        () => servicesOf(found, front),
        () => {
          for (const { questions } of cohorts) questions.withdrawServices();
        },
      );
    });
    const front = await drawn;
    show(() => take(front));
  }
}

type Two<T> = [T, T];
/** Asks for what an answer shows when its turn has come; `withdraw` takes back what was asked when nobody waits for it any more. */
type Later = (
  answer: Answer<CohortFigures> | Answer<CohortServices>,
  name: string,
  work: () => Promise<void>,
  withdraw?: () => void,
) => void;
type Found = ReturnType<typeof furtherOf>;

/** How long figures of an older cohort stand there as if they were the new one's. */
const patienceMs = 150;
const figure = 'Cohort';
const furtherFigure = 'Cohort, further down';
const servicesFigure = 'Cohort, services';

/** Its people, scope and all. */
const whereOf = ({ predicate, scope }: Whom): string => selected(predicate, scope).where;

const shownOf = ({ predicate, scope }: About, { permit: { people } }: Sized): ShownCohort => ({
  predicate,
  scope,
  people,
});

function aboutOf({ predicate, scope, text, sentence, asked, area }: Built): About | null {
  return predicate === null ? null : { predicate, scope, text, sentence, asked, area };
}

function frontOf(
  about: About,
  { size, permit }: Sized,
  makeUp: Answers,
  available: ReadonlySet<string>,
): CohortFront {
  return {
    ...about,
    size,
    permit,
    beside: null,
    against: againstEverybody,
    shares: releaseShares(permit, makeUp, available),
    amounts: releaseAmounts(permit, makeUp, available),
    ages: ageBars(releaseAgeSex(permit, makeUp), size),
  };
}

/** The first cohort's figures with the second where everybody stood. */
function besideFront(
  [own, other]: Two<CohortFront>,
  [ownMakeUp, otherMakeUp]: Two<Answers>,
  available: ReadonlySet<string>,
): CohortFront {
  return {
    ...own,
    beside: other,
    against: againstSecond,
    asked: new Set([...own.asked, ...other.asked]),
    shares: besideShares(own.shares, other.shares),
    amounts: releaseAmountsBeside(
      { permit: own.permit, answers: ownMakeUp },
      { permit: other.permit, answers: otherMakeUp },
      available,
    ),
    ages: { cohort: own.ages.cohort, other: other.ages.cohort },
  };
}

const furtherOf = (
  about: About,
  { size, permit }: Sized,
  { groups, places }: Further,
  {
    available,
    networkOf,
  }: { available: ReadonlySet<string>; networkOf: ((practice: number) => number) | undefined },
) => ({
  groups: releaseGroups(permit, groups, available),
  places: placeFigures(releasePlaces(permit, places, networkOf), size, about),
});
