import { strToU8, zipSync } from 'fflate';
import { rm } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { registers } from '../../../src/domain/conditions';
import { bandCount, bandOf } from '../../../src/domain/schema';
import { readNhs } from './read';
import {
  tinyBand,
  tinyBoundaries,
  tinyDecile,
  tinyDeprivation,
  tinyEmptyLsoa,
  type TinyFiles,
  tinyFolder,
  tinyHomes,
  tinyHomes2011,
  tinyList,
  tinyLsoas,
  tinyMap,
  tinyPractices,
  tinyQuinary,
  tinyRegisters,
  tinyStructure,
  tinyWorkforce,
} from './tiny-folder';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function read(changes: TinyFiles = {}, area = 'QAA'): ReturnType<typeof readNhs> {
  const folder = await tinyFolder(changes);
  folders.push(folder);
  return readNhs({ folder, area });
}

type Source = Awaited<ReturnType<typeof readNhs>>;

const everyPractice = (source: Source) =>
  source.networks.flatMap((_, network) => source.margins(network).practices);
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((all, n) => all + n, 0);
const noteAbout = (source: Source, words: RegExp) => source.notes.find(({ text }) => words.test(text));
const replaceRow = (text: string, row: number, change: (line: string) => string): string =>
  text
    .split('\n')
    .map((line, i) => (i === row - 1 ? change(line) : line))
    .join('\n');

describe('the area', () => {
  test('an ICB has the networks of its practices, without the unallocated ones', async () => {
    const source = await read();
    expect(source.networks.map(({ code }) => code)).toEqual(['U00001', 'U00002', 'U00003']);
    expect(source.practices.map(({ code }) => code)).toEqual([
      'A00001',
      'A00002',
      'A00003',
      'A00004',
      'B00001',
    ]);
    expect(source.networks[1]!.name).toBe('South, and Beyond PCN');
    expect(source.places.map(({ code }) => code)).toEqual(['01A', '01B']);
    expect(source.area).toEqual({ code: 'QAA', name: 'SYSTEM QAA' });
    expect(source.snapshot).toBe('2026-07-01');
    expect(noteAbout(source, /in no network/)?.patients).toBe(tinyList(4));
  });

  test('a network across the border keeps its practices inside, and a note says so', async () => {
    const source = await read();
    expect(source.practices.filter(({ network }) => network === 2).map(({ code }) => code)).toEqual([
      'B00001',
    ]);
    expect(
      noteAbout(source, /Straddle PCN \(U00003\) also has 1 practice outside QAA, in QBB 02A/),
    ).toBeDefined();
    expect(noteAbout(source, /several sub-ICBs.*U00002/)).toBeDefined();
  });

  test('a sub-ICB, a list of networks and England, in any capitals', async () => {
    expect((await read({}, '01a')).networks.map(({ code }) => code)).toEqual(['U00001', 'U00002']);
    const listed = await read({}, ' u00003, U00004 ');
    expect(listed.practices.map(({ code }) => code)).toEqual(['B00001', 'B00002', 'B00003']);
    expect(listed.id).toBe('nhs-u00003-u00004-2026-07');
    const england = await read({}, 'eng');
    expect(england.networks).toHaveLength(4);
    expect(england.neighbourhoods).toHaveLength(13);
    expect(noteAbout(england, /several ICBs: QAA, QBB/)).toBeDefined();
  });

  test('an unknown code is refused with the nearest ones', async () => {
    await expect(read({}, 'QAB')).rejects.toThrow(
      /No ICB, sub-ICB or network has the code QAB\. Nearest: QAA \(SYSTEM QAA\)/,
    );
    await expect(read({}, 'U00001,U99999')).rejects.toThrow(/No network has the code U99999/);
    await expect(read({}, ' ')).rejects.toThrow(/No area is given/);
  });
});

describe('lists', () => {
  test('bands by sex are exactly as published, with 90 and over together', async () => {
    const source = await read({}, 'ENG');
    for (const { practice, counts } of everyPractice(source)) {
      const number = tinyPractices.findIndex(({ code }) => code === source.practices[practice]!.code);
      for (let sex = 0; sex < 2; sex++) {
        const found = new Array<number>(bandCount).fill(0);
        for (let age = 0; age <= 90; age++) found[bandOf(age)]! += counts[sex * 91 + age]!;
        const wanted = Array.from({ length: bandCount }, (_, band) => tinyBand(number, sex, band));
        wanted[18]! += tinyBand(number, sex, 19);
        expect(found).toEqual(wanted);
      }
    }
  });

  test('single years follow the network’s curve, the sub-ICB’s where the network is not in the file', async () => {
    const source = await read({}, 'ENG');
    expect(noteAbout(source, /curve of the sub-ICB stands in: U00004/)?.patients).toBe(tinyList(7));
    const [first] = source.margins(0).practices;
    // U00001 is the fourth area of the file: 3, 1, 8, 6 and 4 people aged 0 to 4; 4 boys of A00001 are in that band.
    expect([...first!.counts.subarray(0, 5)]).toEqual([1, 0, 1, 1, 1]);
  });

  test('without single years, patients are spread evenly, and a note says so', async () => {
    const source = await read({ 'single.csv': null });
    expect(source.report.missing).toContainEqual({
      what: 'networks by single year of age',
      follows: 'patients are spread evenly over the five years of each band',
    });
    expect(noteAbout(source, /spread evenly/)).toBeDefined();
  });

  test('an ALL row that differs from its bands is reported, and the bands are used', async () => {
    const source = await read({ 'quinary.csv': tinyQuinary().replace(/(GP,A00001,,,ALL,ALL,)\d+/, '$19') });
    expect(source.report.problems.join()).toContain(
      `quinary.csv: practice A00001, all: bands sum to ${tinyList(0)}, its ALL row says 9`,
    );
    const wrongNetwork = await read({
      'quinary.csv': tinyQuinary().replace(/(PCN,U00001,,,ALL,ALL,)\d+/, '$19'),
    });
    expect(wrongNetwork.report.problems.join()).toContain('PCN U00001 has 9 patients');
  });

  test('practices without patients are left out, and counted', async () => {
    const source = await read({ 'quinary.csv': tinyQuinary().replace(/.*GP,A00002,.*\r\n/g, '') });
    expect(source.practices.map(({ code }) => code)).not.toContain('A00002');
    expect(noteAbout(source, /1 practice of the map without patients.*A00002/)).toBeDefined();
  });
});

describe('registers', () => {
  test('are the published share of the list, carried to today’s people of the age base', async () => {
    const source = await read();
    const [first] = source.margins(0).practices;
    for (const [number, { ageBase }] of registers.entries()) {
      let base = 0;
      for (const [i, people] of first!.counts.entries()) if (i % 91 >= ageBase) base += people;
      const register = (2 * (number + 3)) % 23;
      expect(first!.registers[number]).toBe(Math.round((register / (200 - number)) * base));
    }
  });

  test('a practice without rows takes its network’s rates', async () => {
    const codes = tinyPractices.map(({ code }) => code).filter((code) => code !== 'A00002');
    const source = await read({ 'PREVALENCE_2425.csv': tinyRegisters(codes) });
    expect(source.practices.map(({ registers: from }) => from)).toEqual([
      'published',
      'network',
      'published',
      'published',
      'published',
    ]);
    expect(noteAbout(source, /1 practice without QOF rows.*A00002/)?.patients).toBe(tinyList(1));
    const [first, second] = source.margins(0).practices;
    expect(second!.registers[0]).toBe(Math.round((6 / 200) * tinyList(1)));
    expect(first!.registers[0]).toBe(Math.round((6 / 200) * tinyList(0)));
  });

  test('one larger than its list is cut to the age base, naming file, row and column', async () => {
    const source = await read({
      'PREVALENCE_2425.csv': replaceRow(tinyRegisters(), 2, () => 'A00001,AF,250.0,TOTAL,200'),
    });
    expect(source.margins(0).practices[0]!.registers[0]).toBe(tinyList(0));
    expect(source.report.problems).toEqual([
      `PREVALENCE_2425.csv, row 2, column REGISTER: A00001 has 250 on AF where the list is 200; ${tinyList(0)} are put on the register, all in its age base`,
    ]);
  });

  test('NDH gives way where it does not fit beside DM', async () => {
    const row = (code: string): number => registers.findIndex((register) => register.code === code) + 2;
    let text = replaceRow(tinyRegisters(), row('DM'), () => 'A00001,DM,160,17OV,200');
    text = replaceRow(text, row('NDH'), () => 'A00001,NDH,100,18OV,200');
    const source = await read({ 'PREVALENCE_2425.csv': text });
    const [first] = source.margins(0).practices;
    const adults = sum([...first!.counts].filter((_, i) => i % 91 >= 18));
    expect(first!.registers[row('DM') - 2]! + first!.registers[row('NDH') - 2]!).toBe(adults);
    expect(source.report.problems.join()).toMatch(
      /row 16, column REGISTER: A00001 would have \d+ on NDH beside/,
    );
  });

  test('another age base in the file scales over that base and is noted', async () => {
    const source = await read({ 'PREVALENCE_2425.csv': tinyRegisters().replaceAll('06OV', 'TOTAL') });
    expect(noteAbout(source, /AST \(all ages in the file, 06OV here\)/)).toBeDefined();
    const number = registers.findIndex(({ code }) => code === 'AST');
    expect(source.margins(0).practices[0]!.registers[number]).toBe(Math.round((8 / 199) * tinyList(0)));
  });

  test('a practice no longer in the map is counted', async () => {
    const source = await read({ 'PREVALENCE_2425.csv': `${tinyRegisters()}Z00009,AF,5.0,TOTAL,321\n` });
    expect(noteAbout(source, /not in the practice map.*Z00009/)?.patients).toBe(321);
  });
});

describe('neighbourhoods', () => {
  test('sum to each practice’s list, and every step closes', async () => {
    const source = await read({}, 'ENG');
    for (const { practice, counts, neighbourhoods } of everyPractice(source)) {
      expect(sum(neighbourhoods.map(({ patients }) => patients)), source.practices[practice]!.code).toBe(
        sum(counts),
      );
    }
    for (const { patients, parts } of source.report.flow)
      expect(sum(parts.map((part) => part.patients))).toBe(patients);
    expect(source.report.flow[0]!.patients).toBe(sum(tinyPractices.map((_, i) => tinyList(i))));
  });

  test('of an ICB are those inside it with most of their patients in its networks; others keep their decile', async () => {
    const source = await read();
    expect(source.neighbourhoods[0]).toMatchObject({ code: '', imd: 0, network: -1 });
    for (const [i, { code, imd }] of source.neighbourhoods.entries()) {
      if (i > 0) expect(imd).toBe(tinyDecile(tinyLsoas.indexOf(code)));
    }
    expect(source.neighbourhoods.map(({ code }) => code)).not.toContain(tinyLsoas[9]);
    const outside = everyPractice(source).flatMap(({ neighbourhoods }) =>
      neighbourhoods.filter(({ index }) => index === 0),
    );
    expect(outside.some(({ imd }) => imd > 0)).toBe(true);
    expect(outside.some(({ imd }) => imd === 0)).toBe(true);
    expect(source.polygons.map(({ id }) => id)).toEqual(source.neighbourhoods.slice(1).map((_, i) => i + 1));
  });

  test('without a patient go with the neighbour that shares the longest border', async () => {
    const source = await read();
    const empty = source.neighbourhoods.find(({ code }) => code === tinyEmptyLsoa)!;
    expect(empty.patients).toBe(0);
    const around = source.neighbourhoods.filter(({ code }) =>
      [2, 5, 7, 10].some((i) => tinyLsoas[i] === code),
    );
    expect(around.map(({ network }) => network)).toContain(empty.network);
    expect(noteAbout(source, /without a registered patient.*E01000007/)).toBeDefined();
  });

  test('homes outside England are counted by kind', async () => {
    const source = await read();
    expect(noteAbout(source, /Wales 8; postcode no longer in use \(CLOSED\) 16/)?.patients).toBe(24);
  });

  test('LSOAs of 2011 are carried over, a split one in equal parts', async () => {
    const source = await read({ 'homes_2025-10.csv': tinyHomes2011() }, 'ENG');
    const before = await read({}, 'ENG');
    const step = source.report.flow.find(({ step: name }) => name.startsWith('LSOA 2011'))!;
    expect(step.parts.map(({ part }) => part).sort()).toEqual(['split', 'unchanged']);
    expect(noteAbout(source, /split or redrawn in equal parts/)?.patients).toBe(
      step.parts.find(({ part }) => part === 'split')!.patients,
    );
    const moved = source.neighbourhoods[2]!.patients + source.neighbourhoods[3]!.patients;
    expect(
      Math.abs(moved - before.neighbourhoods[2]!.patients - before.neighbourhoods[3]!.patients),
    ).toBeLessThanOrEqual(8);
    expect(source.neighbourhoods[2]!.patients).toBeLessThan(before.neighbourhoods[2]!.patients);
  });

  test('a split LSOA is shared by residents where the deprivation file has them', async () => {
    const withResidents = tinyDeprivation()
      .trim()
      .split('\n')
      .map((line, i) => `${line},${i === 0 ? 'Total population: mid 2022' : i === 2 ? 3000 : 1000}`)
      .join('\n');
    const source = await read({ 'homes_2025-10.csv': tinyHomes2011(), 'imd2025.csv': withResidents }, 'ENG');
    expect(noteAbout(source, /in proportion to the residents/)).toBeDefined();
  });

  test('a file by LSOA 2011 without the lookup is refused', async () => {
    await expect(read({ 'homes_2025-10.csv': tinyHomes2011(), 'lookup-2021.csv': null })).rejects.toThrow(
      /homes_2025-10\.csv: This file is by LSOA 2011 \(told by column LSOA11CD\), and the LSOA 2011 to 2021 lookup is missing/,
    );
  });

  test('of an unnamed vintage are told by the share of strange codes', async () => {
    const source = await read({ 'homes_2025-10.csv': tinyHomes2011().replace('LSOA11CD', 'LSOA_CODE') });
    expect(
      noteAbout(source, /LSOA 2011, told by 1 of its 11 English codes are not LSOAs of 2021/),
    ).toBeDefined();
  });

  test('one file a sex adds up, and half a pair is refused', async () => {
    const half = (sex: string): string =>
      tinyHomes()
        .trim()
        .split('\n')
        .map((line, i) => `${line},${i === 0 ? 'SEX' : sex}`)
        .join('\n');
    const source = await read({
      'homes_2025-10.csv': null,
      'homes-m_2025-10.csv': half('MALE'),
      'homes-f_2025-10.csv': half('FEMALE'),
    });
    const whole = await read();
    expect(source.report.flow[2]!.patients).toBe(2 * whole.report.flow[2]!.patients);
    await expect(read({ 'homes_2025-10.csv': half('MALE') })).rejects.toThrow(
      /has males only\. Put the file of females/,
    );
  });

  test('a practice that the file lacks takes its network’s homes', async () => {
    const source = await read({ 'homes_2025-10.csv': tinyHomes().replace(/.*,A00002,.*\n/g, '') });
    expect(noteAbout(source, /1 practice not in the LSOA file.*A00002/)?.patients).toBe(tinyList(1));
    const [first, second] = source.margins(0).practices;
    expect(second!.neighbourhoods.map(({ index }) => index)).toEqual(
      first!.neighbourhoods.map(({ index }) => index),
    );
  });

  test('have the age structure of their residents, shared by the practices', async () => {
    const source = await read();
    const [first] = source.margins(0).practices;
    const [second] = source.margins(1).practices;
    const shapes = new Map(first!.neighbourhoods.map(({ index, shape }) => [index, shape]));
    const common = second!.neighbourhoods.filter(({ index }) => index > 0 && shapes.has(index));
    expect(common.length).toBeGreaterThan(0);
    for (const { index, shape } of common) expect(shape).toBe(shapes.get(index));
    const bare = await read({ 'males.csv': null, 'females.csv': null });
    expect(
      everyPractice(bare).every(({ neighbourhoods }) => neighbourhoods.every(({ shape }) => shape === null)),
    ).toBe(true);
    await expect(read({ 'males.csv': null })).rejects.toThrow(/has females only/);
  });

  test('without the lookups: the structure by LSOA 2011 is left out, and most patients decide what is inside', async () => {
    const source = await read({ 'lookup-2021.csv': null, 'lookup-icb.csv': null });
    expect(noteAbout(source, /cannot be used, as the LSOA 2011 to 2021 lookup is missing/)).toBeDefined();
    expect(source.report.missing.map(({ what }) => what)).toEqual([
      'LSOA 2011 to 2021 lookup',
      'LSOA to ICB lookup',
    ]);
  });
});

describe('positions', () => {
  test('are published ones, else the centre of the patients’ homes', async () => {
    const source = await read();
    expect(source.practices[0]).toMatchObject({ lon: 0.005, lat: 52.005, position: 'published' });
    expect(source.practices[2]!.position).toBe('patients');
    expect(source.practices[2]!.lat).toBeGreaterThan(52);
    expect(source.practices[2]!.lat).toBeLessThan(52.03);
    expect(noteAbout(source, /3 practices without a published position/)).toBeDefined();
    expect(noteAbout(source, /another postcode.*A00002/)).toBeDefined();
  });
});

describe('files', () => {
  test('are told by their header: any name, gzip, ZIP with others, BOM and line ends', async () => {
    const plain = await read();
    const packed = await read({
      'map.csv': null,
      'quinary.csv': null,
      'download.zip': zipSync({
        'a.csv': strToU8(tinyMap()),
        'folder/b.csv': strToU8(`\uFEFF${tinyQuinary()}`),
        'read-me.txt': strToU8('hello\n'),
      }),
      'homes_2025-10.csv': null,
      'x_2025-10.csv.gz': gzipSync(tinyHomes().replaceAll('\n', '\r\n')),
    });
    expect(packed.networks).toEqual(plain.networks);
    expect(packed.margins(0)).toEqual(plain.margins(0));
    expect(packed.report.used.map(({ file }) => file)).toContain('download.zip › folder/b.csv');
    expect(packed.report.ignored).toContainEqual({
      file: 'download.zip › read-me.txt',
      why: 'it holds no table',
    });
    const source = packed.sources.find(({ file }) => file === 'x_2025-10.csv.gz')!;
    expect(source).toMatchObject({
      date: '2025-10',
      publisher: 'NHS England',
      licence: 'Open Government Licence v3.0',
    });
    expect(source.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('of other years have other headers', async () => {
    const source = await read({
      'PREVALENCE_2425.csv': tinyRegisters()
        .replace('PRACTICE_LIST_SIZE', 'PATIENT_LIST_SIZE')
        .replaceAll('.0,', ','),
      'map.csv': tinyMap()
        .replace(/SUB_ICB_LOCATION/g, 'CCG')
        .replace('ICB_CODE,ICB_NAME', 'STP_CODE,STP_NAME')
        .replace(',SUPPLIER_NAME', '')
        .replaceAll(',EMIS', ''),
    });
    const plain = await read();
    expect(source.margins(0)).toEqual(plain.margins(0));
  });

  test('that are known and not needed are named as such', async () => {
    const source = await read({
      'ruc.csv': 'lsoa21_code,ruc21_code\nE01000001,UN1\n',
      'icb.geojson': '{"features":[{"geometry":null,"properties":{"ICB23CD":"E54000010"}}]}',
      'holiday.csv': 'when,where\n1,2\n',
      'notes.docx': 'x',
    });
    expect(source.report.ignored.map(({ file, why }) => `${file}: ${why}`)).toEqual([
      'holiday.csv: its header is not known: when, where',
      'notes.docx: not a CSV, ZIP or GeoJSON file',
      'ruc.csv: rural urban classification: this command does not need rurality',
      'icb.geojson: boundaries of other areas: outlines are dissolved from the neighbourhoods',
    ]);
  });

  test('of one kind: the newest is used, the same bytes once, two of one date not at all', async () => {
    const older = tinyMap().replaceAll('01Jul2026', '01Jan2022');
    const source = await read({ 'map-old.csv': older, 'copy.csv': tinyQuinary() });
    expect(source.report.ignored).toEqual([
      { file: 'quinary.csv', why: 'the same bytes as copy.csv' },
      { file: 'map-old.csv', why: 'practice map of 2022-01-01: a newer one (2026-07-01) is used' },
    ]);
    await expect(read({ 'map-2.csv': `${tinyMap()}\r\n` })).rejects.toThrow(
      /map\.csv: Both this and map-2\.csv hold practice map of 2026-07-01\. Keep the one to use/,
    );
  });
});

describe('faults name file, row, column and mend', () => {
  const cases: [string, TinyFiles, RegExp][] = [
    [
      'a negative register',
      { 'PREVALENCE_2425.csv': replaceRow(tinyRegisters(), 5, (line) => line.replace(/,\d+\.0,/, ',-3,')) },
      /^PREVALENCE_2425\.csv, row 5, column REGISTER: “-3” is not a number of patients\. Put the whole number/,
    ],
    [
      'a fractional count',
      { 'quinary.csv': replaceRow(tinyQuinary(), 400, (line) => line.replace(/,\d+\r$/, ',2.5\r')) },
      /^quinary\.csv, row 400, column NUMBER_OF_PATIENTS: “2\.5” is not/,
    ],
    [
      'a practice twice in the map',
      { 'map.csv': tinyMap() + tinyMap().split('\r\n')[1]! },
      /^map\.csv, row 10, column PRACTICE_CODE: Practice A00001 already stands in row 2\. Delete/,
    ],
    [
      'a network code that cannot name a file',
      { 'map.csv': tinyMap().replace('U00001', '../U1') },
      /^map\.csv, row 2, column PCN_CODE: The network code “\.\.\/U1” has other signs than letters and digits/,
    ],
    [
      'a QOF group twice',
      { 'PREVALENCE_2425.csv': tinyRegisters() + tinyRegisters().split('\n')[1]! },
      /^PREVALENCE_2425\.csv, row 170, column GROUP_CODE: Practice A00001 has AF already in row 2\. Delete/,
    ],
    [
      'a list cell twice',
      { 'quinary.csv': tinyQuinary() + /.*,GP,A00001,.*FEMALE,ALL.*/.exec(tinyQuinary())![0] },
      /column ORG_CODE: Practice A00001 has FEMALE, ALL a second time/,
    ],
    [
      'an LSOA twice',
      { 'homes_2025-10.csv': tinyHomes() + tinyHomes().split('\n')[1]! },
      /^homes_2025-10\.csv, row \d+: Practice A00001 has E01000001 a second time/,
    ],
    [
      'an unknown band',
      { 'quinary.csv': tinyQuinary().replace(/(GP,A00001,,,MALE,)5_9/, '$15_10') },
      /row \d+, column AGE_GROUP_5: “5_10” is not a five-year age band\. Use 0_4/,
    ],
    [
      'a short row',
      { 'PREVALENCE_2425.csv': replaceRow(tinyRegisters(), 3, () => 'A00001,AST,5') },
      /^PREVALENCE_2425\.csv, row 3: The row has 3 fields where the header has 5\. Correct the row/,
    ],
    [
      'a row that is too long',
      { 'PREVALENCE_2425.csv': replaceRow(tinyRegisters(), 3, (line) => `${line},9`) },
      /row 3: The row has 6 fields/,
    ],
    [
      'an open quotation mark',
      { 'map.csv': tinyMap().replace('PRACTICE A00003', '"PRACTICE A00003') },
      /^map\.csv, row 4: A quotation mark (is opened and never closed|stands inside a field)\. Correct/,
    ],
    [
      'a decile out of range',
      { 'imd2025.csv': tinyDeprivation().replace('E01000003,3.0', 'E01000003,11.0') },
      /^imd2025\.csv, row 4, column IMD_decile: “11\.0” is not a decile\. Put 1/,
    ],
    [
      'an unknown list type',
      { 'PREVALENCE_2425.csv': tinyRegisters().replace('06OV', 'SOME') },
      /column PATIENT_LIST_TYPE: “SOME” is not a list type/,
    ],
    [
      'a missing group',
      { 'PREVALENCE_2425.csv': tinyRegisters().replace(/.*,NDH,.*\n/g, '') },
      /column GROUP_CODE: The file has no rows of the group NDH\. Use the prevalence file of a year/,
    ],
    [
      'a position off the map',
      { 'locations.csv': 'PRACTICE_CODE,lat,lon\nA00001,5.2,0.1\n' },
      /^locations\.csv, row 2, column lat: “5\.2” is not a latitude/,
    ],
    [
      'boundaries in the national grid',
      { 'boundaries.geojson': tinyBoundaries().replace('[0,52]', '[400000,300000]') },
      /^boundaries\.geojson: Feature 1 \(E01000001\) is not in degrees.*WGS84/,
    ],
    [
      'boundaries cut short',
      { 'boundaries.geojson': tinyBoundaries().slice(0, -40) },
      /^boundaries\.geojson: This is not valid JSON/,
    ],
    [
      'a people count that is none',
      { 'males.csv': tinyStructure('Males').replace('"1,029",1,2', '"1,029",x,2') },
      /^males\.csv, row 6, column 0: “x” is not a number of people/,
    ],
    [
      'a damaged gzip',
      { 'map.csv': null, 'map.csv.gz': gzipSync(tinyMap()).subarray(0, 200) },
      /map\.csv\.gz: This file is damaged: .*\. Download it again/,
    ],
    [
      'a damaged ZIP',
      { 'map.csv': null, 'map.zip': zipSync({ 'map.csv': strToU8(tinyMap()) }).subarray(0, 300) },
      /^map\.zip: This ZIP is damaged/,
    ],
    [
      'a missing file',
      { 'quinary.csv': null, 'quinary-2021.csv': null },
      /The file of lists by five-year band .* is missing\. Get it from NHS England Digital/,
    ],
    [
      'a file that lacks a column',
      { 'PREVALENCE_2425.csv': tinyRegisters().replace('REGISTER', 'REGISTERED') },
      /PREVALENCE_2425\.csv resembles it but has no column REGISTER\./,
    ],
    [
      'a QOF file of elsewhere',
      { 'PREVALENCE_2425.csv': tinyRegisters(['B00003']) },
      /None of the 5 practices of SYSTEM QAA has rows in this file\. Use/,
    ],
    [
      'an LSOA file of elsewhere',
      { 'homes_2025-10.csv': tinyHomes().replace(/.*,[AB]0000[1-5],.*\n/g, '') },
      /None of the 5 practices of SYSTEM QAA is in this file/,
    ],
    [
      'boundaries of elsewhere',
      { 'boundaries.geojson': tinyBoundaries().replaceAll('E010000', 'E010999') },
      /none of the neighbourhoods in which patients of SYSTEM QAA live/,
    ],
    [
      'lists of elsewhere',
      { 'quinary.csv': tinyQuinary().replace(/.*,GP,.*\r\n/g, '') },
      /No practice of SYSTEM QAA has patients in this file/,
    ],
  ];
  test.each(cases)('%s', async (_, changes, message) => {
    await expect(read(changes)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });

  test('several are told together, up to twenty', async () => {
    const two = replaceRow(tinyRegisters(), 2, (line) => line.replace('.0', '.5'));
    await expect(
      read({
        'PREVALENCE_2425.csv': replaceRow(two, 9, () => 'A00001,X'),
        'imd2025.csv': tinyDeprivation().replace('2.0', '0'),
      }),
    ).rejects.toMatchObject({
      faults: [{ row: 2 }, { row: 9 }, { file: 'imd2025.csv' }],
    });
    const all = tinyRegisters().replaceAll('.0,', '.5,');
    await expect(read({ 'PREVALENCE_2425.csv': all })).rejects.toMatchObject({ faults: { length: 20 } });
  });

  test('an abort stops the reading', async () => {
    const folder = await tinyFolder();
    folders.push(folder);
    await expect(
      readNhs({ folder, area: 'QAA', signal: AbortSignal.abort(new Error('stop')) }),
    ).rejects.toThrow('stop');
  });
});

describe('the workforce', () => {
  test('is joined by code, both sources added, and a network without a record has none', async () => {
    const { workforce, ...source } = await read();
    expect(workforce).toMatchObject({ date: '2026-06', provenance: 'recorded' });
    expect(workforce!.roles).toEqual([
      { name: 'Pharmacists', group: 'Care' },
      { name: 'Director', group: 'Directors' },
    ]);
    const { network, role, fte } = workforce!;
    expect(network.map((code, i) => [source.networks[code]!.code, role[i], fte[i]])).toEqual([
      ['U00001', 0, 2.1567],
      ['U00001', 1, 0.2],
      ['U00003', 0, 2.5],
    ]);
    const notes = source.notes.filter(({ topic }) => topic === 'Workforce').map(({ text }) => text);
    expect(notes).toEqual([
      '1 network of the workforce file not in the practice map, left out with 1.5 full-time equivalents: U99999.',
      '1 network without a workforce record, whose staff are not known (not none): U00002.',
      '1 network with practices outside the area: the staff are those of the whole network: U00003.',
    ]);
  });

  test('is null without its file, and a note says so', async () => {
    const source = await read({ 'workforce.csv': null });
    expect(source.workforce).toBeNull();
    expect(source.notes.find(({ topic }) => topic === 'Workforce')?.text).toMatch(/not known/);
    expect(source.report.missing.map(({ what }) => what)).toContain('network workforce');
  });

  test('adds the rows of a release that has one for each member of staff', async () => {
    const row = 'U00001,Care,Pharmacists,0.5';
    const text = `UNIQUE_IDENTIFIER,PCN_CODE,STAFF_GROUP,STAFF_ROLE,FTE\n1,${row}\n2,${row}\n`;
    expect((await read({ 'workforce.csv': text })).workforce).toMatchObject({ date: '', fte: [1] });
  });

  test.each([
    ['0.906666667', 'n/a', /workforce\.csv, row 4, column FTE: “n\/a” is not a number of full-time/],
    ['0.906666667', '-1', /row 4, column FTE: “-1”/],
    ['0.906666667', '', /row 4, column FTE: “”/],
    ['0.906666667', '1e6', /row 4, column FTE: “1e6”/],
    ['NWRS contracted services', 'NWRS Staff', /row 4.*U00001 already has “Pharmacist” .* row 2/],
    ['U00001', '', /row 2, column PCN_CODE: The network code is empty/],
    [',Paramedics,', ',,', /row 7, column STAFF_ROLE: The staff role is empty/],
  ])('%s as “%s” is refused', async (from, to, message) => {
    await expect(read({ 'workforce.csv': tinyWorkforce().replace(from, to) })).rejects.toThrow(message);
  });
});
