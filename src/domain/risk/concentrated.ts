import type { Scope } from '../condition/scope';
import { coarse, coarsened, mayShow, statistic, type RawCounts, type Statistic } from '../disclosure';
import { isFew } from '../disclosure/disclose';
import type { NumberColumns } from '../disclosure/raw';
import type { DisclosurePolicy } from '../schema';
import { concentration, lorenz, notAvailable, shareOfTop, type Estimate } from '../stats';
import { lookedAt, type InCohort } from './within';

/** What is held unevenly: a column of the answer to `byScoreSql`. */
export interface Held {
  readonly id: 'em_adm' | 'gp_contacts' | 'conditions';
  readonly name: string;
  /** "of emergency admissions" */
  readonly inSentence: string;
}

export const held: readonly Held[] = [
  { id: 'em_adm', name: 'Emergency admissions', inSentence: 'emergency admissions' },
  { id: 'gp_contacts', name: 'GP contacts', inSentence: 'GP contacts' },
  { id: 'conditions', name: 'Long-term conditions', inSentence: 'long-term conditions' },
];

/** Shares of people from the highest score down at which a curve is read, 0–1. */
export const readAt: readonly number[] = [
  0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
];

/** The fewest people of whom a curve is drawn: the first step then stands for eight of them or more. */
const fewestPeople = 1600;

export type ConcentrationCurve =
  | { ok: true; of: Held; points: { people: number; share: Statistic }[] }
  | { ok: false; of: Held; reason: string };

export interface Concentrated {
  curves: ConcentrationCurve[];
  /** Gini coefficient of the score itself, 0 alike to 1 all with one person. */
  gini: Estimate;
}

/**
 * The answer to `byScoreSql` as shares: of each quantity, how much the people with the highest scores have. Sorted by one
 * thing and measured on another these are concentration curves; only the Gini coefficient is of the score by itself. They are
 * read at fixed shares of people, so that no point stands for few of them.
 */
export function releaseConcentrated(
  answer: RawCounts,
  {
    scope,
    cohort = null,
    policy,
    available,
  }: {
    scope: Scope;
    /** Those of a cohort, where not everybody is looked at. */
    cohort?: InCohort | null;
    policy: DisclosurePolicy;
    available: ReadonlySet<string>;
  },
): Concentrated {
  const { columns, rows, isApart } = rowsLookedAt(answer, { scope, cohort, policy });
  const [units, people] = [columns.get('units'), columns.get('people')];
  const curves = held
    .filter(({ id }) => id === 'conditions' || available.has(id))
    .map((of): ConcentrationCurve =>
      isApart ? releaseCurve(columns, rows, of, policy) : { ok: false, of, reason: tooFew },
    );
  const gini =
    !isApart || isTooFew(columns, rows, policy)
      ? notAvailable(tooFew)
      : lorenz(rows.map((row) => ({ value: units[row]!, people: people[row]! }))).gini;
  return { curves, gini: coarsened(gini, policy) };
}

export const tooFew = 'suppressed: too few people';

/**
 * The rows of those who are looked at in answers to `byScoreSql`, and whether their curves may be shown: where a score has not
 * everybody's, those of a cohort who have one, or the others, may be few though the cohort is not.
 */
export function rowsLookedAt(
  answer: RawCounts,
  { scope, cohort, policy }: { scope: Scope; cohort: InCohort | null; policy: DisclosurePolicy },
): { columns: NumberColumns; rows: number[]; isApart: boolean } {
  const { everybody, isHere, own, isOwn } = lookedAt(answer, { scope, cohort });
  const rowsOf = (columns: NumberColumns, counts: (row: number) => boolean) =>
    Array.from(columns.get('people'), (_, row) => row).filter(counts);
  const rows = rowsOf(own, isOwn);
  const around = () => peopleOf(everybody, rowsOf(everybody, isHere));
  const isApart = cohort === null || mayShow({ parent: around(), subset: peopleOf(own, rows) }, policy);
  return { columns: own, rows, isApart };
}

function peopleOf(columns: NumberColumns, rows: readonly number[]): number {
  const people = columns.get('people');
  return rows.reduce((sum, row) => sum + people[row]!, 0);
}

const isTooFew = (columns: NumberColumns, rows: readonly number[], policy: DisclosurePolicy): boolean =>
  policy !== 'none' && peopleOf(columns, rows) < fewestPeople;

/** The curve of one quantity over rows of an answer to `byScoreSql`, which holds it in a column of that name. */
export function releaseCurve(
  columns: NumberColumns,
  rows: readonly number[],
  of: Held,
  policy: DisclosurePolicy,
): ConcentrationCurve {
  const [units, people] = [columns.get('units'), columns.get('people')];
  if (isTooFew(columns, rows, policy)) return { ok: false, of, reason: tooFew };
  const counted = columns.get(of.id);
  const events = rows.reduce((sum, row) => sum + counted[row]!, 0);
  if (policy !== 'none' && isFew(events)) return { ok: false, of, reason: 'suppressed: too few of them' };
  const curve = concentration(
    rows.map((row) => ({ rank: units[row]!, population: people[row]!, outcome: counted[row]! })),
  );
  if (!curve.ok) return { ...curve, of };
  return {
    ok: true,
    of,
    points: readAt.map((share) => ({
      people: share,
      share: statistic(coarse(shareOfTop(curve.curve, share) ?? 0, policy)),
    })),
  };
}

/** The share (0–1) that a curve gives the people of the highest scores; null where it is not read there. */
export const shareAt = (curve: ConcentrationCurve, people: number): number | null =>
  curve.ok ? (curve.points.find((point) => point.people === people)?.share ?? null) : null;
