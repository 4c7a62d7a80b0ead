import { registers } from '../conditions';
import { provenances, type Manifest, type Provenance } from '../schema';
import type { Measure } from './measure';

/**
 * Where a figure's numbers come from: the least direct of the columns that its numerator and denominator read (recorded,
 * then constrained, then modelled). A measure that reads none counts rows, so it takes the provenance of `practice`.
 * Published totals hold one register at a time: who is on several at once is modelled, unless it was recorded.
 */
export function provenanceOf(measure: Measure, manifest: Pick<Manifest, 'columns'>): Provenance {
  const numerator = measure.kind === 'count' ? '' : measure.numerator;
  return provenanceOfSql(`${numerator} ${measure.denominator.sql}`, manifest, measure.columns);
}

/** The same for any SQL over patient rows. */
export function provenanceOfSql(
  sql: string,
  { columns }: Pick<Manifest, 'columns'>,
  further: readonly string[] = [],
): Provenance {
  const words = new Set([...(sql.match(/\w+/g) ?? []), ...further]);
  const read = columns.filter((column) => words.has(column.name));
  const counted = read.length > 0 ? read : columns.filter((column) => column.name === 'practice');
  const joint = read.filter(
    ({ name, provenance }) => provenance === 'constrained' && registerNames.has(name),
  );
  if (joint.length > 1) return 'modelled';
  return provenances[Math.max(0, ...counted.map((column) => provenances.indexOf(column.provenance)))]!;
}

const registerNames = new Set<string>(registers.map(({ id }) => id));

/** What a provenance says, for the foot of a figure. */
export const provenanceNote: Readonly<Record<Provenance, string>> = {
  recorded: 'Recorded, as in the source row by row.',
  constrained: 'Constrained: modelled person by person, so that totals equal published ones.',
  modelled: 'Modelled from published or assumed rates; no local total holds it.',
};
