import type { Scope } from '../condition/scope';
import type { NumberColumns } from '../disclosure/raw';
import type { ScoreHistogram } from '../models/tiers';

/** Whether a row of an answer by network is of the networks that are looked at. */
export function insiders(columns: NumberColumns, scope: Scope): (row: number) => boolean {
  if (scope === null) return () => true;
  const network = columns.get('network');
  const inside = new Set(scope);
  return (row) => inside.has(network[row]!);
}

/** Everybody of the answer to `byScoreSql` by score, the networks added up. */
export function histogramOf(columns: NumberColumns): ScoreHistogram {
  const [units, people] = [columns.get('units'), columns.get('people')];
  const merged = { units: [] as number[], people: [] as number[] };
  for (let row = 0; row < units.length; row++) {
    const last = merged.units.length - 1;
    if (last >= 0 && merged.units[last] === units[row]) merged.people[last]! += people[row]!;
    else {
      merged.units.push(units[row]!);
      merged.people.push(people[row]!);
    }
  }
  return merged;
}
