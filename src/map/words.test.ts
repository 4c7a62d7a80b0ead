import { expect, test } from 'vitest';
import { measureCatalogue } from '../domain/measures/catalogue';
import { release } from '../domain/measures/release';
import type { DisclosurePolicy } from '../domain/schema';
import { sentenceOf } from './words';

const catalogue = measureCatalogue({ tierAbove: { high_risk: 150 } });
function sentence(id: string, rows: [number, number][], policy: DisclosurePolicy = 'none'): string {
  const measure = catalogue.find((each) => each.id === id)!;
  const { areas, total } = release(
    measure,
    {
      area: rows.map((_, i) => i),
      numerator: rows.map(([x]) => x),
      denominator: rows.map(([, n]) => n),
      squares: rows.map(([x]) => 3 * x),
    },
    policy,
  );
  return sentenceOf(measure, 'Harbour & Quay', areas[0], total, 'Northshire');
}

test.each<[string, string, [number, number][], string]>([
  [
    'a share',
    'dm',
    [
      [5930, 48_210],
      [4000, 50_000],
    ],
    'Harbour & Quay: 12.3%, 95% interval 12.0–12.6, 5,930 of 48,210 people aged 17 and over, higher than Northshire (10.1%).',
  ],
  [
    'a rate',
    'em_adm',
    [
      [4800, 48_000],
      [5100, 50_000],
    ],
    'Harbour & Quay: 100.0 per 1,000 people, 95% interval 95.1–105.0, 4,800 emergency admissions among 48,000 people, similar to Northshire (101.0).',
  ],
  ['a count', 'list_size', [[48_210, 48_210]], 'Harbour & Quay: 48,210 people.'],
])('says everything about %s', (_, id, rows, expected) => {
  expect(sentence(id, rows)).toBe(expected);
});

test('a suppressed area says that it is', () => {
  expect(
    sentence(
      'dm',
      [
        [3, 400],
        [50, 500],
      ],
      'hes',
    ),
  ).toBe('Harbour & Quay: too few people to show.');
});
