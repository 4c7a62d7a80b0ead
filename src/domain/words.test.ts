import { describe, expect, test } from 'vitest';
import { releaseShare } from './measures/release-counts';
import { disclose, RawCounts } from './disclosure';
import { measureCatalogue } from './measures/catalogue';
import type { AreaFigure } from './measures/release';
import { release } from './measures/release';
import type { MultimorbidityBar } from './profile/multimorbidity';
import { releasePyramid } from './profile/pyramid';
import type { DisclosurePolicy } from './schema';
import type { Comparison } from './stats';
import {
  conditionsSentence,
  listed,
  multimorbiditySentence,
  oneIn,
  polarityNote,
  pyramidSentence,
  sizeAmong,
  stateMeasure,
  whereTheyLive,
  whoTheyAre,
  type Statement,
} from './words';

const shown = (count: number) => disclose(count, 'none');
const measures = measureCatalogue({ tierAbove: { high_risk: 200 } });
const measure = (id: string) => measures.find((m) => m.id === id)!;

describe('1 in N', () => {
  test.each<[number, number | null, string]>([
    [0.5, 2, 'a half'],
    [0.112, 9, 'near enough to a ninth'],
    [0.25, 4, 'a quarter'],
    [0.05, 20, 'a twentieth'],
    [0.049, 20, 'near enough to a twentieth'],
    [0.4, null, 'neither a half nor a third'],
    [0.29, null, 'between a third and a quarter'],
    [0.7, null, 'more than a half'],
    [0.02, null, 'rarer than one in twenty'],
    [0, null, 'nobody'],
    [1, null, 'everybody'],
  ])('of %f is %s: %s', (share, expected) => {
    expect(oneIn(share)).toBe(expected);
  });

  test('is never further from the share than a twentieth of it', () => {
    for (let share = 0.001; share < 1; share += 0.001) {
      const n = oneIn(share);
      if (n !== null) expect(Math.abs(1 / n - share) / share).toBeLessThanOrEqual(0.05);
    }
  });
});

const inOneSentence = ({ lead, evidence, comparison }: Statement): string =>
  `${lead}${evidence && ` (${evidence})`}${comparison && `; ${comparison}`}.`;

/** The first of two areas, in words, against both together. */
function said(
  id: string,
  counts: { numerator: [number, number]; denominator: [number, number]; squares?: [number, number] },
  policy: DisclosurePolicy = 'none',
): string {
  const { areas, total } = release(measure(id), { area: [0, 1], ...counts }, policy);
  return inOneSentence(stateMeasure(measure(id), areas[0]!, { figure: total, name: 'the system' }));
}

describe('a measure in words', () => {
  test.each<[string, string, () => string]>([
    [
      'a share that is one in a few',
      '1 in 9 people is 75 or over (11.3%, 11.0–11.5; 5,430 of 48,210); higher than the system’s 9.9%.',
      () => said('age75', { numerator: [5430, 44_000], denominator: [48_210, 450_000] }),
    ],
    [
      'a share that is not',
      '35.2% of people are 65 or over (34.6–35.8; 8,800 of 25,000); higher than the system’s 20.4%.',
      () => said('age65', { numerator: [8800, 45_000], denominator: [25_000, 239_000] }),
    ],
    [
      'a share of an age group',
      '1 in 6 people aged 65 and over has moderate or severe frailty (16.5%, 15.8–17.2; 1,650 of 10,000); similar to the system’s 16.5%.',
      () => said('frail', { numerator: [1650, 3300], denominator: [10_000, 20_000] }),
    ],
    [
      'a register',
      '7.9% of people aged 17 and over are on the diabetes register (7.6–8.2; 3,160 of 40,000); lower than the system’s 8.7%.',
      () => said('dm', { numerator: [3160, 36_000], denominator: [40_000, 410_000] }),
    ],
    [
      'nobody',
      'Nobody is 85 or over (0.0%, 0.0–0.08; 0 of 5,000); lower than the system’s 0.67%.',
      () => said('age85', { numerator: [0, 100], denominator: [5000, 10_000] }),
    ],
    [
      'events',
      '100.0 emergency admissions for every 1,000 people a year (93.0–107.3; 1,000 among 10,000); similar to the system’s 100.0.',
      () =>
        said('em_adm', {
          numerator: [1000, 1000],
          denominator: [10_000, 10_000],
          squares: [1300, 1300],
        }),
    ],
    [
      'a list',
      '48,210 people are registered.',
      () => said('list_size', { numerator: [48_210, 40_000], denominator: [48_210, 40_000] }),
    ],
    [
      'a count too small to show',
      'Aged 85 and over: not shown, too few people.',
      () => said('age85', { numerator: [5, 100], denominator: [5000, 10_000] }, 'hes'),
    ],
    [
      'a share of rounded counts',
      '15.1% of people have two or more long-term conditions recorded (11.3–19.9; 40 of 265); similar to the system’s 14.5%.',
      () => said('ltc2', { numerator: [42, 103], denominator: [263, 737] }, 'hes'),
    ],
  ])('%s', (_, expected, say) => {
    expect(say()).toBe(expected);
  });

  test('compares with nothing where nothing is given', () => {
    const { areas } = release(measure('age75'), { area: [0], numerator: [10], denominator: [100] }, 'none');
    expect(inOneSentence(stateMeasure(measure('age75'), areas[0]!, null))).toBe(
      '1 in 10 people is 75 or over (10.0%, 5.5–17.4; 10 of 100).',
    );
  });
});

describe('who they are', () => {
  test.each<[Comparison, Comparison, string]>([
    ['higher', 'lower', '; older and less deprived than the system'],
    ['lower', 'higher', '; younger and more deprived than the system'],
    ['higher', 'similar', '; older than the system, and similarly deprived'],
    ['similar', 'higher', '; more deprived than the system, and of similar age'],
    ['similar', 'similar', '; of similar age and deprivation to the system'],
    ['lower', 'not compared', '; younger than the system'],
    ['similar', 'not compared', '; of similar age to the system'],
    ['not compared', 'lower', '; less deprived than the system'],
    ['not compared', 'similar', '; similarly deprived to the system'],
    ['not compared', 'not compared', ''],
  ])('age %s, deprivation %s', (age, deprivation, expected) => {
    const line = whoTheyAre({ people: shown(48_210), practices: 6, place: 'Eastshore', age, deprivation });
    expect(line).toBe(`48,210 people, 6 practices in Eastshore${expected}`);
  });

  test('one practice, no place, a hidden count', () => {
    const of = { practices: 1, place: '', age: 'not compared', deprivation: 'not compared' } as const;
    expect(whoTheyAre({ people: shown(7000), ...of })).toBe('7,000 people, 1 practice');
    expect(whoTheyAre({ people: '*', ...of })).toBe('Too few people to show, 1 practice');
  });
});

test('a list’s size among all is told by the middle one', () => {
  expect(sizeAmong([shown(20_000), shown(44_320), '*', shown(80_000)])).toBe(
    'the middle one of 3 networks has 44,300',
  );
  expect(sizeAmong([shown(20_000), shown(40_000), shown(50_000), shown(80_000)])).toBe(
    'the middle one of 4 networks has 45,000',
  );
  expect(sizeAmong([shown(20_000), shown(40_000)])).toBe('');
});

test('polarity is stated', () => {
  expect(polarityNote([measure('frail')])).toBe('a higher value means more need');
  expect(polarityNote([measure('frail'), measure('dm')])).toBe(
    'a higher value means more need; a higher value is neither better nor worse',
  );
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('lists %j', (words, expected) => {
  expect(listed(words)).toBe(expected);
});

describe('a pyramid in words', () => {
  /** People by band, the same for both sexes. */
  const pyramid = (people: Record<number, number>, policy: DisclosurePolicy = 'none') => {
    const rows = Array.from({ length: 19 }, (_, band) =>
      [1, 2].map((sex) => [band, sex, people[band] ?? 100]),
    );
    const column = (at: number) => rows.flat().map((row) => row[at]!);
    const columns = new Map(['band', 'sex', 'people'].map((name, at) => [name, column(at)]));
    return releasePyramid(new RawCounts({ get: (name) => columns.get(name)! }), policy);
  };
  const even = pyramid({});

  test.each<[string, Record<number, number>, string]>([
    ['the same ages', {}, 'Ages are much as in the system'],
    [
      'old and few young',
      { 15: 200, 16: 200, 4: 50 },
      'More people of 75 and over than in the system, fewer people of 15 to 29',
    ],
    ['students', { 4: 400 }, 'More people of 15 to 29 than in the system, fewer people of 45 to 64'],
  ])('%s', (_, people, expected) => {
    expect(pyramidSentence({ network: pyramid(people), system: even })).toBe(expected);
  });

  test('says nothing of ages that are hidden', () => {
    const sentence = pyramidSentence({ network: pyramid({ 15: 3, 16: 500 }, 'hes'), system: even });
    expect(sentence).not.toContain('75 and over');
  });
});

describe('multimorbidity in words', () => {
  const bars = (shareOfBand: (band: number) => number): MultimorbidityBar[] =>
    Array.from({ length: 19 }, (_, band) => {
      const many = Math.round(shareOfBand(band) * 1000);
      const of = (count: number) => releaseShare(count, 1000, 'none');
      return [
        { band, group: 'none' as const, ...of(1000 - many) },
        { band, group: 'one' as const, ...of(0) },
        { band, group: 'two_or_three' as const, ...of(many) },
        { band, group: 'four_or_more' as const, ...of(0) },
      ];
    }).flat();

  test('from the age after which it is always most', () => {
    expect(multimorbiditySentence(bars((band) => band / 20))).toBe(
      'From age 55, most people have two or more long-term conditions recorded',
    );
    expect(multimorbiditySentence(bars((band) => (band === 18 ? 0.6 : 0.1)))).toBe(
      'From age 90, most people have two or more long-term conditions recorded',
    );
  });

  test('at no age', () => {
    expect(multimorbiditySentence(bars(() => 0.2))).toBe(
      'At no age do most people have two or more long-term conditions recorded',
    );
  });
});

test('conditions are counted by how they compare', () => {
  const row = (comparison: Comparison) => ({
    measure: { name: 'Diabetes' },
    figure: { comparison } as Pick<AreaFigure, 'comparison'>,
  });
  expect(conditionsSentence([row('higher'), row('higher'), row('similar'), row('lower')])).toBe(
    'Of 4 registers’ recorded prevalence, 2 higher than, 1 similar to and 1 lower than the system’s',
  );
  expect(conditionsSentence([row('not compared'), row('not compared')])).toBe(
    'Recorded prevalence of 2 registers',
  );
});

describe('where they live', () => {
  test.each<[string, Parameters<typeof whereTheyLive>[0], string]>([
    [
      'some hold many',
      {
        measure: measure('age75'),
        counts: [shown(300), shown(200), shown(100)],
        total: shown(2000),
        areas: 80,
      },
      '3 of 80 neighbourhoods hold 30% of the network’s people aged 75 and over',
    ],
    [
      'a mean has nobody to count',
      { measure: measure('cms'), counts: [shown(3), shown(2)], total: shown(10), areas: 80 },
      'Mean Cambridge Multimorbidity Score, by neighbourhood',
    ],
    [
      'a hidden total',
      { measure: measure('age85'), counts: [], total: '*', areas: 80 },
      'Aged 85 and over, by neighbourhood',
    ],
  ])('%s', (_, of, expected) => {
    expect(whereTheyLive(of)).toBe(expected);
  });
});
