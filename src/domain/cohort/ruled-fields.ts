import { clinicalTiers, clinicalTierSql } from '../models/clinical-tiers';
import { groupStandings, ruleColumns, type RuledGroup } from '../models/first-match';
import { bridges, segmentSchemes, segmentSql, type SegmentScheme } from '../models/segments';
import type { Clause } from './cohort';
import type { ChoiceField, Fields, Option } from './field';

/** A division of everybody by rules, as a criterion. */
interface Division {
  readonly id: string;
  readonly name: string;
  readonly groups: readonly RuledGroup[];
  /** SQL for the index of a person's group. */
  readonly sql: string;
  readonly wordsOf: (name: string) => Option['words'];
}

/** A group that the columns of a dataset cannot tell is no option. */
function ruledField(
  { id, name, groups, sql, wordsOf }: Division,
  available: ReadonlySet<string>,
): ChoiceField {
  const untold = new Set(
    groupStandings(groups, available).flatMap(({ id, state }) => (state === 'empty' ? [id] : [])),
  );
  return {
    kind: 'choice',
    id,
    name,
    group: 'Multimorbidity',
    columns: ruleColumns(groups).filter((column) => available.has(column)),
    isNeverNull: true,
    options: groups.flatMap((group, index) =>
      untold.has(group.id)
        ? []
        : [
            {
              id: group.id,
              name: group.name,
              sql: `${sql} = ${index}::UTINYINT`,
              words: wordsOf(group.name),
            },
          ],
    ),
  };
}

const segmentFieldId = ({ id }: SegmentScheme): string => (id === bridges.id ? 'segment' : id);

/** Segment of a person by a scheme and the columns that a dataset has. */
export function segmentField(available: ReadonlySet<string>, scheme: SegmentScheme = bridges): ChoiceField {
  // Schemes have segments of the same name.
  const kind = scheme === bridges ? 'segment' : `${scheme.name.toLowerCase().replace(' ', '-')} segment`;
  return ruledField(
    {
      id: segmentFieldId(scheme),
      name: `Segment, ${scheme.name}`,
      groups: scheme.segments,
      sql: segmentSql(scheme, available),
      wordsOf: (name) => ({ lead: `in the ${kind}`, notLead: `not in the ${kind}`, object: `“${name}”` }),
    },
    available,
  );
}

const tierFieldId = 'clinical_tier';

/** Need tier of a person by fixed clinical rules and the columns that a dataset has. */
export const tierField = (available: ReadonlySet<string>): ChoiceField =>
  ruledField(
    {
      id: tierFieldId,
      name: 'Need tier, by clinical rules',
      groups: clinicalTiers,
      sql: clinicalTierSql(available),
      wordsOf: (name) => ({
        lead: 'in the',
        notLead: 'not in the',
        object: `${name.toLowerCase()} need tier by clinical rules`,
      }),
    },
    available,
  );

/** Criteria of which each holds everybody in just one of its options. */
export const ruledFields = (available: ReadonlySet<string>): ChoiceField[] => [
  ...segmentSchemes.map((scheme) => segmentField(available, scheme)),
  tierField(available),
];

/** The people of a segment as a criterion, exactly; null where it is no option. */
export const segmentClause = (scheme: SegmentScheme, index: number, fields: Fields): Clause | null =>
  clauseOf(segmentFieldId(scheme), scheme.segments[index]!, fields);

/** The same of a tier by clinical rules. */
export const tierClause = (tier: number, fields: Fields): Clause | null =>
  clauseOf(tierFieldId, clinicalTiers[tier]!, fields);

function clauseOf(id: string, group: RuledGroup, fields: Fields): Clause | null {
  const field = fields.get(id);
  if (field?.kind !== 'choice' || !field.options.some((option) => option.id === group.id)) return null;
  return { not: false, anyOf: [{ kind: 'choice', field: id, value: group.id }] };
}
