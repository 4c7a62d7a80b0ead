import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { byBand } from '../../../src/domain/ageing/project';
import { projectionProblems } from '../../../src/domain/schema';
import { readNhs } from './read';
import { type TinyFiles, tinyFolder, tinyMap, tinyProjection, tinyResidents } from './tiny-folder';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function read(changes: TinyFiles = {}, area = 'QAA') {
  const folder = await tinyFolder(changes);
  folders.push(folder);
  const source = await readNhs({ folder, area });
  const notes = source.notes.filter(({ topic }) => topic === 'Projection').map(({ text }) => text);
  return { ...source, notes };
}

const file = 'snpp_2024-based.csv';
const years = [2026, 2027, 2028, 2029];
/** What the file says of an area (its number), of the oldest together. */
const residents = (area: number, year: number, sex: number): number[] => {
  const of = (age: number) => tinyResidents(area, year, sex, age);
  return [...Array.from({ length: 90 }, (_, age) => of(age)), of(90) + of(91) + of(92)];
};
const bands = (counts: readonly number[]): number[] => [...byBand(counts)];

describe('a projection by single year', () => {
  test('is of the area’s residents from the snapshot’s year on, 90 and over together', async () => {
    const { projection, notes, snapshot, sources } = await read();
    expect(projection).toEqual({
      area: { code: 'E54000001', name: 'SYSTEM QAA' },
      provenance: 'constrained',
      source:
        'Office for National Statistics, subnational population projections, 2024-based, principal variant: residents in the middle of each year.',
      variant: 'principal',
      firstYear: 2026,
      ages: 'single',
      male: years.map((year) => residents(1, year, 0)),
      female: years.map((year) => residents(1, year, 1)),
    });
    expect(projectionProblems(projection!, snapshot)).toEqual([]);
    expect(sources.find((source) => source.file === file)).toMatchObject({ date: '2024-based' });
    expect(notes).toEqual([
      'Residents of SYSTEM QAA (E54000001) are projected by single years of age from 2026 to 2029, 3 years ahead.',
      expect.stringMatching(
        /^Projected are residents, [\d,]+ of SYSTEM QAA in 2026; on the lists are patients, [\d,]+\./,
      ),
      'Variants other than the principal one are left out: v0.',
    ]);
  });

  test.each([
    ['01B', 'SUB ICB 01B'],
    ['U00001,U00002', 'North PCN, South, and Beyond PCN'],
  ])('stands in for a part of its area, and a note says so: %s', async (area, name) => {
    const { projection, notes } = await read({}, area);
    expect(projection!.area.code).toBe('E54000001');
    expect(notes).toContain(
      `${name} is part of SYSTEM QAA: each of its age bands follows the change of the whole.`,
    );
  });

  test('is none for networks of several ICBs', async () => {
    const { projection, notes } = await read({}, 'U00001,U00004');
    expect(projection).toBeNull();
    expect(notes).toEqual([expect.stringMatching(/several ICBs \(E54000001, E54000002\)/)]);
  });
});

describe('England', () => {
  test('is the sum of all ICBs where each is projected', async () => {
    const { projection } = await read({}, 'ENG');
    expect(projection).toMatchObject({ area: { code: 'E92000001', name: 'England' }, firstYear: 2026 });
    const both = (year: number, sex: number) =>
      residents(1, year, sex).map((people, age) => people + residents(2, year, sex)[age]!);
    expect(projection!.male).toEqual(years.map((year) => both(year, 0)));
    expect(projection!.female).toEqual(years.map((year) => both(year, 1)));
  });

  test('is its own rows where the file has them, and none where an ICB is lacking', async () => {
    const own = tinyProjection({ codes: ['E92000001', 'E54000002'] });
    expect((await read({ [file]: own }, 'ENG')).projection!.male[0]).toEqual(residents(1, 2026, 0));
    const partial = await read({ [file]: tinyProjection({ codes: ['E54000001'] }) }, 'ENG');
    expect(partial.projection).toBeNull();
    expect(partial.notes).toEqual([expect.stringMatching(/no principal projection of E92000001/)]);
  });
});

describe('a projection by five-year band', () => {
  const banded = tinyProjection({ by: 'bands' });

  test('is taken as it is where no file by single year is there', async () => {
    const { projection, report, notes } = await read({ [file]: null, 'bands.csv': banded });
    expect(projection).toMatchObject({ ages: 'bands', firstYear: 2026 });
    expect(projection!.female).toEqual(years.map((year) => bands(residents(1, year, 1))));
    expect(report.missing).toEqual([]);
    expect(notes[0]).toMatch(/by five-year bands from 2026 to 2029/);
  });

  test('gives way to single years of the same area, and stands in where they are of another', async () => {
    const both = await read({ 'bands.csv': banded });
    expect(both.projection!.ages).toBe('single');
    expect(both.report.ignored).toEqual([
      { file: 'bands.csv', why: 'population projection: a file by single year of age is used' },
    ]);
    const other = await read({ [file]: tinyProjection({ codes: ['E54000002'] }), 'bands.csv': banded });
    expect(other.projection!.ages).toBe('bands');
    expect(other.report.ignored).toEqual([{ file, why: 'population projection: the area is not in it' }]);
    expect(other.sources.map((source) => source.file)).not.toContain(file);
  });
});

describe('no projection', () => {
  test('is known without a file, and that it is missing is said', async () => {
    const { projection, notes, report } = await read({ [file]: null });
    expect(projection).toBeNull();
    expect(notes).toEqual([expect.stringMatching(/nobody comes or goes/)]);
    expect(report.missing).toEqual([
      {
        what: 'population projection by single year of age',
        follows: 'the system is carried forward by births and deaths alone: nobody comes or goes',
      },
    ]);
  });

  test.each<[string, TinyFiles, RegExp]>([
    [
      'of the area',
      { [file]: tinyProjection({ codes: ['E54000002'] }) },
      /no principal projection of E54000001/,
    ],
    [
      'from the snapshot’s year on',
      { [file]: tinyProjection({ years: [2027, 2028] }) },
      /is of 2027 to 2028: it does not go on from 2026/,
    ],
    ['beyond the snapshot’s year', { [file]: tinyProjection({ years: [2025, 2026] }) }, /is of 2025 to 2026/],
    [
      'that the practice map can be joined to',
      { 'map.csv': tinyMap().replace('ONS_ICB_CODE', 'OTHER') },
      /map has no ONS code/,
    ],
  ])('%s is null, and a note says why', async (_, changes, note) => {
    const { projection, notes } = await read(changes);
    expect(projection).toBeNull();
    expect(notes).toEqual([expect.stringMatching(note)]);
  });
});

describe('a faulty projection', () => {
  // 2024 (v0) has 186 rows: row 188 is the first of 2025, a boy of age 0.
  const row = (find: RegExp, to: string) => ({ [file]: tinyProjection().replace(find, to) });
  test.each<[string, TinyFiles, RegExp]>([
    [
      'a negative number',
      row(/^(E54000001,v1,2025,M,0,).*$/m, '$1-1'),
      /snpp_2024-based\.csv, row 188, column population: “-1” is not a number of people\. Put/,
    ],
    ['no number', row(/^(E54000001,v1,2025,M,1,).*$/m, '$1many'), /row 189, column population: “many”/],
    [
      'no year',
      row(/^E54000001,v1,2025,M,0,/m, 'E54000001,v1,25,M,0,'),
      /row 188, column year: “25” is not a year/,
    ],
    [
      'no sex',
      row(/^E54000001,v1,2025,M,0,/m, 'E54000001,v1,2025,X,0,'),
      /row 188, column sex: “X” is not a sex/,
    ],
    [
      'no age',
      row(/^E54000001,v1,2025,M,0,/m, 'E54000001,v1,2025,M,old,'),
      /row 188, column age: “old” is not an age/,
    ],
    [
      'an age twice',
      row(/^E54000001,v1,2025,M,1,/m, 'E54000001,v1,2025,M,0,'),
      /row 189, column area_code: E54000001, 2025, M, 0 already stands in row 188\. Delete/,
    ],
    [
      'an age missing',
      row(/^E54000001,v1,2027,F,44,.*\n/m, ''),
      /column age: E54000001 has no females of 2027 aged 44\. Add the rows/,
    ],
    [
      'one of the oldest missing',
      row(/^E54000001,v1,2027,M,91,.*\n/m, ''),
      /E54000001 has no males of 2027 aged 91\./,
    ],
    [
      'a sex missing',
      row(/^E54000001,v1,2029,M,.*\n/gm, ''),
      /has no males of 2029 aged 0, 1, 2, 3, 4 and 88 more/,
    ],
    [
      'a year missing',
      row(/^E54000001,v1,2027,.*\n/gm, ''),
      /column year: E54000001 has no rows of 2027, between 2025 and 2029/,
    ],
    [
      'a band missing',
      {
        [file]: null,
        'bands.csv': tinyProjection({ by: 'bands' }).replace(/^E54000001,v1,2026,F,05-09,.*\n/m, ''),
      },
      /bands\.csv, column age_band: E54000001 has no females of 2026 aged 5–9/,
    ],
    [
      'no band',
      {
        [file]: null,
        'bands.csv': tinyProjection({ by: 'bands' }).replace('v1,2026,F,05-09', 'v1,2026,F,05-10'),
      },
      /column age_band: “05-10” is not a five-year age band\. Use 00-04/,
    ],
  ])('%s is refused', async (_, changes, message) => {
    await expect(read(changes)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });

  test('of another area is left alone', async () => {
    expect((await read(row(/^(E54000002,v1,2025,M,0,).*$/m, '$1many'))).projection).not.toBeNull();
  });
});
