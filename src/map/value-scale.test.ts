import fc from 'fast-check';
import { expect, test } from 'vitest';
import { falls, rises, type Paint } from '../ui/colour';
import { changeScale, sequentialScale } from './value-scale';

const text = (value: number) => `${value.toFixed(1)}%`;
const values = fc.array(
  fc.double({ min: -60, max: 90, noNaN: true }).map((value) => Math.round(value * 10) / 10),
  { minLength: 1, maxLength: 60 },
);
const changes: readonly Paint[] = [...falls, ...rises];

test('a fall is never painted as a rise, and what is further from zero is never lighter on its side', () => {
  fc.assert(
    fc.property(values, (given) => {
      const { paintOf, classes, limits } = changeScale(given, { finest: 0.1, text, total: null });
      const strength = (value: number) => {
        const paint = paintOf(value);
        expect(changes.indexOf(paint) < falls.length).toBe(value < 0);
        expect(classes.map((each) => each.paint)).toContain(paint);
        return Number(paint.at(-1));
      };
      for (const one of given)
        for (const other of given)
          if (Math.sign(one) === Math.sign(other) && Math.abs(one) < Math.abs(other))
            expect(strength(one)).toBeLessThanOrEqual(strength(other));
      expect(limits).toHaveLength(classes.length - 1);
    }),
    { numRuns: 200 },
  );
});

test('the outer classes have somebody in them, and limits say where a class begins', () => {
  const { classes, limits, total } = changeScale([-12, -3, 4, 9, 21, 33], {
    finest: 1,
    text,
    total: 10,
  });
  expect(classes.map(({ paint }) => paint)).toEqual(expect.arrayContaining(['fall1', 'rise1']));
  expect(limits).toContain('0%');
  expect(total!.text).toBe('10.0%');
  const rising = changeScale([4, 9, 21, 33], { finest: 1, text, total: null });
  expect(rising.classes.every(({ paint }) => rises.includes(paint as (typeof rises)[number]))).toBe(true);
  expect(rising.classes[0]!.label).toMatch(/^0% to under/);
});

test('nothing to show makes no classes', () => {
  for (const scale of [changeScale, sequentialScale]) {
    const { classes, limits, total } = scale([], { finest: 1, text, total: 3 });
    expect({ classes, limits, total }).toEqual({ classes: [], limits: [], total: null });
  }
});
