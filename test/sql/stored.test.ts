import { expect, it } from 'vitest';
import { cohortFields, furtherFields } from '../../src/domain/cohort/fields';
import { parseCohort } from '../../src/domain/cohort/parse';
import { placesOf } from '../../src/domain/cohort/places';
import { makeUpSql, selected, sizeSql } from '../../src/domain/cohort/queries';
import { cohortSql } from '../../src/domain/cohort/sql';
import { bitsOf } from '../../src/domain/models/bits';
import { scoreModels, unitsSql } from '../../src/domain/models/registry';
import { segmentSchemes, segmentSql } from '../../src/domain/models/segments';
import { readingStored, storedExpressions } from '../../src/domain/stored';
import { byScoreSql, bySegmentSql } from '../../src/domain/risk/queries';
import { patientColumns } from '../../src/domain/schema';
import { randomPatients } from './condition-patients';

const available = new Set(patientColumns.map(({ name }) => name));
const stored = storedExpressions(available);

const fields = cohortFields(furtherFields(available));
const meaning = { fields, places: placesOf({ networks: [], practices: [] }, null) };
const cohort = (text: string) =>
  selected(cohortSql(parseCohort(text, fields, meaning.places).cohort, meaning), [1]);

/** Questions as the views ask them, with the columns that they are to read instead of working them out. */
const questions: [name: string, sql: string, reads: string[]][] = [
  ...scoreModels.map(({ model, ...score }): (typeof questions)[number] => [
    `people by ${model.id}`,
    byScoreSql(unitsSql({ model, ...score }, available)!, null, available),
    [...(model.id === 'efi' ? [] : [`score_${model.id}`]), 'long_term_conditions'],
  ]),
  ...segmentSchemes.map((scheme): (typeof questions)[number] => [
    `people by segment, ${scheme.id}`,
    bySegmentSql(segmentSql(scheme, available), [0, 2], available),
    [`segment_${scheme.id}`, 'long_term_conditions'],
  ]),
  ['a cohort by conditions', sizeSql(cohort('ltc.4-')), ['long_term_conditions']],
  [
    'a cohort by score and segment',
    makeUpSql(cohort('cms.1.5-+segment.long_term_conditions+not.ltc.2'), available),
    ['score_cambridge20', 'segment_bridges', 'long_term_conditions', 'make_up_flags_0'],
  ],
  [
    'a cohort by further scores',
    sizeSql(cohort('charlson.2- efi2.-0.0857')),
    ['score_efi2', 'score_charlson'],
  ],
  ['a cohort by the other segments', sizeSql(cohort('not.first_match.cancer')), ['segment_first_match']],
];

it.each(questions)('%s: the same from what is stored as worked out', async (_, sql, reads) => {
  const { rows } = await randomPatients();
  const columns = stored.map(({ name, sql, type }) => `(${sql})::${type} AS ${name}`);
  await rows(`CREATE OR REPLACE TABLE loaded AS SELECT *, ${columns.join(', ')} FROM patients`);
  const reading = readingStored(sql, stored);
  expect(stored.map(({ name }) => name).filter((name) => new RegExp(`\\b${name}\\b`).test(reading))).toEqual(
    reads,
  );
  const told = await rows(reading.replaceAll('FROM patients', 'FROM loaded AS patients'));
  expect(told.length).toBeGreaterThan(0);
  expect(told).toEqual(await rows(sql));
});

it.each(stored)('$name: the same of rows at hand as in SQL', async ({ sql, of }) => {
  const { rows } = await randomPatients();
  const people = await rows('SELECT * FROM patients ORDER BY rowid');
  const column = (name: string) => people.map((person) => person[name] as number | boolean | null);
  const { values, known } = of({
    rows: people.length,
    flags: (name) => bitsOf(column(name).map(Number)),
    numbers: (name) => column(name).map((value) => (value === null ? 7 : Number(value))),
    recorded: (name) => bitsOf(column(name).map((value) => Number(value !== null))),
  });
  const isKnown = (row: number) => known === null || ((known[row >> 3]! >> (row & 7)) & 1) === 1;
  const told = await rows(`SELECT (${sql})::VARCHAR AS value FROM patients ORDER BY rowid`);
  expect(people.length).toBeGreaterThan(1000);
  expect(
    Array.from<number | bigint, string | null>(values, (value, row) => (isKnown(row) ? String(value) : null)),
  ).toEqual(told.map(({ value }) => value));
});
