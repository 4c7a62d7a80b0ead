import { beforeAll, describe, expect, it } from 'vitest';
import { canonical } from '../../src/domain/cohort/canonical';
import type { Clause, Cohort, Criterion } from '../../src/domain/cohort/cohort';
import type { Field } from '../../src/domain/cohort/field';
import { cohortFields, standardFields as fields } from '../../src/domain/cohort/fields';
import { formatCohort } from '../../src/domain/cohort/format';
import { less } from '../../src/domain/cohort/less';
import { madeUp, makeUpNames } from '../../src/domain/cohort/make-up';
import { parseCohort } from '../../src/domain/cohort/parse';
import { besideLast, releaseSize } from '../../src/domain/cohort/permit';
import { placesOf } from '../../src/domain/cohort/places';
import {
  amongPlacesSql,
  byPlaceSql,
  groupsSql,
  makeUpSql,
  overlapSql,
  restOf,
  selected,
  sizeSql,
  type Selected,
} from '../../src/domain/cohort/queries';
import { besideShares, releaseAmountsBeside } from '../../src/domain/cohort/release-beside';
import { placeAnswers, releaseAgeSex, releasePlaces } from '../../src/domain/cohort/release-lines';
import { releaseAmounts, releaseGroups, releaseShares } from '../../src/domain/cohort/release-make-up';
import { releaseOverlap, turned } from '../../src/domain/cohort/release-overlap';
import { ruledFields } from '../../src/domain/cohort/ruled-fields';
import { cohortSentence } from '../../src/domain/cohort/sentence';
import { cohortSql } from '../../src/domain/cohort/sql';
import { longTermConditions } from '../../src/domain/conditions';
import { assertAggregated } from '../../src/domain/disclosure/aggregates';
import { RawCount, unwrap } from '../../src/domain/disclosure/raw';
import { cambridge20 } from '../../src/domain/models/cambridge';
import { patientColumns } from '../../src/domain/schema';
import { seededUniform } from '../../src/domain/stats';
import { randomPatients, type Patients } from './condition-patients';

/** Codes as the random patients have indices. */
const coded = (letter: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ code: `${letter}${i}`, name: `Place ${letter}${i}` }));
const neighbourhoods = coded('E', 13);
const places = placesOf(
  { networks: coded('N', 4), practices: coded('P', 8) },
  {
    code: neighbourhoods.map(({ code }, i) => (i === 0 ? '' : code)),
    name: neighbourhoods.map(({ name }) => name),
  },
);
const meaning = { fields, places };
const available = new Set(patientColumns.map(({ name }) => name));
const scope = [0, 2, 3];

type Row = Record<string, number | boolean | null>;
let patients: Patients;
let rows: Row[];
const cohorts = seededCohorts(200);

beforeAll(async () => {
  patients = await randomPatients();
  rows = (await patients.rows('SELECT * FROM patients')) as Row[];
});

const first = (row: Record<string, unknown>[]) => Object.values(row[0]!).map(Number);
const counted = async (sql: string) => first(await patients.rows(sql))[0]!;

describe('200 random cohorts', () => {
  it('count the same through link and SQL, in SQL of another style, and person by person', async () => {
    const sizes: number[] = [];
    for (const cohort of cohorts) {
      const text = formatCohort(cohort, fields);
      const parsed = parseCohort(text, fields, places);
      expect(parsed.notices).toEqual([]);
      const predicate = cohortSql(parsed.cohort, meaning);
      const size = await counted(sizeSql(selected(predicate, scope)));
      const inScope = rows.filter((row) => scope.includes(row.network as number));
      const byPerson = inScope.filter((row) => meets(cohort, row)).length;
      expect(size, text).toBe(byPerson);
      expect(await counted(independentSql(cohort)), text).toBe(size);
      const nulls = await counted(`SELECT count(*) FILTER ((${predicate}) IS NULL) FROM patients`);
      expect(nulls, text).toBe(0);
      sizes.push(size);
    }
    expect(sizes.filter((size) => size > 0).length).toBeGreaterThan(120);
    expect(new Set(sizes).size).toBeGreaterThan(80);
  });

  it('lose people or none when a criterion is added', async () => {
    for (const [i, cohort] of cohorts.entries()) {
      const further = cohorts[(i + 1) % cohorts.length]!.clauses[0]!;
      const size = (clauses: readonly Clause[]) =>
        counted(sizeSql(selected(cohortSql(canonical({ clauses }, fields), meaning), null)));
      expect(await size([...cohort.clauses, further])).toBeLessThanOrEqual(await size(cohort.clauses));
    }
  });

  it('never hold a person and their opposite, nor anybody of whom it is not recorded', () => {
    for (const { clauses } of cohorts)
      for (const { anyOf } of clauses)
        for (const criterion of anyOf) {
          const one: Cohort = { clauses: [{ not: false, anyOf: [criterion] }] };
          const other: Cohort = { clauses: [{ not: true, anyOf: [criterion] }] };
          for (const row of rows.slice(0, 200))
            expect(Number(meets(one, row)) + Number(meets(other, row))).toBe(
              holds(criterion, row) === null ? 0 : 1,
            );
        }
  });

  it('overlap as inclusion and exclusion have it', async () => {
    for (let i = 0; i < 40; i++) {
      const [a, b] = [cohorts[i]!, cohorts[i + 100]!].map((each) => cohortSql(each, meaning)) as [
        string,
        string,
      ];
      const [both, aOnly, bOnly, neither] = first(await patients.rows(overlapSql(a, b, scope))) as [
        number,
        number,
        number,
        number,
      ];
      const size = (predicate: string) => counted(sizeSql(selected(predicate, scope)));
      expect(both + aOnly).toBe(await size(a));
      expect(both + bOnly).toBe(await size(b));
      expect(both + aOnly + bOnly).toBe(await size(`${a} OR ${b}`));
      expect(both + aOnly + bOnly + neither).toBe(await size('TRUE'));
    }
  });

  it('read as sentences', () => {
    for (const cohort of cohorts) {
      const sentence = cohortSentence(cohort, meaning);
      expect(sentence).toMatch(/^[A-Z]/);
      expect(sentence).not.toMatch(/undefined|null|NaN| {2}|, ,/);
    }
  });
});

describe('the questions of the view', () => {
  const predicate = cohortSql(parseCohort('age.40- copd.or.dm', fields).cohort, meaning);

  it('give what the browser’s engine can hand over exactly, and no rows', async () => {
    for (const sql of [
      ...questions(selected(predicate, scope)),
      overlapSql(predicate, 'smoker', scope),
      overlapSql(predicate, 'smoker', [99]),
    ]) {
      expect(() => {
        assertAggregated(sql);
      }).not.toThrow();
      const types = (await patients.rows(`DESCRIBE ${sql}`)).map((row) => String(row.column_type));
      for (const type of types) expect(['INTEGER', 'DOUBLE']).toContain(type);
      for (const row of await patients.rows(sql)) expect(Object.values(row), sql).not.toContain(null);
    }
  });

  it('tell a cohort beside those shown just before as both are counted together', async () => {
    const others = ['age >= 65', `copd AND network = 0`];
    const own = selected(predicate, scope);
    for (const answer of [
      await patients.ask(sizeSql(own, others)),
      await made(makeUpSql(own, available, others)),
    ])
      for (const [i, other] of others.entries()) {
        const people = new RawCount(
          unwrap(await patients.ask(sizeSql(selected(other, null)))).get('people')[0]!,
        );
        const beside = unwrap(besideLast(answer, i, people));
        const together = unwrap(await patients.ask(overlapSql(own.where, other, null)));
        for (const name of ['a_and_b', 'a_only', 'b_only'])
          expect(beside.get(name)[0], `${other}, ${name}`).toBe(together.get(name)[0]);
      }
  });

  it('count every flag of a word as it is counted alone, by age and sex', async () => {
    const own = unwrap(await made(makeUpSql(selected(predicate, scope), available)));
    const { where } = selected(predicate, scope);
    const flags = patientColumns.filter(({ type }) => type === 'boolean').map(({ name }) => name);
    const alone = await patients.rows(
      `SELECT ${flags.map((name) => `count(*) FILTER (${name})::DOUBLE AS ${name}, count(${name})::DOUBLE AS ${name}_known`).join()} FROM patients WHERE ${where} GROUP BY age, sex ORDER BY age, sex`,
    );
    expect(alone.length).toBeGreaterThan(100);
    const counted = makeUpNames(available);
    for (const name of flags) {
      const isProcess = counted.includes(`${name}_applies`);
      expect(Array.from(own.get(isProcess ? `${name}_done` : name)), name).toEqual(
        alone.map((row) => row[name]),
      );
      if (isProcess)
        expect(Array.from(own.get(`${name}_applies`)), name).toEqual(
          alone.map((row) => row[`${name}_known`]),
        );
    }
  });

  it('answer the same from everybody less the rest', async () => {
    const everybody = await made(makeUpSql(selected('TRUE', scope), available));
    const rest = await made(makeUpSql(restOf(predicate, scope), available));
    const taken = unwrap(less(everybody, rest, ['age', 'sex']));
    const own = unwrap(await made(makeUpSql(selected(predicate, scope), available)));
    const inCohort = (name: string) =>
      Array.from(taken.get(name)).filter((_, row) => taken.get('people')[row]! > 0);
    for (const name of ['age', 'sex', ...makeUpNames(available)])
      expect(inCohort(name), name).toEqual(Array.from(own.get(name)));
    const nobody = await made(makeUpSql(selected('age = 20', scope), available));
    expect(() => less(nobody, everybody, ['age', 'sex'])).toThrow('whom the whole has not');
  });

  it('release the shares, means and lines that the rows have', async () => {
    const answers = {
      cohort: await made(makeUpSql(selected(predicate, scope), available)),
      everybody: await made(makeUpSql(selected('TRUE', scope), available)),
    };
    const released = releaseSize(answers, { policy: 'none' });
    if (!released.ok) throw new Error('refused');
    const inScope = rows.filter((row) => scope.includes(row.network as number));
    const inCohort = inScope.filter((row) => Number(row.age) >= 40 && (row.copd === true || row.dm === true));
    expect([released.size.numerator, released.size.denominator]).toEqual([inCohort.length, inScope.length]);
    const lines = new Map(
      releaseShares(released.permit, answers, available).map((line) => [line.item.id, line]),
    );
    const share = (id: string) => {
      const { numerator, denominator } = lines.get(id)!.cohort;
      return [numerator, denominator];
    };
    const count = (test: (row: Row) => boolean) => inCohort.filter(test).length;
    expect(share('hf')).toEqual([count((row) => row.hf === true), inCohort.length]);
    expect(share('ost')).toEqual([
      count((row) => row.ost === true && Number(row.age) >= 50),
      count((row) => Number(row.age) >= 50),
    ]);
    expect(share('efi_severe')).toEqual([
      count((row) => Number(row.age) >= 65 && row.efi !== null && Number(row.efi) >= 13),
      count((row) => Number(row.age) >= 65 && row.efi !== null),
    ]);
    const groups = {
      cohort: await patients.ask(groupsSql(selected(predicate, scope), available)),
      everybody: await patients.ask(groupsSql(selected('TRUE', scope), available)),
    };
    for (const line of releaseGroups(released.permit, groups, available))
      lines.set(line.item.id, line as never);
    expect(share('fifth_1')).toEqual([
      count((row) => row.imd === 1 || row.imd === 2),
      count((row) => row.imd !== 0),
    ]);
    expect(share('ethnicity_3')).toEqual([
      count((row) => row.ethnicity === 3),
      count((row) => row.ethnicity !== 0),
    ]);
    expect(share('smr')).toEqual([count((row) => row.smr === true), count((row) => row.smr !== null)]);
    const [medicines] = releaseAmounts(released.permit, answers, available);
    const sum = inCohort.reduce((all, row) => all + Number(row.medicines), 0);
    expect(medicines!.cohort.ok && medicines!.cohort.value).toBeCloseTo(sum / inCohort.length, 12);
    const bands = releaseAgeSex(released.permit, answers);
    expect(bands.find(({ band, sex }) => band === 13 && sex === 2)!.numerator).toBe(
      count((row) => row.sex === 2 && Number(row.age) >= 65 && Number(row.age) <= 69),
    );
    const practices = releasePlaces(released.permit, {
      cohort: await patients.ask(byPlaceSql(selected(predicate, scope), 'practice')),
      everybody: await patients.ask(byPlaceSql(selected('TRUE', scope), 'practice')),
    });
    for (const { area, numerator } of practices)
      expect(numerator).toBe(count((row) => row.practice === area));
    const neighbourhoods = releasePlaces(
      released.permit,
      placeAnswers(await patients.ask(amongPlacesSql(predicate, scope, 'neighbourhood'))),
    );
    expect(neighbourhoods.length).toBeGreaterThan(3);
    for (const { area, numerator, denominator } of neighbourhoods)
      expect([numerator, denominator]).toEqual([
        count((row) => row.neighbourhood === area),
        inScope.filter((row) => row.neighbourhood === area).length,
      ]);
  });

  it('stand beside those of a second cohort, apart as the rows of both have it', async () => {
    const second = 'age >= 65';
    const of = async (where: string) => {
      const [cohort, everybody] = [selected(where, scope), selected('TRUE', scope)];
      const answers = {
        cohort: await made(makeUpSql(cohort, available)),
        everybody: await made(makeUpSql(everybody, available)),
      };
      const released = releaseSize(answers, { policy: 'none' });
      if (!released.ok) throw new Error('refused');
      return { permit: released.permit, answers };
    };
    const [a, b] = [await of(predicate), await of(second)];
    const inScope = rows.filter((row) => scope.includes(row.network as number));
    const own = inScope.filter((row) => Number(row.age) >= 40 && (row.copd === true || row.dm === true));
    const other = inScope.filter((row) => Number(row.age) >= 65);
    const has = (people: Row[]) => people.filter((row) => row.hf === true).length;

    const lines = besideShares(
      releaseShares(a.permit, a.answers, available),
      releaseShares(b.permit, b.answers, available),
    );
    const line = lines.find(({ item }) => item.id === 'hf')!;
    expect([line.cohort.numerator, line.other.numerator]).toEqual([has(own), has(other)]);
    const [p, q] = [has(own) / own.length, has(other) / other.length];
    const apart = (p - q) / Math.sqrt((p * (1 - p) + q * (1 - q)) / 2);
    expect(line.difference.ok && line.difference.value).toBeCloseTo(apart, 12);

    const amounts = releaseAmountsBeside(a, b, available);
    const medicines = amounts.find(({ item }) => item.id === 'medicines')!;
    const spread = (people: Row[]) => {
      const values = people.map((row) => Number(row.medicines));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      return { mean, variance: squares / (values.length - 1) };
    };
    const [x, y] = [spread(own), spread(other)];
    expect(medicines.cohort.ok && medicines.cohort.value).toBeCloseTo(x.mean, 12);
    expect(medicines.other.ok && medicines.other.value).toBeCloseTo(y.mean, 12);
    expect(medicines.difference.ok && medicines.difference.value).toBeCloseTo(
      (x.mean - y.mean) / Math.sqrt((x.variance + y.variance) / 2),
      9,
    );

    const shared = await patients.ask(overlapSql(predicate, second, scope));
    const released = releaseOverlap(shared, 'none');
    const theOtherWay = releaseOverlap(turned(shared), 'none');
    if (!released.ok || !theOtherWay.ok) throw new Error('refused');
    const both = own.filter((row) => Number(row.age) >= 65).length;
    expect([released.overlap.ofA.numerator, released.overlap.ofA.denominator]).toEqual([both, own.length]);
    expect([theOtherWay.overlap.ofA.numerator, theOtherWay.overlap.ofA.denominator]).toEqual([
      both,
      other.length,
    ]);
  });

  it('leave out what a dataset’s rows do not have', async () => {
    const few = new Set(['age', 'sex', 'imd', 'copd']);
    expect(makeUpNames(few)).toEqual(['people', 'copd']);
    expect(await patients.rows(makeUpSql(selected('age = 90', null), few))).toHaveLength(3);
    expect(await patients.rows(groupsSql(selected('TRUE', null), few))).toHaveLength(11);
  });
});

/** The answer to a question of the make-up, as its figures read it. */
const made = async (sql: string) => madeUp(await patients.ask(sql), available);

const questions = (people: Selected) => [
  sizeSql(people),
  makeUpSql(people, available),
  groupsSql(people, available),
  ...(['network', 'practice', 'neighbourhood'] as const).map((level) => byPlaceSql(people, level)),
];

/** Cohorts of one to four clauses of one to three criteria, drawn by a seeded generator. */
function seededCohorts(count: number): Cohort[] {
  const uniform = seededUniform(20);
  const whole = (most: number) => Math.floor(uniform() * most);
  const criterion = (field: Field): Criterion => {
    switch (field.kind) {
      case 'flag':
        return { kind: 'flag', field: field.id };
      case 'choice':
        return { kind: 'choice', field: field.id, value: field.options[whole(field.options.length)]!.id };
      case 'place': {
        const codes = places.codes(field.level);
        return { kind: 'choice', field: field.id, value: codes[whole(codes.length)]! };
      }
      case 'range': {
        const top = Math.min(field.most, field.id === 'gp_contacts' ? 25 : field.id === 'age' ? 90 : 8);
        const scale = 10 ** field.decimals;
        const end = () => (whole((top - field.least) * scale) + field.least * scale) / scale;
        const [a, b] = [end(), end()].sort((x, y) => x - y) as [number, number];
        const open = whole(3);
        return { kind: 'range', field: field.id, from: open === 0 ? null : a, to: open === 1 ? null : b };
      }
      default:
        return field satisfies never;
    }
  };
  const clause = (): Clause => {
    const anyOf = Array.from({ length: 1 + whole(3) }, () =>
      criterion(fields.list[whole(fields.list.length)]!),
    );
    return { not: uniform() < 0.3, anyOf };
  };
  return Array.from({ length: count }, () =>
    canonical({ clauses: Array.from({ length: 1 + whole(3) }, clause) }, fields),
  );
}

/** Whether a criterion holds of a person; null where that is not recorded. Knows nothing of the product's SQL. */
function holds(criterion: Criterion, row: Row): boolean | null {
  const between = (value: number) =>
    criterion.kind === 'range' &&
    value >= (criterion.from ?? -Infinity) &&
    value <= (criterion.to ?? Infinity);
  const is = (value: string) => criterion.kind === 'choice' && criterion.value === value;
  const { field } = criterion;
  const age = Number(row.age);
  switch (field) {
    case 'sex':
      if (row.sex === 9) return is('other') ? true : null;
      return is(row.sex === 1 ? 'male' : 'female');
    case 'ethnicity':
      return row.ethnicity === 0
        ? null
        : is(['', 'asian', 'black', 'mixed', 'white', 'other'][Number(row.ethnicity)]!);
    case 'ltc':
      return between(longTermConditions.filter((id) => row[id] === true).length);
    case 'cms': {
      const has = (names: readonly string[]) => names.some((name) => row[name] === true);
      const score = cambridge20.terms.reduce((sum, { weight, anyOf }) => sum + (has(anyOf) ? weight : 0), 0);
      return between(Math.round(score * 100) / 100);
    }
    case 'frailty': {
      if (age < 65 || row.efi === null) return null;
      const share = Number(row.efi) / 36;
      return is(share <= 0.12 ? 'fit' : share <= 0.24 ? 'mild' : share <= 0.36 ? 'moderate' : 'severe');
    }
    case 'efi':
      return age < 65 || row.efi === null ? null : between(Number(row.efi));
    case 'smr':
    case 'care_plan':
    case 'ld_check':
    case 'smi_check':
    case 'bp_target':
      return row[field] === null ? null : is(row[field] === true ? 'done' : 'due');
    case 'imd':
      return row.imd === 0 ? null : between(Number(row.imd));
    case 'fifth':
      return row.imd === 0 ? null : between(Math.ceil(Number(row.imd) / 2));
    case 'network':
      return is(`N${String(row.network)}`);
    case 'practice':
      return is(`P${String(row.practice)}`);
    case 'neighbourhood':
      return row.neighbourhood === 0 ? null : is(`E${String(row.neighbourhood)}`);
    default:
      return criterion.kind === 'flag' ? row[field] === true : between(Number(row[field]));
  }
}

function meets({ clauses }: Cohort, row: Row): boolean {
  return clauses.every(({ not, anyOf }) => {
    const told = anyOf.map((criterion) => holds(criterion, row));
    return not ? told.every((each) => each === false) : told.includes(true);
  });
}

/** The count by CASE, lists and text in place of comparisons: −1 not recorded, 0 no, 1 yes. */
function independentSql({ clauses }: Cohort): string {
  const told = (criterion: Criterion): string => {
    const { field } = criterion;
    const inRange = (value: string) => {
      const { from, to } = criterion as Criterion & { kind: 'range' };
      return `(CASE WHEN (${value})::DOUBLE < ${from ?? -1e9} THEN 0 WHEN (${value})::DOUBLE > ${to ?? 1e9} THEN 0 ELSE 1 END)`;
    };
    const value = criterion.kind === 'choice' ? `'${criterion.value}'` : '';
    const named = (text: string) => `(CASE WHEN ${text} = ${value} THEN 1 ELSE 0 END)`;
    const unless = (unknown: string, otherwise: string) =>
      `(CASE WHEN ${unknown} THEN -1 ELSE ${otherwise} END)`;
    switch (field) {
      case 'sex':
        return value === "'other'"
          ? `(sex = 9)::INTEGER`
          : unless('sex = 9', named("['male', 'female'][sex]"));
      case 'ethnicity':
        return unless('ethnicity = 0', named("['asian', 'black', 'mixed', 'white', 'other'][ethnicity]"));
      case 'ltc':
        return inRange(`len(list_filter([${longTermConditions.join()}], x -> x))`);
      case 'cms':
        return inRange(
          `round(list_sum([${cambridge20.terms.map(({ weight, anyOf }) => `CASE WHEN list_contains([${anyOf.join()}], true) THEN ${weight} ELSE 0 END`).join()}])::DOUBLE, 2)`,
        );
      case 'frailty':
        return unless(
          'age < 65 OR efi IS NULL',
          named(
            "CASE WHEN efi::INTEGER * 100 <= 12 * 36 THEN 'fit' WHEN efi::INTEGER * 100 <= 24 * 36 THEN 'mild' WHEN efi::INTEGER * 100 <= 36 * 36 THEN 'moderate' ELSE 'severe' END",
          ),
        );
      case 'efi':
        return unless('age < 65 OR efi IS NULL', inRange('efi'));
      case 'smr':
      case 'care_plan':
      case 'ld_check':
      case 'smi_check':
      case 'bp_target':
        return unless(`${field} IS NULL`, named(`if(${field}, 'done', 'due')`));
      case 'imd':
        return unless('imd = 0', inRange('imd'));
      case 'fifth':
        return unless('imd = 0', inRange('ceil(imd / 2)'));
      case 'network':
        return named("'N' || network");
      case 'practice':
        return named("'P' || practice");
      case 'neighbourhood':
        return unless('neighbourhood = 0', named("'E' || neighbourhood"));
      default:
        return criterion.kind === 'flag' ? `(${field})::INTEGER` : inRange(field);
    }
  };
  const all = clauses.map(({ not, anyOf }) => {
    const list = `[${anyOf.map(told).join(', ')}]`;
    return not ? `list_max(${list}) = 0 AND list_min(${list}) = 0` : `list_max(${list}) = 1`;
  });
  return `SELECT count(*)::DOUBLE FROM patients WHERE list_contains([${scope.join()}], network) AND ${all.join(' AND ')}`;
}

it.each(['segment', 'first_match', 'clinical_tier'])(
  'groups by rules as a criterion hold everybody once: %s',
  async (id) => {
    const withGroups = cohortFields(ruledFields(available));
    const field = withGroups.get(id)!;
    const sizes = await Promise.all(
      (field.kind === 'choice' ? field.options : []).map(({ id: option }) => {
        const { cohort, notices } = parseCohort(`${id}.${option}`, withGroups, places);
        expect(notices).toEqual([]);
        return counted(sizeSql(selected(cohortSql(cohort, { fields: withGroups, places }), scope)));
      }),
    );
    expect(sizes.filter((size) => size > 0).length).toBeGreaterThan(id === 'clinical_tier' ? 3 : 4);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(
      rows.filter((row) => scope.includes(row.network as number)).length,
    );
  },
);
