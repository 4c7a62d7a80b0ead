import { disclose, mayShow, RawCounts, suppressed, type ShownCount } from '../disclosure';
import { mostFew } from '../disclosure/disclose';
import { unwrap } from '../disclosure/raw';
import { shareOf, type ShareFigure } from '../measures/release-counts';
import { underNetworks, type AreaLine } from '../measures/under-networks';
import { bandCount, bandOf, type DisclosurePolicy } from '../schema';
import { assertPermitted, partsBesideTotal, type Answers, type Permit } from './permit';

/** A cohort and everybody in each part of a table whose totals are on show. */
interface Table {
  readonly cohort: readonly number[];
  readonly everybody: readonly number[];
  /** Parts whose cohort something else on show would tell of too few people. */
  readonly refused?: readonly boolean[];
}

/** Parts of the table: one in which the cohort, everybody or the rest is 1 to 7 people is hidden. */
export function shownTable(
  { cohort, everybody, refused }: Table,
  { policy }: Pick<Permit, 'policy'>,
): { cohort: ShownCount[]; everybody: ShownCount[] } {
  const isRefused = cohort.map(
    (count, i) => !mayShow({ parent: everybody[i]!, subset: count }, policy) || refused?.[i] === true,
  );
  const among = partsBesideTotal(everybody, policy);
  return {
    cohort: withoutRefused(
      partsBesideTotal(cohort, policy),
      { counts: cohort, isRefused, among: mostAmong(among, sumOf(everybody), policy) },
      policy,
    ),
    everybody: among,
  };
}

/**
 * Parts of a total on show without those that are refused. One that is refused for what something else on show would tell beside
 * it may be large, and the total would tell it: the smallest large parts on show go with it until it does not, else all go.
 *
 * @param among everybody of each part, at most: {@link mostAmong}
 */
export function withoutRefused(
  parts: readonly ShownCount[],
  {
    counts,
    isRefused,
    among,
  }: { counts: readonly number[]; isRefused: readonly boolean[]; among: readonly number[] },
  policy: DisclosurePolicy,
): ShownCount[] {
  const total = sumOf(counts);
  const none = () => parts.map((): ShownCount => suppressed);
  const shown = parts.map((part, i): ShownCount => (isRefused[i] === true ? suppressed : part));
  const isLarge = (i: number) => counts[i]! > mostFew;
  const refused = counts.flatMap((_, i) => (isRefused[i] === true && isLarge(i) ? [i] : []));
  if (refused.length === 0) return starsTold({ cohort: shown, among }, total, policy) ? none() : shown;

  const bySize = counts
    .map((_, i) => i)
    .filter((i) => isLarge(i) && shown[i] !== suppressed)
    .sort((a, b) => counts[a]! - counts[b]!);
  const hidden = () => shown.filter((part, i) => part === suppressed && isLarge(i)).length;
  while (hidden() < 2 || refused.some((at) => isPinned(at, { cohort: shown, among }, total, policy))) {
    const next = bySize.shift();
    if (next === undefined) return none();
    shown[next] = suppressed;
  }
  return shown;
}

/** How far a count lies from what is shown of it, at most. */
const doubts = (policy: DisclosurePolicy) => ({ above: policy === 'midpoint6' ? 3 : 2, below: 2 });

interface ShownTable {
  cohort: readonly ShownCount[];
  among: readonly number[];
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/**
 * How many each part can be, at most, to somebody who sees what is shown of it and of the total: one that is hidden may be told
 * by the total to be fewer than the few that are hidden.
 */
export function mostAmong(parts: readonly ShownCount[], total: number, policy: DisclosurePolicy): number[] {
  const { above, below } = doubts(policy);
  const whole = disclose(total, policy);
  const least = parts.map((part) => (part === suppressed ? 1 : part === 0 ? 0 : part - below));
  return parts.map((part, i) => {
    if (part !== suppressed) return part === 0 ? 0 : part + above;
    return whole === suppressed ? mostFew : Math.min(mostFew, whole + above - (sumOf(least) - least[i]!));
  });
}

/** Whether all else on show leaves a hidden part fewer numbers to be than a count of few has. */
function isPinned(
  at: number,
  { cohort, among }: ShownTable,
  total: number,
  policy: DisclosurePolicy,
): boolean {
  const { above, below } = doubts(policy);
  const whole = disclose(total, policy);
  if (whole === suppressed) return false;
  let [least, most] = [whole - below, whole + above];
  for (const [i, count] of cohort.entries()) {
    if (i === at || count === 0) continue;
    least -= count === suppressed ? among[i]! : count + above;
    most -= count === suppressed ? 0 : count - below;
  }
  return Math.min(most, among[at]!) - Math.max(0, least) < mostFew;
}

/**
 * Whether the total leaves hidden parts of 1 to 7 no choice but to be the least or the most that they can be, beside everybody
 * in each part. The gate asks the like of parts that it hides itself; the guard hides more of them, by midpoints too.
 */
function starsTold({ cohort, among }: ShownTable, total: number, policy: DisclosurePolicy): boolean {
  const whole = disclose(total, policy);
  if (policy === 'none' || whole === suppressed || !cohort.includes(suppressed)) return false;
  const { above, below } = doubts(policy);
  const most = cohort.map((count, i) => {
    const own = count === suppressed ? mostFew : count === 0 ? 0 : count + above;
    return Math.min(own, among[i]!);
  });
  const least = cohort.map((count) => (count === suppressed ? 1 : count === 0 ? 0 : count - below));
  return whole - below >= sumOf(most) || whole + above <= sumOf(least);
}

/** The answer to `amongPlacesSql` as {@link releasePlaces} takes it. */
export const placeAnswers = (answer: RawCounts): Answers => ({
  cohort: new RawCounts({ get: (name) => unwrap(answer).get(name === 'people' ? 'in_cohort' : name) }),
  everybody: answer,
});

/**
 * Answers to `byPlaceSql`, or {@link placeAnswers}, through the disclosure gate, a line for each place where anybody of the scope
 * is: how many are in the cohort, of everybody there.
 *
 * @param networkOf of a practice, where practices of several networks are looked at, whose own lines are to be had too
 */
export function releasePlaces(
  permit: Permit,
  answers: Answers,
  networkOf?: (practice: number) => number,
): AreaLine[] {
  assertPermitted(permit, answers);
  const inCohort = byPlace(answers.cohort);
  const places = [...byPlace(answers.everybody)].map(([area, everybody]) => ({
    area,
    everybody,
    cohort: inCohort.get(area) ?? 0,
  }));
  const linesOf = (counts: typeof places): AreaLine[] => {
    const table = shownTable(
      { cohort: counts.map(({ cohort }) => cohort), everybody: counts.map(({ everybody }) => everybody) },
      permit,
    );
    return counts.map(({ area }, i) => ({ area, ...shareOf(table.cohort[i]!, table.everybody[i]!) }));
  };
  if (networkOf === undefined) return linesOf(places);
  const networks = new Map<number, typeof places>();
  for (const place of places) {
    const network = networkOf(place.area);
    networks.set(network, [...(networks.get(network) ?? []), place]);
  }
  const sums = [...networks].map(([area, practices]) => ({
    area,
    everybody: practices.reduce((sum, { everybody }) => sum + everybody, 0),
    cohort: practices.reduce((sum, { cohort }) => sum + cohort, 0),
  }));
  return underNetworks(linesOf(sums), (network) => linesOf(networks.get(network)!));
}

/** People of one age band and sex: those in the cohort (numerator), of everybody. */
export interface AgeSexLine extends ShareFigure {
  band: number;
  sex: 1 | 2;
}

/** Answers to `makeUpSql` through the disclosure gate by age band and sex, every band of both sexes. */
export function releaseAgeSex(permit: Permit, answers: Answers): AgeSexLine[] {
  assertPermitted(permit, answers);
  const [inCohort, inScope] = [byBandAndSex(answers.cohort), byBandAndSex(answers.everybody)];
  const table = shownTable({ cohort: inCohort, everybody: inScope }, permit);
  return ([1, 2] as const).flatMap((sex, s) =>
    Array.from({ length: bandCount }, (_, band) => {
      const at = s * bandCount + band;
      return { band, sex, ...shareOf(table.cohort[at]!, table.everybody[at]!) };
    }),
  );
}

/** Men by band, women by band, then everybody else by band: they are parts of the total that are not drawn. */
function byBandAndSex(answer: RawCounts): number[] {
  const columns = unwrap(answer);
  const [age, sex, people] = [columns.get('age'), columns.get('sex'), columns.get('people')];
  const counts = new Array<number>(3 * bandCount).fill(0);
  for (let row = 0; row < people.length; row++) {
    const group = sex[row] === 1 ? 0 : sex[row] === 2 ? 1 : 2;
    counts[group * bandCount + bandOf(age[row]!)]! += people[row]!;
  }
  return counts;
}

function byPlace(answer: RawCounts): Map<number, number> {
  const columns = unwrap(answer);
  const [place, people] = [columns.get('place'), columns.get('people')];
  return new Map(Array.from(people, (count, row) => [place[row]!, count]));
}
