import type { Scope } from '../condition/scope';
import type { NumberColumns } from '../disclosure/raw';
import { squaresOf, type Amount } from './amounts';
import { insiders } from './histogram';

/** A slider's step reads the same answer again. */
const known = new WeakMap<NumberColumns, Map<string, NumberColumns>>();

/** An answer to `byScoreSql` with some networks added up: a row a score that anybody there has, `units`, `people` and amounts. */
export function byUnits(columns: NumberColumns, scope: Scope, told: readonly Amount[]): NumberColumns {
  const ofAnswer = known.get(columns) ?? new Map<string, NumberColumns>();
  known.set(columns, ofAnswer);
  const key = `${scope === null ? 'all' : scope.join()} ${told.map(({ id }) => id).join()}`;
  const made = ofAnswer.get(key) ?? addedUp(columns, scope, told);
  ofAnswer.set(key, made);
  return made;
}

function addedUp(columns: NumberColumns, scope: Scope, told: readonly Amount[]): NumberColumns {
  const units = columns.get('units');
  const isInside = insiders(columns, scope);
  const scores: number[] = [];
  /** Place among the scores by row; −1 outside. */
  const places = new Int32Array(units.length).fill(-1);
  for (let row = 0; row < units.length; row++) {
    if (!isInside(row)) continue;
    if (scores.at(-1) !== units[row]) scores.push(units[row]!);
    places[row] = scores.length - 1;
  }
  const sums = new Map<string, ArrayLike<number>>([['units', scores]]);
  for (const name of ['people', ...told.flatMap((amount) => [amount.id, squaresOf(amount)])]) {
    const [values, sum] = [columns.get(name), new Float64Array(scores.length)];
    for (let row = 0; row < places.length; row++) if (places[row]! >= 0) sum[places[row]!]! += values[row]!;
    sums.set(name, sum);
  }
  return {
    get: (name) => {
      const column = sums.get(name);
      if (column === undefined) throw new RangeError(`no column ${name}`);
      return column;
    },
  };
}
