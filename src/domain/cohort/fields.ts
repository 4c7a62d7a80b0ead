import { furtherConditions, longTermConditions, registers } from '../conditions';
import { withFrailtyIndex } from '../measures/denominators';
import { efi } from '../models/efi';
import { flagCountSql } from '../models/first-match';
import { frailtyColumns, frailtyGroups, frailtySql } from '../models/frailty';
import { scoreModelOf } from '../models/registry';
import { ethnicityLabels, topAge } from '../schema';
import { careProcessFields } from './care-process-fields';
import {
  fieldsOf,
  type ChoiceField,
  type Field,
  type FlagField,
  type Option,
  type PlaceField,
  type RangeField,
} from './field';
import { countField, countWords, scoreField, within } from './ranges';
import { ruledFields } from './ruled-fields';

const withIt = { lead: 'with', notLead: 'without' } as const;

const age: Field = {
  kind: 'range',
  id: 'age',
  name: 'Age',
  group: 'People',
  columns: ['age'],
  least: 0,
  most: topAge,
  decimals: 0,
  sql: within('age', 'UTINYINT'),
  words: (from, to) => ({ lead: 'aged', notLead: 'not aged', object: ageWords(from, to) }),
};

function ageWords(from: number | null, to: number | null): string {
  if (from === null) return to === null ? 'anything' : to === 0 ? 'under 1' : `${to} and under`;
  if (to === null) return `${from} and over`;
  return from === to ? String(from) : `${from} to ${to}`;
}

const sex: ChoiceField = {
  kind: 'choice',
  id: 'sex',
  name: 'Sex',
  group: 'People',
  columns: ['sex'],
  known: 'sex <> 9::UTINYINT',
  options: [
    person('female', 'Female', 2, 'women'),
    person('male', 'Male', 1, 'men'),
    person('other', 'Other or unknown', 9, 'of other or unknown sex'),
  ],
};

function person(id: string, name: string, code: number, object: string): Option {
  return {
    id,
    name,
    sql: `sex = ${code}::UTINYINT`,
    words: { lead: 'who are', notLead: 'who are not', object },
  };
}

const ethnicityIds: Readonly<Record<number, string>> = {
  1: 'asian',
  2: 'black',
  3: 'mixed',
  4: 'white',
  5: 'other',
};

const ethnicity: ChoiceField = {
  kind: 'choice',
  id: 'ethnicity',
  name: 'Ethnic group',
  group: 'People',
  columns: ['ethnicity'],
  known: 'ethnicity > 0::UTINYINT',
  options: Object.entries(ethnicityIds).map(([code, id]) => ({
    id,
    name: ethnicityLabels[Number(code)]!,
    sql: `ethnicity = ${code}::UTINYINT`,
    words: {
      lead: 'of the ethnic group',
      notLead: 'not of the ethnic group',
      object: `“${ethnicityLabels[Number(code)]!}”`,
    },
  })),
};

const conditions: readonly FlagField[] = [
  ...registers.map((register) => ({ ...register, group: 'Recorded conditions' as const })),
  ...furtherConditions.map((condition) => ({ ...condition, group: 'Further conditions' as const })),
].map(({ id, name, group, inSentence }) => ({
  kind: 'flag',
  id,
  name,
  group,
  columns: [id],
  sql: id,
  words: { ...withIt, object: inSentence },
}));

const conditionCount: Field = {
  kind: 'range',
  id: 'ltc',
  name: 'Number of long-term conditions',
  group: 'Multimorbidity',
  columns: longTermConditions,
  least: 0,
  most: longTermConditions.length,
  decimals: 0,
  sql: within(flagCountSql(longTermConditions), 'INTEGER'),
  words: (from, to) => ({
    ...withIt,
    object: countWords('long-term condition', 'long-term conditions')(from, to),
  }),
};

const frailty: ChoiceField = {
  kind: 'choice',
  id: 'frailty',
  name: 'Frailty, 65+',
  group: 'Frailty',
  columns: frailtyColumns,
  isNeverNull: true,
  known: `${frailtySql} < ${frailtyGroups.length - 1}::UTINYINT`,
  options: frailtyGroups.slice(0, -1).map(({ id, name }, band) => ({
    id,
    name,
    sql: `${frailtySql} = ${band}::UTINYINT`,
    words:
      id === 'fit'
        ? { lead: 'who are', notLead: 'who are not', object: 'fit by the frailty index' }
        : { ...withIt, object: `${id} frailty` },
  })),
};

const frailtyIndex: RangeField = {
  kind: 'range',
  id: 'efi',
  name: 'Frailty index, deficits, 65+',
  group: 'Frailty',
  columns: ['age', 'efi'],
  known: withFrailtyIndex.sql,
  least: 0,
  most: efi.terms.length,
  decimals: 0,
  sql: (from, to) => `age >= 65::UTINYINT AND ${within('efi', 'UTINYINT')(from, to)}`,
  words: (from, to) => ({
    ...withIt,
    object: `${countWords('deficit', 'deficits')(from, to)} of the frailty index`,
  }),
};

const living: readonly Field[] = [
  countField({
    id: 'medicines',
    name: 'Repeat medicines',
    group: 'Medicines and living',
    lead: 'on',
    notLead: 'not on',
    one: 'medicine',
    many: 'medicines',
  }),
  livingFlag('smoker', 'Current smoker', { lead: 'who', notLead: 'who do not', object: 'smoke' }),
  livingFlag('care_home', 'Lives in a care home', {
    lead: 'living in',
    notLead: 'not living in',
    object: 'a care home',
  }),
  livingFlag('housebound', 'Housebound', { lead: 'who are', notLead: 'who are not', object: 'housebound' }),
];

function livingFlag(id: string, name: string, words: FlagField['words']): FlagField {
  return { kind: 'flag', id, name, group: 'Medicines and living', columns: [id], sql: id, words };
}

const useOfCare: readonly Field[] = [
  use('em_adm', 'Emergency admissions', 'emergency admission'),
  use('ae', 'A&E attendances', 'A&E attendance'),
  use('gp_contacts', 'General practice contacts', 'general practice contact'),
];

function use(id: string, name: string, one: string): Field {
  const year = 'in the past 12 months';
  return countField({
    id,
    name: `${name}, 12 months`,
    group: 'Use of care',
    ...withIt,
    one: `${one} ${year}`,
    many: `${one}s ${year}`,
  });
}

const deprivation: readonly Field[] = [
  {
    kind: 'range',
    id: 'imd',
    name: 'Deprivation decile, 1 most deprived',
    group: 'Deprivation',
    columns: ['imd'],
    known: 'imd > 0::UTINYINT',
    least: 1,
    most: 10,
    decimals: 0,
    sql: within('imd', 'UTINYINT'),
    words: (from, to) => ({ lead: 'in', notLead: 'not in', object: deprived('decile', from, to, 10) }),
  },
  {
    kind: 'range',
    id: 'fifth',
    name: 'Deprivation fifth of England, 1 most deprived',
    group: 'Deprivation',
    columns: ['imd'],
    known: 'imd > 0::UTINYINT',
    least: 1,
    most: 5,
    decimals: 0,
    // A fifth is two deciles.
    sql: (from, to) =>
      within('imd', 'UTINYINT')(from === null ? null : 2 * from - 1, to === null ? null : 2 * to),
    words: (from, to) => ({ lead: 'in', notLead: 'not in', object: deprived('fifth', from, to, 5) }),
  },
];

function deprived(part: 'decile' | 'fifth', from: number | null, to: number | null, most: number): string {
  const [first, last] = [from ?? 1, to ?? most];
  if (first === 1 && last === 1) return `the most deprived ${part === 'fifth' ? 'fifth' : 'tenth'}`;
  if (first === most && last === most) return `the least deprived ${part === 'fifth' ? 'fifth' : 'tenth'}`;
  return first === last ? `deprivation ${part} ${first}` : `deprivation ${part}s ${first} to ${last}`;
}

const places: readonly PlaceField[] = [
  {
    kind: 'place',
    id: 'network',
    name: 'Network',
    group: 'Places',
    columns: ['network'],
    level: 'network',
    lead: 'in',
    notLead: 'not in',
  },
  {
    kind: 'place',
    id: 'practice',
    name: 'Practice',
    group: 'Places',
    columns: ['practice'],
    level: 'practice',
    lead: 'registered at',
    notLead: 'not registered at',
  },
  {
    kind: 'place',
    id: 'neighbourhood',
    name: 'Neighbourhood',
    group: 'Places',
    columns: ['neighbourhood'],
    known: 'neighbourhood > 0::USMALLINT',
    level: 'neighbourhood',
    lead: 'living in',
    notLead: 'not living in',
  },
];

/** Every criterion of this product, in the order of a link and of a sentence. */
const standard: readonly Field[] = [
  age,
  sex,
  ethnicity,
  ...conditions,
  conditionCount,
  scoreField(scoreModelOf('cambridge20')!, { id: 'cms', inSentence: 'Cambridge score' }),
  frailty,
  frailtyIndex,
  ...living,
  ...useOfCare,
  ...careProcessFields,
  ...deprivation,
  ...places,
];

/** Criteria of what the columns of a dataset tell in whole or in part: segments, scores of other models. */
export const furtherFields = (available: ReadonlySet<string>): Field[] => [
  ...ruledFields(available),
  scoreField(scoreModelOf('charlson')!, { id: 'charlson', inSentence: 'Charlson index', available }),
  scoreField(scoreModelOf('efi2')!, {
    id: 'efi2',
    inSentence: 'frailty index 2',
    group: 'Frailty',
    available,
  }),
];

/** Criteria; `further` are those of one dataset. */
export const cohortFields = (further: readonly Field[] = []) => fieldsOf([...standard, ...further]);

export const standardFields = cohortFields();
