import type { Scope } from '../condition/scope';
import type { NumberColumns } from '../disclosure/raw';
import type { ScoreHistogram } from '../models/tiers';

/** Whether a row of an answer by network is of the networks that are looked at. */
export function insiders(columns: NumberColumns, scope: Scope): (row: number) => boolean {
  if (scope === null) return () => true;
  const network = columns.get('network');
  const inside: boolean[] = [];
  for (const index of scope) inside[index] = true;
  return (row) => inside[network[row]!] === true;
}

/** A slider's step reads the same answer again. */
const known = new WeakMap<NumberColumns, ScoreHistogram>();

/** Everybody of an answer that ascends by `units`, by score: its networks, or whatever else it is grouped by, added up. */
export function histogramOf(columns: NumberColumns): ScoreHistogram {
  const made = known.get(columns) ?? merged(columns);
  known.set(columns, made);
  return made;
}

function merged(columns: NumberColumns): ScoreHistogram {
  const [units, people] = [columns.get('units'), columns.get('people')];
  const histogram = { units: [] as number[], people: [] as number[] };
  for (let row = 0; row < units.length; row++) {
    const last = histogram.units.length - 1;
    if (last >= 0 && histogram.units[last] === units[row]) histogram.people[last]! += people[row]!;
    else {
      histogram.units.push(units[row]!);
      histogram.people.push(people[row]!);
    }
  }
  return histogram;
}
