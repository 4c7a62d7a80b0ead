import { describe, expect, test } from 'vitest';
import { RawCounts } from '../disclosure';
import { measureCatalogue } from '../measures/catalogue';
import { releaseProfile } from '../measures/profile';
import { headlineIds, pick, practiceMeasureIds } from './headlines';
import { conditionGroups, releaseMultimorbidity } from './multimorbidity';
import { nextQuestions } from './next-questions';
import { releasePyramid } from './pyramid';
import { cellQuestionsSql, personQuestions, releaseQuestions, rowQuestionsSql } from './questions';

const measures = measureCatalogue({ tierAbove: { high_risk: 200 } });
const columns = (of: Record<string, number[]>): RawCounts =>
  new RawCounts({
    get(name) {
      const column = of[name];
      if (!column) throw new RangeError(`no column ${name}`);
      return column;
    },
  });

describe('a population pyramid through the gate', () => {
  const answer = columns({
    band: [0, 0, 0, 1, 18],
    sex: [1, 2, 9, 1, 2],
    people: [52, 48, 12, 5, 883],
  });

  test('has a bar for each band and sex, of everybody', () => {
    const { bars, total, otherSex } = releasePyramid(answer, 'none');
    expect(bars).toHaveLength(38);
    expect(total).toBe(1000);
    expect(otherSex).toBe(12);
    expect(bars.find((b) => b.band === 0 && b.sex === 1)).toMatchObject({ numerator: 52, denominator: 1000 });
    expect(bars.find((b) => b.band === 7 && b.sex === 2)).toMatchObject({ numerator: 0, denominator: 1000 });
  });

  test('hides a small bar and rounds the rest', () => {
    const { bars, otherSex } = releasePyramid(answer, 'hes');
    expect(bars.find((b) => b.band === 1 && b.sex === 1)).toMatchObject({
      numerator: '*',
      estimate: { ok: false },
    });
    expect(bars.find((b) => b.band === 0 && b.sex === 1)).toMatchObject({ numerator: 50 });
    expect(otherSex).toBe(10);
    for (const { numerator } of bars) expect(numerator === '*' || numerator % 5 === 0).toBe(true);
  });
});

describe('multimorbidity by age through the gate', () => {
  const answer = columns({
    band: [3, 15],
    people: [1000, 400],
    none: [900, 40],
    one: [83, 101],
    two_or_three: [14, 200],
    four_or_more: [3, 59],
  });

  test('has every band and group, empty bands without a value', () => {
    const bars = releaseMultimorbidity(answer, 'none');
    expect(bars).toHaveLength(19 * conditionGroups.length);
    expect(bars.find((b) => b.band === 15 && b.group === 'two_or_three')?.estimate).toMatchObject({
      value: 0.5,
    });
    expect(bars.find((b) => b.band === 0 && b.group === 'none')).toMatchObject({
      denominator: 0,
      estimate: { ok: false },
    });
  });

  test('takes shares from rounded counts and hides the small', () => {
    const bars = releaseMultimorbidity(answer, 'hes');
    expect(bars.find((b) => b.band === 3 && b.group === 'four_or_more')).toMatchObject({ numerator: '*' });
    expect(bars.find((b) => b.band === 3 && b.group === 'two_or_three')?.estimate).toMatchObject({
      value: 15 / 1000,
    });
  });
});

describe('what a director asks first', () => {
  const available = new Set(['age', 'medicines', 'housebound']);
  const { cells, rows } = personQuestions(measures, available);

  test('is asked of the cells where they hold it, and of rows where columns are there', () => {
    expect(cells.map((q) => q.id)).toEqual(['ltc2', 'ltc4', 'frail', 'high_risk']);
    expect(rows.map((q) => q.id)).toEqual(['medicines10', 'housebound']);
    expect(personQuestions([], available).cells).toEqual([]);
  });

  test('casts every projected column', () => {
    for (const sql of [
      cellQuestionsSql(cells, 3),
      rowQuestionsSql(rows, 3, { everybody: false }),
      rowQuestionsSql(rows, 3, { everybody: true }),
    ]) {
      const projected = sql.slice('SELECT '.length, sql.indexOf(' FROM ')).split(/, (?![^(]*\))/);
      for (const column of projected) expect(column).toMatch(/::(INTEGER|DOUBLE) AS \w+$/);
    }
  });

  // Rows: others under 75, others from 75, here under 75, here from 75.
  const answer = columns({
    here: [0, 0, 1, 1],
    older: [0, 1, 0, 1],
    patients: [9000, 1000, 900, 100],
    medicines10: [100, 200, 12, 43],
    housebound: [10, 90, 0, 4],
  });

  test('gives the network’s share of its oldest and of everybody beside the system’s', () => {
    const figures = releaseQuestions(rows, answer, 'none', { everybody: true });
    const of = (id: string, age: string) => figures.find((f) => f.question.id === id && f.age === age)!;
    expect(of('medicines10', 'older')).toMatchObject({
      area: { numerator: 43, denominator: 100 },
      whole: { numerator: 243, denominator: 1100 },
      comparison: 'higher',
    });
    expect(of('medicines10', 'all')).toMatchObject({
      area: { numerator: 55, denominator: 1000 },
      whole: { numerator: 355, denominator: 11_000 },
      comparison: 'higher',
    });
  });

  test('compares with nothing while only the network’s rows are loaded', () => {
    const figures = releaseQuestions(rows, answer, 'none', { everybody: false });
    for (const { whole, comparison } of figures) expect([whole, comparison]).toEqual([null, 'not compared']);
  });

  test('passes the gate', () => {
    const figures = releaseQuestions(rows, answer, 'hes', { everybody: true });
    expect(figures.find((f) => f.question.id === 'housebound' && f.age === 'older')).toMatchObject({
      area: { numerator: '*', estimate: { ok: false } },
      comparison: 'not compared',
    });
    expect(figures.find((f) => f.question.id === 'medicines10' && f.age === 'older')?.area).toMatchObject({
      numerator: 45,
      denominator: 100,
      estimate: { value: 0.45 },
    });
  });
});

describe('what to ask next', () => {
  const registers = pick(measures, ['dm', 'hyp', 'dep', 'age75', 'frail', 'em_adm']);
  const answer = (dm: number, hyp: number, dep: number) =>
    columns({
      area: [0, 1],
      patients: [10_000, 90_000],
      aged17: [8000, 72_000],
      aged18: [8000, 72_000],
      aged65_efi: [2000, 18_000],
      dm: [dm, 5760],
      hyp: [hyp, 13_500],
      dep: [dep, 10_080],
      age75: [900, 8100],
      frail: [300, 2700],
      em_adm: [1000, 9000],
      em_adm_squares: [1400, 12_600],
    });
  const asked = (dm: number, hyp: number, dep: number) =>
    nextQuestions(releaseProfile(registers, answer(dm, hyp, dep), 'none'), 0);

  test('starts from the register furthest above and the one furthest below', () => {
    const ids = asked(1200, 1700, 500).map((q) => q.measureId);
    expect(ids).toEqual(['age75', 'dm', 'dep', 'frail', 'em_adm']);
  });

  test('says how many times as often', () => {
    expect(asked(1280, 1500, 1120)[1]!.text).toContain('recorded 1.8 times as often as in the system');
  });

  test('makes nothing of differences that chance would give', () => {
    expect(asked(645, 1505, 1125).map((q) => q.measureId)).toEqual(['age75', 'frail', 'em_adm']);
  });
});

test('every headline and practice measure is in the catalogue', () => {
  for (const ids of [headlineIds, practiceMeasureIds])
    expect(pick(measures, ids).map((m) => m.id)).toEqual([...ids]);
});
