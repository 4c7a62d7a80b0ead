import { beforeAll, describe, expect, it } from 'vitest';
import { standardFields as fields } from '../../src/domain/cohort/fields';
import { parseCohort } from '../../src/domain/cohort/parse';
import { placesOf } from '../../src/domain/cohort/places';
import { cohortSql } from '../../src/domain/cohort/sql';
import type { Scope } from '../../src/domain/condition/scope';
import type { RawCounts } from '../../src/domain/disclosure';
import { assertAggregated } from '../../src/domain/disclosure/aggregates';
import { scoreModelOf, unitsSql } from '../../src/domain/models/registry';
import { tierOf } from '../../src/domain/models/tiers';
import { bandStarts, fifths } from '../../src/domain/risk/age-fifth-counts';
import { byAgeAndFifthSql, releaseAgeFifths, type AgeFifth } from '../../src/domain/risk/age-fifths';
import { byTwoTiersSql, releaseAgreement } from '../../src/domain/risk/agreement';
import { comparedColumns, releaseCompared } from '../../src/domain/risk/compared';
import { shareAt } from '../../src/domain/risk/concentrated';
import { releaseDistribution } from '../../src/domain/risk/distribution';
import { cutOffsOf } from '../../src/domain/risk/places';
import { byScoreSql } from '../../src/domain/risk/queries';
import { releaseWithin, withinSql, type InCohort } from '../../src/domain/risk/within';
import { patientColumns, type DisclosurePolicy } from '../../src/domain/schema';
import { randomPatients, smallNetwork, type Patients } from './condition-patients';

const available = new Set(patientColumns.map(({ name }) => name));
const shares = [0.005, 0.05, 0.2];
const meaning = { fields, places: placesOf({ networks: [], practices: [] }, null) };
const predicateOf = (text: string) => cohortSql(parseCohort(text, fields).cohort, meaning);
const unitsOf = (id: string) => unitsSql(scoreModelOf(id)!, available)!;
const scopes: Scope[] = [null, [1], [smallNetwork], [0, 2]];
const policies: DisclosurePolicy[] = ['hes', 'opensafely', 'midpoint6'];
const few = (count: number) => count >= 1 && count <= 7;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** One score is everybody's, one of the old only. */
const ids = ['cambridge20', 'efi'] as const;
interface Person {
  network: number;
  age: number;
  sex: number;
  imd: number;
  medicines: number;
  em_adm: number;
  copd: boolean;
  cambridge20: number | null;
  efi: number | null;
}
const cohorts: [string, (person: Person) => boolean][] = [
  ['age.50-', ({ age }) => age >= 50],
  ['medicines.3-', ({ medicines }) => medicines >= 3],
  ['not.copd', ({ copd }) => !copd],
  ['age.-80', ({ age }) => age <= 80],
  ['sex.female', ({ sex }) => sex === 2],
];

let patients: Patients;
let everyone: Person[];
beforeAll(async () => {
  patients = await randomPatients();
  const columns = ['network', 'age', 'sex', 'imd', 'medicines', 'em_adm'].map(
    (name) => `${name}::INTEGER AS ${name}`,
  );
  const scores = ids.map((id) => `(${unitsOf(id)})::INTEGER AS ${id}`);
  everyone = (await patients.rows(
    `SELECT ${[...columns, 'copd', ...scores].join(', ')} FROM patients`,
  )) as unknown as Person[];
});

/** Answers are the same for every scope and policy. */
const answers = new Map<string, Promise<RawCounts>>();
function ask(sql: string): Promise<RawCounts> {
  assertAggregated(sql);
  const answer = answers.get(sql) ?? patients.ask(sql);
  answers.set(sql, answer);
  return answer;
}
async function inCohort(
  text: string,
  sql: (predicate: string) => string,
  { scope, policy }: { scope: Scope; policy: DisclosurePolicy },
): Promise<InCohort | null> {
  const predicate = predicateOf(text);
  const within = releaseWithin(await ask(withinSql(predicate, [], null)), {
    ...{ predicate, scope, policy },
    others: [],
    last: [],
  });
  return within.ok ? { answer: await ask(sql(predicate)), permit: within.permit } : null;
}

const byScore = (id: string) => (predicate?: string) =>
  byScoreSql(unitsOf(id), null, comparedColumns, predicate);
const byAge = (id: string) => (predicate?: string) => byAgeAndFifthSql(unitsOf(id), null, predicate);
async function byTiers() {
  const [own, other] = await Promise.all(
    ids.map(async (id) => ({ units: unitsOf(id), cutOffs: cutOffsOf(await ask(byScore(id)()), shares) })),
  );
  return {
    own: own!,
    other: other!,
    sql: (predicate?: string) => byTwoTiersSql(own!, other!, null, predicate),
  };
}
const isHere = (scope: Scope) => (person: Person) => scope === null || scope.includes(person.network);
const cellOf =
  ({ band, fifth }: AgeFifth) =>
  (person: Person) =>
    person.age >= bandStarts[band]! &&
    person.age < (bandStarts[band + 1] ?? Infinity) &&
    Math.ceil(person.imd / 2) === fifth;

/** Everything that is looked at: members of each cohort, everybody of the same networks, everybody. */
function* looks() {
  for (const [text, meets] of cohorts)
    for (const scope of scopes) {
      const here = everyone.filter(isHere(scope));
      yield { text, scope, here, members: here.filter(meets) };
    }
}
const open = { policy: 'none' } as const;

describe('a cohort is counted as its people one by one', () => {
  it.each(ids)('by score in the bins of everybody: %s', async (id) => {
    for (const { text, scope, members } of looks()) {
      const cohort = await inCohort(text, byScore(id), { scope, ...open });
      const one = scoreModelOf(id)!.model.id === 'efi' ? 1 : 100;
      const { bins } = releaseDistribution(await ask(byScore(id)()), { scope, cohort, ...open, one });
      const scored = members.filter((person) => person[id] !== null);
      for (const { from, to, inside, everybody } of bins) {
        const isIn = (person: Person) => person[id] !== null && person[id] >= from && person[id] < to;
        expect(inside.numerator).toBe(members.filter(isIn).length);
        expect(inside.denominator).toBe(scored.length);
        expect(everybody.numerator).toBe(everyone.filter(isIn).length);
      }
      expect(sum(bins.map(({ inside }) => Number(inside.numerator)))).toBe(scored.length);
    }
  });

  it.each(ids)('by age and deprivation, in the top tiers of everybody: %s', async (id) => {
    const above = cutOffsOf(await ask(byScore(id)()), shares)[1]!;
    for (const { text, scope, members } of looks()) {
      const cohort = await inCohort(text, byAge(id), { scope, ...open });
      const cells = releaseAgeFifths(await ask(byAge(id)()), shares, {
        tiers: 2,
        one: 1,
        scope,
        cohort,
        ...open,
      });
      expect(cells).toHaveLength(bandStarts.length * fifths.length);
      for (const cell of cells) {
        const units = members.filter(cellOf(cell)).flatMap((person) => person[id] ?? []);
        expect(cell.top.denominator).toBe(units.length);
        expect(cell.top.numerator).toBe(units.filter((each) => each > above).length);
        if (cell.mean.ok) expect(cell.mean.value).toBeCloseTo(sum(units) / units.length, 9);
      }
    }
  });

  it('by tier of two scores, each cut among everybody', async () => {
    const { own, other, sql } = await byTiers();
    for (const { text, scope, members } of looks()) {
      const cohort = await inCohort(text, sql, { scope, ...open });
      const found = releaseAgreement(await ask(sql()), 4, { scope, cohort, ...open });
      const both = members.filter(({ cambridge20, efi }) => cambridge20 !== null && efi !== null);
      if (!found.ok) throw new Error(found.reason);
      expect(found.people).toBe(both.length);
      found.cells.forEach((row, i) =>
        row.forEach((count, j) =>
          expect(count).toBe(
            both.filter(
              ({ cambridge20, efi }) =>
                tierOf(cambridge20!, own.cutOffs) === i && tierOf(efi!, other.cutOffs) === j,
            ).length,
          ),
        ),
      );
    }
  });

  it('by admissions of the highest scores among its own people', async () => {
    const scope = [1];
    for (const id of ids) {
      const cohort = await inCohort('age.50-', byScore(id), { scope, ...open });
      const { curve, index } = releaseCompared(await ask(byScore(id)()), { scope, cohort, ...open });
      const members = everyone.filter(
        (person) => isHere(scope)(person) && person.age >= 50 && person[id] !== null,
      );
      const tied = new Map<number, number[]>();
      for (const person of members) tied.set(person[id]!, [...(tied.get(person[id]!) ?? []), person.em_adm]);
      const falling = members
        .map((person) => person[id]!)
        .sort((a, b) => b - a)
        .map((units) => sum(tied.get(units)!) / tied.get(units)!.length);
      const most = 0.2 * falling.length;
      const top = sum(falling.slice(0, Math.floor(most))) + (most % 1) * falling[Math.floor(most)]!;
      expect(shareAt(curve, 0.2)).toBeCloseTo(top / sum(falling), 9);
      expect(index.ok).toBe(true);
    }
  });
});

describe('through the gate', () => {
  it('no bin tells of few, beside everybody’s or that of the same networks', async () => {
    for (const policy of policies)
      for (const id of ids)
        for (const { text, scope, here, members } of looks()) {
          const cohort = await inCohort(text, byScore(id), { scope, policy });
          if (cohort === null) continue;
          const { bins } = releaseDistribution(await ask(byScore(id)()), { scope, cohort, policy, one: 100 });
          for (const { from, to, inside } of bins) {
            const isIn = (person: Person) => person[id] !== null && person[id] >= from && person[id] < to;
            const own = members.filter(isIn).length;
            expect(few(own)).toBe(false);
            for (const around of [here, everyone]) expect(few(around.filter(isIn).length - own)).toBe(false);
            if (inside.numerator !== '*') expect(Math.abs(inside.numerator - own)).toBeLessThanOrEqual(3);
          }
        }
  });

  it('no cell by age and deprivation does, nor the mean of one', async () => {
    for (const policy of policies)
      for (const id of ids) {
        const above = cutOffsOf(await ask(byScore(id)()), shares)[1]!;
        /** People with a score by cell, and those in the top tiers. */
        const tally = (of: readonly Person[]) => {
          const counts = Array.from({ length: bandStarts.length * fifths.length }, () => ({
            people: 0,
            top: 0,
          }));
          for (const { [id]: units, age, imd } of of) {
            if (units === null) continue;
            const band = bandStarts.findLastIndex((start) => age >= start);
            const cell =
              counts[band * fifths.length + fifths.findIndex((fifth) => fifth === Math.ceil(imd / 2))]!;
            cell.people++;
            if (units > above) cell.top++;
          }
          return counts;
        };
        const all = tally(everyone);
        for (const { text, scope, here, members } of looks()) {
          const cohort = await inCohort(text, byAge(id), { scope, policy });
          if (cohort === null) continue;
          const options = { tiers: 2, one: 100, scope, cohort, policy };
          const [mine, around] = [tally(members), [tally(here), all]];
          for (const [i, cell] of releaseAgeFifths(await ask(byAge(id)()), shares, options).entries()) {
            const { people: own, top } = mine[i]!;
            const apart = [own, ...around.map((each) => each[i]!.people - own)];
            const topApart = [top, own - top, ...around.map((each) => each[i]!.top - top)];
            if (own > 0 && apart.some(few)) expect(cell.mean.ok).toBe(false);
            // By midpoints rounding alone protects counts.
            if (policy === 'midpoint6') continue;
            if (own > 0 && apart.some(few)) expect(cell.top.denominator).toBe('*');
            if (top > 0 && topApart.some(few)) expect(cell.top.numerator).toBe('*');
          }
        }
      }
  });

  it('no few who move from tier to tier do', async () => {
    const { own, other, sql } = await byTiers();
    for (const policy of ['hes', 'opensafely'] as const)
      for (const { text, scope, here, members } of looks()) {
        const cohort = await inCohort(text, sql, { scope, policy });
        if (cohort === null) continue;
        const found = releaseAgreement(await ask(sql()), 4, { scope, cohort, policy });
        if (!found.ok) continue;
        found.cells.forEach((row, i) =>
          row.forEach((count, j) => {
            const isIn = ({ cambridge20, efi }: Person) =>
              cambridge20 !== null &&
              efi !== null &&
              tierOf(cambridge20, own.cutOffs) === i &&
              tierOf(efi, other.cutOffs) === j;
            const size = members.filter(isIn).length;
            const apart = [size, ...[here, everyone].map((around) => around.filter(isIn).length - size)];
            if (size > 0 && apart.some(few)) expect(count).toBe('*');
          }),
        );
      }
  });

  it('a score that few of a cohort have, or all but few, is not shown of it', async () => {
    // Few of the old, who alone have the score, are in the one cohort and all but few in the other; both cohorts are large.
    const scope = [smallNetwork];
    const ages = everyone
      .filter(({ network, efi }) => network === smallNetwork && efi !== null)
      .map(({ age }) => age);
    const from = ages.sort((a, b) => a - b).at(-3)!;
    expect(few(ages.filter((age) => age >= from).length)).toBe(true);
    const options = { scope, policy: 'hes' } as const;
    for (const text of [`age.${from}-.or.-40`, `age.30-${from - 1}`]) {
      const [scores, ages] = [
        await inCohort(text, byScore('efi'), options),
        await inCohort(text, byAge('efi'), options),
      ];
      expect(scores).not.toBeNull();
      const everybodys = await ask(byScore('efi')());
      expect(releaseCompared(everybodys, { ...options, cohort: scores }).curve.ok).toBe(false);
      expect(releaseDistribution(everybodys, { ...options, cohort: scores, one: 1 }).bins).toEqual([]);
      const cells = releaseAgeFifths(await ask(byAge('efi')()), shares, {
        ...options,
        cohort: ages,
        tiers: 2,
        one: 1,
      });
      expect(cells.every(({ top, mean }) => top.denominator === '*' && !mean.ok)).toBe(true);
    }
  });

  it('nothing is shown by another cohort’s permit', async () => {
    const [small, large] = ['age.80-', 'age.20-'];
    const options = { scope: null, policy: 'hes' } as const;
    const borrowed = async (sql: (predicate: string) => string) => ({
      permit: (await inCohort(small, sql, options))!.permit,
      answer: await ask(sql(predicateOf(large))),
    });
    const [scores, ages, tiers] = [byScore('cambridge20'), byAge('cambridge20'), (await byTiers()).sql];
    const [byScores, byAges, byTwo] = [await borrowed(scores), await borrowed(ages), await borrowed(tiers)];
    const all = { scores: await ask(scores()), ages: await ask(ages()), tiers: await ask(tiers()) };
    for (const release of [
      () => releaseDistribution(all.scores, { ...options, cohort: byScores, one: 100 }),
      () => releaseCompared(all.scores, { ...options, cohort: byScores }),
      () => releaseAgeFifths(all.ages, shares, { ...options, cohort: byAges, tiers: 2, one: 100 }),
      () => releaseAgreement(all.tiers, 4, { ...options, cohort: byTwo }),
    ])
      expect(release).toThrow(RangeError);
  });
});
