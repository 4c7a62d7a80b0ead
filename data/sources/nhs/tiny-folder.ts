import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { registers } from '../../../src/domain/conditions';

/**
 * An invented pair of systems as published files, for tests: two ICBs, three sub-ICBs, four networks, eight practices of
 * which one is in no network, and twelve LSOAs on a grid of four by three.
 */

interface TinyPractice {
  code: string;
  network: string;
  subIcb: string;
  icb: string;
}

export const tinyPractices: readonly TinyPractice[] = [
  { code: 'A00001', network: 'U00001', subIcb: '01A', icb: 'QAA' },
  { code: 'A00002', network: 'U00001', subIcb: '01A', icb: 'QAA' },
  { code: 'A00003', network: 'U00002', subIcb: '01A', icb: 'QAA' },
  { code: 'A00004', network: 'U00002', subIcb: '01B', icb: 'QAA' },
  { code: 'A00005', network: 'U', subIcb: '01B', icb: 'QAA' },
  { code: 'B00001', network: 'U00003', subIcb: '01B', icb: 'QAA' },
  { code: 'B00002', network: 'U00003', subIcb: '02A', icb: 'QBB' },
  { code: 'B00003', network: 'U00004', subIcb: '02A', icb: 'QBB' },
];

const tinyOnsCodes: Readonly<Record<string, string>> = { QAA: 'E54000001', QBB: 'E54000002' };

const networkNames: Readonly<Record<string, string>> = {
  U00001: 'NORTH PCN',
  U00002: '"SOUTH, AND BEYOND PCN"',
  U00003: 'STRADDLE PCN',
  U00004: 'EAST PCN',
  U: 'Unallocated',
};

const bands = [...Array.from({ length: 19 }, (_, band) => `${band * 5}_${band * 5 + 4}`), '95+'];
export const tinySexes = ['MALE', 'FEMALE'] as const;

/** Patients of a practice (by its number) of a sex (0 male) in one of the twenty published bands. */
export const tinyBand = (practice: number, sex: number, band: number): number =>
  band === 19 ? practice % 2 : 4 + ((practice * 3 + sex * 5 + band * 7) % 11);

export function tinyList(practice: number, youngest = 0): number {
  let patients = 0;
  for (let sex = 0; sex < 2; sex++) {
    for (let band = 0; band < bands.length; band++) {
      if (band * 5 >= youngest) patients += tinyBand(practice, sex, band);
    }
  }
  return patients;
}

const lines = (rows: readonly (readonly (string | number)[])[], end = '\n'): string =>
  rows.map((row) => row.join(',') + end).join('');

const published = 'GP_PRAC_PAT_LIST';

export function tinyMap(practices: readonly TinyPractice[] = tinyPractices): string {
  const header =
    'PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ONS_ICB_CODE,ICB_CODE,ICB_NAME,SUPPLIER_NAME';
  const rows = practices.map(({ code, network, subIcb, icb }) => [
    published,
    '01Jul2026',
    code,
    `PRACTICE ${code}`,
    'ZZ1 1ZZ',
    network,
    networkNames[network] ?? network,
    subIcb,
    `SUB ICB ${subIcb}`,
    tinyOnsCodes[icb] ?? '',
    icb,
    `SYSTEM ${icb}`,
    'EMIS',
  ]);
  return lines([header.split(','), ...rows], '\r\n');
}

/** The same five years before. */
export const tinyEarlierBand = (practice: number, sex: number, band: number): number =>
  Math.max(0, tinyBand(practice, sex, band) + ((practice + sex + band) % 3) - 1);

/** Lists of every practice that has people, its network and ICB; the publisher has written dates in several ways. */
export function tinyQuinary({ date = '2026-07-01', people = tinyBand } = {}): string {
  const rows: (string | number)[][] = [
    [
      'PUBLICATION',
      'EXTRACT_DATE',
      'ORG_TYPE',
      'ORG_CODE',
      'ONS_CODE',
      'POSTCODE',
      'SEX',
      'AGE_GROUP_5',
      'NUMBER_OF_PATIENTS',
    ],
  ];
  const area = (level: string, code: string, practices: number[]): void => {
    const row = (sex: string, band: string, count: number): void => {
      rows.push([published, date, level, code, '', '', sex, band, count]);
    };
    const total = (of: (practice: number) => number): number =>
      practices.reduce((sum, practice) => sum + of(practice), 0);
    const ofSex = (practice: number, sex: number): number =>
      bands.reduce((sum, _, band) => sum + people(practice, sex, band), 0);
    row(
      'ALL',
      'ALL',
      total((practice) => ofSex(practice, 0) + ofSex(practice, 1)),
    );
    for (const [sex, name] of tinySexes.entries()) {
      for (const [band, label] of bands.entries())
        row(
          name,
          label,
          total((practice) => people(practice, sex, band)),
        );
      row(
        name,
        'ALL',
        total((practice) => ofSex(practice, sex)),
      );
    }
  };
  const members = (key: 'network' | 'icb', code: string): number[] =>
    tinyPractices.flatMap((practice, i) => (practice[key] === code ? i : []));
  for (const code of ['QAA', 'QBB']) area('ICB', code, members('icb', code));
  for (const code of Object.keys(networkNames)) area('PCN', code, members('network', code));
  for (const [i, { code }] of tinyPractices.entries()) area('GP', code, [i]);
  return lines(rows, '\r\n');
}

export const tinyEarlier = (people = tinyEarlierBand): string => tinyQuinary({ date: '01JUL2021', people });

/** Networks but U00004, which is in its sub-ICB's curve only; cells of nobody are left out as in the published file. */
export function tinySingle(): string {
  const rows: (string | number)[][] = [
    ['PUBLICATION', 'EXTRACT_DATE', 'ORG_TYPE', 'ORG_CODE', 'ONS_CODE', 'SEX', 'AGE', 'NUMBER_OF_PATIENTS'],
  ];
  const areas = [
    ['ICB', 'QAA'],
    ['ICB', 'QBB'],
    ['SUB_ICB_LOCATION_CODE', '02A'],
    ['PCN', 'U00001'],
    ['PCN', 'U00002'],
    ['PCN', 'U00003'],
  ] as const;
  for (const [number, [level, code]] of areas.entries()) {
    for (const sex of tinySexes) {
      for (let age = 0; age <= 95; age++) {
        const count = (age * 7 + number) % 9;
        if (count > 0)
          rows.push([published, '2026-08-01', level, code, '', sex, age === 95 ? '95+' : age, count]);
      }
    }
  }
  return lines(rows, '\r\n');
}

export function tinyRegisters(practices: readonly string[] = tinyPractices.map(({ code }) => code)): string {
  const rows: (string | number)[][] = [
    ['PRACTICE_CODE', 'GROUP_CODE', 'REGISTER', 'PATIENT_LIST_TYPE', 'PRACTICE_LIST_SIZE'],
  ];
  for (const code of practices) {
    const i = tinyPractices.findIndex((practice) => practice.code === code);
    for (const [number, { code: group, listType }] of registers.entries()) {
      // Last year's list: a little shorter than today's.
      rows.push([code, group, `${((i + 2) * (number + 3)) % 23}.0`, listType, 200 + 10 * i - number]);
    }
  }
  return lines(rows);
}

export const tinyLsoas = Array.from({ length: 12 }, (_, i) => `E010000${String(i + 1).padStart(2, '0')}`);
/** Nobody of the files lives here. */
export const tinyEmptyLsoa = tinyLsoas[6]!;

/** As the joined file of one ICB: odd header, stray columns, homes outside England. */
export function tinyHomes(): string {
  const rows: (string | number)[][] = [
    'LSOA_CODE,PRACTICE_CODE,PRACTICE_NAME.x,NUMBER_OF_PATIENTS,PCN_CODE,,,Row Labels'.split(','),
  ];
  for (const [i, { code, network }] of tinyPractices.entries()) {
    const homes = new Map<string, number>();
    for (let k = 0; k < 4; k++) {
      const lsoa = tinyLsoas[(i + k * 2) % tinyLsoas.length]!;
      if (lsoa !== tinyEmptyLsoa) homes.set(lsoa, 40 + 60 * Number(k === 0) + i);
    }
    for (const [lsoa, patients] of homes)
      rows.push([lsoa, code, '"TINY, PRACTICE"', patients, network, '', '" 140,734 "', '']);
    rows.push(
      ['CLOSED', code, 'TINY', 2, network, '', '', 'total'],
      ['W01000123', code, 'TINY', 1, network, '', '', ''],
    );
  }
  return lines(rows);
}

/** The same by LSOA 2011 in the publisher's other header. */
export function tinyHomes2011(): string {
  return tinyHomes()
    .trim()
    .split('\n')
    .map((line, i) => {
      if (i === 0) return 'OrganisationCode,LSOA11CD,Patient';
      const patients = /,(\d+),U/.exec(line)![1];
      const [lsoa, practice] = line.split(',');
      return `${practice},${lsoa === tinyLsoas[1] ? 'E01099999' : lsoa === 'CLOSED' ? 'NO2011' : lsoa},${patients}`;
    })
    .join('\n');
}

/** E01099999 was split into the second and third; all others are unchanged. */
export function tinyLookup2021(): string {
  const row = (from: string, change: string, to: string): string[] => [
    '"Old, 001A"',
    from,
    change,
    'New 001A',
    to,
    'Tiny',
    'E07000001',
  ];
  return lines([
    ['lsoa11_name', 'lsoa11_code', 'change_code', 'lsoa21_name', 'lsoa21_code', 'ltla22_name', 'ltla22_code'],
    ...tinyLsoas.filter((code) => code !== tinyLsoas[1]).map((code) => row(code, 'U', code)),
    row('E01099999', 'S', tinyLsoas[1]!),
    row('E01099999', 'S', tinyLsoas[2]!),
  ]);
}

export const tinyDecile = (lsoa: number): number => (lsoa % 10) + 1;

export const tinyDeprivation = (): string =>
  lines([
    ['lsoa21_code', 'IMD_decile', 'IMD_rank'],
    ...tinyLsoas.map((code, i) => [code, `${tinyDecile(i)}.0`, `${i + 1}.0`]),
  ]);

/** The first eight are in sub-ICB 01A or 01B of QAA, the others in 02A. */
export const tinyLookupIcb = (): string =>
  lines([
    ['lsoa21_code', 'sicbl24_code_nhs', 'icb24_code_nhs'],
    ...tinyLsoas.map((code, i) => [code, i < 4 ? '01A' : i < 8 ? '01B' : '02A', i < 8 ? 'QAA' : 'QBB']),
  ]);

/** Squares of 0.01 degrees, four in a row. */
export function tinyBoundaries(): string {
  const at = (n: number): number => Math.round(n * 100) / 100;
  const features = tinyLsoas.map((code, i) => {
    const x = (i % 4) / 100;
    const y = 52 + Math.floor(i / 4) / 100;
    const ring = [
      [x, y],
      [x + 0.01, y],
      [x + 0.01, y + 0.01],
      [x, y + 0.01],
      [x, y],
    ].map(([lon, lat]) => [at(lon!), at(lat!)]);
    return {
      type: 'Feature',
      properties: { LSOA21CD: code, LSOA21NM: `Tiny ${i + 1}` },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** One sex of the mid-2019 estimates, with the title rows and thousands commas of the published file. */
export function tinyStructure(sex: 'Males' | 'Females'): string {
  const ages = [...Array.from({ length: 90 }, (_, age) => String(age)), '90+'];
  const blank = ','.repeat(ages.length);
  const title = `"Table SAPE22DT2: Mid-2019 Population Estimates for Lower Layer Super Output Areas, ${sex} - Supporting Information"`;
  const codes = [...tinyLsoas.filter((code) => code !== tinyLsoas[1]), 'E01099999'];
  return [
    `Contents${blank}`,
    blank,
    title + blank,
    blank,
    `LSOA Code,LSOA Name,All Ages,${ages.join(',')}`,
    ...codes.map(
      (code, i) =>
        `${code},"Tiny, ${i}","1,029",${ages.map((_, age) => (age * (i + 1) + (sex === 'Males' ? 1 : 3)) % 7).join(',')}`,
    ),
  ].join('\r\n');
}

export const tinyLocations = (): string =>
  lines([
    ['PRACTICE_CODE', 'PRACTICE_NAME', 'PRACTICE_POSTCODE', 'Latitude_1m', 'Longitude_1m'],
    ['A00001', 'ONE', 'ZZ1 1ZZ', 52.005, 0.005],
    ['A00002', 'TWO', 'ZZ9 9ZZ', 52.006, 0.006],
  ]);

/** Two sources of U00001 to be added, a role with an en dash, a network that no map has; U00002 has no record. */
export const tinyWorkforce = (): string =>
  '\uFEFF' +
  lines(
    [
      'Data_source,CENSUS_YEAR,CENSUS_MONTH,PCN_CODE,PCN_NAME,STAFF_GROUP,STAFF_ROLE,DETAILED_STAFF_ROLE,FTE'.split(
        ',',
      ),
      ['NWRS Staff', 2026, 6, 'U00001', 'NORTH and WEST PCN', 'Care', 'Pharmacists', 'Pharmacist', 1.25],
      [
        'NWRS Staff',
        2026,
        6,
        'U00001',
        'NORTH and WEST PCN',
        'Directors',
        'Director',
        'Director – Other',
        0.2,
      ],
      [
        'NWRS contracted services',
        2026,
        6,
        'U00001',
        'NORTH PCN',
        'Care',
        'Pharmacists',
        'Pharmacist',
        0.906666667,
      ],
      ['NWRS Staff', 2026, 6, 'U00003', '"STRADDLE, PCN"', 'Care', 'Pharmacists', 'Pharmacist', 2],
      ['NWRS Staff', 2026, 6, 'U00003', '"STRADDLE, PCN"', 'Care', 'Pharmacists', 'Senior Pharmacist', '.5'],
      ['NWRS Staff', 2026, 6, 'U00004', 'EAST PCN', 'Care', 'Paramedics', 'Paramedic', 3],
      ['NWRS Staff', 2026, 6, 'U99999', 'GONE PCN', 'Care', 'Paramedics', 'Paramedic', 1.5],
    ],
    '\r\n',
  );

/** Residents of an age (up to 92, the last with all older) in a year, sex 0 male, of the area by its number. */
export const tinyResidents = (area: number, year: number, sex: number, age: number): number =>
  100 * area + age + 10 * sex + (year - 2025) * (1 + (age % 5));

interface TinyProjection {
  by?: 'single' | 'bands';
  codes?: readonly string[];
  years?: readonly number[];
}

/** Principal projection of both boards, 2025 to 2029, with estimates (v0) of the years before. */
export function tinyProjection({
  by = 'single',
  codes = Object.values(tinyOnsCodes),
  years = [2025, 2026, 2027, 2028, 2029],
}: TinyProjection = {}): string {
  const rows: (string | number)[][] = [
    ['area_code', 'variant', 'year', 'sex', by === 'single' ? 'age' : 'age_band', 'population'],
  ];
  for (const [area, code] of codes.entries())
    for (const year of [2024, ...years])
      for (const [sex, letter] of ['M', 'F'].entries()) {
        const people = (from: number, to: number): number => {
          let all = 0;
          for (let age = from; age <= to; age++) all += tinyResidents(area + 1, year, sex, age);
          return all;
        };
        const row = (label: string | number, from: number, to: number): void => {
          rows.push([code, year === 2024 ? 'v0' : 'v1', year, letter, label, people(from, to)]);
        };
        if (by === 'single') for (let age = 0; age <= 92; age++) row(age, age, age);
        else {
          const two = (age: number) => String(age).padStart(2, '0');
          for (let from = 0; from < 90; from += 5) row(`${two(from)}-${two(from + 4)}`, from, from + 4);
          row('90+', 90, 92);
        }
      }
  return lines(rows);
}

export type TinyFiles = Record<string, string | Uint8Array | null>;

/** The whole folder; a value given replaces a file, null leaves it out. */
export async function tinyFolder(changes: TinyFiles = {}): Promise<string> {
  const files: TinyFiles = {
    'map.csv': tinyMap(),
    'quinary.csv': tinyQuinary(),
    'single.csv': tinySingle(),
    'PREVALENCE_2425.csv': tinyRegisters(),
    'homes_2025-10.csv': tinyHomes(),
    'imd2025.csv': tinyDeprivation(),
    'boundaries.geojson': tinyBoundaries(),
    'lookup-icb.csv': tinyLookupIcb(),
    'lookup-2021.csv': tinyLookup2021(),
    'males.csv': tinyStructure('Males'),
    'females.csv': tinyStructure('Females'),
    'locations.csv': tinyLocations(),
    'workforce.csv': tinyWorkforce(),
    'snpp_2024-based.csv': tinyProjection(),
    'quinary-2021.csv': tinyEarlier(),
    ...changes,
  };
  const folder = await mkdtemp(path.join(tmpdir(), 'catchment-nhs-'));
  for (const [name, content] of Object.entries(files)) {
    if (content !== null) await writeFile(path.join(folder, name), content);
  }
  return folder;
}
