import { conditionIds, furtherConditions, registers } from '../conditions';
import { frailtyBands } from '../models/efi';
import { ethnicityLabels } from '../schema';
import { careProcessFields } from './care-process-fields';
import type { RawCounts } from '../disclosure';
import { countsOf, sumsSql, wordsOf, type CountedTest, type Word } from './packed-flags';

/** A share of people that the view shows of a cohort and of everybody. */
export interface ShareItem {
  readonly id: string;
  readonly name: string;
  readonly group: 'conditions' | 'living' | 'frailty' | 'care processes';
  /** Column of the answer: people with it. */
  readonly numerator: string;
  /** Columns of the answer whose sum is the people among whom. */
  readonly among: readonly string[];
  /** Youngest completed age that counts in either. */
  readonly youngest: number;
}

/** A number a person, of which the view shows the mean. */
export interface AmountItem {
  readonly id: string;
  readonly name: string;
  /** Columns of the answer: the sum, and the sum of squares by person. */
  readonly sum: string;
  readonly squares: string;
}

const amounts = [
  { id: 'medicines', name: 'Repeat medicines' },
  { id: 'em_adm', name: 'Emergency admissions, 12 months' },
  { id: 'ae', name: 'A&E attendances, 12 months' },
  { id: 'gp_contacts', name: 'General practice contacts, 12 months' },
] as const;

const livingFlags = [
  { id: 'smoker', name: 'Current smoker', youngest: 15 },
  { id: 'care_home', name: 'Lives in a care home', youngest: 0 },
  { id: 'housebound', name: 'Housebound', youngest: 0 },
] as const;

const fifths = [1, 2, 3, 4, 5];
const ethnicGroups = [1, 2, 3, 4, 5];
const bands = Object.entries(frailtyBands);

const everyTest: readonly CountedTest[] = [
  ...[...conditionIds, ...livingFlags.map(({ id }) => id)].map((id) => ({ name: id, test: { column: id } })),
  ...bands.map(([band, [least, most]]) => ({ name: `efi_${band}`, test: { column: 'efi', least, most } })),
  ...careProcessFields.flatMap(({ id }) => [
    { name: `${id}_applies`, test: { column: id, isRecorded: true } as const },
    { name: `${id}_done`, test: { column: id } },
  ]),
];

const testsOf = (available: ReadonlySet<string>): CountedTest[] =>
  everyTest.filter(({ test }) => available.has(test.column));

const amountsOf = (available: ReadonlySet<string>) => amounts.filter(({ id }) => available.has(id));

/** Words of everything that is counted of the rows. */
export const makeUpWords = (available: ReadonlySet<string>): Word[] => wordsOf(testsOf(available));

/** Columns of patient rows that {@link makeUpAggregates} read. */
export const makeUpReads = (available: ReadonlySet<string>): string[] => [
  ...makeUpWords(available).map(({ sql }, i) => `${sql} AS flags_${i}`),
  ...amountsOf(available).map(({ id }) => id),
];

/** Everything of the make-up that the dataset's rows allow, for {@link madeUp} to read; `people` is the first. */
export function makeUpAggregates(available: ReadonlySet<string>): string[] {
  const words = makeUpWords(available).map((_, i) => `flags_${i}`);
  return [
    'count(*)::DOUBLE AS people',
    ...sumsSql(testsOf(available), words),
    ...amountsOf(available).flatMap(({ id }) => [
      // As DOUBLE, half the time of whole numbers, whose sums are of 128 bits; exact up to 2⁵³.
      `sum(${id}::DOUBLE) AS ${id}`,
      `sum(${id}::DOUBLE * ${id}::DOUBLE) AS ${id}_squares`,
    ]),
  ];
}

/** Columns of {@link madeUp}. */
export const makeUpNames = (available: ReadonlySet<string>): string[] => [
  'people',
  ...testsOf(available).map(({ name }) => name),
  ...amountsOf(available).flatMap(({ id }) => [id, `${id}_squares`]),
];

/** The answer to `makeUpSql`, a column a share's numerator or denominator and an amount's sum. */
export const madeUp = (answer: RawCounts, available: ReadonlySet<string>): RawCounts =>
  countsOf(answer, testsOf(available));

/** Youngest age of the frailty index. */
const frailtyFrom = 65;

const everyShare: readonly ShareItem[] = [
  ...[...registers, ...furtherConditions.map((each) => ({ ...each, ageBase: 0 }))].map(
    ({ id, name, ageBase }): ShareItem => ({
      id,
      name: ageBase === 0 ? name : `${name}, ${ageBase}+`,
      group: 'conditions',
      numerator: id,
      among: ['people'],
      youngest: ageBase,
    }),
  ),
  ...livingFlags.map(({ id, name, youngest }): ShareItem => ({
    id,
    name: youngest === 0 ? name : `${name}, ${youngest}+`,
    group: 'living',
    numerator: id,
    among: ['people'],
    youngest,
  })),
  ...bands.map(([band]): ShareItem => ({
    id: `efi_${band}`,
    name: band === 'fit' ? 'Fit, 65+' : `${band[0]!.toUpperCase()}${band.slice(1)} frailty, 65+`,
    group: 'frailty',
    numerator: `efi_${band}`,
    among: bands.map(([each]) => `efi_${each}`),
    youngest: frailtyFrom,
  })),
  ...careProcessFields.map(({ id, name }): ShareItem => ({
    id,
    name,
    group: 'care processes',
    numerator: `${id}_done`,
    among: [`${id}_applies`],
    youngest: 0,
  })),
];

/** A deprivation fifth or an ethnic group, of the people of whom it is known. */
export interface GroupItem {
  readonly id: string;
  readonly name: string;
  readonly group: 'deprivation' | 'ethnicity';
  /** 1 to 5; of fifths 1 is the most deprived. */
  readonly code: number;
}

const everyGroup: readonly GroupItem[] = [
  ...fifths.map((fifth): GroupItem => ({
    id: `fifth_${fifth}`,
    name: `Fifth ${fifth}${fifth === 1 ? ' (most deprived)' : fifth === 5 ? ' (least deprived)' : ''}`,
    group: 'deprivation',
    code: fifth,
  })),
  ...ethnicGroups.map((group): GroupItem => ({
    id: `ethnicity_${group}`,
    name: ethnicityLabels[group]!,
    group: 'ethnicity',
    code: group,
  })),
];

/** Groups that the dataset’s rows tell. */
export const groupItems = (available: ReadonlySet<string>): GroupItem[] =>
  everyGroup.filter(({ group }) => available.has(group === 'deprivation' ? 'imd' : 'ethnicity'));

/** Shares that the dataset's rows allow. */
export function shareItems(available: ReadonlySet<string>): ShareItem[] {
  const names = new Set(makeUpNames(available));
  return everyShare.filter(({ numerator, among }) => [numerator, ...among].every((name) => names.has(name)));
}

/** Amounts that the dataset's rows allow. */
export const amountItems = (available: ReadonlySet<string>): AmountItem[] =>
  amountsOf(available).map(({ id, name }) => ({ id, name, sum: id, squares: `${id}_squares` }));
