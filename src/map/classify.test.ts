import { describe, expect, test } from 'vitest';
import { measureCatalogue } from '../domain/measures/catalogue';
import type { MeasureFigures } from '../domain/measures/release';
import { release } from '../domain/measures/release';
import type { DisclosurePolicy } from '../domain/schema';
import { classify } from './classify';

const catalogue = measureCatalogue({ tierAbove: { high_risk: 150 } });
const figures = (
  id: string,
  rows: readonly (readonly [number, number])[],
  policy: DisclosurePolicy = 'none',
): MeasureFigures =>
  release(
    catalogue.find((each) => each.id === id)!,
    {
      area: rows.map((_, i) => i),
      numerator: rows.map(([x]) => x),
      denominator: rows.map(([, n]) => n),
    },
    policy,
  );
/** 5%, 6%, … of ten thousand people each. */
const ramp = (areas: number) => Array.from({ length: areas }, (_, i) => [500 + 100 * i, 10_000] as const);

test('classes go from light to dark, with limits in words and the areas of each counted', () => {
  const { legend, paints } = classify(figures('dm', ramp(10)), 'value');
  expect(legend.classes).toEqual([
    { paint: 'class1', label: 'Under 7%', count: 2 },
    { paint: 'class2', label: '7% to under 9%', count: 2 },
    { paint: 'class3', label: '9% to under 11%', count: 2 },
    { paint: 'class4', label: '11% to under 13%', count: 2 },
    { paint: 'class5', label: '13% or more', count: 2 },
  ]);
  expect(paints.get(0)).toBe('class1');
  expect(paints.get(9)).toBe('class5');
});

test('all areas together are marked in their class', () => {
  const { total } = classify(figures('dm', ramp(10)), 'value').legend;
  expect(total).toMatchObject({ at: 2, text: '9.5%' });
  expect(total!.along).toBeCloseTo(0.25, 9);
});

test('a count has no value of all areas together to mark', () => {
  const rows = ramp(6).map(([, n], i) => [n + i * 5000, n + i * 5000] as const);
  expect(classify(figures('list_size', rows), 'value').legend.total).toBe(null);
});

test('suppressed areas and areas without people are told apart, and outside the classes', () => {
  const { legend, paints } = classify(figures('dm', [...ramp(5), [3, 400], [0, 0]], 'hes'), 'value');
  expect(paints.get(5)).toBe('suppressed');
  expect(paints.get(6)).toBe('none');
  expect(legend.others).toEqual([
    { paint: 'suppressed', label: 'Too few people to show', count: 1 },
    { paint: 'none', label: 'No data', count: 1 },
  ]);
});

test('areas that are not drawn are in no class, though they count in the total', () => {
  const all = figures('dm', ramp(10));
  const { paints, legend } = classify(all, 'value', (area) => area !== 0);
  expect(paints.has(0)).toBe(false);
  expect(legend.classes.reduce((sum, { count }) => sum + count, 0)).toBe(9);
  expect(legend.total!.text).toBe('9.5%');
});

describe('by comparison', () => {
  test('without polarity: lower, similar and higher', () => {
    const { legend, paints } = classify(figures('dm', ramp(10)), 'compared');
    expect(legend.classes.map(({ paint, label }) => [paint, label])).toEqual([
      ['lower', 'Lower'],
      ['similar', 'Similar'],
      ['higher', 'Higher'],
    ]);
    expect(paints.get(0)).toBe('lower');
    expect(paints.get(9)).toBe('higher');
  });

  test('with polarity the words say which is worse', () => {
    const { legend } = classify(figures('frail', ramp(10)), 'compared');
    expect(legend.classes.map(({ paint, label }) => [paint, label])).toEqual([
      ['better', 'Lower (better)'],
      ['similar', 'Similar'],
      ['worse', 'Higher (worse)'],
    ]);
  });

  test('a count keeps its classes by value', () => {
    const rows = ramp(6).map(([, n], i) => [n + i * 5000, n + i * 5000] as const);
    expect(classify(figures('list_size', rows), 'compared').legend.classes[0]!.paint).toBe('class1');
  });
});

test('nothing to show makes no classes', () => {
  expect(classify(figures('dm', []), 'value').legend).toEqual({
    classes: [],
    limits: [],
    total: null,
    others: [],
  });
});
