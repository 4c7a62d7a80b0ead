import type { Scope } from '../condition/scope';
import { coarsened, type RawCounts } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import { tierCutOffs } from '../models/tiers';
import type { DisclosurePolicy } from '../schema';
import { concentrationIndex, notAvailable, type Estimate } from '../stats';
import { amounts, squaresOf } from './amounts';
import { held, insideRows, releaseCurve, type ConcentrationCurve } from './concentrated';
import { histogramOf } from './histogram';

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

/** The answer to `byScoreSql` of one score (of `comparedColumns`): how much of the emergency admissions its highest scores have. */
export function releaseCompared(
  answer: RawCounts,
  { scope, policy }: { scope: Scope; policy: DisclosurePolicy },
): ComparedScore {
  const columns = unwrap(answer);
  const rows = insideRows(columns, scope);
  const curve = releaseCurve(columns, rows, comparedBy, policy);
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

/** Cut-offs of the tiers by a score among everybody of an answer to `byScoreSql`: numbers of score, the same as `releaseTiers` gives. */
export const cutOffsOf = (answer: RawCounts, shares: readonly number[]): number[] =>
  tierCutOffs(histogramOf(unwrap(answer)), shares);
