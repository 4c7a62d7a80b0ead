import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { standardFields as fields } from '../../src/domain/cohort/fields';
import { parseCohort } from '../../src/domain/cohort/parse';
import { placesOf } from '../../src/domain/cohort/places';
import { cohortSql } from '../../src/domain/cohort/sql';
import type { Scope } from '../../src/domain/condition/scope';
import { longTermConditions } from '../../src/domain/conditions';
import type { RawCounts } from '../../src/domain/disclosure';
import { assertAggregated } from '../../src/domain/disclosure/aggregates';
import { clinicalTiers, clinicalTierSql } from '../../src/domain/models/clinical-tiers';
import { equalNeedWeights, type NeedWeights } from '../../src/domain/models/need-index';
import { needDomainIds } from '../../src/domain/models/need-levels';
import { releaseSegments, type RiskGroups } from '../../src/domain/risk/groups';
import { byNeedLevelSql, byNeedSql, releaseNeedTiers } from '../../src/domain/risk/need-tiers';
import { bySegmentSql } from '../../src/domain/risk/queries';
import { releaseWithin, withinSql, type InCohort } from '../../src/domain/risk/within';
import { patientColumns, type DisclosurePolicy } from '../../src/domain/schema';
import { randomPatients, smallNetwork, type Patients } from './condition-patients';

/** Need tiers by fixed rules and by the need index, of everybody and of a cohort, beside people one by one. */

const available = new Set(patientColumns.map(({ name }) => name));
const shares = [0.005, 0.05, 0.2];
const scopes: Scope[] = [null, [1], [smallNetwork], [0, 2]];
const meaning = { fields, places: placesOf({ networks: [], practices: [] }, null) };
const predicateOf = (text: string) => cohortSql(parseCohort(text, fields).cohort, meaning);
const few = (count: number) => count >= 1 && count <= 7;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

type Person = Record<string, number | boolean | null>;
const cohorts: [string, (person: Person) => boolean][] = [
  ['', () => true],
  ['age.50-', ({ age }) => Number(age) >= 50],
  ['medicines.3-', ({ medicines }) => Number(medicines) >= 3],
  ['not.copd', ({ copd }) => copd === false],
  ['sex.female', ({ sex }) => sex === 2],
];
const isHere = (scope: Scope) => (person: Person) => scope === null || scope.includes(Number(person.network));

let patients: Patients;
let everyone: Person[];
beforeAll(async () => {
  patients = await randomPatients();
  everyone = (await patients.rows('SELECT * FROM patients')) as Person[];
});

/** Answers are the same for every scope and policy. */
const answers = new Map<string, Promise<RawCounts>>();
function ask(sql: string): Promise<RawCounts> {
  assertAggregated(sql);
  const answer = answers.get(sql) ?? patients.ask(sql);
  answers.set(sql, answer);
  return answer;
}
/** Null where it is refused; undefined for everybody. */
async function inCohort(
  text: string,
  sql: (predicate: string) => string,
  { scope, policy }: { scope: Scope; policy: DisclosurePolicy },
): Promise<InCohort | null | undefined> {
  if (text === '') return undefined;
  const predicate = predicateOf(text);
  const within = releaseWithin(await ask(withinSql(predicate, [], null)), {
    ...{ predicate, scope, policy },
    others: [],
    last: [],
  });
  return within.ok ? { answer: await ask(sql(predicate)), permit: within.permit } : null;
}

interface Looked {
  text: string;
  scope: Scope;
  policy: DisclosurePolicy;
}
const clinical = (predicate?: string) => bySegmentSql(clinicalTierSql(available), null, available, predicate);
async function clinicalOf({ text, scope, policy }: Looked): Promise<RiskGroups | null> {
  const cohort = await inCohort(text, clinical, { scope, policy });
  if (cohort === null) return null;
  const options = { scope, policy, available, ...(cohort && { cohort }) };
  return releaseSegments(await ask(clinical()), clinicalTiers.length, options);
}
async function needOf({ text, scope, policy }: Looked, weights: NeedWeights, cut = shares) {
  const levels = await ask(byNeedLevelSql(null, available));
  const sql = (predicate?: string) => byNeedSql(levels, null, available, predicate);
  const cohort = await inCohort(text, sql, { scope, policy });
  if (cohort === null) return null;
  const cells = await ask(sql());
  return releaseNeedTiers({ levels, cells }, weights, cut, { scope, policy, ...(cohort && { cohort }) });
}
const countsOf = ({ groups }: RiskGroups) => groups.map(({ inside }) => inside.share.numerator);

/** The rules in their words, once more. */
function clinicalTierOf(person: Person): number {
  const [efi, admissions, medicines] = [person.efi, person.em_adm, person.medicines].map(Number) as [
    number,
    number,
    number,
  ];
  const conditions = longTermConditions.filter((id) => person[id] === true).length;
  const [severe, moderate] = [efi >= 13, efi >= 9];
  if (
    person.pc === true ||
    (severe && (person.care_home === true || person.housebound === true)) ||
    admissions >= 3
  )
    return 0;
  if (
    severe ||
    (moderate && (admissions >= 1 || medicines >= 10)) ||
    person.care_home === true ||
    person.dem === true ||
    admissions >= 2 ||
    conditions >= 4
  )
    return 1;
  return conditions >= 2 || moderate || medicines >= 10 || admissions >= 1 ? 2 : 3;
}

/** Everybody's index in units of 0.0001, from rows alone. */
function unitsOfEach(weights: NeedWeights): number[] {
  const levels: Record<string, (person: Person) => number | null> = {
    conditions: (person) => longTermConditions.filter((id) => person[id] === true).length,
    frailty: ({ efi }) => Number(efi ?? 0),
    medicines: ({ medicines }) => Number(medicines ?? 0),
    use: ({ gp_contacts, ae, em_adm }) =>
      Math.floor(Math.min(Number(gp_contacts) + 3 * Number(ae) + 10 * Number(em_adm), 200) / 5),
    deprivation: ({ imd }) => (imd === 0 ? null : 11 - Number(imd)),
  };
  const standard = needDomainIds.map((id) => {
    const each = everyone.map(levels[id]!);
    const known = each.filter((level) => level !== null);
    const mean = sum(known) / known.length;
    const sd = Math.sqrt(sum(known.map((level) => (level - mean) ** 2)) / known.length);
    return each.map((level) => (level === null ? 0 : Math.max(-3, Math.min(3, (level - mean) / sd))));
  });
  const total = sum(needDomainIds.map((id) => weights[id]));
  return everyone.map((_, row) =>
    Math.round((1e4 * sum(needDomainIds.map((id, at) => weights[id] * standard[at]![row]!))) / total),
  );
}

describe('tiers by fixed rules', () => {
  it('hold each person in the first tier of which a rule fits', async () => {
    for (const [text, meets] of cohorts)
      for (const scope of scopes) {
        const found = (await clinicalOf({ text, scope, policy: 'none' }))!;
        const members = everyone.filter((person) => isHere(scope)(person) && meets(person));
        expect(countsOf(found)).toEqual(
          clinicalTiers.map((_, tier) => members.filter((person) => clinicalTierOf(person) === tier).length),
        );
        expect(found.inside.share.numerator).toBe(members.length);
      }
  });
});

describe('tiers by the need index', () => {
  it('hold each person by rank among everybody, any weights and cut-offs', async () => {
    const weight = fc.integer({ min: 0, max: 10 });
    const weights = fc
      .record({ conditions: weight, frailty: weight, medicines: weight, use: weight, deprivation: weight })
      .filter((each) => Object.values(each).some((one) => one > 0));
    const cut = fc
      .uniqueArray(fc.integer({ min: 1, max: 119 }), { minLength: 3, maxLength: 3 })
      .map((steps) => steps.sort((a, b) => a - b).map((step) => step / 200));
    await fc.assert(
      fc.asyncProperty(
        weights,
        cut,
        fc.constantFrom(...cohorts),
        fc.constantFrom(...scopes),
        async (given, at, [text, meets], scope) => {
          const found = (await needOf({ text, scope, policy: 'none' }, given, at))!;
          if (!found.ok) throw new Error(found.reason);
          const units = unitsOfEach(given);
          const isMember = (person: Person) => isHere(scope)(person) && meets(person);
          // The cut-offs found hold at most their share, and one unit less would hold more.
          found.cutOffs.forEach((above, tier) => {
            const more = (least: number) => units.filter((each) => each > least).length / units.length;
            expect(more(Math.round(above * 1e4) + 1)).toBeLessThanOrEqual(at[tier]! + 1e-9);
            expect(more(Math.round(above * 1e4) - 2)).toBeGreaterThan(at[tier]!);
          });
          const tiers = [0, 0, 0, 0];
          /** People so near a cut-off that the order of a sum may put them on either side. */
          let near = 0;
          units.forEach((each, row) => {
            if (!isMember(everyone[row]!)) return;
            const cuts = found.cutOffs.map((above) => Math.round(above * 1e4));
            tiers[cuts.filter((above) => each <= above).length]!++;
            if (cuts.some((above) => Math.abs(each - above) <= 1)) near++;
          });
          countsOf(found).forEach((count, tier) =>
            expect(Math.abs(Number(count) - tiers[tier]!)).toBeLessThanOrEqual(near),
          );
          expect(sum(countsOf(found).map(Number))).toBe(sum(tiers));
        },
      ),
      { numRuns: 40, seed: 3 },
    );
  });

  it('are of the population alone where that is not all that is loaded, and refused without a weight', async () => {
    const population = [1];
    const levels = await ask(byNeedLevelSql(population, available));
    const cells = await ask(byNeedSql(levels, population, available));
    const found = releaseNeedTiers({ levels, cells }, equalNeedWeights, shares, {
      scope: population,
      policy: 'none',
    });
    if (!found.ok) throw new Error(found.reason);
    const here = everyone.filter(isHere(population)).length;
    expect(found.inside.share.numerator).toBe(here);
    expect(Number(countsOf(found)[0])).toBeLessThanOrEqual(0.005 * here);
    const none = Object.fromEntries(needDomainIds.map((id) => [id, 0])) as unknown as NeedWeights;
    const refused = releaseNeedTiers({ levels, cells }, none, shares, { scope: null, policy: 'hes' });
    expect(refused).toMatchObject({ ok: false });
    expect(found.groups.every(({ inside }) => inside.amounts.size === 0)).toBe(true);
  });
});

it('through the gate no tier tells of few, beside everybody’s or that of the same networks', async () => {
  for (const policy of ['hes', 'opensafely', 'midpoint6'] as const)
    for (const [text] of cohorts)
      for (const scope of scopes) {
        const real = (t: string, s: Scope) => ({ text: t, scope: s, policy: 'none' }) as const;
        const weights = { ...equalNeedWeights, frailty: 4 };
        const need = async (looked: Looked) => {
          const found = await needOf(looked, weights);
          return found?.ok ? found : null;
        };
        for (const of of [clinicalOf, need]) {
          const shown = await of({ text, scope, policy });
          if (shown === null) continue;
          const own = countsOf((await of(real(text, scope)))!).map(Number);
          const around = [
            countsOf((await of(real('', scope)))!).map(Number),
            countsOf((await of(real('', null)))!).map(Number),
          ];
          countsOf(shown).forEach((count, tier) => {
            const apart = around.map((counts) => counts[tier]! - own[tier]!);
            if (text !== '' && own[tier]! > 0 && [own[tier]!, ...apart].some(few)) expect(count).toBe('*');
            if (policy !== 'midpoint6' && few(own[tier]!)) expect(count).toBe('*');
            if (count !== '*') expect(Math.abs(count - own[tier]!)).toBeLessThanOrEqual(3);
          });
        }
      }
});
