import type { Scope } from '../condition/scope';
import { discloseParts, mayShow, type RawCounts } from '../disclosure';
import { shareOf, type ShareFigure } from '../measures/release-counts';
import type { DisclosurePolicy } from '../schema';
import { histogramOf } from './histogram';
import { lookedAt, type InCohort, type LookedAt } from './within';

/** People whose score in whole units is at least `from` and below `to`. */
export interface ScoreBin {
  from: number;
  to: number;
  /** Those looked at, as a share of everybody looked at. */
  inside: ShareFigure;
  /** The same of the whole population. */
  everybody: ShareFigure;
}

export interface Distribution {
  /** Ascending, without gaps; empty where nothing may be shown. */
  bins: ScoreBin[];
  /** Units of a bin that was not joined with others. */
  width: number;
}

/** About so many bins lie between the lowest and the highest score of the population. */
const binsWanted = 40;

/**
 * The answer to `byScoreSql` as shares of people by score: bins that depend on the population alone, joined from the top down
 * until each may be shown beside the population's and, of a cohort, beside that of everybody in the same networks. `one` is the
 * units of a score of 1.
 */
export function releaseDistribution(
  answer: RawCounts,
  {
    scope,
    cohort = null,
    policy,
    one,
  }: { scope: Scope; cohort?: InCohort | null; policy: DisclosurePolicy; one: number },
): Distribution {
  const looked = lookedAt(answer, { scope, cohort });
  const { units } = histogramOf(looked.everybody);
  if (units.length === 0) return { bins: [], width: 1 };
  const [lowest, highest] = [units[0]!, units[units.length - 1]!];
  const width = Math.max(1, Math.round(roundWidth((highest - lowest) / one / binsWanted) * one));
  const joined = join(counted(looked, { lowest, highest, width }), policy);
  const totalOf = (who: 'inside' | 'everybody') => joined.reduce((sum, bin) => sum + bin[who], 0);
  const disclosed = (who: 'inside' | 'everybody') =>
    discloseParts(
      joined.map((bin) => bin[who]),
      totalOf(who),
      policy,
    );
  const [inside, everybody] = [disclosed('inside'), disclosed('everybody')];
  return {
    bins: joined.map(({ from, to }, i) => ({
      from,
      to,
      inside: shareOf(inside.parts[i]!, inside.total),
      everybody: shareOf(everybody.parts[i]!, everybody.total),
    })),
    width,
  };
}

/** The next of 1, 2 and 5 times a power of ten. */
function roundWidth(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, Number.MIN_VALUE)));
  return power * ([1, 2, 5].find((step) => step * power >= least) ?? 10);
}

interface CountedBin {
  from: number;
  to: number;
  inside: number;
  /** Everybody of the networks that are looked at. */
  here: number;
  everybody: number;
}

function counted(
  { everybody, isHere, own, isOwn }: LookedAt,
  { lowest, highest, width }: { lowest: number; highest: number; width: number },
): CountedBin[] {
  const first = Math.floor(lowest / width);
  const bins = Array.from({ length: Math.floor(highest / width) - first + 1 }, (_, i) => ({
    from: (first + i) * width,
    to: (first + i + 1) * width,
    inside: 0,
    here: 0,
    everybody: 0,
  }));
  const binOf = (units: number) => bins[Math.floor(units / width) - first]!;
  const [units, people] = [everybody.get('units'), everybody.get('people')];
  for (let row = 0; row < units.length; row++) {
    const bin = binOf(units[row]!);
    bin.everybody += people[row]!;
    if (isHere(row)) bin.here += people[row]!;
  }
  const [ownUnits, ownPeople] = [own.get('units'), own.get('people')];
  for (let row = 0; row < ownUnits.length; row++)
    if (isOwn(row)) binOf(ownUnits[row]!).inside += ownPeople[row]!;
  return bins;
}

/** From the top down; what is left over at the bottom goes to the bins above it until it may be shown with them. */
function join(bins: readonly CountedBin[], policy: DisclosurePolicy): CountedBin[] {
  const mayStand = ({ inside, here, everybody }: CountedBin) =>
    [here, everybody].every((parent) => mayShow({ parent, subset: inside }, policy));
  const joined: CountedBin[] = [];
  let open: CountedBin | null = null;
  for (const bin of bins.toReversed()) {
    open = open === null ? bin : together(bin, open);
    if (!mayStand(open)) continue;
    joined.unshift(open);
    open = null;
  }
  while (open !== null) {
    const above = joined.shift();
    if (above === undefined) return [];
    open = together(open, above);
    if (mayStand(open)) return [open, ...joined];
  }
  return joined;
}

const together = (lower: CountedBin, upper: CountedBin): CountedBin => ({
  from: lower.from,
  to: upper.to,
  inside: lower.inside + upper.inside,
  here: lower.here + upper.here,
  everybody: lower.everybody + upper.everybody,
});
