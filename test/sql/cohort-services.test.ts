import { beforeAll, describe, expect, it } from 'vitest';
import { standardFields as fields } from '../../src/domain/cohort/fields';
import { less } from '../../src/domain/cohort/less';
import { parseCohort } from '../../src/domain/cohort/parse';
import { releaseSize } from '../../src/domain/cohort/permit';
import { placesOf } from '../../src/domain/cohort/places';
import { groupsSql, restOf, selected } from '../../src/domain/cohort/queries';
import { releaseGroups } from '../../src/domain/cohort/release-make-up';
import { besideFallIn, releaseFallIn, type ServiceLine } from '../../src/domain/cohort/release-services';
import { fallInSql, serviceItems, untoldServices } from '../../src/domain/cohort/services';
import { cohortSql } from '../../src/domain/cohort/sql';
import type { Scope } from '../../src/domain/condition/scope';
import { assertAggregated } from '../../src/domain/disclosure/aggregates';
import { unwrap } from '../../src/domain/disclosure/raw';
import { patientColumns, type DisclosurePolicy } from '../../src/domain/schema';
import { services } from '../../src/domain/services/catalogue';
import { near, wilson } from './condition-near';
import { randomPatients, smallNetwork, type Patients } from './condition-patients';

const available = new Set(patientColumns.map(({ name }) => name));
const catalogue = { services: services(), available };
const scope = [0, 2, 3];
const meaning = { fields, places: placesOf({ networks: [], practices: [] }, { code: [''], name: [''] }) };
const predicateOf = (text: string) => cohortSql(parseCohort(text, fields).cohort, meaning);
const cohorts = ['age.65- copd.or.hf', 'dm', 'medicines.10-', 'not.care_home age.18-'];

let patients: Patients;
beforeAll(async () => {
  patients = await randomPatients();
});

/** Written anew, from the contract: whom a service is for, and what says that it was done. NULL is neither. */
const told: Record<string, { eligible: string; done?: string }> = {
  smr: {
    eligible: `CASE WHEN care_home IS TRUE OR medicines > 9 OR (age > 64 AND efi > 12) THEN 1
      WHEN care_home IS NULL OR medicines IS NULL OR (age > 64 AND efi IS NULL) THEN NULL ELSE 0 END`,
    done: 'smr',
  },
  ehch: { eligible: 'care_home::INTEGER', done: 'care_plan' },
  proactive: {
    eligible: `CASE WHEN care_home IS TRUE OR age < 65 OR efi < 9 THEN 0
      WHEN care_home IS NULL OR efi IS NULL THEN NULL ELSE 1 END`,
    done: 'care_plan',
  },
  hypertension: { eligible: 'hyp::INTEGER', done: 'bp_target' },
  ld_check: { eligible: 'CASE WHEN ld AND age > 13 THEN 1 ELSE 0 END', done: 'ld_check' },
  core20: { eligible: 'CASE imd WHEN 0 THEN NULL WHEN 1 THEN 1 WHEN 2 THEN 1 ELSE 0 END' },
  core20_smi: {
    eligible: 'CASE WHEN NOT mh OR imd > 2 THEN 0 WHEN imd = 0 THEN NULL ELSE 1 END',
    done: 'smi_check',
  },
};

async function countedAnew(id: string, where: string) {
  const { eligible, done } = told[id]!;
  const had = done ? `sum(CASE WHEN ${done} THEN 1 ELSE 0 END)` : '0';
  const says = done ? `count(${done})` : '0';
  const rows = await patients.rows(
    `WITH people AS (SELECT *, ${eligible} AS it_is_for FROM patients WHERE ${where})
     SELECT (SELECT count(*) FROM people)::DOUBLE AS people,
            (SELECT count(*) FROM people WHERE it_is_for IS NULL)::DOUBLE AS unknown,
            count(*)::DOUBLE AS eligible, coalesce(${had}, 0)::DOUBLE AS had, (${says})::DOUBLE AS says
     FROM people WHERE it_is_for = 1`,
  );
  return rows[0] as Record<'people' | 'unknown' | 'eligible' | 'had' | 'says', number>;
}

/** What the view asks of one cohort, and its lines. */
async function released(where: string, of: Scope, policy: DisclosurePolicy) {
  const ask = async (sqlOf: (rows: ReturnType<typeof selected>) => string) => ({
    cohort: await patients.ask(sqlOf(selected(where, of))),
    everybody: await patients.ask(sqlOf(selected('TRUE', of))),
  });
  const answers = await ask((rows) => fallInSql(rows, catalogue));
  const size = releaseSize(answers, { policy });
  if (!size.ok) return null;
  const groups = releaseGroups(size.permit, await ask((rows) => groupsSql(rows, available)), available);
  const lines = releaseFallIn(size.permit, answers, { ...catalogue, groups });
  return { answers, groups, permit: size.permit, lines, of: (id: string) => lineOf(lines, id) };
}
const lineOf = (lines: readonly ServiceLine[], id: string) => lines.find(({ item }) => item.id === id)!;

describe('services that a cohort falls in', () => {
  it.each(cohorts)('are counted as another query counts them: %s', async (text) => {
    const predicate = predicateOf(text);
    const { of } = (await released(predicate, scope, 'none'))!;
    for (const id of Object.keys(told)) {
      const inScope = `network IN (${scope.join()})`;
      const own = await countedAnew(id, `${inScope} AND (${predicate})`);
      const all = await countedAnew(id, inScope);
      const line = of(id);
      expect([line.cohort.numerator, line.cohort.denominator, line.unknown], id).toEqual([
        own.eligible,
        own.people,
        own.unknown,
      ]);
      expect([line.other.numerator, line.other.denominator], id).toEqual([all.eligible, all.people]);
      const { estimate } = line.cohort;
      const [lower, upper] = wilson(`${own.eligible}::DOUBLE`, `${own.people}::DOUBLE`);
      const [limits] = await patients.rows(`SELECT (${lower})::DOUBLE AS low, (${upper})::DOUBLE AS high`);
      near(estimate.ok && estimate.lower, limits!.low, id);
      near(estimate.ok && estimate.upper, limits!.high, id);
      if (!told[id]!.done) expect(line.done, id).toBeNull();
      else {
        const { cohort, other } = line.done!;
        expect([cohort.numerator, cohort.denominator], id).toEqual([own.had, own.says]);
        expect([other.numerator, other.denominator], id).toEqual([all.had, all.says]);
      }
    }
  });

  it('are what the dataset tells, and the others are named', () => {
    const items = serviceItems(catalogue);
    expect(items.find(({ id }) => id === 'smr')!.standing.standing).toBe('partly');
    expect(untoldServices(catalogue).map(({ id }) => id)).toEqual([
      'bp_case_finding',
      'af',
      'lipids',
      'cancer_screening',
      'core20_maternity',
      'core20_cancer',
    ]);
    expect(items.length + untoldServices(catalogue).length).toBe(17);
    expect(serviceItems({ ...catalogue, available: new Set() })).toEqual([]);
    expect(() => fallInSql(selected('TRUE', null), { ...catalogue, available: new Set() })).not.toThrow();
  });

  it('are the same from everybody less the rest', async () => {
    const predicate = predicateOf('not.care_home age.18-');
    const ask = (rows: ReturnType<typeof selected>) => patients.ask(fallInSql(rows, catalogue));
    const taken = unwrap(less(await ask(selected('TRUE', scope)), await ask(restOf(predicate, scope)), []));
    const own = unwrap(await ask(selected(predicate, scope)));
    const [row] = await patients.rows(fallInSql(selected(predicate, scope), catalogue));
    expect(Object.keys(row!).length).toBeGreaterThan(30);
    for (const name of Object.keys(row!))
      expect(Array.from(taken.get(name)), name).toEqual(Array.from(own.get(name)));
  });

  it('follow a local rule of social prescribing', async () => {
    const rule = { conditions: 3, contacts: 15, mentalHealth: false };
    const sql = (of: ReturnType<typeof services>) =>
      fallInSql(selected('dm', scope), { services: of, available });
    const [byDefault] = await patients.rows(sql(services()));
    const [byRule] = await patients.rows(sql(services(rule)));
    expect(byRule!.social_prescribing_eligible).not.toBe(byDefault!.social_prescribing_eligible);
    expect(byRule!.smr_eligible).toBe(byDefault!.smr_eligible);
  });

  it('come as the browser’s engine hands them over exactly, of nobody too, and no rows', async () => {
    for (const where of [predicateOf('dm'), 'FALSE']) {
      const sql = fallInSql(selected(where, scope), catalogue);
      expect(() => {
        assertAggregated(sql);
      }).not.toThrow();
      for (const { column_type } of await patients.rows(`DESCRIBE ${sql}`))
        expect(column_type).toBe('DOUBLE');
      const rows = await patients.rows(sql);
      expect(rows).toHaveLength(1);
      expect(Object.values(rows[0]!)).not.toContain(null);
    }
  });
});

describe('the gate of services that a cohort falls in', () => {
  it.each(['hes', 'opensafely', 'midpoint6'] as const)(
    'shows nothing of 1 to 7 people, inside the cohort or outside: %s',
    async (policy) => {
      const few = (count: number) => count > 0 && count < 8;
      let hidden = 0;
      let shown = 0;
      const texts = [...cohorts, 'age.80-', 'hf', 'care_home', 'mh', 'age.14-25', 'fifth.1', 'ld'];
      for (const text of texts) {
        const predicate = predicateOf(text);
        const found = await released(predicate, [smallNetwork], policy);
        if (!found) continue;
        for (const id of Object.keys(told)) {
          const inScope = `network = ${smallNetwork}`;
          const own = await countedAnew(id, `${inScope} AND (${predicate})`);
          const all = await countedAnew(id, inScope);
          const line = found.of(id);
          const isFew = [
            own.eligible,
            own.people - own.eligible,
            all.eligible - own.eligible,
            all.people - own.people - (all.eligible - own.eligible),
          ].some(few);
          if (isFew) {
            hidden++;
            expect(line.cohort.numerator, `${text}, ${id}`).toBe('*');
            expect(line.cohort.estimate.ok).toBe(false);
            expect(line.difference.ok).toBe(false);
          } else if (line.cohort.numerator !== '*') shown++;
          if (isFew || few(own.unknown) || few(all.unknown - own.unknown))
            expect(line.unknown, `${text}, ${id}, unknown`).toBe('*');
          if (!line.done) continue;
          const parts = (of: typeof own) => [of.had, of.says - of.had, of.eligible - of.says];
          const outside = parts(all).map((count, i) => count - parts(own)[i]!);
          if (isFew || [...parts(own), ...outside].some(few))
            expect(line.done.cohort.numerator, `${text}, ${id}, done`).toBe('*');
          for (const count of [
            line.cohort.numerator,
            line.unknown,
            line.done.cohort.numerator,
            line.done.cohort.denominator,
          ])
            if (count !== '*' && policy !== 'midpoint6') expect(Number(count) % 5).toBe(0);
        }
      }
      expect(hidden).toBeGreaterThan(10);
      expect(shown).toBeGreaterThan(10);
    },
  );

  it('hides Core20 where it hides the most deprived fifth, who are the same people', async () => {
    const { answers, groups, permit, of } = (await released(predicateOf('dm'), scope, 'hes'))!;
    expect(of('core20').cohort.numerator).not.toBe('*');
    const hides = groups.map((line) =>
      line.item.id === 'fifth_1' ? { ...line, cohort: { ...line.cohort, numerator: '*' as const } } : line,
    );
    const lines = releaseFallIn(permit, answers, { ...catalogue, groups: hides });
    expect(lineOf(lines, 'core20').cohort.numerator).toBe('*');
    expect(lineOf(lines, 'core20').other.numerator).not.toBe('*');
    expect(lineOf(lines, 'hypertension').cohort.numerator).not.toBe('*');
  });

  it('takes only answers about the people whom the permit is for', async () => {
    const { permit, groups } = (await released(predicateOf('dm'), scope, 'hes'))!;
    const { answers } = (await released(predicateOf('hf'), scope, 'hes'))!;
    expect(() => releaseFallIn(permit, answers, { ...catalogue, groups })).toThrow('another cohort');
  });

  it('sets a second cohort where everybody stood', async () => {
    const [first, second] = [
      (await released(predicateOf('dm'), scope, 'hes'))!,
      (await released(predicateOf('age.65-'), scope, 'hes'))!,
    ];
    const lines = besideFallIn(first.lines, second.lines);
    const line = lineOf(lines, 'hypertension');
    expect(line.cohort).toEqual(first.of('hypertension').cohort);
    expect(line.other).toEqual(second.of('hypertension').cohort);
    expect(line.done!.other).toEqual(second.of('hypertension').done!.cohort);
    expect(line.difference.ok).toBe(true);
    expect(lines).toHaveLength(first.lines.length);
  });
});
