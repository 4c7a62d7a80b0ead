import { beforeAll, expect, it } from 'vitest';
import { forecast, totalOf, type Forecast } from '../../src/domain/ageing/forecast';
import { agesSql, fifthsSql, outcomesSql } from '../../src/domain/ageing/outcomes';
import { releaseCourse } from '../../src/domain/ageing/outcome-figures';
import { todaysRates } from '../../src/domain/ageing/scenario';
import { releaseToday } from '../../src/domain/ageing/today';
import { measureOf, randomPatients, type Patients } from './condition-patients';

const outcomes = ['copd', 'dm', 'ltc4', 'efi_severe', 'medicines10', 'em_adm'].map(measureOf);
const numerators: Record<string, string> = {
  copd: 'count_if(copd)',
  dm: 'count_if(dm AND age >= 17)',
  medicines10: 'count_if(medicines >= 10)',
  em_adm: 'sum(em_adm)',
  efi_severe: 'count_if(age >= 65 AND efi >= 13)',
};

let patients: Patients;
let made: Forecast;
beforeAll(async () => {
  patients = await randomPatients();
  const today = releaseToday(
    await patients.ask(agesSql()),
    await patients.ask(outcomesSql(outcomes)),
    { networks: 4, outcomes, policy: 'none' },
    await patients.ask(fifthsSql()),
  );
  const carried = forecast(today, null);
  if (!carried.ok) throw new Error(carried.reason);
  made = carried.forecast;
});

it('starts from the people of the rows, by single year of age and by decile', async () => {
  const rows = await patients.rows(
    'SELECT network::INTEGER AS network, age::INTEGER AS age, sex::INTEGER AS sex, count(*)::INTEGER AS people FROM patients WHERE sex < 9 GROUP BY ALL',
  );
  for (const { network, age, sex, people } of rows as Record<string, number>[])
    expect(made.ages[network!]![0]![sex === 1 ? 'male' : 'female'][age!]).toBe(people);
  const whole = (rows as Record<string, number>[]).reduce((sum, { people }) => sum + people!, 0);
  expect(totalOf(made.peopleIn(0, null))).toBe(whole);
  // A fifth is two deciles, the middle of which stands for both.
  const deciles = await patients.rows(
    'SELECT network::INTEGER AS network, avg(2 * ((imd + 1) // 2) - 0.5)::DOUBLE AS decile FROM patients WHERE sex < 9 AND imd > 0 GROUP BY ALL',
  );
  for (const { network, decile } of deciles as Record<string, number>[])
    expect(made.today.networks[network!]!.decile).toBeCloseTo(decile!, 9);
});

it.each(Object.entries(numerators))(
  'starts from the %s of the rows, in each network',
  async (id, numerator) => {
    const rows = await patients.rows(
      `SELECT network::INTEGER AS network, (${numerator})::DOUBLE AS cases FROM patients WHERE sex < 9 GROUP BY ALL`,
    );
    for (const { network, cases } of rows as Record<string, number>[]) {
      const [today] = releaseCourse(made, null, {
        outcome: measureOf(id),
        scenario: todaysRates,
        scope: [network!],
        policy: 'none',
      });
      expect(today!.cases, `network ${network!}`).toBe(cases);
    }
  },
);
