import { beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { withClause } from '../../src/domain/cohort/edit';
import { cohortFields, furtherFields, standardFields } from '../../src/domain/cohort/fields';
import { formatCohort } from '../../src/domain/cohort/format';
import { parseCohort } from '../../src/domain/cohort/parse';
import { placesOf } from '../../src/domain/cohort/places';
import { sizeSql, selected } from '../../src/domain/cohort/queries';
import { cohortSql } from '../../src/domain/cohort/sql';
import type { Scope } from '../../src/domain/condition/scope';
import { RawCount, refusal, type RawCounts } from '../../src/domain/disclosure';
import { assertAggregated } from '../../src/domain/disclosure/aggregates';
import { unwrap } from '../../src/domain/disclosure/raw';
import { scoreModelOf, unitsSql } from '../../src/domain/models/registry';
import { bridges, segmentSql } from '../../src/domain/models/segments';
import { releaseConcentrated, shareAt } from '../../src/domain/risk/concentrated';
import { releaseSegments, releaseTiers, type RiskGroups } from '../../src/domain/risk/groups';
import { byScoreSql, bySegmentSql } from '../../src/domain/risk/queries';
import { tierClause } from '../../src/domain/risk/tier-clause';
import { releaseWithin, withinSql, type InCohort } from '../../src/domain/risk/within';
import { patientColumns, type DisclosurePolicy } from '../../src/domain/schema';
import { randomPatients, smallNetwork, type Patients } from './condition-patients';

const available = new Set(patientColumns.map(({ name }) => name));
const fields = cohortFields(furtherFields(available));
const shares = [0.005, 0.05, 0.2];
const coded = (letter: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ code: `${letter}${i}`, name: `Place ${letter}${i}` }));
const places = placesOf({ networks: coded('N', 4), practices: coded('P', 8) }, null);
const meaning = { fields, places };
const predicateOf = (text: string) => {
  const { cohort, notices } = parseCohort(text, fields, places);
  expect(notices).toEqual([]);
  return cohortSql(cohort, meaning);
};
/** Practices of each network of the random patients. */
const practicesOf: Record<number, number[]> = { 0: [0, 3], 1: [1, 4], 2: [2, 5], [smallNetwork]: [6, 7] };

/** Scores of everybody, and of the old only. */
const scoreOf = (id: string) => ({ id, units: unitsSql(scoreModelOf(id)!, available)! });
const scores = ['cambridge20', 'efi'].map(scoreOf);
/** Those that are criteria of a cohort. */
const criterionScores = [...scores, ...['efi2', 'charlson'].map(scoreOf)];
const segment = segmentSql(bridges, available);

type Row = Record<string, number | boolean | null>;
let patients: Patients;
let rows: Row[];
const everybodys = new Map<string, RawCounts>();

beforeAll(async () => {
  patients = await randomPatients();
  rows = (await patients.rows(
    `SELECT *, (${segment})::INTEGER AS segment, ${scores.map(({ id, units }) => `(${units})::INTEGER AS units_${id}`).join(', ')} FROM patients`,
  )) as Row[];
  for (const { id, units } of criterionScores)
    everybodys.set(id, await patients.ask(byScoreSql(units, null, available)));
  everybodys.set('segment', await patients.ask(bySegmentSql(segment, null, available)));
});

/** An answer is one for every scope and policy. */
const answers = new Map<string, Promise<RawCounts>>();
function ask(sql: string): Promise<RawCounts> {
  const answer = answers.get(sql) ?? patients.ask(sql);
  answers.set(sql, answer);
  return answer;
}

interface Looked {
  predicate: string;
  scope: Scope;
  policy?: DisclosurePolicy;
  /** Cohorts that were shown just before. */
  before?: readonly { predicate: string; scope: Scope }[];
  /** Networks whose rows are asked. */
  population?: Scope;
}

async function within({ predicate, scope, policy = 'none', before = [], population = null }: Looked) {
  const others = before.map((each) => each.predicate).filter((other) => other !== predicate);
  const answer = await ask(withinSql(predicate, others, population));
  const last = before.map(async (each) => {
    const size = unwrap(await ask(sizeSql(selected(each.predicate, each.scope))));
    return { ...each, people: new RawCount(size.get('people')[0]!) };
  });
  return releaseWithin(answer, { predicate, others, scope, last: await Promise.all(last), policy });
}

async function permitted(looked: Looked, sql: string): Promise<InCohort> {
  const released = await within(looked);
  if (!released.ok) throw new Error(released.refusal);
  return { answer: await ask(sql), permit: released.permit };
}

async function tiersOf(id: string, looked: Looked) {
  const { units } = scores.find((each) => each.id === id)!;
  const cohort = await permitted(looked, byScoreSql(units, null, available, looked.predicate));
  const { scope, policy = 'none' } = looked;
  return releaseTiers(everybodys.get(id)!, shares, { scope, cohort, policy, available });
}

async function segmentsOf(looked: Looked) {
  const cohort = await permitted(looked, bySegmentSql(segment, null, available, looked.predicate));
  const { scope, policy = 'none' } = looked;
  return releaseSegments(everybodys.get('segment')!, bridges.segments.length, {
    scope,
    cohort,
    policy,
    available,
  });
}

const counts = ({ groups }: RiskGroups) => groups.map(({ inside }) => inside.share.numerator as number);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Criteria in the grammar, and a second way to tell who meets them. */
const criteria: [string, (row: Row) => boolean][] = [
  ['age.65-', ({ age }) => Number(age) >= 65],
  ['age.20-79', ({ age }) => Number(age) >= 20 && Number(age) <= 79],
  ['sex.female', ({ sex }) => sex === 2],
  ['copd', ({ copd }) => copd === true],
  ['not.hyp', ({ hyp }) => hyp === false],
  ['dm.or.hf', ({ dm, hf }) => dm === true || hf === true],
  ['medicines.10-', ({ medicines }) => Number(medicines) >= 10],
  ['em_adm.1-', ({ em_adm }) => Number(em_adm) >= 1],
  ['fifth.1', ({ imd }) => imd === 1 || imd === 2],
];
const scopes: Scope[] = [null, [0], [1], [2], [smallNetwork], [0, 2]];
const isIn = (scope: Scope) => (row: Row) => scope === null || scope.includes(Number(row.network));

describe('need of a cohort', () => {
  const text = 'age.65- copd.or.dm';
  const member = (row: Row) => Number(row.age) >= 65 && (row.copd === true || row.dm === true);

  it.each(scores.map(({ id }) => id))(
    'by %s is that of its people one by one, in the tiers of everybody',
    async (id) => {
      for (const scope of scopes) {
        const { groups, cutOffs, inside, everybody } = await tiersOf(id, {
          predicate: predicateOf(text),
          scope,
        });
        const whole = releaseTiers(everybodys.get(id)!, shares, { scope, policy: 'none', available });
        expect(cutOffs).toEqual(whole.cutOffs);
        expect(everybody).toEqual(whole.everybody);
        const scored = rows.filter((row) => isIn(scope)(row) && member(row) && row[`units_${id}`] !== null);
        expect(inside.share.numerator).toBe(scored.length);
        for (const { index, inside: own } of groups) {
          const members = scored.filter((row) => {
            const units = Number(row[`units_${id}`]);
            return units <= (cutOffs[index - 1] ?? Infinity) && units > (cutOffs[index] ?? -Infinity);
          });
          expect(own.share.numerator).toBe(members.length);
          expect(own.share.denominator).toBe(scored.length);
          const [admissions, medicines] = [own.amounts.get('em_adm')!, own.amounts.get('medicines')!];
          if (admissions.ok)
            expect(admissions.value).toBeCloseTo(
              (1000 * sum(members.map((row) => Number(row.em_adm)))) / members.length,
              9,
            );
          if (medicines.ok)
            expect(medicines.value).toBeCloseTo(
              sum(members.map((row) => Number(row.medicines))) / members.length,
              9,
            );
        }
      }
    },
  );

  it('by segment is that of its people one by one', async () => {
    for (const scope of scopes) {
      const found = counts(await segmentsOf({ predicate: predicateOf(text), scope }));
      const members = rows.filter((row) => isIn(scope)(row) && member(row));
      expect(found).toEqual(
        bridges.segments.map((_, at) => members.filter((row) => row.segment === at).length),
      );
    }
  });

  it('is concentrated as its people, ranked among themselves, have it', async () => {
    const predicate = predicateOf('age.40-');
    const { units } = scores[0]!;
    const cohort = await permitted({ predicate, scope: [1] }, byScoreSql(units, null, available, predicate));
    const { curves } = releaseConcentrated(everybodys.get('cambridge20')!, {
      scope: [1],
      cohort,
      policy: 'none',
      available,
    });
    const members = rows
      .filter(({ network, age }) => network === 1 && Number(age) >= 40)
      .map((row) => ({ score: Number(row.units_cambridge20), events: Number(row.em_adm) }));
    const tied = new Map<number, number[]>();
    for (const { score, events } of members) tied.set(score, [...(tied.get(score) ?? []), events]);
    const held = members
      .sort((a, b) => b.score - a.score)
      .map(({ score }) => sum(tied.get(score)!) / tied.get(score)!.length);
    const most = 0.2 * members.length;
    const top = sum(held.slice(0, Math.floor(most))) + (most % 1) * held[Math.floor(most)]!;
    const curve = curves.find(({ of }) => of.id === 'em_adm')!;
    expect(shareAt(curve, 0.2)).toBeCloseTo(top / sum(held), 9);
  });
});

describe('any cohort', () => {
  const cohorts = fc
    .uniqueArray(fc.nat({ max: criteria.length - 1 }), { minLength: 0, maxLength: 3 })
    .map((picked) => picked.map((at) => criteria[at]!));

  it('has segments and tiers that add up to it in every network and practice, and practices that add up to their network', async () => {
    await fc.assert(
      fc.asyncProperty(cohorts, fc.constantFrom(...scopes), async (picked, scope) => {
        const text = picked.map(([word]) => word).join(' ');
        const isMember = (row: Row) => picked.every(([, meets]) => meets(row));
        const looks: { looked: Looked; size: number }[] = [
          {
            looked: { predicate: predicateOf(text), scope },
            size: rows.filter((row) => isIn(scope)(row) && isMember(row)).length,
          },
        ];
        const practices = scope?.length === 1 ? practicesOf[scope[0]!]! : [];
        for (const practice of practices)
          looks.push({
            looked: { predicate: predicateOf(`${text} practice.P${practice}`), scope },
            size: rows.filter((row) => row.practice === practice && isMember(row)).length,
          });
        const found: number[][] = [];
        for (const { looked, size } of looks) {
          const released = await within(looked);
          expect(released).toMatchObject({ ok: true, size: { numerator: size } });
          const [segments, tiers] = [await segmentsOf(looked), await tiersOf('cambridge20', looked)];
          expect(sum(counts(segments))).toBe(size);
          expect(sum(counts(tiers))).toBe(size);
          const byFrailty = await tiersOf('efi', looked);
          expect(sum(counts(byFrailty))).toBe(byFrailty.inside.share.numerator);
          found.push([...counts(segments), ...counts(tiers), ...counts(byFrailty)]);
        }
        const [whole, ...parts] = found as [number[], ...number[][]];
        if (parts.length > 0)
          expect(whole.map((_, group) => sum(parts.map((part) => part[group]!)))).toEqual(whole);
      }),
      { numRuns: 25, seed: 11 },
    );
  });
});

describe('a tier as a cohort', () => {
  const linked = (
    tier: number,
    cutOffs: readonly number[],
    id = 'cambridge20',
    columns = available,
    offered = fields,
  ) => tierClause(scoreModelOf(id)!, tier, { cutOffs, fields: offered, available: columns });

  it.each(criterionScores)(
    'has the people of the tier by $id, each of them, through a link: any cut-offs, any cohort, any networks',
    async ({ id, units }) => {
      const cutOffs = fc
        .uniqueArray(fc.integer({ min: 1, max: 199 }), { minLength: 3, maxLength: 3 })
        .map((steps) => steps.sort((a, b) => a - b).map((step) => step / 200));
      const texts = fc.constantFrom('', 'age.65-', 'copd.or.dm', 'cms.0.5- not.hyp');
      await fc.assert(
        fc.asyncProperty(cutOffs, texts, fc.constantFrom(...scopes), async (cut, text, scope) => {
          const looked = { predicate: predicateOf(text), scope };
          const cohort = await permitted(looked, byScoreSql(units, null, available, looked.predicate));
          const tiers = releaseTiers(everybodys.get(id)!, cut, {
            scope,
            cohort,
            policy: 'none',
            available,
          });
          for (const { index, inside } of tiers.groups) {
            const clause = linked(index, tiers.cutOffs, id);
            if (clause === null) {
              expect(inside.share.numerator).toBe(0);
              continue;
            }
            const link = formatCohort(withClause(parseCohort(text, fields).cohort, clause, fields), fields);
            const size = unwrap(await patients.ask(sizeSql(selected(predicateOf(link), scope))));
            expect(size.get('people')[0], link).toBe(inside.share.numerator);
          }
        }),
        { numRuns: 25, seed: 5 },
      );
    },
  );

  it('is not said where no criterion says it', () => {
    expect(linked(0, [400, 150, 50])).not.toBeNull();
    expect(linked(0, [12, 8, 4], 'charlson', available, standardFields)).toBeNull();
    // These may be negative.
    for (const id of ['ccms21', 'cambridge20_mortality']) expect(linked(0, [12, 8, 4], id)).toBeNull();
    expect(linked(1, [150, 150, 50])).toBeNull();
    const some = new Set([...available].filter((name) => name !== 'copd'));
    expect(linked(0, [400, 150, 50], 'cambridge20', some)).toBeNull();
  });
});

describe('the gate', () => {
  it('asks by network and gives no rows', async () => {
    const predicate = predicateOf('copd');
    for (const sql of [
      withinSql(predicate, [], null),
      withinSql(predicate, [predicateOf('age.65-'), predicateOf('not.copd')], [0, 1]),
      byScoreSql('age', null, available, predicate),
      bySegmentSql(segment, [0], available, predicate),
    ])
      expect(() => assertAggregated(sql)).not.toThrow();
    const columns = unwrap(await patients.ask(withinSql(predicate, [], null)));
    expect(columns.get('network').length).toBe(4);
    const size = unwrap(await patients.ask(sizeSql(selected(predicate, null)))).get('people')[0];
    expect(sum(Array.from(columns.get('inside')))).toBe(size);
  });

  it('refuses a cohort that is small, or that leaves few, or that is few away from the one before', async () => {
    const here = rows.filter(({ network }) => network === smallNetwork);
    const ages = here.map(({ age }) => Number(age)).sort((a, b) => a - b);
    const [oldest, youngest] = [ages.at(-4)!, ages[3]!];
    const few = here.filter(({ age }) => Number(age) >= oldest).length;
    expect(few).toBeGreaterThan(0);
    expect(few).toBeLessThan(8);
    for (const policy of ['hes', 'opensafely', 'midpoint6'] as const) {
      const look = (
        text: string,
        before: { predicate: string; scope: Scope } | null = null,
        scope: Scope = [smallNetwork],
      ) => within({ predicate: predicateOf(text), scope, policy, before: before ? [before] : [] });
      expect(await look(`age.${oldest}-`)).toEqual({ ok: false, refusal });
      expect(await look(`age.${youngest + 1}-`)).toEqual({ ok: false, refusal });
      expect((await look(`age.30-`)).ok).toBe(true);
      // Those who have just left or joined would be few.
      const before = { predicate: predicateOf('age.30-'), scope: [smallNetwork] };
      expect(await look(`age.30-${oldest - 1}`, before)).toEqual({ ok: false, refusal });
      expect((await look('age.30-', before)).ok).toBe(true);
      // The same cohort elsewhere: those of the small network who are in it are few.
      const elsewhere = { predicate: predicateOf(`age.${oldest}-`), scope: [0, smallNetwork] };
      expect((await look(`age.${oldest}-`, elsewhere, [0])).ok).toBe(false);
      expect((await look('age.30-', { ...before, scope: [0, smallNetwork] }, [0])).ok).toBe(true);
    }
  });

  it('refuses beside what was shown of networks whose rows are not asked any more, and beside each of two', async () => {
    const ages = rows
      .filter(({ network }) => network === smallNetwork)
      .map(({ age }) => Number(age))
      .sort((a, b) => a - b);
    const [both, own] = [[0, smallNetwork], [0]];
    const few = { predicate: predicateOf(`age.${ages.at(-4)!}-`), scope: both };
    const many = { predicate: predicateOf('age.30-'), scope: both };
    for (const policy of ['hes', 'opensafely', 'midpoint6'] as const)
      for (const population of [null, own]) {
        const look = (predicate: string, before: Looked['before']) =>
          within({ predicate, scope: own, policy, before: before!, population });
        // It may be shown by itself, and not after the group: those of the small network would be told.
        expect((await look(few.predicate, [])).ok).toBe(true);
        expect(await look(few.predicate, [few])).toEqual({ ok: false, refusal });
        expect(await look(few.predicate, [many, few])).toEqual({ ok: false, refusal });
        expect((await look(many.predicate, [many])).ok).toBe(true);
        // All of the others' people in the network, by other words.
        const worded = `(${few.predicate}) AND age < 200`;
        expect(await look(worded, [few])).toEqual({ ok: false, refusal });
        expect((await look(worded, [many])).ok).toBe(true);
      }
  });

  it('releases nothing beside what the answer does not tell of', async () => {
    const [asked, shown] = [predicateOf('age.20-'), predicateOf('age.30-')];
    const answer = await ask(withinSql(asked, [], null));
    const last = [{ predicate: shown, scope: null, people: new RawCount(100) }];
    expect(() =>
      releaseWithin(answer, { predicate: asked, others: [], scope: null, last, policy: 'hes' }),
    ).toThrow(RangeError);
  });

  it('shows no group in which the cohort, or the rest of the networks’ or of everybody’s, is few', async () => {
    const cohorts = ['age.50-', 'medicines.3-', 'not.copd', 'age.-80', 'sex.female'];
    for (const policy of ['hes', 'opensafely', 'midpoint6'] as const)
      for (const text of cohorts)
        for (const scope of [[smallNetwork], [1], null]) {
          const looked = { predicate: predicateOf(text), scope };
          const released = await within({ ...looked, policy });
          if (!released.ok) continue;
          const whole = releaseSegments(everybodys.get('segment')!, bridges.segments.length, {
            scope,
            policy: 'none',
            available,
          });
          const compared: [RiskGroups, RiskGroups, RiskGroups][] = [
            [await segmentsOf(looked), await segmentsOf({ ...looked, policy }), whole],
          ];
          for (const { id } of scores)
            compared.push([
              await tiersOf(id, looked),
              await tiersOf(id, { ...looked, policy }),
              releaseTiers(everybodys.get(id)!, shares, { scope, policy: 'none', available }),
            ]);
          const isFew = (people: number) => people > 0 && people < 8;
          for (const [real, shown, all] of compared) {
            shown.groups.forEach(({ inside }, i) => {
              const own = real.groups[i]!.inside.share.numerator as number;
              const among = all.groups[i]!.inside.share.numerator as number;
              const everyone = all.groups[i]!.everybody.share.numerator as number;
              if (isFew(own) || isFew(among - own) || isFew(everyone - own))
                expect(inside.share.numerator).toBe('*');
              if (inside.share.numerator === '*')
                for (const estimate of inside.amounts.values()) expect(estimate.ok).toBe(false);
            });
            const [own, among] = [real.inside.share.numerator, all.inside.share.numerator] as number[];
            if (isFew(own!) || isFew(among! - own!)) expect(shown.inside.share.numerator).toBe('*');
          }
        }
  });

  it('releases nothing by another cohort’s permit', async () => {
    const { units } = scores[0]!;
    const [few, many] = [predicateOf('age.80-'), predicateOf('age.20-')];
    const { permit } = await permitted({ predicate: few, scope: null }, 'SELECT 1 AS one');
    const answer = await patients.ask(byScoreSql(units, null, available, many));
    expect(() =>
      releaseTiers(everybodys.get('cambridge20')!, shares, {
        scope: null,
        cohort: { answer, permit },
        policy: 'hes',
        available,
      }),
    ).toThrow(RangeError);
  });
});
