import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { unzipSync } from 'fflate';
import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registers } from '../../../src/domain/conditions';
import { byBand } from '../../../src/domain/ageing/project';
import { bandCount, bandOf } from '../../../src/domain/schema';
import { readNhs } from './read';

/**
 * The published files of one system and of England, where they are at hand. What is read is compared with figures that
 * DuckDB computes from the same files by SQL that shares nothing with the reader.
 */
const shared = process.env.CATCHMENT_SHARED;
const published = path.join(shared ?? '', 'real');
const why = shared ? '' : ' (skipped: CATCHMENT_SHARED is not set)';

const singleYears = 'snpp_2018based_E54000010_single_year.csv';
const banded = 'snpp_2018based_icb_england_age5.csv';

type Source = Awaited<ReturnType<typeof readNhs>>;
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((all, n) => all + n, 0);
const everyPractice = (source: Source) =>
  source.networks.flatMap((_, network) => source.margins(network).practices);
const partOf = (source: Source, step: RegExp, part: RegExp): number | undefined =>
  source.report.flow.find((one) => step.test(one.step))?.parts.find((one) => part.test(one.part))?.patients;
const noteAbout = (source: Source, words: RegExp) => source.notes.find(({ text }) => words.test(text));

/** `practice` → sex × band and registers, from the margins. */
function figuresOf(
  source: Source,
): Map<string, { bands: number[]; registers: number[]; counts: Int32Array }> {
  return new Map(
    everyPractice(source).map(({ practice, counts, registers: targets }) => {
      const bands = new Array<number>(2 * bandCount).fill(0);
      for (const [i, people] of counts.entries())
        bands[Math.floor(i / 91) * bandCount + bandOf(i % 91)]! += people;
      return [source.practices[practice]!.code, { bands, registers: [...targets], counts }];
    }),
  );
}

/** `code, sex (0 male), band (0 … 18), people` of GP rows, by SQL from the quinary file. */
const bandsSql = (file: string): string => `
  SELECT ORG_CODE AS code, (SEX = 'FEMALE')::INTEGER AS sex,
         least(regexp_extract(AGE_GROUP_5, '^[0-9]+')::INTEGER // 5, 18) AS band, sum(NUMBER_OF_PATIENTS)::INTEGER AS people
  FROM read_csv('${file}', all_varchar = false, types = {'AGE_GROUP_5': 'VARCHAR', 'ORG_CODE': 'VARCHAR'})
  WHERE ORG_TYPE = 'GP' AND SEX <> 'ALL' AND AGE_GROUP_5 <> 'ALL' GROUP BY ALL`;

async function rowsOf(sql: DuckDBConnection, text: string): Promise<Record<string, string | number>[]> {
  return (await sql.runAndReadAll(text)).getRowObjectsJS() as Record<string, string | number>[];
}

/** The registers as SQL sees them: published share of the list × today's people in the age base. */
async function registersBySql(sql: DuckDBConnection, prevalence: string): Promise<Map<string, number>> {
  const rows = await rowsOf(
    sql,
    `SELECT q.PRACTICE_CODE AS code, GROUP_CODE AS register,
            least(round(REGISTER::DOUBLE / PRACTICE_LIST_SIZE::DOUBLE * sum(people)), sum(people))::INTEGER AS target
     FROM read_csv('${prevalence}') q
     JOIN people p ON p.code = q.PRACTICE_CODE
      AND p.age >= CASE PATIENT_LIST_TYPE WHEN 'TOTAL' THEN 0 ELSE left(PATIENT_LIST_TYPE, 2)::INTEGER END
     GROUP BY q.PRACTICE_CODE, GROUP_CODE, REGISTER, PRACTICE_LIST_SIZE`,
  );
  return new Map(rows.map(({ code, register, target }) => [`${code} ${register}`, Number(target)]));
}

/** Single years as read, for the age bases; the bands they sum to are compared on their own. */
async function loadPeople(sql: DuckDBConnection, figures: ReturnType<typeof figuresOf>): Promise<void> {
  await sql.run('CREATE OR REPLACE TABLE people (code VARCHAR, age INTEGER, people INTEGER)');
  const appender = await sql.createAppender('people');
  for (const [code, { counts }] of figures) {
    for (let age = 0; age <= 90; age++) {
      appender.appendVarchar(code);
      appender.appendInteger(age);
      appender.appendInteger(counts[age]! + counts[91 + age]!);
      appender.endRow();
    }
  }
  appender.closeSync();
}

async function compareBands(
  sql: DuckDBConnection,
  figures: ReturnType<typeof figuresOf>,
  file: string,
): Promise<number> {
  const bySql = new Map([...figures.keys()].map((code) => [code, new Array<number>(2 * bandCount).fill(0)]));
  for (const { code, sex, band, people } of await rowsOf(sql, bandsSql(file))) {
    const bands = bySql.get(String(code));
    if (bands) bands[Number(sex) * bandCount + Number(band)] = Number(people);
  }
  for (const [code, { bands }] of figures) expect(bands, code).toEqual(bySql.get(code));
  return bySql.size;
}

describe.skipIf(!shared)(`Staffordshire and Stoke-on-Trent${why}`, () => {
  const folder = path.join(published, 'staffordshire');
  let source: Source;
  let sql: DuckDBConnection;
  beforeAll(async () => {
    source = await readNhs({ folder, area: 'QNC' });
    sql = await (await DuckDBInstance.create()).connect();
  });

  test('has 140 practices in 25 networks and 6 places with 1,205,104 patients', () => {
    expect(source.practices).toHaveLength(140);
    expect(source.networks).toHaveLength(25);
    expect(source.places.map(({ code }) => code)).toEqual(['04Y', '05D', '05G', '05Q', '05V', '05W']);
    expect(sum(everyPractice(source).map(({ counts }) => sum(counts)))).toBe(1_205_104);
    expect(source.report.problems).toEqual([]);
  });

  test('uses fourteen files and says why it leaves the other two', () => {
    expect(source.report.used).toHaveLength(14);
    expect(source.report.ignored).toHaveLength(2);
    // No list of five years before is at hand.
    expect(source.report.missing.map(({ what }) => what)).toEqual([
      'lists by five-year band of five years before',
    ]);
    expect(source.earlier).toBeNull();
    expect(source.sources.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256!))).toBe(true);
  });

  test('all 140 lists by sex and band equal the published file', async () => {
    expect(
      await compareBands(sql, figuresOf(source), path.join(folder, 'gp-reg-pat-prac-quin-age.csv')),
    ).toBe(140);
  });

  test('all 140 × 21 registers equal the published share of today’s age base', async () => {
    const figures = figuresOf(source);
    await loadPeople(sql, figures);
    const bySql = await registersBySql(sql, path.join(folder, 'PREVALENCE_2425.csv'));
    let compared = 0;
    for (const [code, { registers: targets }] of figures) {
      for (const [number, target] of targets.entries()) {
        expect(target, `${code} ${registers[number]!.code}`).toBe(
          bySql.get(`${code} ${registers[number]!.code}`),
        );
        compared++;
      }
    }
    expect(compared).toBe(140 * 21);
  });

  test('has the 697 neighbourhoods of the system, one of them empty; the rest keep their decile', () => {
    expect(source.neighbourhoods).toHaveLength(698);
    expect(source.neighbourhoods.slice(1).filter(({ patients }) => patients === 0)).toHaveLength(1);
    expect(
      source.neighbourhoods.slice(1).every(({ imd, network }) => imd >= 1 && imd <= 10 && network >= 0),
    ).toBe(true);
    expect(source.polygons).toHaveLength(697);
  });

  test('counts the homes of the LSOA file: 1,433 without a decile of 1,210,283', () => {
    expect(partOf(source, /^Homes of gp-patients/, /with a decile/)).toBe(1_208_850);
    expect(partOf(source, /^Homes of gp-patients/, /EMPTY/)).toBe(1048);
    expect(partOf(source, /^Homes of gp-patients/, /CLOSED/)).toBe(333);
    expect(partOf(source, /^Homes of gp-patients/, /Wales/)).toBe(24);
    expect(partOf(source, /^Homes of gp-patients/, /Scotland/)).toBe(16);
    expect(partOf(source, /^Homes of gp-patients/, /Northern Ireland/)).toBe(7);
    expect(partOf(source, /^Homes of gp-patients/, /Isle of Man/)).toBe(5);
    expect(noteAbout(source, /LSOA file not in the practice map.*M83691/)?.patients).toBe(1905);
    expect(noteAbout(source, /QOF file not in the practice map.*M83691/)?.patients).toBe(1857);
  });

  test('shares of each neighbourhood equal those of the LSOA file within one patient', async () => {
    const file = path.join(folder, 'gp-patients-by-lsoa_QNC_2025-10.csv');
    const rows = await rowsOf(
      sql,
      `SELECT PRACTICE_CODE AS code, LSOA_CODE AS lsoa, NUMBER_OF_PATIENTS::DOUBLE / sum(NUMBER_OF_PATIENTS) OVER (PARTITION BY PRACTICE_CODE) AS share
       FROM read_csv('${file}', names = ['LSOA_CODE', 'PRACTICE_CODE', 'name', 'NUMBER_OF_PATIENTS', 'c5', 'c6', 'c7', 'c8', 'c9', 'c10', 'c11', 'c12', 'c13'], header = true)`,
    );
    const shares = new Map(rows.map(({ code, lsoa, share }) => [`${code} ${lsoa}`, Number(share)]));
    let compared = 0;
    for (const { practice, counts, neighbourhoods } of everyPractice(source)) {
      for (const { index, patients } of neighbourhoods) {
        if (index === 0) continue;
        const share = shares.get(
          `${source.practices[practice]!.code} ${source.neighbourhoods[index]!.code}`,
        )!;
        expect(Math.abs(patients - share * sum(counts))).toBeLessThan(1 + 1e-6);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(8000);
  });

  test('the staff of all 25 networks are those of the workforce file, 748.60 full-time equivalents', async () => {
    const rows = await rowsOf(
      sql,
      `SELECT PCN_CODE AS code, STAFF_GROUP || ': ' || STAFF_ROLE AS role, sum(FTE::DOUBLE) AS fte
       FROM read_csv('${path.join(folder, 'pcn_workforce_2026-06_pcn_role_fte.csv')}', types = {'FTE': 'DOUBLE'}) GROUP BY ALL`,
    );
    const { roles, network, role, fte, date } = source.workforce!;
    expect(date).toBe('2026-06');
    expect(fte).toHaveLength(rows.length);
    const read = new Map(
      fte.map((own, i) => [
        `${source.networks[network[i]!]!.code} ${roles[role[i]!]!.group}: ${roles[role[i]!]!.name}`,
        own,
      ]),
    );
    for (const { code, role: name, fte: published } of rows)
      // Four decimals are kept.
      expect(Math.abs(read.get(`${code} ${name}`)! - Number(published))).toBeLessThan(0.0001);
    expect(sum(fte)).toBeCloseTo(748.6, 2);
    expect(new Set(network).size).toBe(25);
  });

  test('residents are those of the projection: 1,167,937 in 2026 to 1,232,961 in 2043, 75 and over 133,137 to 175,051', async () => {
    const { projection } = source;
    expect(projection).toMatchObject({
      area: { code: 'E54000010', name: 'Staffordshire and Stoke-on-Trent ICB' },
      provenance: 'constrained',
      firstYear: 2026,
      ages: 'single',
    });
    const total = (year: number, from = 0) =>
      sum([projection!.male, projection!.female].map((sex) => sum(sex[year - 2026]!.slice(from))));
    expect([total(2026), total(2030), total(2043)]).toEqual([1_167_937, 1_183_311, 1_232_961]);
    expect([total(2026, 75), total(2031, 75), total(2043, 75)]).toEqual([133_137, 141_851, 175_051]);
    const rows = await rowsOf(
      sql,
      `SELECT year, sex, least(age, 90) AS age, sum(population)::INTEGER AS people
       FROM read_csv('${path.join(folder, singleYears)}') WHERE year >= 2026 GROUP BY ALL`,
    );
    expect(rows).toHaveLength(18 * 2 * 91);
    for (const { year, sex, age, people } of rows)
      expect(projection![sex === 'F' ? 'female' : 'male'][Number(year) - 2026]![Number(age)]).toBe(people);
  });

  test('the national projection by five-year band is the same in every band and year', async () => {
    const scratch = await mkdtemp(path.join(tmpdir(), 'catchment-bands-'));
    try {
      await cp(folder, scratch, { recursive: true, filter: (from) => !from.endsWith(singleYears) });
      await copyFile(path.join(published, 'england', banded), path.join(scratch, banded));
      const { projection, notes } = await readNhs({ folder: scratch, area: 'QNC' });
      expect(projection).toMatchObject({ area: source.projection!.area, firstYear: 2026, ages: 'bands' });
      for (const sex of ['male', 'female'] as const)
        expect(projection![sex]).toEqual(source.projection![sex].map((year) => [...byBand(year)]));
      expect(notes.map(({ text }) => text)).toContain(
        'Variants other than the principal one are left out: v0.',
      );
    } finally {
      await rm(scratch, { recursive: true });
    }
  });

  test('networks that cross sub-ICBs, and practices that moved, are named', () => {
    expect(noteAbout(source, /several sub-ICBs.*U16318, U93998/)).toBeDefined();
    expect(noteAbout(source, /another postcode.*M83033, M83122/)).toBeDefined();
    expect(source.practices.every(({ position }) => position === 'published')).toBe(true);
  });

  test('a sub-ICB and two networks of it read as well', async () => {
    const place = await readNhs({ folder, area: '05d' });
    expect(place.practices.every(({ network }) => network < place.networks.length)).toBe(true);
    expect(place.places.map(({ code }) => code)).toEqual(['05D']);
    expect(place.projection).toEqual(source.projection);
    expect(
      noteAbout(place, /is part of Staffordshire and Stoke-on-Trent ICB: each of its age bands/),
    ).toBeDefined();
    const two = await readNhs({ folder, area: 'U16318,u93998' });
    expect(two.networks.map(({ code }) => code)).toEqual(['U16318', 'U93998']);
    expect(two.neighbourhoods.length).toBeGreaterThan(20);
  });
});

describe.skipIf(!shared)(`England${why}`, () => {
  const folder = path.join(published, 'england');
  let source: Source;
  let sql: DuckDBConnection;
  let scratch: string;
  beforeAll(async () => {
    scratch = await mkdtemp(path.join(tmpdir(), 'catchment-england-'));
    source = await readNhs({ folder, area: 'ENG' });
    sql = await (await DuckDBInstance.create()).connect();
    const zip = unzipSync(await readFile(path.join(folder, 'gp-reg-pat-prac-quin-age.zip')));
    await writeFile(path.join(scratch, 'quinary.csv'), Object.values(zip)[0]!);
  });
  afterAll(async () => {
    await rm(scratch, { recursive: true });
  });

  test('has 1,298 networks, and the total closes with the unallocated', () => {
    expect(source.networks).toHaveLength(1298);
    expect(partOf(source, /^Lists of England/, /without a network/)).toBe(220_330);
    expect(sum(everyPractice(source).map(({ counts }) => sum(counts)))).toBe(63_436_508 - 220_330);
    for (const { patients, parts } of source.report.flow)
      expect(sum(parts.map((part) => part.patients))).toBe(patients);
    for (const { counts, neighbourhoods } of everyPractice(source)) {
      if (sum(neighbourhoods.map(({ patients }) => patients)) !== sum(counts))
        expect.unreachable('homes differ from the list');
    }
  });

  test('every list by sex and band equals the published file', async () => {
    expect(await compareBands(sql, figuresOf(source), path.join(scratch, 'quinary.csv'))).toBe(6087);
  });

  test('every published register equals the share of today’s age base', async () => {
    const figures = figuresOf(source);
    await loadPeople(sql, figures);
    const bySql = await registersBySql(sql, path.join(folder, 'PREVALENCE_2425.csv'));
    const differing: string[] = [];
    let compared = 0;
    for (const { practice, registers: targets } of everyPractice(source)) {
      const { code, registers: from } = source.practices[practice]!;
      if (from === 'network') continue;
      for (const [number, target] of targets.entries()) {
        const key = `${code} ${registers[number]!.code}`;
        compared++;
        if (bySql.get(key) !== target) differing.push(key);
      }
    }
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(127_000);
  });

  test('carries LSOA 2011 to 2021: what is exact and what is shared out', () => {
    const parts = (part: RegExp) => partOf(source, /^LSOA 2011 → 2021/, part);
    expect([parts(/unchanged/), parts(/merged/), parts(/split/), parts(/redrawn/)]).toEqual([
      58_207_333, 322_512, 3_188_326, 9470,
    ]);
    expect(partOf(source, /^Homes of gp-patients/, /Wales/)).toBe(13_886);
    expect(partOf(source, /^Homes of gp-patients/, /no LSOA/)).toBe(27_415);
    expect(source.neighbourhoods).toHaveLength(33_756);
  });

  test('names what is odd: the register above its list, the straddling network, the network without a curve', () => {
    expect(source.report.problems).toEqual([
      expect.stringMatching(
        /^PREVALENCE_2425\.csv, row \d+, column REGISTER: Y05750 has 120 on LD where the list is 119/,
      ),
    ]);
    expect(
      noteAbout(source, /Coast and Country PCN \(U41591\) has practices in several ICBs: QJK, QT6/),
    ).toBeDefined();
    expect(noteAbout(source, /curve of the sub-ICB stands in: U10430/)).toBeDefined();
    expect(noteAbout(source, /practices without QOF rows/)).toBeDefined();
    expect(source.report.missing.map(({ what }) => what)).toEqual([
      'practice locations',
      'lists by five-year band of five years before',
    ]);
  });

  test('residents are England’s own projection by five-year band', () => {
    const { projection } = source;
    expect(projection).toMatchObject({ area: { code: 'E92000001' }, firstYear: 2026, ages: 'bands' });
    expect(projection!.male).toHaveLength(18);
    // The national projection of 2018, as held by year and band, has 75 and over of 2027.
    const aged75 = sum([projection!.male, projection!.female].map((sex) => sum(sex[1]!.slice(15))));
    expect(aged75).toBe(5_947_571);
  });

  test('one system is read out of the national files', async () => {
    const system = await readNhs({ folder, area: 'qjk' });
    expect(
      noteAbout(system, /Coast and Country PCN \(U41591\) also has 2 practices outside QJK, in QT6/),
    ).toBeDefined();
    expect(system.neighbourhoods.length).toBeGreaterThan(600);
    expect(system.neighbourhoods.length).toBeLessThan(850);
  }, 120_000);
});
