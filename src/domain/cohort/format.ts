import { canonical } from './canonical';
import type { Cohort, Criterion } from './cohort';
import type { Fields } from './field';

/**
 * A cohort as it stands in a link: "age.65-84 copd hf.or.chd not.dem medicines.10-". The spaces become `+` in an address, and
 * nothing else is escaped there; README has the grammar.
 */
export function formatCohort(cohort: Cohort, fields: Fields): string {
  return canonical(cohort, fields)
    .clauses.map(({ not, anyOf }) => {
      let before: string | null = null;
      const words = anyOf.map((criterion) => {
        const value = valueText(criterion, fields);
        // "network.d01.or.d02": the field is said once, unless its value could be taken for a field.
        const short = criterion.field === before && value !== null && !fields.get(value.toLowerCase());
        before = criterion.field;
        if (short) return value;
        return value === null ? criterion.field : `${criterion.field}.${value}`;
      });
      return `${not ? 'not.' : ''}${words.join('.or.')}`;
    })
    .join(' ');
}

function valueText(criterion: Criterion, fields: Fields): string | null {
  switch (criterion.kind) {
    case 'flag':
      return null;
    case 'choice':
      return criterion.value;
    case 'range': {
      const { from, to } = criterion;
      const field = fields.get(criterion.field);
      const least = field?.kind === 'range' ? field.least : 0;
      if (to === null) return `${from ?? least}-`;
      if (from === to || (from === null && to === least)) return String(to);
      return `${from ?? ''}-${to}`;
    }
    default:
      return criterion satisfies never;
  }
}
