import type { Scope } from '../condition/scope';
import type { NumberColumns } from '../disclosure/raw';
import { insiders } from './histogram';

/** Ages of a life, as the table has them: the youngest completed age of each. */
export const bandStarts = [0, 18, 40, 50, 60, 70, 80, 85] as const;

/** National fifths of deprivation, 1 the most deprived; 0 is not known. */
export const fifths = [1, 2, 3, 4, 5, 0] as const;
export type Fifth = (typeof fifths)[number];
/** Place of a fifth among them. */
const columnOf = fifths.map((_, fifth) => fifths.findIndex((each) => each === fifth));
const cells = bandStarts.length * fifths.length;

/** People by age band and fifth, band by band, and their scores in whole units added up. */
export interface AgeFifthCounts {
  readonly people: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  /** Scores that anybody has, ascending. */
  readonly units: Float64Array;
  /** People with each of these scores or a higher one, cell by cell, a score after the other; at the end nobody. */
  readonly atLeast: Float64Array;
}

/** A slider's step reads the same answer again. */
const known = new WeakMap<NumberColumns, Map<string, AgeFifthCounts>>();

/** Those of some networks in an answer to `byAgeAndFifthSql`. */
export function ageFifthCounts(columns: NumberColumns, scope: Scope): AgeFifthCounts {
  const ofAnswer = known.get(columns) ?? new Map<string, AgeFifthCounts>();
  known.set(columns, ofAnswer);
  const key = scope === null ? 'all' : scope.join();
  const counts = ofAnswer.get(key) ?? counted(columns, scope);
  ofAnswer.set(key, counts);
  return counts;
}

function counted(columns: NumberColumns, scope: Scope): AgeFifthCounts {
  const [score, count] = [columns.get('units'), columns.get('people')];
  const [band, fifth] = [columns.get('band'), columns.get('fifth')];
  const isInside = insiders(columns, scope);
  const units = Float64Array.from(new Set(Array.from(score)));
  const [people, sum, squares] = Array.from({ length: 3 }, () => new Float64Array(cells)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const atLeast = new Float64Array((units.length + 1) * cells);
  let place = units.length;
  for (let row = score.length - 1; row >= 0; row--) {
    if (score[row] !== units[place]) {
      place--;
      atLeast.copyWithin(place * cells, (place + 1) * cells, (place + 2) * cells);
    }
    if (!isInside(row)) continue;
    const cell = band[row]! * fifths.length + columnOf[fifth[row]!]!;
    people[cell]! += count[row]!;
    sum[cell]! += count[row]! * score[row]!;
    squares[cell]! += count[row]! * score[row]! ** 2;
    atLeast[place * cells + cell]! += count[row]!;
  }
  return { people, sum, squares, units, atLeast };
}

/** People with a score above a cut-off, by cell. */
export function peopleAbove({ units, atLeast }: AgeFifthCounts, above: number): Float64Array {
  const found = units.findIndex((each) => each > above);
  const place = found < 0 ? units.length : found;
  return atLeast.subarray(place * cells, (place + 1) * cells);
}
