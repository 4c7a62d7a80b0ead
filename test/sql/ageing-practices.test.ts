import { beforeAll, expect, it } from 'vitest';
import { practicesSql, releasePractices } from '../../src/domain/ageing/practices';
import type { Area } from '../../src/domain/ageing/project';
import { ageCount } from '../../src/domain/stats/cohort-component';
import { randomPatients, smallNetwork, type Patients } from './condition-patients';

let patients: Patients;
beforeAll(async () => {
  patients = await randomPatients();
});

/** Practices of a network, from the rows. */
const practicesOf = async (network: number): Promise<number[]> => {
  const rows = await patients.rows(
    `SELECT DISTINCT practice::INTEGER AS practice FROM patients WHERE network = ${network} ORDER BY 1`,
  );
  return rows.map(({ practice }) => practice as number);
};
const released = async (network: number): Promise<{ practices: number[]; areas: Area[] }> => {
  const practices = await practicesOf(network);
  const areas = releasePractices(await patients.ask(practicesSql(network)), { practices, policy: 'none' });
  return { practices, areas };
};

it.each([0, smallNetwork])(
  'counts the people of each practice of network %i by single year of age and sex, and nobody else',
  async (network) => {
    const { practices, areas } = await released(network);
    expect(practices.length).toBeGreaterThan(1);
    const rows = (await patients.rows(
      `SELECT practice::INTEGER AS practice, age::INTEGER AS age, sex::INTEGER AS sex FROM patients WHERE network = ${network}`,
    )) as Record<string, number>[];
    for (const [i, practice] of practices.entries())
      for (const [sex, counts] of [
        [1, areas[i]!.people.male],
        [2, areas[i]!.people.female],
      ] as const) {
        const own = new Float64Array(ageCount);
        for (const row of rows) if (row.practice === practice && row.sex === sex) own[row.age!]! += 1;
        expect(counts).toEqual(own);
      }
  },
);

it('has the mean decile of each practice’s people, by fifth', async () => {
  const { practices, areas } = await released(1);
  const rows = await patients.rows(
    'SELECT practice::INTEGER AS practice, avg(CASE WHEN imd <= 2 THEN 1.5 WHEN imd <= 4 THEN 3.5 WHEN imd <= 6 THEN 5.5 WHEN imd <= 8 THEN 7.5 ELSE 9.5 END)::DOUBLE AS decile FROM patients WHERE network = 1 AND sex < 9 AND imd > 0 GROUP BY 1',
  );
  expect(rows).toHaveLength(practices.length);
  for (const { practice, decile } of rows as Record<string, number>[])
    expect(areas[practices.indexOf(practice!)]!.decile).toBeCloseTo(decile!, 9);
});

it('answers with cells, at most one a practice, age and sex and one a practice and fifth', async () => {
  const rows = await patients.rows(practicesSql(0));
  const { practices } = await released(0);
  expect(rows.length).toBeLessThanOrEqual(practices.length * (2 * ageCount + 6));
});
