import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RawCounts } from '../disclosure';
import { shareOf } from '../measures/release-counts';
import type { ShownNumber } from '../disclosure';
import { bandCount, patientColumns } from '../schema';
import { middleAge } from './age-bars';
import {
  startOf,
  withAlternative,
  withClause,
  withCriterion,
  withOnly,
  withOpposite,
  withoutClause,
} from './edit';
import { everybody, sameCohort } from './cohort';
import { exampleCohorts } from './examples';
import { cohortFields, furtherFields } from './fields';
import { formatCohort } from './format';
import { isMoreThanHalf } from './less';
import { parseCohort } from './parse';
import { placesOf } from './places';
import { segmentField, tierField } from './ruled-fields';
import { cohortSentence } from './sentence';
import { cannotTell } from './sql';

const available = new Set(patientColumns.map(({ name }) => name));
const fields = cohortFields(furtherFields(available));
const places = placesOf(
  {
    networks: [{ code: 'D01', name: 'Denby PCN' }],
    practices: [{ code: 'P01', name: 'Quay Surgery' }],
  },
  { code: ['', 'E01'], name: ['Outside or unknown', 'Hernwick 001A'] },
);
const codes = { network: 'D01', practice: 'P01', neighbourhood: 'E01' };
const start = (id: string) => {
  const field = fields.get(id)!;
  return startOf(field, fields, { places, code: field.kind === 'place' ? codes[field.level] : '' });
};
const read = (text: string) => parseCohort(text, fields, places).cohort;
const written = (cohort: ReturnType<typeof read>) => formatCohort(cohort, fields);

describe('building a cohort', () => {
  it('begins each criterion with something that a link can say and that asks of that field alone', () => {
    for (const { id } of fields.list) {
      const cohort = withClause(everybody, start(id), fields);
      expect(new Set(cohort.clauses[0]!.anyOf.map(({ field }) => field))).toEqual(new Set([id]));
      const parsed = parseCohort(written(cohort), fields, places);
      expect(parsed.notices).toEqual([]);
      expect(sameCohort(parsed.cohort, cohort)).toBe(true);
    }
  });

  it('puts a practice in the place of another, and takes it out, leaving the rest', () => {
    const to = (text: string, clause: ReturnType<typeof start> | null) =>
      written(withOnly(read(text), 'practice', clause, fields));
    expect(to('', start('practice'))).toBe('practice.P01');
    expect(to('copd not.practice.P01 age.65-', start('practice'))).toBe('age.65- copd practice.P01');
    expect(to('copd practice.P01', null)).toBe('copd');
    // What may hold instead of a practice is a criterion of its own.
    expect(to('copd.or.practice.P01', start('practice'))).toBe('copd.or.practice.P01 practice.P01');
  });

  it('stays canonical through any steps', () => {
    const ids = fields.list.map(({ id }) => id);
    const step = fc.record({
      what: fc.constantFrom('add', 'or', 'not', 'out', 'drop'),
      id: fc.constantFrom(...ids),
      at: fc.nat(5),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let cohort = everybody;
        for (const { what, id, at } of steps) {
          const clause = at % Math.max(1, cohort.clauses.length);
          if (what === 'add') cohort = withClause(cohort, start(id), fields);
          else if (cohort.clauses.length === 0) continue;
          else if (what === 'or') cohort = withAlternative(cohort, clause, start(id), fields);
          else if (what === 'not') cohort = withOpposite(cohort, clause, fields);
          else if (what === 'out') cohort = withoutClause(cohort, clause);
          else cohort = withCriterion(cohort, { clause, at: 0 }, null, fields);
        }
        const parsed = parseCohort(written(cohort), fields, places);
        expect(parsed.notices).toEqual([]);
        expect(sameCohort(parsed.cohort, cohort)).toBe(true);
      }),
    );
  });

  it('offers another name of the same field as the alternative, and the last one out takes the clause with it', () => {
    const female = withClause(everybody, start('sex'), fields);
    const either = withAlternative(female, 0, start('sex'), fields);
    expect(written(either)).toBe('sex.female.or.male');
    expect(written(withCriterion(either, { clause: 0, at: 0 }, null, fields))).toBe('sex.male');
    expect(withCriterion(female, { clause: 0, at: 0 }, null, fields)).toEqual(everybody);
  });

  it('turns a clause of one into its opposite and back', () => {
    const copd = read('age.65- copd');
    expect(written(withOpposite(copd, 1, fields))).toBe('age.65- not.copd');
    expect(withOpposite(withOpposite(copd, 1, fields), 1, fields)).toEqual(copd);
  });
});

it('examples say what their links do, in the form in which the page writes them', () => {
  for (const { text } of exampleCohorts) {
    const parsed = parseCohort(text, fields, places);
    expect(parsed.notices).toEqual([]);
    expect(written(parsed.cohort)).toBe(text);
  }
});

it('a segment is a criterion with its own words; one that no column tells is not offered', () => {
  expect(cohortSentence(read('segment.organ_failure age.65-'), { fields, places })).toBe(
    'People aged 65 and over in the segment “Organ failure”',
  );
  expect(cohortSentence(read('not.first_match.healthy segment.healthy'), { fields, places })).toBe(
    'People in the segment “Healthy”, not in the first-match segment “Healthy”',
  );
  expect(segmentField(available).options.map(({ id }) => id)).not.toContain('acutely_ill');
  expect(segmentField(new Set(['age', 'dem', 'ast'])).columns).toEqual(['dem', 'age', 'ast']);
});

it('a need tier by clinical rules is a criterion; one of which no rule can be told is not offered', () => {
  expect(cohortSentence(read('not.clinical_tier.low age.65-'), { fields, places })).toBe(
    'People aged 65 and over not in the low need tier by clinical rules',
  );
  const options = tierField(new Set(['age', 'medicines'])).options;
  expect(options.map(({ id, sql }) => [id, sql])).toEqual([
    ['raised', '(CASE WHEN (medicines >= 10) THEN 2 ELSE 3 END)::UTINYINT = 2::UTINYINT'],
    ['low', '(CASE WHEN (medicines >= 10) THEN 2 ELSE 3 END)::UTINYINT = 3::UTINYINT'],
  ]);
});

it('a score that the columns tell in part is called partial, and one that they do not tell is not computable', () => {
  expect(cohortSentence(read('charlson.3- not.efi2.0.2391-'), { fields, places })).toBe(
    'People with a partial Charlson index of 3 or more, without a partial frailty index 2 of 0.2391 or more',
  );
  const untold = cohortFields(furtherFields(new Set(['age'])));
  const lacking = cannotTell(read('charlson.3-'), new Set(['age']), { fields: untold, places });
  expect(lacking.map(({ field }) => field)).toEqual(['charlson']);
});

it('more than half is strictly more', () => {
  const people = (count: number) => new RawCounts({ get: () => [count] });
  const isMost = (own: number) => isMoreThanHalf({ cohort: people(own), everybody: people(100) });
  expect([50, 51].map(isMost)).toEqual([false, true]);
});

describe('middle age', () => {
  const bars = (counts: Record<number, number | '*'>) =>
    ([1, 2] as const).flatMap((sex) =>
      Array.from({ length: bandCount }, (_, band) => ({
        band,
        sex,
        ...shareOf((counts[band] ?? 0) as ShownNumber, 1000 as ShownNumber),
      })),
    );
  it.each([
    ['in the middle of one band', { 13: 100 }, 67],
    ['between two bands of as many', { 4: 100, 5: 100 }, 25],
    ['nobody younger than the oldest band', { 18: 50 }, 90],
    ['nobody', {}, null],
    ['too much hidden', { 13: 100, 14: '*' as const }, null],
    ['little hidden', { 13: 10_000, 14: '*' as const }, 67],
  ])('%s', (_, counts, age) => {
    expect(middleAge(bars(counts))).toBe(age);
  });
});
