import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from './canonical';
import type { Clause, Cohort, Criterion } from './cohort';
import type { Field, RangeField } from './field';
import { standardFields as fields } from './fields';
import { formatCohort } from './format';
import { parseCohort } from './parse';
import { placesOf } from './places';
import { cannotTell, cohortColumns, cohortSql } from './sql';
import { cohortSentence } from './sentence';

const places = placesOf(
  {
    networks: [
      { code: 'D01', name: 'Denby PCN' },
      { code: 'DM', name: 'Eastshore PCN' },
    ],
    practices: [{ code: 'P0001', name: 'Quay Surgery' }],
  },
  {
    code: ['', 'E01000001'],
    name: ['Outside or unknown', 'Hernwick 001A'],
  },
);
const meaning = { fields, places };
const read = (text: string) => parseCohort(text, fields, places);
const written = (text: string) => formatCohort(read(text).cohort, fields);

const criterionOf = (field: Field): fc.Arbitrary<Criterion> => {
  switch (field.kind) {
    case 'flag':
      return fc.constant({ kind: 'flag', field: field.id });
    case 'range':
      return rangeOf(field);
    case 'choice':
      return fc
        .constantFrom(...field.options.map(({ id }) => id))
        .map((value) => ({ kind: 'choice', field: field.id, value }));
    case 'place':
      return fc
        .constantFrom(...places.codes(field.level))
        .map((value) => ({ kind: 'choice', field: field.id, value }));
  }
};
function rangeOf({ id, least, most, decimals }: RangeField): fc.Arbitrary<Criterion> {
  const scale = 10 ** decimals;
  const end = fc.option(
    fc.integer({ min: least * scale, max: Math.round(most * scale) }).map((n) => n / scale),
  );
  return fc.tuple(end, end).map(([a, b]) => {
    const [from, to] = a !== null && b !== null && a > b ? [b, a] : [a, b];
    return { kind: 'range', field: id, from, to };
  });
}
const clause: fc.Arbitrary<Clause> = fc.record({
  not: fc.boolean(),
  anyOf: fc.array(fc.constantFrom(...fields.list).chain(criterionOf), { minLength: 1, maxLength: 4 }),
});
const cohorts: fc.Arbitrary<Cohort> = fc.record({ clauses: fc.array(clause, { maxLength: 6 }) });

describe('a cohort in a link', () => {
  it('is read as it was written, whatever it asks', () => {
    fc.assert(
      fc.property(cohorts, (cohort) => {
        const text = formatCohort(cohort, fields);
        expect(read(text)).toEqual({ cohort: canonical(cohort, fields), notices: [] });
        expect(formatCohort(read(text).cohort, fields)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('needs no escapes in an address', () => {
    fc.assert(
      fc.property(cohorts, (cohort) => {
        const text = formatCohort(cohort, fields);
        const parameters = new URLSearchParams({ cohort: text });
        expect(parameters.toString()).not.toContain('%');
        expect(new URLSearchParams(parameters.toString()).get('cohort')).toBe(text);
      }),
    );
  });

  it('never throws, and keeps what it can write again', () => {
    const words = fc.constantFrom(
      'age',
      'copd',
      '.',
      'or',
      'not',
      ' ',
      '65-84',
      '-',
      '>=',
      'sex',
      'female',
      '~',
      ',',
      '9',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((each) => each.join('')),
        ),
        (text) => {
          const { cohort } = read(text);
          expect(read(formatCohort(cohort, fields))).toEqual({ cohort, notices: [] });
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    [
      'in one order',
      'medicines.10- not.dem hf.or.chd copd age.65-84',
      'age.65-84 chd.or.hf copd not.dem medicines.10-',
    ],
    ['in any case', 'AGE.65-84 COPD', 'age.65-84 copd'],
    ['with comparisons', 'age>=65 medicines < 5', 'age.65- medicines.-4'],
    ['with equals signs', 'age=65-84, smr=due', 'age.65-84 smr.due'],
    ['with words', 'age 65-84 and copd and hf or chd and not dem', 'age.65-84 chd.or.hf copd not.dem'],
    ['with other signs', 'copd;hf|chd~af&!dem', 'af.or.chd.or.hf copd not.dem'],
    ['with real plus signs', 'copd+hf', 'copd hf'],
    ['with dashes and signs of print', 'age≥65 ltc.2–4', 'age.65- ltc.2-4'],
    ['with decimals', 'cms>=2.5', 'cms.2.5-'],
    ['above a decimal', 'cms>2.5', 'cms.2.51-'],
    ['with a code that is a field’s name, too', 'network.d01.or.network.dm', 'network.D01.or.network.DM'],
    ['with values of one field', 'frailty.moderate.or.severe', 'frailty.moderate.or.severe'],
    ['with ranges of one field', 'age.-4.or.75-', 'age.-4.or.75-'],
    ['with none of several', 'not.hf.or.chd', 'not.chd not.hf'],
    ['with the oldest as an open end', 'age.85-90', 'age.85-'],
    ['with an exact number', 'ltc=0 imd.1', 'ltc.0 imd.1'],
    ['the same twice', 'copd copd.or.copd', 'copd'],
    ['empty', '', ''],
  ])('may be written %s', (_, text, canonicalText) => {
    expect(read(text).notices).toEqual([]);
    expect(written(text)).toBe(canonicalText);
  });

  it.each([
    ['copdd hf', 'hf', '“copdd” is no criterion and was left out; did you mean “copd”?'],
    ['diabetes hf', 'hf', '“diabetes” is no criterion and was left out; did you mean “dm”?'],
    ['female copd', 'copd', '“female” is no criterion and was left out; did you mean “sex.female”?'],
    ['qqqq copd', 'copd', '“qqqq” is no criterion and was left out.'],
    [
      'age.old copd',
      'copd',
      '“age.old” was left out: “age” takes a range of numbers: write “age.5-10”, “age.5-” or “age.-10”.',
    ],
    [
      'age.84-65 copd',
      'copd',
      '“age.84-65” was left out: it ends before it begins; did you mean “age.65-84”?',
    ],
    ['age.65.5- copd', 'copd', '“age.65.5-” was left out: “age” takes whole numbers.'],
    ['imd.11-12 copd', 'copd', '“imd.11-12” was left out: “imd” goes from 1 to 10.'],
    ['frailty.sever copd', 'copd', '“frailty.sever” was left out: did you mean “frailty.severe”?'],
    ['smr.maybe copd', 'copd', '“smr.maybe” was left out: “smr” is one of “due”, “done”.'],
    ['dem.2 copd', 'copd', '“dem.2” was left out: “dem” takes no value, so write “dem” or “not.dem”.'],
    [
      'network.d1 copd',
      'copd',
      '“network.d1” was left out: this dataset has no network with the code “D1”; did you mean “network.D01”?',
    ],
    [
      'copd.or.not.dem',
      'copd',
      '“not.dem” was left out: “not” stands before all that it denies, as in “not.dem”.',
    ],
    ['hf.or.copdd dem', 'dem hf', '“copdd” is no criterion and was left out; did you mean “copd”?'],
  ])('tells what is wrong with %s', (text, kept, notice) => {
    expect(read(text).notices).toEqual([notice]);
    expect(written(text)).toBe(kept);
  });
});

describe('a cohort in words', () => {
  it.each([
    ['', 'Everybody'],
    ['copd', 'People with COPD'],
    [
      'sex.female.or.male age.65-84 copd hf.or.chd not.dem medicines.10- network.d01',
      'Women and men aged 65 to 84 with coronary heart disease or heart failure and with COPD, without dementia, on 10 or more medicines, in Denby PCN',
    ],
    [
      'sex.female age.75- frailty.moderate.or.severe',
      'Women aged 75 and over with moderate frailty or severe frailty',
    ],
    ['age.-17 ast dep', 'People aged 17 and under with asthma and depression'],
    ['not.dem not.ast', 'People without asthma or dementia'],
    ['copd.or.care_home', 'People either with COPD or living in a care home'],
    ['smoker not.housebound', 'People who smoke, who are not housebound'],
    ['ltc.4- medicines.0', 'People with 4 or more long-term conditions, on no medicines'],
    ['cms.2.5- fifth.1', 'People with a Cambridge score of 2.5 or more, in the most deprived fifth'],
    ['smr.due imd.3-4', 'People due a structured medication review, in deprivation deciles 3 to 4'],
    ['not.age.65-84 not.sex.male', 'People not aged 65 to 84, who are not men'],
    ['em_adm.1', 'People with 1 emergency admission in the past 12 months'],
    [
      'practice.p0001.or.neighbourhood.e01000001',
      'People either registered at Quay Surgery or living in Hernwick 001A',
    ],
  ])('%s', (text, sentence) => {
    expect(read(text).notices).toEqual([]);
    expect(cohortSentence(read(text).cohort, meaning)).toBe(sentence);
  });

  it('has nothing undefined in it, whatever it asks', () => {
    fc.assert(
      fc.property(cohorts, (cohort) => {
        const sentence = cohortSentence(canonical(cohort, fields), meaning);
        expect(sentence).not.toMatch(/undefined|null|NaN| {2}|[ ,]$|^[a-z]/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a cohort in SQL', () => {
  it.each([
    ['', 'TRUE'],
    ['age.65-84 copd', '(age BETWEEN 65::UTINYINT AND 84::UTINYINT) AND (copd)'],
    ['hf.or.chd not.dem', '((chd) OR (hf)) AND (NOT (dem))'],
    ['imd.-2', '(imd > 0::UTINYINT AND (imd <= 2::UTINYINT))'],
    ['smr.due', 'CASE WHEN (NOT smr) THEN TRUE ELSE FALSE END'],
    ['not.smr.due', 'CASE WHEN (smr IS NOT NULL AND NOT (NOT smr)) THEN TRUE ELSE FALSE END'],
    ['network.dm', '(network = 1::USMALLINT)'],
  ])('%s', (text, sql) => {
    expect(cohortSql(read(text).cohort, meaning)).toBe(sql);
  });

  it('names what a dataset cannot tell', () => {
    const { cohort } = parseCohort('copd frailty.severe network.x9', fields);
    expect(cohortColumns(cohort, fields)).toEqual(['copd', 'age', 'efi', 'network']);
    const lacking = cannotTell(cohort, new Set(['copd', 'age', 'network']), meaning);
    expect(lacking.map(({ field }) => field)).toEqual(['frailty', 'network']);
    expect(() => cohortSql(cohort, meaning)).toThrow('nothing tells “network” here');
  });
});
