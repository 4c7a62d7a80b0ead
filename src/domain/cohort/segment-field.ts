import { longTermConditions } from '../conditions';
import { bridges, segmentSql, segmentStanding } from '../models/segments';
import type { ChoiceField } from './field';

/** Bridges to Health segment of a person, by the columns that a dataset has; a segment that they cannot tell is no option. */
export function segmentField(available: ReadonlySet<string>): ChoiceField {
  const index = segmentSql(bridges, available);
  const untold = new Set(
    segmentStanding(bridges, available).flatMap(({ id, state }) => (state === 'empty' ? [id] : [])),
  );
  return {
    kind: 'choice',
    id: 'segment',
    name: 'Segment, Bridges to Health',
    group: 'Multimorbidity',
    columns: longTermConditions.filter((name) => available.has(name)),
    options: bridges.segments.flatMap(({ id, name }, at) =>
      untold.has(id)
        ? []
        : [
            {
              id,
              name,
              sql: `${index} = ${at}::UTINYINT`,
              words: { lead: 'in the segment', notLead: 'not in the segment', object: `“${name}”` },
            },
          ],
    ),
  };
}
