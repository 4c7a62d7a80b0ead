import type { PlaceLevel } from '../cohort/field';
import { sharesByArea } from '../measures/shares-by-area';
import { underNetworks, type AreaLine } from '../measures/under-networks';
import { shownTable } from '../cohort/release-lines';
import { inScopeSql, type Scope } from '../condition/scope';
import { disclose, mayShow, suppressed, type RawCounts } from '../disclosure';
import { isFew } from '../disclosure/disclose';
import { unwrap } from '../disclosure/raw';
import { everyone } from '../measures/denominators';
import type { ProportionMeasure } from '../measures/measure';
import type { MeasureFigures } from '../measures/release';
import { shareOf } from '../measures/release-counts';
import type { ScoreModel } from '../models/registry';
import { tierCutOffs, tierSql } from '../models/tiers';
import type { DisclosurePolicy } from '../schema';
import { histogramOf, insiders } from './histogram';

/** How many tiers from the highest down count as the top, and what they are called. */
export const topTierNames = {
  1: 'the highest need tier',
  2: 'the top two need tiers',
  3: 'the top three need tiers',
} as const;
export type TopTiers = keyof typeof topTierNames;
export const topTierChoices: readonly TopTiers[] = [1, 2, 3];

const topColumn = (tiers: number) => `top_${tiers}`;

interface Question {
  /** The score in whole units: `unitsSql`. */
  units: string;
  /** Those of `releaseTiers`, from the highest tier down. */
  cutOffs: readonly number[];
  level: PlaceLevel;
  population: Scope;
  /** Predicate over patient rows, for the people of a cohort only. */
  where?: string;
}

/**
 * Everybody of a population who has a score, by place and network: `place` (index in the manifest's list, neighbourhood 0 is
 * outside or unknown), `network`, `people`, and how many of these are in so many tiers from the highest down, `top_1`, `top_2` …
 * Another number of tiers, or other networks of the population, ask nothing anew.
 */
export function byTopTiersSql({ units, cutOffs, level, population, where = 'TRUE' }: Question): string {
  const tops = cutOffs.map((_, i) => `count_if(tier <= ${i})::DOUBLE AS ${topColumn(i + 1)}`);
  const scored = `SELECT ${level} AS place, network AS of_network, ${units} AS units FROM patients WHERE ${inScopeSql(population)} AND (${where})`;
  const tiered = `SELECT place, of_network, ${tierSql('units', cutOffs)} AS tier FROM (${scored}) WHERE units IS NOT NULL`;
  return `SELECT place::INTEGER AS place, of_network::INTEGER AS network, count(*)::DOUBLE AS people, ${tops.join(', ')} FROM (${tiered}) GROUP BY place, of_network ORDER BY 1, 2`;
}

/** The answer to `byScoreSql` as the cut-offs of tiers at these shares: numbers of score, which count nobody. */
export const cutOffsOf = (answer: RawCounts, shares: readonly number[]): number[] =>
  tierCutOffs(histogramOf(unwrap(answer)), shares);

interface Options {
  tiers: TopTiers;
  score: ScoreModel;
  units: string;
  level: PlaceLevel;
  /** Networks that are looked at. */
  scope: Scope;
  policy: DisclosurePolicy;
  /** Where the answer is of a cohort: what it is called, and the answer of everybody. */
  cohort?: { name: string; everybody: RawCounts };
}

/**
 * The answer to `byTopTiersSql` through the gate: of each place's people who have a score and are looked at, the share in the top
 * tiers; `total` is all of them. A place is hidden where those in the top tiers, the others, or what sets either apart from
 * something else on show is 1 to 7 people. Practices of several networks are shown as far as their networks' lines are.
 */
export function releaseTopTiers(answer: RawCounts, options: Options): MeasureFigures {
  const { level, scope, policy } = options;
  const own = countsOf(answer, options);
  const isRefused = refusals(answer, options);
  const total = { parent: own.total.people, subset: topOf(own.total) };
  const isTotalRefused = policy !== 'none' && (isRefused(own.total, null) || !mayShow(total, policy));
  const networks =
    level === 'practice' && scope?.length !== 1 ? linesOf(answer, { ...options, level: 'network' }) : [];
  return sharesByArea(
    measureOf(options),
    networks.length > 0
      ? underNetworks(networks, (network) => linesOf(answer, { ...options, scope: [network] }))
      : linesOf(answer, options),
    shareOf(isTotalRefused ? suppressed : disclose(total.subset, policy), disclose(total.parent, policy)),
  );
}

/** A line for each place, or for each network of the answer. */
function linesOf(answer: RawCounts, options: Options): AreaLine[] {
  const { policy } = options;
  const { places } = countsOf(answer, options);
  const isRefused = refusals(answer, options);
  const counts = [...places.values()];
  const table = shownTable(
    {
      cohort: counts.map(topOf),
      everybody: counts.map(({ people }) => people),
      refused: [...places].map(([place, each]) => policy !== 'none' && isRefused(each, place)),
    },
    { policy },
  );
  return [...places.keys()].map((area, i) => ({ area, ...shareOf(table.cohort[i]!, table.everybody[i]!) }));
}

/** Whether counts of a place, or of all looked at, tell of too few beside the same of everybody in the answer and of no cohort. */
function refusals(answer: RawCounts, options: Options): (counts: Counts, place: number | null) => boolean {
  const { tiers, level, policy, cohort } = options;
  const parents = [
    countsOf(answer, { ...options, scope: null }),
    ...(cohort ? [countsOf(cohort.everybody, options)] : []),
  ];
  return (counts, place) =>
    tellsFew(counts, level) ||
    parents.some((parent) => {
      const around = place === null ? parent.total : (parent.places.get(place) ?? nobody(tiers));
      return (
        !mayShow({ parent: around.people, subset: counts.people }, policy) ||
        !mayShow({ parent: topOf(around), subset: topOf(counts) }, policy)
      );
    });
}

/** Some people, and how many of them are in the highest tier, the top two … */
interface Counts {
  people: number;
  tops: number[];
}

const nobody = (tiers: number): Counts => ({ people: 0, tops: new Array<number>(tiers).fill(0) });
const topOf = ({ tops }: Counts): number => tops.at(-1)!;

function countsOf(
  answer: RawCounts,
  { tiers, scope, level }: Pick<Options, 'tiers' | 'scope' | 'level'>,
): { places: Map<number, Counts>; total: Counts } {
  const columns = unwrap(answer);
  const people = columns.get('people');
  // Networks are told by every answer, whatever its places are.
  const place = columns.get(level === 'network' ? 'network' : 'place');
  const tops = Array.from({ length: tiers }, (_, i) => columns.get(topColumn(i + 1)));
  const isInside = insiders(columns, scope);
  const places = new Map<number, Counts>();
  const total = nobody(tiers);
  for (let row = 0; row < place.length; row++) {
    if (!isInside(row)) continue;
    const counts = places.get(place[row]!) ?? nobody(tiers);
    places.set(place[row]!, counts);
    for (const each of [counts, total]) {
      each.people += people[row]!;
      tops.forEach((top, i) => (each.tops[i]! += top[row]!));
    }
  }
  return { places, total };
}

/**
 * Whether fewer tiers, which are on show for the asking, would tell of 1 to 7 people in the next ones. Tiers of a network and of
 * a practice also stand one by one; of a neighbourhood only these sums do, and one that is hidden itself tells nothing.
 */
function tellsFew({ people, tops }: Counts, level: PlaceLevel): boolean {
  let shown = 0;
  for (const [i, top] of tops.entries()) {
    if (isFew(top - shown) && (level !== 'neighbourhood' || i === tops.length - 1)) return true;
    if (!isFew(top - shown) && !isFew(people - top)) shown = top;
  }
  return false;
}

function measureOf({ tiers, score: { model }, units, cohort }: Options): ProportionMeasure {
  const aged = model.youngest === undefined ? '' : ` aged ${model.youngest} and over`;
  return {
    kind: 'proportion',
    id: `need_top_${tiers}`,
    group: 'Risk',
    name: `In ${topTierNames[tiers]}`,
    title: `In ${topTierNames[tiers]} by the ${model.name}`,
    numeratorLabel: `people in ${topTierNames[tiers]}`,
    polarity: 'worse',
    meaning: `Share of people in ${topTierNames[tiers]}, by rank of the score.`,
    why: '',
    source: model.source,
    methods: ['crude'],
    numerator: units,
    denominator: {
      ...everyone,
      label: `people${aged}${cohort ? ` of the cohort (${cohort.name})` : ''}`,
      ageBase: model.youngest === undefined ? '' : `${model.youngest}+`,
      youngest: model.youngest ?? 0,
    },
    columns: [],
  };
}
