import { discloseParts, mayShow, suppressed, type RawCounts, type ShownCount } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import { shareOf, type ShareFigure } from '../measures/release-counts';
import type { DisclosurePolicy } from '../schema';
import type { Scope } from '../condition/scope';
import { insiders } from '../risk/histogram';
import { countedParts, serviceColumns } from './queries';
import { serviceStanding, type Criterion, type Service, type ServiceStanding } from './service';

/** A service's people in one area, or in all of them together. */
export interface ServiceFigure {
  /** Index in the manifest's networks or practices; null for all together. */
  area: number | null;
  /** Everybody on its list. */
  list: ShownCount;
  /** Of everybody on the list, who is eligible by what is recorded; null where the service cannot be computed. */
  eligible: ShareFigure | null;
  /** Of whom it is not recorded whether they are eligible. */
  unknown: ShownCount | null;
  /** Of the eligible people whose record tells, who has had it; null where none can tell. */
  done: ShareFigure | null;
  /** Eligible, and not recorded whether they have had it. */
  doneUnknown: ShownCount | null;
  /** Why people are eligible: each way in, of the eligible people; they overlap. Empty where there is one way. */
  parts: { criterion: Criterion; people: ShownCount }[];
  /** Whom it is looked for among; null where the service names nobody, or the columns lack. */
  among: ShownCount | null;
}

export interface ServiceFigures {
  service: Service;
  standing: ServiceStanding;
  /** In the order of the index. */
  areas: ServiceFigure[];
  total: ServiceFigure;
}

/** A count by area with all areas together as the last. */
type Line = readonly ShownCount[];

/**
 * The answer to `servicesSql` through the disclosure gate, each count by area as parts of the total beside them.
 *
 * @param scope networks of the answer that are looked at; their total stands beside everybody's of the answer
 */
export function releaseServices(
  answer: RawCounts,
  {
    services,
    available,
    by,
    scope,
    policy,
  }: {
    services: readonly Service[];
    available: ReadonlySet<string>;
    by: 'network' | 'practice';
    scope: Scope;
    policy: DisclosurePolicy;
  },
): ServiceFigures[] {
  const columns = unwrap(answer);
  const areaOf = columns.get(by);
  const isInside = insiders(columns, scope);
  const areas = [...new Set(Array.from(areaOf).filter((_, row) => isInside(row)))].sort((a, b) => a - b);
  const placeOf = new Map(areas.map((area, place) => [area, place]));
  const total = areas.length;
  /** Counts by area, then their sum, then everybody's of the answer. */
  const counted = (name: string): number[] => {
    const counts = new Array<number>(total + 2).fill(0);
    Array.from(columns.get(name)).forEach((count, row) => {
      counts[total + 1]! += count;
      if (!isInside(row)) return;
      counts[placeOf.get(areaOf[row]!)!]! += count;
      counts[total]! += count;
    });
    return counts;
  };
  const disclosed = (counts: readonly number[]): Line => {
    const shown = discloseParts(counts.slice(0, total), counts[total]!, policy);
    return [...shown.parts, shown.total];
  };
  /** Not shown either where all but a few of a group that is shown are in it. */
  const within = (counts: readonly number[], parents: readonly number[]): Line =>
    disclosed(counts).map((shown, i) => {
      const subset = counts[i]!;
      const isApart = i < total || mayShow({ parent: counts[total + 1]!, subset }, policy);
      return isApart && mayShow({ parent: parents[i]!, subset }, policy) ? shown : suppressed;
    });

  const lists = counted('patients');
  const listLine = disclosed(lists);
  return services.map((service) => {
    const standing = serviceStanding(service, available);
    const among = standing.among ? within(counted(serviceColumns(service).among), lists) : null;
    const figure = lineOf(service, standing);
    const figures = [...areas, null].map((area, i) => ({
      area,
      list: listLine[i]!,
      ...(figure?.(i) ?? nothing),
      among: among?.[i] ?? null,
    }));
    return { service, standing, areas: figures.slice(0, -1), total: figures.at(-1)! };
  });

  /** A service's figures by place of the area; null where it cannot be computed. */
  function lineOf(service: Service, { standing, done: isTold }: ServiceStanding) {
    if (standing === 'not computable') return null;
    const names = serviceColumns(service);
    const eligible = counted(names.eligible);
    const shown = within(eligible, lists);
    const unknown = within(counted(names.unknown), lists);
    /** Hidden wherever those whom they are of are hidden. */
    const ofEligible = (counts: readonly number[]): Line =>
      within(counts, eligible).map((count, i) => (shown[i] === suppressed ? suppressed : count));
    const parts = countedParts(service, available).map(({ criterion, column }) => ({
      criterion,
      line: ofEligible(counted(column)),
    }));
    const done = isTold ? doneOf(counted(names.done), counted(names.doneUnknown), eligible) : null;
    return (i: number) => ({
      eligible: shareOf(shown[i]!, listLine[i]!),
      unknown: unknown[i]!,
      done: done && shareOf(done.done[i]!, done.told[i]!),
      doneUnknown: done && done.unknown[i]!,
      parts: parts.map(({ criterion, line }) => ({ criterion, people: line[i]! })),
    });

    function doneOf(had: readonly number[], untold: readonly number[], among: readonly number[]) {
      const told = among.map((count, i) => count - untold[i]!);
      return { done: within(had, told), told: ofEligible(told), unknown: ofEligible(untold) };
    }
  }
}

const nothing = { eligible: null, unknown: null, done: null, doneUnknown: null, parts: [] };
