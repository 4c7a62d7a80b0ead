import { canonical } from './canonical';
import type { Clause, Cohort, Criterion } from './cohort';
import type { Field, Fields } from './field';
import { nearest, nearestOf } from './nearest';
import type { Places } from './places';
import { readRange } from './read-range';

export interface ParsedCohort {
  /** Canonical, of what could be read. */
  readonly cohort: Cohort;
  /** One sentence for each criterion that was left out. */
  readonly notices: readonly string[];
}

/**
 * Reads a cohort as a link or a person writes it; see README for the grammar. A criterion that means nothing gives a notice
 * that names it and the mend, and the rest is kept; nothing throws. With `places`, codes are checked against the dataset.
 */
export function parseCohort(text: string, fields: Fields, places?: Places): ParsedCohort {
  const notices: string[] = [];
  const clauses = plainGrammar(text)
    .split(' ')
    .filter(Boolean)
    .flatMap((word): Clause[] => {
      const not = word.startsWith('not.');
      let before: Field | null = null;
      const anyOf = (not ? word.slice('not.'.length) : word).split('.or.').flatMap((one): Criterion[] => {
        const read = readCriterion(one, { before, fields, places });
        if ('notice' in read) {
          notices.push(read.notice);
          return [];
        }
        before = read.field;
        return [read.criterion];
      });
      return anyOf.length === 0 ? [] : [{ not, anyOf }];
    });
  return { cohort: canonical({ clauses }, fields), notices };
}

/** What people may write instead, in the words of the grammar: a space for "and", ".or.", "not." and "field.value". */
function plainGrammar(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/[‐-―−]/g, '-')
      .replace(/≥/g, '>=')
      .replace(/≤/g, '<=')
      .replace(/[\s+]+/g, ' ')
      .replace(/ ?(>=|<=|>|<|=|:) ?/g, '$1')
      .replace(/ ?[|/*~] ?|[. ]or[. ]/g, '.or.')
      // Twice, since "a or b or c" shares its spaces.
      .replace(/[. ]or[. ]/g, '.or.')
      .replace(/ ?[,;&] ?| and /g, ' ')
      .replace(/(^| )(?:! ?|not[. ])/g, '$1not.')
      .replace(/([a-z]\w*) (?=-?\d[\d.-]*(?: |$|\.or\.))/g, '$1.')
      .trim()
  );
}

interface Context {
  /** Whose value may follow without its name. */
  before: Field | null;
  fields: Fields;
  places: Places | undefined;
}

type Read = { criterion: Criterion; field: Field } | { notice: string };

function readCriterion(text: string, { before, fields, places }: Context): Read {
  const [, name = '', rest] = /^([a-z]\w*)?(.*)$/s.exec(text) ?? [];
  const field = fields.get(name);
  if (field) return readValue(field, rest!.replace(/^[.=:]/, ''), { text, places });
  if (name === 'not')
    return { notice: `“${text}” was left out: “not” stands before all that it denies, as in “not.dem”.` };
  if (before && before.kind !== 'flag') {
    const read = readValue(before, text, { text, places });
    if ('criterion' in read || name === '' || before.kind !== 'place') return read;
  }
  const meant = nearest(name, fields);
  return {
    notice: `“${text}” is no criterion and was left out${meant === null ? '.' : `; did you mean “${meant}”?`}`,
  };
}

function readValue(
  field: Field,
  value: string,
  { text, places }: { text: string; places: Places | undefined },
): Read {
  switch (field.kind) {
    case 'flag':
      if (value === '') return { criterion: { kind: 'flag', field: field.id }, field };
      return {
        notice: `“${text}” was left out: “${field.id}” takes no value, so write “${field.id}” or “not.${field.id}”.`,
      };
    case 'range': {
      const read = readRange(field, value);
      if ('why' in read) return { notice: `“${text}” was left out: ${read.why}` };
      return { criterion: { kind: 'range', field: field.id, ...read }, field };
    }
    case 'choice': {
      const ids = field.options.map(({ id }) => id);
      if (ids.includes(value)) return { criterion: { kind: 'choice', field: field.id, value }, field };
      const meant = nearestOf(value, ids);
      const mend =
        meant === null
          ? `“${field.id}” is one of ${ids.map((id) => `“${id}”`).join(', ')}.`
          : `did you mean “${field.id}.${meant}”?`;
      return { notice: `“${text}” was left out: ${mend}` };
    }
    case 'place': {
      const code = value.toUpperCase();
      if (!/^[A-Z0-9]+$/.test(code))
        return {
          notice: `“${text}” was left out: “${field.id}” takes a code of letters and digits, as “${field.id}.CODE”.`,
        };
      const place = places?.find(field.level, code);
      if (places === undefined || place)
        return { criterion: { kind: 'choice', field: field.id, value: place?.code ?? code }, field };
      const meant = nearestOf(code, places.codes(field.level));
      return {
        notice: `“${text}” was left out: this dataset has no ${field.level} with the code “${code}”${meant === null ? '.' : `; did you mean “${field.id}.${meant}”?`}`,
      };
    }
    default:
      return field satisfies never;
  }
}
