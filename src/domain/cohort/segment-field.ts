import { longTermConditions } from '../conditions';
import { bridges, segmentSchemes, segmentSql, segmentStanding, type SegmentScheme } from '../models/segments';
import type { Clause } from './cohort';
import type { ChoiceField, Fields } from './field';

const idOf = ({ id }: SegmentScheme): string => (id === bridges.id ? 'segment' : id);

/** Segment of a person by a scheme and the columns that a dataset has; a segment that they cannot tell is no option. */
export function segmentField(available: ReadonlySet<string>, scheme: SegmentScheme = bridges): ChoiceField {
  const index = segmentSql(scheme, available);
  const untold = new Set(
    segmentStanding(scheme, available).flatMap(({ id, state }) => (state === 'empty' ? [id] : [])),
  );
  // Schemes have segments of the same name.
  const kind = scheme === bridges ? 'segment' : `${scheme.name.toLowerCase().replace(' ', '-')} segment`;
  return {
    kind: 'choice',
    id: idOf(scheme),
    name: `Segment, ${scheme.name}`,
    group: 'Multimorbidity',
    columns: longTermConditions.filter((name) => available.has(name)),
    options: scheme.segments.flatMap(({ id, name }, at) =>
      untold.has(id)
        ? []
        : [
            {
              id,
              name,
              sql: `${index} = ${at}::UTINYINT`,
              words: { lead: `in the ${kind}`, notLead: `not in the ${kind}`, object: `“${name}”` },
            },
          ],
    ),
  };
}

/** A criterion for each scheme. */
export const segmentFields = (available: ReadonlySet<string>): ChoiceField[] =>
  segmentSchemes.map((scheme) => segmentField(available, scheme));

/** The people of a segment as a criterion, exactly; null where it is no option. */
export function segmentClause(scheme: SegmentScheme, index: number, fields: Fields): Clause | null {
  const field = fields.get(idOf(scheme));
  const value = scheme.segments[index]!.id;
  if (field?.kind !== 'choice' || !field.options.some(({ id }) => id === value)) return null;
  return { not: false, anyOf: [{ kind: 'choice', field: field.id, value }] };
}
