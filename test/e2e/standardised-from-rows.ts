import {
  BOOLEAN,
  DuckDBDataChunk,
  DuckDBInstance,
  USMALLINT,
  UTINYINT,
  type DuckDBConnection,
  type DuckDBType,
} from '@duckdb/node-api';
import { readNetwork } from '../../data/package/read';
import type { Standard } from '../../src/domain/measures/measure';
import type { Manifest } from '../../src/domain/schema';

/** What the map's download must say of one area: shares in per cent, ratios for 100 expected. */
export interface StandardisedRow {
  area: string;
  measure: string;
  standard: Standard;
  numerator: number;
  value: number;
  lower_ci: number;
  upper_ci: number;
  /** Null where nothing is expected. */
  expected: number | null;
}

/** Youngest age that each register's base counts. */
const registers = { hyp: 0, copd: 0, dm: 17 };

/**
 * Three registers by network and for all networks together, by every standard, from a package's patient rows. Written
 * from the formulas alone (PHEindicatormethods: Wilson; Dobson over the European Standard Population 2013; observed ÷
 * expected with Byar's limits) as SQL for native DuckDB: it shares nothing with the site but the rows.
 */
export async function standardisedFromRows(folder: string, manifest: Manifest): Promise<StandardisedRow[]> {
  const db = await (await DuckDBInstance.create()).connect();
  await insertRows(db, folder, manifest);
  await db.run(`
    CREATE MACRO z() AS 1.959963984540054;
    CREATE MACRO byar_lower(x) AS x * (1 - 1 / (9 * x) - z() / (3 * sqrt(x))) ** 3;
    CREATE MACRO byar_upper(x) AS (x + 1) * (1 - 1 / (9 * (x + 1)) + z() / (3 * sqrt(x + 1))) ** 3;
    CREATE MACRO wilson(x, n, side) AS
      (2 * x + z() ** 2 + side * z() * sqrt(z() ** 2 + 4 * x * (1 - x / n))) / (2 * (n + z() ** 2));
    CREATE TABLE european AS SELECT generate_subscripts(w, 1) - 1 AS band, unnest(w)::DOUBLE AS w FROM (SELECT
      [5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000] AS w);
    CREATE TABLE strata (measure VARCHAR, youngest INTEGER, area INTEGER, band INTEGER, sex INTEGER, fifth INTEGER, o DOUBLE, n DOUBLE)`);
  for (const [measure, youngest] of Object.entries(registers))
    await db.run(`INSERT INTO strata
      SELECT '${measure}', ${youngest}, network, least(age // 5, 18), sex, (imd + 1) // 2, count_if(${measure}), count(*)
      FROM patients WHERE age >= ${youngest} GROUP BY ALL`);
  const reader = await db.runAndReadAll(`
    WITH
    -- Area -1 is all networks together.
    areas AS (FROM strata UNION ALL
      SELECT measure, youngest, -1, band, sex, fifth, sum(o), sum(n) FROM strata GROUP BY ALL),
    crude AS (
      SELECT area, measure, 'crude' AS standard, sum(o) AS numerator, 100 * sum(o) / sum(n) AS value,
        100 * wilson(sum(o), sum(n), -1) AS lower_ci, 100 * wilson(sum(o), sum(n), 1) AS upper_ci, NULL AS expected
      FROM areas GROUP BY area, measure),
    -- Bands that lie whole inside the age base, men and women each with the standard's weights.
    direct_strata AS (
      SELECT area, measure, w, sum(o) AS o, sum(n) AS n FROM areas JOIN european USING (band)
      WHERE 5 * band >= youngest AND sex IN (1, 2) GROUP BY area, measure, band, sex, w),
    direct_sums AS (
      SELECT area, measure, sum(o) AS o, sum(w * o / n) / sum(w) AS dsr, sum(w ** 2 * o / n ** 2) / sum(w) ** 2 AS variance
      FROM direct_strata GROUP BY area, measure),
    direct AS (
      SELECT area, measure, 'age-sex' AS standard, o AS numerator, 100 * dsr AS value,
        100 * (dsr + sqrt(variance / o) * (byar_lower(o) - o)) AS lower_ci,
        100 * (dsr + sqrt(variance / o) * (byar_upper(o) - o)) AS upper_ci, NULL AS expected
      FROM direct_sums),
    ${expectedBy('age-sex-ratio', 'measure, band, sex')},
    ${expectedBy('age-sex-deprivation', 'measure, band, sex, fifth')}
    SELECT * FROM crude UNION ALL FROM direct UNION ALL FROM "age-sex-ratio" UNION ALL FROM "age-sex-deprivation"`);
  return reader.getRowObjects().map((row) => {
    const area = Number(row.area);
    const numerator = Number(row.numerator);
    // Under ten events the limits are exact, and there is no direct rate: neither is written here.
    if (numerator < 10)
      throw new Error(`Only ${numerator} events of ${String(row.measure)} in area ${area}.`);
    return {
      area: area === -1 ? manifest.area.code : manifest.networks[area]!.code,
      measure: String(row.measure),
      standard: row.standard as Standard,
      numerator,
      value: Number(row.value),
      lower_ci: Number(row.lower_ci),
      upper_ci: Number(row.upper_ci),
      expected: row.expected === null ? null : Number(row.expected),
    };
  });
}

/** Observed for 100 expected, were people of each stratum as in all networks together. */
const expectedBy = (standard: Standard, stratum: string) => `
    "${standard}" AS (
      SELECT area, measure, '${standard}' AS standard, o AS numerator,
        100 * o / e AS value, 100 * byar_lower(o) / e AS lower_ci, 100 * byar_upper(o) / e AS upper_ci, e AS expected
      FROM (
        SELECT area, measure, sum(o) AS o, sum(n * rate) AS e
        FROM areas JOIN (SELECT ${stratum}, sum(o) / sum(n) AS rate FROM strata GROUP BY ALL) USING (${stratum})
        GROUP BY area, measure))`;

const needed: Readonly<Record<string, DuckDBType>> = {
  network: USMALLINT,
  age: UTINYINT,
  sex: UTINYINT,
  imd: UTINYINT,
  hyp: BOOLEAN,
  copd: BOOLEAN,
  dm: BOOLEAN,
};
/** DuckDB's vectors hold no more. */
const chunkRows = 2048;

async function insertRows(db: DuckDBConnection, folder: string, manifest: Manifest): Promise<void> {
  const types = Object.values(needed);
  const definitions = Object.entries(needed).map(([name, type]) => `${name} ${type.toString()}`);
  await db.run(`CREATE TABLE patients (${definitions.join(', ')})`);
  const appender = await db.createAppender('patients');
  for (let network = 0; network < manifest.networks.length; network++) {
    const { rows, columns } = await readNetwork(folder, manifest, network);
    for (let from = 0; from < rows; from += chunkRows) {
      const length = Math.min(chunkRows, rows - from);
      const chunk = DuckDBDataChunk.create(types, length);
      chunk.setColumns(
        Object.entries(needed).map(([name, type]) => {
          const values = Array.from(columns.get(name)!.values.subarray(from, from + length));
          return type === BOOLEAN ? values.map((value) => value === 1) : values;
        }),
      );
      appender.appendDataChunk(chunk);
    }
  }
  appender.closeSync();
  const [[counted]] = (await db.runAndReadAll('SELECT count(*)::INTEGER FROM patients')).getRows() as [
    [number],
  ];
  if (counted !== manifest.patients) throw new Error(`${counted} rows of ${manifest.patients} were read.`);
}
