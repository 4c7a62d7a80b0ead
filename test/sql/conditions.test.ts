import { beforeAll, describe, expect, it } from 'vitest';
import { releaseByAge } from '../../src/domain/condition/by-age';
import { inequalityOf, releaseGroups } from '../../src/domain/condition/by-group';
import { gapOf } from '../../src/domain/condition/expected';
import { ageSexSql, ethnicitySql, fifthSql } from '../../src/domain/condition/queries';
import type { RegisterId } from '../../src/domain/conditions';
import {
  baseOf,
  byar,
  expectedOf,
  fifths,
  inScope,
  near,
  nearEstimate,
  scopes,
  standardError,
  sum,
  valueOf,
  wilson,
  z,
} from './condition-near';
import { measureOf, randomPatients, type Patients } from './condition-patients';

let patients: Patients;
beforeAll(async () => {
  patients = await randomPatients();
});

describe.each(scopes)('in %s, against SQL over the rows', (_, scope) => {
  it.each(['copd', 'dm', 'ost'])('%s by age and sex', async (id) => {
    const found = await patients.rows(`
      WITH counted AS (SELECT least(age // 5, 18)::INTEGER AS band, sex::INTEGER AS sex,
        count_if(${id})::DOUBLE AS x, count(*)::DOUBLE AS n
        FROM patients WHERE ${inScope(scope)} AND ${baseOf(id)} AND sex < 9 GROUP BY ALL)
      SELECT *, x / n AS value, ${wilson('x', 'n')[0]} AS lower, ${wilson('x', 'n')[1]} AS upper
      FROM counted ORDER BY band, sex`);
    const points = releaseByAge(measureOf(id), await patients.ask(ageSexSql(measureOf(id), scope)), 'none');
    expect(points.map(({ band, sex }) => [band, sex])).toEqual(found.map(({ band, sex }) => [band, sex]));
    points.forEach(({ numerator, denominator, estimate }, i) => {
      expect([numerator, denominator]).toEqual([found[i]!.x, found[i]!.n]);
      // Wilson's lower limit of nobody is 0 but for the last digit.
      if (numerator !== 0) nearEstimate(estimate, found[i]!, `${id}, row ${i}`);
    });
  });

  const groupings = {
    fifths: { sql: fifthSql, area: '(imd + 1) // 2' },
    'ethnic groups': { sql: ethnicitySql, area: 'ethnicity' },
  };
  it.each(
    Object.entries(groupings).flatMap(([name, grouping]) =>
      ['copd', 'dm'].flatMap((id) =>
        (['crude', 'age-sex-ratio', 'age-sex-deprivation'] as const).map(
          (standard) => [id, name, standard, grouping] as const,
        ),
      ),
    ),
  )('%s by %s, %s', async (id, _, standard, { sql, area }) => {
    const [lower, upper] = standard === 'crude' ? wilson('x', 'n') : byar('x');
    const of = (limit: string) => (standard === 'crude' ? limit : `100 * (${limit}) / e`);
    const found = await patients.rows(`
      WITH strata AS (SELECT (${area})::INTEGER AS area, least(age // 5, 18) AS band, sex,
        count_if(${id})::DOUBLE AS x, count(*)::DOUBLE AS n
        FROM patients WHERE ${inScope(scope)} AND ${baseOf(id)} GROUP BY ALL),
      reference AS (SELECT band, sex, sum(x) / sum(n) AS r FROM strata GROUP BY ALL),
      sums AS (SELECT area, sum(x) AS x, sum(n) AS n, sum(n * r) AS e
        FROM strata JOIN reference USING (band, sex) GROUP BY area)
      SELECT *, ${of(standard === 'crude' ? 'x / n' : 'x')} AS value, ${of(lower!)} AS lower, ${of(upper!)} AS upper
      FROM sums ORDER BY area`);
    const { areas } = releaseGroups(measureOf(id), await patients.ask(sql(measureOf(id), scope)), {
      standard,
      policy: 'none',
    });
    expect(areas).toHaveLength(found.length);
    areas.forEach((figure, i) => {
      expect([figure.area, figure.numerator]).toEqual([found[i]!.area, found[i]!.x]);
      nearEstimate(figure.estimate, found[i]!, `${id}, group ${figure.area}`);
      if (standard !== 'crude') near(figure.expected, found[i]!.e);
    });
  });

  it.each(['crude', 'age-sex', 'age-sex-ratio'] as const)(
    'the slope over the fifths is the weighted least squares line, %s',
    async (standard) => {
      const figures = await fifths(patients, 'copd', scope, standard);
      const known = figures.areas.filter(({ area }) => area > 0);
      const values = known.map(
        ({ area, denominator, estimate }) =>
          `(${area}, ${denominator}::DOUBLE, ${valueOf(estimate)}::DOUBLE, ${standardError(estimate)}::DOUBLE)`,
      );
      const [line] = await patients.rows(`
        WITH groups(fifth, n, y, se) AS (VALUES ${values.join()}),
        placed AS (SELECT *, n / sum(n) OVER () AS a,
          (sum(n) OVER (ORDER BY fifth) - n / 2) / sum(n) OVER () AS b FROM groups),
        means AS (SELECT sum(a * b) AS mb, sum(a * y) AS my FROM placed),
        slope AS (SELECT sum(a * (b - mb) * (y - my)) / sum(a * (b - mb) ** 2) AS c1,
          sqrt(sum((a * (b - mb) * se) ** 2)) / sum(a * (b - mb) ** 2) AS spread FROM placed, means)
        SELECT c1, spread, (my + c1 * (1 - mb)) / (my - c1 * mb) AS rii FROM slope, means`);
      const { sii, rii } = inequalityOf(figures);
      if (!sii.ok || !rii.ok) throw new Error('no slope');
      near(sii.value, line!.c1);
      near(rii.value, line!.rii);
      // Limits are simulated: those of the line's own variance, to the doubt of 10,000 draws.
      const reach = z * Number(line!.spread);
      expect(Math.abs(sii.upper - (sii.value + reach))).toBeLessThan(0.06 * reach);
      expect(Math.abs(sii.lower - (sii.value - reach))).toBeLessThan(0.06 * reach);
      expect(rii.lower).toBeLessThan(rii.value);
      expect(rii.upper).toBeGreaterThan(rii.value);
    },
  );

  it.each(
    (['whole', 'network', 'practice'] as const).flatMap((by) =>
      ['copd', 'dm'].map((id) => [id, by] as const),
    ),
  )('%s against expected, by %s', async (id, by) => {
    const found = await patients.rows(`
      WITH strata AS (SELECT ${by === 'whole' ? 0 : by}::INTEGER AS area, ${inScope(scope)} AS inside,
        least(age // 5, 18) AS band, sex, imd, count_if(${id})::DOUBLE AS x, count(*)::DOUBLE AS n
        FROM patients WHERE ${baseOf(id)} GROUP BY ALL),
      reference AS (SELECT band, sex, (imd + 1) // 2 AS fifth, sum(x) / sum(n) AS r FROM strata GROUP BY ALL),
      sums AS (SELECT area, sum(x) AS x, sum(n * r) AS e
        FROM strata JOIN reference ON strata.band = reference.band AND strata.sex = reference.sex
          AND (imd + 1) // 2 = fifth WHERE inside GROUP BY area)
      SELECT *, 100 * x / e AS value, ${byar('x')
        .map((limit, i) => `100 * (${limit}) / e AS ${['lower', 'upper'][i]!}`)
        .join()}
      FROM sums ORDER BY area`);
    const areas = await expectedOf(patients, id as RegisterId, scope, by);
    expect(areas.map(({ area }) => area)).toEqual(found.map(({ area }) => area));
    areas.forEach((figure, i) => {
      const { x, e } = found[i]! as { x: number; e: number };
      expect(figure.numerator).toBe(x);
      near(figure.expected, e);
      if (x < 10) return;
      nearEstimate(figure.estimate, found[i]!);
      const gap = gapOf(figure);
      expect(Math.abs(valueOf(gap) - (e - x))).toBeLessThan(1e-9 * e);
      near(gap.ok && gap.lower, e * (1 - Number(found[i]!.upper) / 100));
      near(gap.ok && gap.upper, e * (1 - Number(found[i]!.lower) / 100));
    });
  });
});

describe('what holds of them', () => {
  it('the parts of the system are expected to have what all of it has', async () => {
    for (const id of ['copd', 'dm', 'ld'] as const)
      for (const by of ['network', 'practice'] as const) {
        const areas = await expectedOf(patients, id, null, by);
        near(
          sum(areas.map(({ expected }) => expected!)),
          sum(areas.map(({ numerator }) => Number(numerator))),
        );
      }
  });

  it('a group is expected to have what its networks are', async () => {
    const [whole] = await expectedOf(patients, 'copd', [0, 2], 'whole');
    const parts = await expectedOf(patients, 'copd', [0, 2], 'network');
    near(whole!.expected, sum(parts.map(({ expected }) => expected!)));
    const alone = await expectedOf(patients, 'copd', [2], 'network');
    expect(alone).toEqual(parts.slice(1));
  });
});
