import type { Scope } from '../condition/scope';
import { coarsened, type RawCounts } from '../disclosure';
import type { DisclosurePolicy } from '../schema';
import { concentrationIndex, notAvailable, type Estimate } from '../stats';
import { amounts, squaresOf } from './amounts';
import { held, releaseCurve, rowsLookedAt, tooFew, type ConcentrationCurve } from './concentrated';
import type { InCohort } from './within';

/** What scores are compared by. */
const comparedBy = held.find(({ id }) => id === 'em_adm')!;
const admissions = amounts.find(({ id }) => id === comparedBy.id)!;

/** Columns that `byScoreSql` needs for this. */
export const comparedColumns: ReadonlySet<string> = new Set([admissions.column]);

export interface ComparedScore {
  curve: ConcentrationCurve;
  /** Concentration index of emergency admissions by the score: −1 to 1, 0 where the score tells nothing of them. */
  index: Estimate;
}

/**
 * The answer to `byScoreSql` of one score (of `comparedColumns`): how much of the emergency admissions its highest scores have,
 * of everybody in some networks or of a cohort there, ranked among themselves.
 */
export function releaseCompared(
  answer: RawCounts,
  { scope, cohort = null, policy }: { scope: Scope; cohort?: InCohort | null; policy: DisclosurePolicy },
): ComparedScore {
  const { columns, rows, isApart } = rowsLookedAt(answer, { scope, cohort, policy });
  const curve: ConcentrationCurve = isApart
    ? releaseCurve(columns, rows, comparedBy, policy)
    : { ok: false, of: comparedBy, reason: tooFew };
  if (!curve.ok) return { curve, index: notAvailable(curve.reason) };
  const [units, people] = [columns.get('units'), columns.get('people')];
  const [events, squares] = [columns.get(admissions.id), columns.get(squaresOf(admissions))];
  const index = concentrationIndex(
    rows.map((row) => ({
      rank: units[row]!,
      population: people[row]!,
      outcome: events[row]!,
      squares: squares[row]!,
    })),
  );
  return { curve, index: coarsened(index, policy) };
}
