import { conditionIds, registerIds, type ConditionId, type RegisterId } from '../conditions';
import {
  coarse,
  coarsened,
  disclose,
  mayShow,
  statistic,
  suppressed,
  type RawCounts,
  type ShownCount,
  type Statistic,
} from '../disclosure';
import { unwrap, type NumberColumns } from '../disclosure/raw';
import type { DisclosurePolicy } from '../schema';
import { countLimits, notAvailable, proportion, type Estimate } from '../stats';
import { hasSquares, pairColumn, quantities, type Quantity } from './cells';

/** How often people with a condition have another, and how often that would be if age and sex were all that mattered. */
export interface Companion {
  other: ConditionId;
  /** People with both, and with the condition. */
  both: ShownCount;
  people: ShownCount;
  /** Share of people with the condition who have the other, 0–1. */
  share: Estimate;
  /** People with both at the rate of the other condition among everybody of their age and sex. */
  expected: Statistic;
  /** Observed ÷ expected. */
  ratio: Estimate;
}

/** Sums by band and sex. */
type Strata = readonly number[];

const columnOf = (columns: NumberColumns, name: string): Strata => Array.from(columns.get(name));
const total = (strata: Strata): number => strata.reduce((sum, value) => sum + value, 0);

/** Σ n·r over bands and sexes: what would be of these people at the rates of `count` among `among`. */
function expectedAt(people: Strata, count: Strata, among: Strata): number {
  let expected = 0;
  for (let i = 0; i < people.length; i++) if (among[i]! > 0) expected += people[i]! * (count[i]! / among[i]!);
  return expected;
}

/** The answer to `togetherSql` through the disclosure gate, the commonest companion first. */
export function releaseCompanions(
  id: RegisterId,
  answer: RawCounts,
  { policy, available }: { policy: DisclosurePolicy; available: ReadonlySet<string> },
): Companion[] {
  const columns = unwrap(answer);
  const everybody = columnOf(columns, 'patients');
  const withIt = columnOf(columns, id);
  return conditionIds
    .filter((other) => other !== id && available.has(other))
    .map((other) => {
      const both = total(columnOf(columns, pairColumn(id, other)));
      return companion(other, {
        both,
        people: total(withIt),
        expected: expectedAt(withIt, columnOf(columns, other), everybody),
        policy,
      });
    })
    .sort((a, b) => (b.share.ok ? b.share.value : -1) - (a.share.ok ? a.share.value : -1));
}

/** Every pair of registers from the answer to `pairsSql`, each both ways round. */
export function releasePairs(
  answer: RawCounts,
  { policy, available }: { policy: DisclosurePolicy; available: ReadonlySet<string> },
): { id: RegisterId; companion: Companion }[] {
  const columns = unwrap(answer);
  const ids = registerIds.filter((id) => available.has(id));
  const everybody = columnOf(columns, 'patients');
  const counts = new Map(ids.map((id) => [id, columnOf(columns, id)]));
  return ids.flatMap((id) =>
    ids
      .filter((other) => other !== id)
      .map((other) => ({
        id,
        companion: companion(other, {
          both: total(columnOf(columns, pairColumn(id, other))),
          people: total(counts.get(id)!),
          expected: expectedAt(counts.get(id)!, counts.get(other)!, everybody),
          policy,
        }),
      })),
  );
}

function companion(
  other: ConditionId,
  counted: { both: number; people: number; expected: number; policy: DisclosurePolicy },
): Companion {
  const { policy } = counted;
  const expected = statistic(coarse(counted.expected, policy));
  const both = disclose(counted.both, policy);
  const people = disclose(counted.people, policy);
  const guarded = !mayShow({ parent: counted.people, subset: counted.both }, policy);
  if (guarded || both === suppressed || people === suppressed || people === 0) {
    const reason = people === 0 ? 'nobody has the condition' : 'suppressed: too few people';
    const missing = notAvailable(reason);
    return { other, both: suppressed, people, share: missing, expected, ratio: missing };
  }
  return {
    other,
    both,
    people,
    share: proportion(Math.min(both, people), people),
    expected,
    ratio: ratioTo(both, both, expected),
  };
}

/** People with a condition beside others of their age and sex. */
export interface Contrast {
  quantity: Quantity;
  people: ShownCount;
  /** A person (for frailty, a share of those with an index), among people with the condition. */
  withIt: Statistic | null;
  /** The same among people without it, were they of the same ages and sexes. */
  without: Statistic | null;
  /** The first ÷ the second. */
  ratio: Estimate;
}

/** The answer to `togetherSql`: what people with a condition use, against the age-sex matched rest. */
export function releaseContrasts(
  id: RegisterId,
  answer: RawCounts,
  { policy, available }: { policy: DisclosurePolicy; available: ReadonlySet<string> },
): Contrast[] {
  const columns = unwrap(answer);
  return quantities
    .filter(({ column }) => available.has(column))
    .map((quantity) => {
      const among = columnOf(columns, quantity.among);
      const withIt = columnOf(columns, quantity.among === 'patients' ? id : `${id}_${quantity.among}`);
      const all = columnOf(columns, quantity.id);
      const own = columnOf(columns, `${id}_${quantity.id}`);
      const squares = hasSquares(quantity)
        ? total(columnOf(columns, `${id}_${quantity.id}_squares`))
        : total(own);
      const rest = among.map((n, i) => n - withIt[i]!);
      const restSum = all.map((sum, i) => sum - own[i]!);
      // Where everybody of an age and sex has the condition, nobody is left to match them with.
      const matched = withIt.map((n, i) => (rest[i]! > 0 ? n : 0));
      const people = disclose(total(withIt), policy);
      const sum = total(own);
      const expected = expectedAt(matched, restSum, rest);
      const hidden =
        people === suppressed || people === 0 || disclose(sum, policy) === suppressed || total(matched) === 0;
      if (hidden) {
        const ratio = notAvailable('suppressed: too few people');
        return { quantity, people, withIt: null, without: null, ratio };
      }
      return {
        quantity,
        people,
        withIt: statistic(coarse(sum / total(withIt), policy)),
        without: statistic(coarse(expected / total(matched), policy)),
        ratio: coarsened(ratioTo(sum, squares, (expected * total(withIt)) / total(matched)), policy),
      };
    });
}

/** Observed ÷ expected with the limits of the count, widened where events repeat within a person. */
function ratioTo(observed: number, squares: number, expected: number): Estimate {
  if (!(expected > 0)) return notAvailable('none is expected');
  const { lower, upper, method } = countLimits(observed, 0.95);
  const inflation = observed > 0 ? Math.sqrt(squares / observed) : 1;
  const limit = (value: number) => Math.max(0, observed + inflation * (value - observed)) / expected;
  return {
    ok: true,
    value: observed / expected,
    lower: limit(lower ?? 0),
    upper: limit(upper ?? NaN),
    method: inflation === 1 ? method : 'Dobson, repeat events',
  };
}
