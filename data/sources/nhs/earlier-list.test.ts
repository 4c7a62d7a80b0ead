import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { bandCount, earlierListProblems } from '../../../src/domain/schema';
import { readNhs } from './read';
import {
  tinyBand,
  tinyEarlier,
  tinyEarlierBand,
  type TinyFiles,
  tinyFolder,
  tinyList,
  tinyPractices,
  tinyQuinary,
} from './tiny-folder';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function read(changes: TinyFiles = {}, area = 'QAA') {
  const folder = await tinyFolder(changes);
  folders.push(folder);
  const source = await readNhs({ folder, area });
  const notes = source.notes.filter(({ topic }) => topic === 'Earlier list');
  return { ...source, notes, texts: notes.map(({ text }) => text) };
}

const file = 'quinary-2021.csv';
/** People of then of some practices, 90 and over together. */
const bandsOf = (codes: readonly string[], sex: number): number[] => {
  const sums = new Array<number>(bandCount).fill(0);
  for (const [practice, { code }] of tinyPractices.entries())
    if (codes.includes(code))
      for (let band = 0; band < 20; band++)
        sums[Math.min(band, bandCount - 1)]! += tinyEarlierBand(practice, sex, band);
  return sums;
};
const without = (code: string) => tinyEarlier().replace(new RegExp(`.*,GP,${code},.*\r\n`, 'g'), '');

describe('lists of five years before', () => {
  test('are the sums of today’s practices in today’s networks, within the area', async () => {
    const { earlier, snapshot, networks, texts, sources, report } = await read();
    const own = [['A00001', 'A00002'], ['A00003', 'A00004'], ['B00001']];
    expect(earlier).toEqual({
      date: '2021-07-01',
      provenance: 'recorded',
      source:
        'NHS England, Patients Registered at a GP Practice: lists of today’s practices five years before, in today’s networks.',
      network: [0, 1, 2],
      male: own.map((codes) => bandsOf(codes, 0)),
      female: own.map((codes) => bandsOf(codes, 1)),
    });
    expect(earlierListProblems(earlier!, { networks: networks.length, snapshot })).toEqual([]);
    expect(texts).toEqual([
      'Lists of 2021-07-01 of today’s practices stand beside today’s, in 3 of 3 networks.',
    ]);
    expect(sources.find((source) => source.file === file)).toMatchObject({ date: '2021-07-01' });
    expect(report.used).toContainEqual(
      expect.objectContaining({ file, as: 'lists by five-year band of five years before' }),
    );
    expect(report.missing).toEqual([]);
  });

  test('do not go by the networks of then, whose codes are others', async () => {
    const plain = await read();
    const renamed = tinyEarlier().replace(/,PCN,U0000/g, ',PCN,Y1234');
    expect((await read({ [file]: renamed })).earlier).toEqual(plain.earlier);
  });

  test('leave today’s lists what they are', async () => {
    const [beside, alone] = [await read(), await read({ [file]: null })];
    expect(beside.snapshot).toBe('2026-07-01');
    expect(beside.margins(0)).toEqual(alone.margins(0));
  });

  test('lack a network of whose list 5% are in practices that are new, and a note counts its patients', async () => {
    const { earlier, notes } = await read({ [file]: without('A00002') });
    expect(earlier!.network).toEqual([1, 2]);
    expect(earlier!.male[0]).toEqual(bandsOf(['A00003', 'A00004'], 0));
    expect(notes[0]!.text).toMatch(
      /^1 network without .* more than 5% of today’s list had none then: U00001/,
    );
    expect(notes[0]!.patients).toBe(tinyList(0) + tinyList(1));
  });

  test('keep one in which a new practice has few patients, and tell its code', async () => {
    const few = (practice: number, sex: number, band: number) =>
      practice === 1 ? Number(band === 5) : tinyBand(practice, sex, band);
    const { earlier, texts } = await read({
      'quinary.csv': tinyQuinary({ people: few }),
      // Nor had the network's own list of then anybody there.
      [file]: tinyEarlier((practice, sex, band) =>
        practice === 1 ? 0 : tinyEarlierBand(practice, sex, band),
      ),
    });
    expect(earlier!.male[0]).toEqual(bandsOf(['A00001'], 0));
    expect(texts[0]).toMatch(/^1 practice of other networks had no list then, .*: A00002\.$/);
  });

  test('lack a network whose own list of then was larger than its practices of today had: some have closed', async () => {
    const closed = tinyEarlier().replace(/(,PCN,U00002,,,ALL,ALL,)\d+/, '$15000');
    const { earlier, notes } = await read({ [file]: closed });
    expect(earlier!.network).toEqual([0, 2]);
    expect(notes[0]!.text).toMatch(/held less than 95% of its own list of then: U00002/);
    expect(notes[0]!.patients).toBe(tinyList(2) + tinyList(3));
  });

  test('are none where no network can be compared', async () => {
    const { earlier, texts } = await read({ [file]: without('[AB]\\d+') });
    expect(earlier).toBeNull();
    expect(texts.at(-1)).toBe('No network can be compared with its list of 2021-07-01.');
  });
});

describe('the file of five years before', () => {
  const dated = (date: string) => tinyQuinary({ date, people: tinyEarlierBand });

  test.each(['2021-05-01', '2021-08-31'])('may be two months off: %s', async (date) => {
    expect((await read({ [file]: dated(date) })).earlier!.date).toBe(date);
  });

  test.each(['2021-04-01', '2021-10-01', '2016-07-01'])('may not be of %s', async (date) => {
    const { earlier, texts, report } = await read({ [file]: dated(date) });
    expect(earlier).toBeNull();
    expect(texts).toEqual([expect.stringMatching(/^No file of lists of five years before/)]);
    expect(report.ignored).toEqual([
      { file, why: `lists by five-year band of ${date}: a newer one (2026-07-01) is used` },
    ]);
    expect(report.missing).toEqual([
      {
        what: 'lists by five-year band of five years before',
        follows:
          'people are carried forward by births, deaths and moves only, not by the change of the last five years',
      },
    ]);
  });

  test('of several is the nearest, and two of one date are refused', async () => {
    const { earlier, report } = await read({ 'quinary-later.csv': dated('2021-08-01') });
    expect(earlier!.date).toBe('2021-07-01');
    expect(report.ignored.map((each) => each.file)).toEqual(['quinary-later.csv']);
    await expect(read({ 'quinary-again.csv': `${tinyEarlier()}\r\n` })).rejects.toThrow(
      /Both this and quinary-2021\.csv hold lists by five-year band of five years before of 2021-07-01|quinary-2021\.csv: Both this and quinary-again\.csv/,
    );
  });

  test.each<[string, (text: string) => string, RegExp]>([
    [
      'a number that is none',
      (text) => text.replace(/(,GP,A00001,,,MALE,5_9,)\d+/, '$1many'),
      /^quinary-2021\.csv, row \d+, column NUMBER_OF_PATIENTS: “many” is not a number of patients\. Put/,
    ],
    [
      'a band that is none',
      (text) => text.replace(/(,GP,A00001,,,MALE,)5_9/, '$15_10'),
      /^quinary-2021\.csv, row \d+, column AGE_GROUP_5: “5_10” is not a five-year age band\. Use/,
    ],
    [
      'a row twice',
      (text) => text.replace(/.*,GP,A00001,,,MALE,5_9,\d+\r\n/, (row) => row + row),
      /^quinary-2021\.csv, row \d+, column ORG_CODE: Practice A00001 has MALE, 5_9 a second time\. Delete/,
    ],
  ])('with %s is refused, and the row named', async (_, edit, message) => {
    await expect(read({ [file]: edit(tinyEarlier()) })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message) as string,
    });
  });

  test('whose sums disagree is used, and told', async () => {
    const wrong = tinyEarlier().replace(/(,GP,A00001,,,MALE,ALL,)\d+/, '$19');
    const { report, earlier } = await read({ [file]: wrong });
    expect(earlier!.network).toEqual([0, 1, 2]);
    expect(report.problems).toEqual([
      expect.stringMatching(
        /^quinary-2021\.csv: practice A00001, males: bands sum to \d+, its ALL row says 9$/,
      ),
    ]);
  });
});
