import { measureCatalogue } from '../../src/domain/measures/catalogue';
import type { Measure } from '../../src/domain/measures/measure';
import { release, type MeasureFigures } from '../../src/domain/measures/release';
import type { DisclosurePolicy } from '../../src/domain/schema';

const catalogue = measureCatalogue({ tierAbove: { high_risk: 150 } });
export const measure = (id: string): Measure => catalogue.find((each) => each.id === id)!;

export interface Invented {
  areas: number;
  /** People by area: between these. */
  people: readonly [number, number];
  /** Events by person, about. */
  level: number;
  policy?: DisclosurePolicy;
  seed?: number;
}

/** Invented figures of a measure, through the gate; the same every time. */
export function invented(
  id: string,
  { areas, people: [least, most], level, policy = 'none', seed = 1 }: Invented,
): MeasureFigures {
  let state = seed;
  const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
  const denominator = Array.from({ length: areas }, () => Math.round(least + (most - least) * random()));
  const numerator = denominator.map((n) => Math.round(n * level * (0.6 + 0.8 * random())));
  // As much spread between people as the mean of their events or scores, doubled.
  const squares = numerator.map((x) => x * Math.max(2, 2 * level));
  return release(
    measure(id),
    { area: denominator.map((_, i) => i), numerator, denominator, squares },
    policy,
  );
}

/** Figures from counts as they are. */
export function counted(
  id: string,
  rows: readonly (readonly [number, number])[],
  policy: DisclosurePolicy = 'none',
) {
  return release(
    measure(id),
    {
      area: rows.map((_, i) => i),
      numerator: rows.map(([x]) => x),
      denominator: rows.map(([, n]) => n),
      squares: rows.map(([x]) => x),
    },
    policy,
  );
}

const first = ['Harbour', 'Ashen', 'Merrow', 'Long', 'Upper', 'Saint Swithun', 'North', 'Quay'];
const second = [
  'Vale',
  'Moors',
  '& Westering',
  'Sands',
  'Levels',
  'Heights',
  'Docks',
  'Creek',
  'Bay',
  'Green',
];
export const nameOf = (area: number): string =>
  `${first[area % first.length]!} ${second[(area * 7) % second.length]!}`;
