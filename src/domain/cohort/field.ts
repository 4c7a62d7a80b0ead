/** How a criterion reads inside "People aged 65 and over …": "with", "without", "COPD". */
export interface Words {
  readonly lead: string;
  readonly notLead: string;
  readonly object: string;
}

export const fieldGroups = [
  'People',
  'Recorded conditions',
  'Further conditions',
  'Multimorbidity',
  'Frailty',
  'Medicines and living',
  'Use of care',
  'Care processes',
  'Deprivation',
  'Places',
] as const;
export type FieldGroup = (typeof fieldGroups)[number];

interface FieldText {
  /** Its name in the link, lower case. */
  readonly id: string;
  /** For pickers. */
  readonly name: string;
  readonly group: FieldGroup;
  /** Columns of the patient table that it reads. */
  readonly columns: readonly string[];
  /**
   * Predicate: what the field says is recorded of this person. Absent where it is of everybody. A person of whom it is not
   * recorded meets neither a criterion nor its opposite.
   */
  readonly known?: string;
  /** Its predicates are true or false of everybody, though a column of it may be NULL. */
  readonly isNeverNull?: true;
}

/** Yes or no. */
export interface FlagField extends FieldText {
  readonly kind: 'flag';
  /** Predicate over patient rows. */
  readonly sql: string;
  readonly words: Words;
}

/** A number with both ends included, one of which may be open. */
export interface RangeField extends FieldText {
  readonly kind: 'range';
  readonly least: number;
  readonly most: number;
  readonly decimals: number;
  /** Predicate for at least one end; the other is null. Both ends are given in the field's own unit. */
  readonly sql: (from: number | null, to: number | null) => string;
  readonly words: (from: number | null, to: number | null) => Words;
}

export interface Option {
  readonly id: string;
  readonly name: string;
  readonly sql: string;
  readonly words: Words;
}

/** One of a few names, such as a frailty band or a segment. */
export interface ChoiceField extends FieldText {
  readonly kind: 'choice';
  readonly options: readonly Option[];
}

export type PlaceLevel = 'network' | 'practice' | 'neighbourhood';

/** One of the dataset's places, by code. */
export interface PlaceField extends FieldText {
  readonly kind: 'place';
  readonly level: PlaceLevel;
  readonly lead: string;
  readonly notLead: string;
}

/** `kind` is also the kind of editor that it wants. */
export type Field = FlagField | RangeField | ChoiceField | PlaceField;

/** Fields by id, in the order in which criteria stand in a link and in a sentence. */
export interface Fields {
  readonly list: readonly Field[];
  get(id: string): Field | undefined;
  /** Place in the list. */
  order(id: string): number;
}

/** Words of the grammar, which no field may be called. */
export const reserved: readonly string[] = ['or', 'not', 'and'];

/** @throws when an id is there twice, is a word of the grammar or cannot stand in a link */
export function fieldsOf(list: readonly Field[]): Fields {
  const at = new Map<string, number>();
  list.forEach(({ id }, i) => {
    if (at.has(id) || reserved.includes(id) || !/^[a-z][a-z0-9_]*$/.test(id))
      throw new RangeError(`“${id}” cannot be the name of a criterion`);
    at.set(id, i);
  });
  return {
    list,
    get: (id) => list[at.get(id) ?? -1],
    order: (id) => at.get(id) ?? list.length,
  };
}
