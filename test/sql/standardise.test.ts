import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  availableMeasures,
  cellColumns,
  cellsSql,
  neighbourhoodCellKeys,
  practiceCellKeys,
} from '../../src/domain/measures/cells';
import type { Measure, Standard } from '../../src/domain/measures/measure';
import { RawCounts } from '../../src/domain/disclosure';
import { questionOf, releaseAnswer, releaseProfileAnswer } from '../../src/domain/measures/question';
import { strataSql, type Level } from '../../src/domain/measures/query';
import { patientColumns } from '../../src/domain/schema';

const context = { tierAbove: { very_high_risk: 400, high_risk: 150, raised_risk: 50 } };
const measures = availableMeasures(context, new Set(patientColumns.map((c) => c.name)));
const measureOf = (id: string): Measure => measures.find((m) => m.id === id)!;
let db: DuckDBConnection;

/** Random patients whose age and deprivation differ between networks, so that standardising changes something. */
beforeAll(async () => {
  db = await (await DuckDBInstance.create()).connect();
  await db.run('SELECT setseed(0.17)');
  const drawn: Record<string, string> = {
    network: '(i % 3)::USMALLINT',
    practice: '(i % 6)::USMALLINT',
    neighbourhood: '(1 + i % 12)::USMALLINT',
    age: 'least(90, floor(random() ** (0.5 + 0.3 * (i % 3)) * 95))::UTINYINT',
    sex: '(1 + (random() < 0.5)::INTEGER)::UTINYINT',
    ethnicity: '1::UTINYINT',
    imd: '(1 + (i % 12 * 7) % 10)::UTINYINT',
    medicines: 'floor(random() * 15)::UTINYINT',
    efi: '(CASE WHEN random() < 0.9 THEN floor(random() * 20)::UTINYINT END)',
    em_adm: 'floor(random() * random() * random() * 6)::UTINYINT',
    ae: 'floor(random() * 4)::UTINYINT',
    gp_contacts: 'floor(random() * 20)::UTINYINT',
  };
  const columns = patientColumns.map(
    ({ name, nullable }) =>
      `${drawn[name] ?? (nullable ? '(CASE WHEN random() < 0.3 THEN random() < 0.5 END)' : '(random() < 0.15)')} AS ${name}`,
  );
  await db.run(`CREATE TABLE patients AS SELECT ${columns.join(', ')} FROM range(30000) t(i)`);
  const cells = cellColumns(context, new Set(patientColumns.map((c) => c.name)));
  await db.run(`CREATE TABLE practice_cells AS ${cellsSql(practiceCellKeys, cells)}`);
  await db.run(`CREATE TABLE neighbourhood_cells AS ${cellsSql(neighbourhoodCellKeys, cells)}`);
  await db.run(`CREATE TABLE standard AS SELECT (row_number() OVER () - 1)::INTEGER AS band, w::DOUBLE AS w FROM
    (SELECT unnest([5000,5500,5500,5500,6000,6000,6500,7000,7000,7000,7000,6500,6000,5500,5000,4000,2500,1500,1000]) AS w)`);
});

const rows = async (sql: string) => (await db.runAndReadAll(sql)).getRowObjects();

/** The columns of a query's answer, as the browser's engine gives them. */
async function columnsOf(sql: string) {
  const result = await db.runAndReadAll(sql);
  const byName = new Map(
    result.columnNames().map((name, i) => [name, Float64Array.from(result.getColumns()[i] as number[])]),
  );
  return new RawCounts({ get: (name) => byName.get(name)! });
}

async function figures(id: string, standard: Standard, level: Level = 'network') {
  const measure = measureOf(id);
  return releaseAnswer(measure, await columnsOf(questionOf(measure, { level, standard })), {
    level,
    standard,
    policy: 'none',
  });
}

/** Relative. */
const tolerance = 1e-9;
function near(actual: number, expected: unknown) {
  expect(Math.abs(actual - Number(expected))).toBeLessThanOrEqual(tolerance * Math.abs(Number(expected)));
}

/** Strata straight from the rows, by another way than the cells. */
const strata = (numerator: string, where: string, keys: string, squares = numerator) =>
  `SELECT network AS area, least(age // 5, 18)::INTEGER AS band, sex, ${keys}
   sum((${numerator})::INTEGER)::DOUBLE AS o, count(*)::DOUBLE AS n, sum((${squares})::INTEGER)::DOUBLE AS q
   FROM patients WHERE ${where} GROUP BY ALL`;

describe('directly standardised, against SQL over the rows', () => {
  const z = 1.959963984540054;
  const limits = (inflated: string) => `
    , dsr + sqrt(${inflated} / o) * (o * (1 - 1 / (9 * o) - ${z} / (3 * sqrt(o))) ** 3 - o) AS lower
    , dsr + sqrt(${inflated} / o) * ((o + 1) * (1 - 1 / (9 * (o + 1)) + ${z} / (3 * sqrt(o + 1))) ** 3 - o) AS upper`;
  it.each([
    ['hyp', 'hyp', 'TRUE', 1, 0],
    ['copd', 'copd', 'TRUE', 1, 0],
    ['dm', 'dm', 'age >= 17', 1, 4],
    ['ost', 'ost', 'age >= 50', 1, 10],
    [
      'ltc2',
      measureOf('ltc2').kind === 'proportion' ? (measureOf('ltc2') as { numerator: string }).numerator : '',
      'TRUE',
      1,
      0,
    ],
  ] as const)('%s', async (id, numerator, where, multiplier, firstBand) => {
    const expected = await rows(`
      WITH strata AS (${strata(numerator, where, '')}),
      sums AS (SELECT area, sum(o) AS o, ${multiplier} * sum(w * o / n) / sum(w) AS dsr,
        sum(w * w * o / (n * n)) / sum(w) ** 2 AS var
        FROM strata JOIN standard USING (band) WHERE band >= ${firstBand} GROUP BY area)
      SELECT area, o, dsr ${limits('var')} FROM sums ORDER BY area`);
    const { areas } = await figures(id, 'age-sex');
    expect(areas).toHaveLength(3);
    areas.forEach(({ estimate, numerator }, i) => {
      if (!estimate.ok) throw new Error(estimate.reason);
      near(estimate.value, expected[i]!.dsr);
      near(estimate.lower, expected[i]!.lower);
      near(estimate.upper, expected[i]!.upper);
      expect(numerator).toBe(expected[i]!.o);
    });
  });

  it('emergency admissions, which repeat within a person', async () => {
    const expected = await rows(`
      WITH strata AS (${strata('em_adm', 'TRUE', '', 'em_adm::INTEGER ** 2')}),
      sums AS (SELECT area, sum(o) AS o, sum(w * o / n) / sum(w) AS dsr, sum(w * w * q / (n * n)) / sum(w) ** 2 AS var
        FROM strata JOIN standard USING (band) GROUP BY area)
      SELECT area, dsr ${limits('var')} FROM sums ORDER BY area`);
    const { areas } = await figures('em_adm', 'age-sex');
    areas.forEach(({ estimate }, i) => {
      if (!estimate.ok) throw new Error(estimate.reason);
      near(estimate.value, 1000 * Number(expected[i]!.dsr));
      near(estimate.lower, 1000 * Number(expected[i]!.lower));
      near(estimate.upper, 1000 * Number(expected[i]!.upper));
    });
  });
});

describe('observed against expected, against SQL over the rows', () => {
  it.each([
    ['hyp', 'age-sex-ratio', 'hyp', 'TRUE', ''],
    ['dm', 'age-sex-ratio', 'dm', 'age >= 17', ''],
    ['dm', 'age-sex-deprivation', 'dm', 'age >= 17', '(imd + 1) // 2 AS fifth,'],
    ['smi_check', 'age-sex-deprivation', 'smi_check', 'smi_check IS NOT NULL', '(imd + 1) // 2 AS fifth,'],
    ['em_adm', 'age-sex-ratio', 'em_adm', 'TRUE', ''],
  ] as const)('%s by %s', async (id, standard, numerator, where, fifth) => {
    const keys = fifth === '' ? 'band, sex' : 'band, sex, fifth';
    const expected = await rows(`
      WITH strata AS (${strata(numerator, where, fifth)}),
      reference AS (SELECT ${keys}, sum(o) / sum(n) AS r FROM strata GROUP BY ALL)
      SELECT area, sum(o) AS o, sum(n * r) AS e FROM strata JOIN reference USING (${keys}) GROUP BY area ORDER BY area`);
    const { areas, total, measure } = await figures(id, standard);
    expect(measure.kind).toBe('ratio');
    areas.forEach(({ estimate, expected: e }, i) => {
      if (!estimate.ok) throw new Error(estimate.reason);
      near(e!, expected[i]!.e);
      near(estimate.value, (100 * Number(expected[i]!.o)) / Number(expected[i]!.e));
      expect(estimate.lower).toBeLessThan(estimate.value);
    });
    expect(total.estimate.ok && total.estimate.value).toBeCloseTo(100, 9);
  });

  it('a neighbourhood’s rate is its ratio times the whole’s', async () => {
    const rate = await figures('hyp', 'age-sex', 'neighbourhood');
    const ratio = await figures('hyp', 'age-sex-ratio', 'neighbourhood');
    const crude = await figures('hyp', 'crude', 'neighbourhood');
    rate.areas.forEach(({ estimate }, i) => {
      const [r, c] = [ratio.areas[i]!.estimate, crude.total.estimate];
      if (!estimate.ok || !r.ok || !c.ok) throw new Error('no value');
      near(estimate.value, (r.value / 100) * c.value);
    });
  });
});

describe('what holds for every measure', () => {
  it('all together are as expected, and a network of the whole’s own structure keeps its crude value', async () => {
    for (const measure of measures)
      for (const standard of measure.methods) {
        const { total, areas } = await figures(measure.id, standard);
        expect(total.estimate, `${measure.id} ${standard}`).toMatchObject({ ok: true });
        if (standard.startsWith('age-sex-') && total.estimate.ok)
          expect(total.estimate.value).toBeCloseTo(100, 9);
        for (const { estimate } of areas)
          if (estimate.ok) {
            expect(estimate.lower).toBeLessThanOrEqual(estimate.value);
            expect(estimate.upper).toBeGreaterThanOrEqual(estimate.value);
          }
      }
  });

  it('one answer for many gives each as asked alone; what cannot be standardised stays crude', async () => {
    const many = ['dm', 'em_adm', 'age75', 'cms'].map(measureOf);
    const options = { level: 'network', standard: 'age-sex-deprivation' } as const;
    const profile = releaseProfileAnswer(many, await columnsOf(strataSql(many, options)), {
      ...options,
      policy: 'none',
    });
    for (const { id, methods } of many)
      expect(profile.get(id)).toEqual(
        await figures(id, methods.includes(options.standard) ? options.standard : 'crude'),
      );
  });

  it('under the gate, few events are hidden and a ratio comes from the rounded count', async () => {
    const measure = measureOf('pc');
    const columns = await columnsOf(
      strataSql([measure], { level: 'practice', standard: 'age-sex-ratio', network: 1 }),
    );
    const shown = releaseAnswer(measure, columns, {
      level: 'practice',
      standard: 'age-sex-ratio',
      policy: 'hes',
    });
    for (const { numerator, estimate, expected } of shown.areas) {
      if (numerator === '*') expect(estimate.ok).toBe(false);
      else {
        expect(Number(numerator) % 5).toBe(0);
        if (estimate.ok) near(estimate.value, (100 * Number(numerator)) / expected!);
      }
    }
  });
});
