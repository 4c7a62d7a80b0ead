import { disclose, mayShow, suppressed, type ShownCount } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import { shareOf } from '../measures/release-counts';
import type { DisclosurePolicy } from '../schema';
import { serviceColumns } from '../services/queries';
import type { GroupItem } from './make-up';
import { assertPermitted, type Answers, type Permit } from './permit';
import { besideShares } from './release-beside';
import { fewPeople, linesOf, type Counted, type ShareLine } from './release-make-up';
import { serviceItems, type ServiceItem, type ServicesTold } from './services';

/** Whom of a cohort a service is for, of all of it. */
export interface ServiceLine extends ShareLine<ServiceItem> {
  /** People of the cohort of whom it is not recorded whether it is for them. */
  unknown: ShownCount;
  /** Of those it is for whose record tells, who have had it; null where nothing recorded tells. */
  done: ShareLine<ServiceItem> | null;
}

type Both = Record<keyof Answers, number>;

/**
 * Answers to `fallInSql` through the disclosure gate, a line for each service that the dataset's rows tell.
 *
 * @param groups the same cohort's `releaseGroups`: Core20 is their first fifth, and hidden where that is
 */
export function releaseFallIn(
  permit: Permit,
  answers: Answers,
  { groups, ...of }: ServicesTold & { groups: readonly ShareLine<GroupItem>[] },
): ServiceLine[] {
  assertPermitted(permit, answers);
  const { policy } = permit;
  const columns = { cohort: unwrap(answers.cohort), everybody: unwrap(answers.everybody) };
  const both = (name: string): Both => ({
    cohort: columns.cohort.get(name)[0]!,
    everybody: columns.everybody.get(name)[0]!,
  });
  const people = both('people');
  const items = serviceItems(of);
  const counted = items.map(({ service, standing }) => {
    const names = serviceColumns(service);
    const eligible = both(names.eligible);
    const told = standing.done ? minus(eligible, both(names.doneUnknown)) : null;
    return { eligible, unknown: both(names.unknown), told, done: told && both(names.done) };
  });
  const fifth = groups.find(({ item }) => item.id === 'fifth_1');
  const lines = linesOf(
    items,
    counted.map(({ eligible }) => among(eligible, people)),
    people,
    policy,
  ).map((line) =>
    line.item.id === 'core20' && fifth
      ? without(line, { cohort: isHidden(fifth.cohort), everybody: isHidden(fifth.other) })
      : line,
  );
  return lines.map((line, i) => {
    const { eligible, unknown, told, done } = counted[i]!;
    const known = minus(people, unknown);
    const isTold =
      !isHidden(line.cohort) &&
      isApart(people, unknown, policy) &&
      mayShow({ parent: known.cohort, subset: eligible.cohort }, policy);
    const had = told && done && linesOf([line.item], [among(done, told)], people, policy)[0]!;
    return {
      ...line,
      unknown: isTold ? disclose(unknown.cohort, policy) : suppressed,
      // Those whose record does not tell are what sets the told apart from all whom it is for.
      done:
        told &&
        had &&
        without(had, {
          cohort: isHidden(line.cohort) || !isApart(eligible, told, policy),
          everybody:
            isHidden(line.other) || !mayShow({ parent: eligible.everybody, subset: told.everybody }, policy),
        }),
    };
  });
}

const minus = (a: Both, b: Both): Both => ({
  cohort: a.cohort - b.cohort,
  everybody: a.everybody - b.everybody,
});

const among = (counts: Both, of: Both): Record<keyof Answers, Counted> => ({
  cohort: { count: counts.cohort, among: of.cohort },
  everybody: { count: counts.everybody, among: of.everybody },
});

const isHidden = ({ numerator, denominator }: ShareLine['cohort']) =>
  numerator === suppressed || denominator === suppressed;

/** Whether a part and what is left of its whole are nobody or 8 and more: in the cohort, and outside it. */
function isApart(whole: Both, part: Both, policy: DisclosurePolicy): boolean {
  const outside = (counts: Both) => counts.everybody - counts.cohort;
  return (
    mayShow({ parent: whole.cohort, subset: part.cohort }, policy) &&
    mayShow({ parent: outside(whole), subset: outside(part) }, policy)
  );
}

function without(
  line: ShareLine<ServiceItem>,
  hides: Record<keyof Answers, boolean>,
): ShareLine<ServiceItem> {
  const nothing = shareOf(suppressed, suppressed);
  if (!hides.cohort && !hides.everybody) return line;
  return {
    item: line.item,
    cohort: hides.cohort ? nothing : line.cohort,
    other: hides.everybody ? nothing : line.other,
    rest: fewPeople,
    difference: fewPeople,
  };
}

/** The first cohort's lines with the second where everybody stood. */
export function besideFallIn(first: readonly ServiceLine[], second: readonly ServiceLine[]): ServiceLine[] {
  return besideShares(first, second).map((line, i) => {
    const [own, other] = [first[i]!, second[i]!];
    const done = own.done && other.done && besideShares([own.done], [other.done])[0]!;
    return { ...line, unknown: own.unknown, done };
  });
}
