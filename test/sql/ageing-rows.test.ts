import { beforeAll, describe, expect, it } from 'vitest';
import { agesSql, fifthsSql, outcomesSql } from '../../src/domain/ageing/outcomes';
import { forecast, totalOf, type Forecast } from '../../src/domain/ageing/forecast';
import { releaseCohortToday, releaseRowOutcomes, rowOutcomesSql } from '../../src/domain/ageing/row-outcomes';
import { todaysRates } from '../../src/domain/ageing/scenario';
import { carriedServices } from '../../src/domain/ageing/service-demand';
import { releaseToday } from '../../src/domain/ageing/today';
import { cohortMeasure } from '../../src/domain/cohort/cohort-measure';
import { assertAggregated } from '../../src/domain/disclosure/aggregates';
import { releaseWithin, withinSql } from '../../src/domain/risk/within';
import { patientColumns } from '../../src/domain/schema';
import { services } from '../../src/domain/services/catalogue';
import { measureOf, randomPatients, smallNetwork, type Patients } from './condition-patients';

const networks = 4;
const strata = 38;
const carried = carriedServices(services(), new Set(patientColumns.map(({ name }) => name)));
const outcomes = carried.map(({ outcome }) => outcome);
const withCopd = cohortMeasure({ sentence: 'People with COPD', predicate: 'copd AND age >= 40' });

/** Written from the words of the services, not from their SQL. */
const eligible: Record<string, string> = {
  smr: 'care_home OR medicines > 9 OR (age > 64 AND coalesce(efi, 0) > 12)',
  ehch: 'care_home',
  proactive: 'care_home = FALSE AND age > 64 AND efi > 8',
  hypertension: 'hyp',
  ld_check: 'ld AND age > 13',
  smi_check: 'mh',
  core20: 'imd IN (1, 2)',
  core20_smi: 'imd IN (1, 2) AND mh',
  core20_hypertension: 'imd IN (1, 2) AND hyp',
};

let patients: Patients;
beforeAll(async () => {
  patients = await randomPatients();
});
const rowsOf = async (sql: string) => (await patients.rows(sql)) as Record<string, number>[];
const answerOf = (scope: number[] | null = null) =>
  patients.ask(rowOutcomesSql([...outcomes, withCopd], scope));
const releaseAll = async (policy: 'none' | 'hes', among: number[] | null = null) =>
  releaseRowOutcomes(await answerOf(among), { outcomes, networks, among, policy });
async function carriedOf(policy: 'none' | 'hes'): Promise<Forecast> {
  const measures = [measureOf('copd')];
  const today = releaseToday(
    await patients.ask(agesSql()),
    await patients.ask(outcomesSql(measures)),
    { networks, outcomes: measures, policy },
    await patients.ask(fifthsSql()),
  );
  const made = forecast(today, null);
  if (!made.ok) throw new Error(made.reason);
  return made.forecast;
}

it('asks for nothing but counts, and has one for every outcome and group', async () => {
  const sql = rowOutcomesSql(outcomes, null);
  expect(() => assertAggregated(sql)).not.toThrow();
  for (const row of await rowsOf(sql)) expect(Object.values(row)).not.toContain(null);
});

it.each(Object.entries(eligible))(
  'counts the people of %s in each network by age band, sex and deprivation as an independent query',
  async (id, where) => {
    const released = (await releaseAll('none')).get(`service_${id}`)!;
    const counted = await rowsOf(
      `SELECT network::INTEGER AS network, least(age // 5, 18)::INTEGER AS band, sex::INTEGER AS sex, CASE WHEN imd = 0 THEN 0 ELSE ceil(imd / 2.0) END::INTEGER AS fifth, count(*)::INTEGER AS people FROM patients WHERE sex < 9 AND (${where}) GROUP BY ALL`,
    );
    const cases = Array.from({ length: networks }, () => new Array<number>(strata).fill(0));
    const byFifth = new Array<number>(strata * 6).fill(0);
    for (const { network, band, sex, fifth, people } of counted) {
      const stratum = (sex! - 1) * 19 + band!;
      cases[network!]![stratum]! += people!;
      byFifth[stratum * 6 + fifth!]! += people!;
    }
    expect(totalOf(byFifth)).toBeGreaterThan(50);
    expect(released.cases.map((each) => [...each])).toEqual(cases);
    expect(released.totals).toEqual(cases.map(totalOf));
    expect([...released.byFifth]).toEqual(byFifth);
    expect([...released.all]).toEqual(cases[0]!.map((_, i) => totalOf(cases.map((each) => each[i]!))));
  },
);

it('knows every service of which the columns tell something, and no id of them is that of a condition', () => {
  expect(carried.map(({ service }) => service.id)).toEqual(
    expect.arrayContaining([...Object.keys(eligible), 'social_prescribing']),
  );
  expect(carried.map(({ service }) => service.id)).not.toContain('core20_maternity');
  expect(outcomes.map(({ id }) => id)).not.toContain('af');
});

describe('carried forward', () => {
  it.each(['none', 'hes'] as const)(
    'by %s begin with their people as shown, in each network',
    async (policy) => {
      const released = await releaseAll(policy);
      const made = (await carriedOf(policy)).with(released);
      for (const outcome of outcomes)
        for (let network = 0; network < networks; network++) {
          const today = totalOf(made.casesIn(0, outcome, todaysRates, [network]));
          const wanted = released.get(outcome.id)!.totals[network]!;
          // By hes few people of a band have the rate of all networks, which ends at everybody.
          expect(Math.abs(today - wanted), `${outcome.id} in ${network}`).toBeLessThanOrEqual(
            policy === 'none' ? 1e-6 : 0.02 * wanted + 5,
          );
        }
      expect(made.peopleIn(10, null)).toEqual((await carriedOf(policy)).peopleIn(10, null));
    },
  );

  it('of some networks alone have the rates of their own people', async () => {
    const among = [1, 2];
    const made = (await carriedOf('none')).with(await releaseAll('none', among));
    const everywhere = (await carriedOf('none')).with(await releaseAll('none'));
    const hyp = carried.find(({ service }) => service.id === 'hypertension')!.outcome;
    const then = (each: Forecast, scope: number[]) => totalOf(each.casesIn(10, hyp, todaysRates, scope));
    // Few bands lend and borrow, so that who else was asked hardly matters.
    expect(then(made, among) / then(everywhere, among)).toBeCloseTo(1, 2);
    expect(then(made, [0])).toBe(0);
  });
});

describe('a cohort', () => {
  const release = async (scope: number[] | null, policy: 'none' | 'hes') => {
    const within = releaseWithin(await patients.ask(withinSql(withCopd.numerator, [], null)), {
      predicate: withCopd.numerator,
      scope,
      others: [],
      last: [],
      policy,
    });
    if (!within.ok) throw new Error(within.refusal);
    return within.permit;
  };

  it('is that of its permit, in each network', async () => {
    const permit = await release([0, 1], 'none');
    const answer = await answerOf();
    const asked = { outcome: withCopd, networks, among: null, policy: 'none' as const };
    const released = releaseCohortToday(answer, { ...asked, permit, scope: [0, 1] });
    const counted = await rowsOf(
      'SELECT network::INTEGER AS network, count_if(copd AND age > 39)::INTEGER AS people FROM patients WHERE sex < 9 GROUP BY ALL ORDER BY 1',
    );
    expect(released.totals).toEqual(counted.map(({ people }) => people));
    expect(() => releaseCohortToday(answer, { ...asked, permit, scope: null })).toThrow(/permit/);
  });

  it('and the rest are not told where few are left out', async () => {
    // All but the oldest of the small network.
    const oldest = `SELECT age FROM patients WHERE network = ${smallNetwork} AND sex < 9 ORDER BY age DESC LIMIT 4`;
    const most = cohortMeasure({
      sentence: '',
      predicate: `NOT (network = ${smallNetwork} AND sex < 9 AND age >= (SELECT min(age) FROM (${oldest})))`,
    });
    const answer = await patients.ask(rowOutcomesSql([most], null));
    const [{ people, rest }] = (await rowsOf(
      `SELECT count(*)::INTEGER AS people, count_if(NOT (${most.numerator}))::INTEGER AS rest FROM patients WHERE network = ${smallNetwork} AND sex < 9`,
    )) as [{ people: number; rest: number }];
    expect(rest).toBeGreaterThan(0);
    expect(rest).toBeLessThan(8);
    const asked = { outcomes: [most], networks, among: null };
    const total = (policy: 'none' | 'hes') =>
      releaseRowOutcomes(answer, { ...asked, policy }).get('cohort')!.totals[smallNetwork]!;
    expect(total('none')).toBe(people - rest);
    // As many as are shown of everybody, less four who stand for any of 1 to 7.
    expect(total('hes')).toBe(Math.min(Math.round((people - rest) / 5) * 5, Math.round(people / 5) * 5 - 4));
  });
});
