import { describe, expect, test } from 'vitest';
import {
  comparisonPaint,
  edgeOf,
  falls,
  ink,
  paints,
  rises,
  sequential,
  sequentialPaints,
  textOn,
  white,
} from './colour';
import type { Paint } from './colour';

type Triple = [number, number, number];

const linear = (hex: string): Triple =>
  [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Triple;

/** WCAG 2.2 contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, blue] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Machado, Oliveira & Fernandes 2009, severity 1, over linear RGB. */
const visions: Record<string, [Triple, Triple, Triple]> = {
  'normal vision': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

/** Distance in CIELAB (ΔE 1976) as somebody with this vision sees it; 2.3 is just noticeable. */
function distance(a: string, b: string, vision: [Triple, Triple, Triple]): number {
  const lab = (hex: string): Triple => {
    const seen = vision.map((row) =>
      Math.min(
        1,
        Math.max(
          0,
          row.reduce((sum, weight, i) => sum + weight * linear(hex)[i]!, 0),
        ),
      ),
    ) as Triple;
    const [r, g, blue] = seen;
    const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116);
    const x = f((0.4124 * r + 0.3576 * g + 0.1805 * blue) / 0.95047);
    const y = f(0.2126 * r + 0.7152 * g + 0.0722 * blue);
    const z = f((0.0193 * r + 0.1192 * g + 0.9505 * blue) / 1.08883);
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
  };
  const [from, to] = [lab(a), lab(b)];
  return Math.hypot(...from.map((part, i) => part - to[i]!));
}

describe.each(Object.entries(visions))('with %s', (_, vision) => {
  test('each sequential class differs from the next by more than 15 ΔE', () => {
    for (let i = 1; i < sequential.length; i++)
      expect(distance(paints[sequential[i - 1]!], paints[sequential[i]!], vision)).toBeGreaterThan(15);
  });

  test('each class of a change differs from the next by more than 15 ΔE, and a fall from a rise', () => {
    const changes = [...falls, ...rises];
    for (let i = 1; i < changes.length; i++)
      expect(distance(paints[changes[i - 1]!], paints[changes[i]!], vision)).toBeGreaterThan(15);
  });

  test.each([
    ['lower', 'similar', 'higher'],
    ['better', 'similar', 'worse'],
  ] satisfies [Paint, Paint, Paint][])('%s, %s and %s are more than 35 ΔE apart', (low, middle, high) => {
    expect(distance(paints[low], paints[middle], vision)).toBeGreaterThan(35);
    expect(distance(paints[middle], paints[high], vision)).toBeGreaterThan(35);
    expect(distance(paints[low], paints[high], vision)).toBeGreaterThan(35);
  });
});

test('the sequential scale goes from light to dark, each step 1.5:1 or more', () => {
  for (let i = 1; i < sequential.length; i++) {
    const [before, after] = [paints[sequential[i - 1]!], paints[sequential[i]!]];
    expect(contrast(after, white)).toBeGreaterThan(contrast(before, white));
    expect(contrast(before, after)).toBeGreaterThanOrEqual(1.5);
  }
});

test.each(['lower', 'higher', 'better', 'worse'] satisfies Paint[])(
  '%s is 3:1 against similar and against white',
  (paint) => {
    expect(contrast(paints[paint], paints.similar)).toBeGreaterThanOrEqual(3);
    expect(contrast(paints[paint], white)).toBeGreaterThanOrEqual(3);
  },
);

test.each(Object.keys(paints) as Paint[])('text on %s is 4.5:1 and its edge 3:1', (paint) => {
  expect(contrast(textOn(paint), paints[paint])).toBeGreaterThanOrEqual(4.5);
  expect(contrast(edgeOf(paint), paints[paint])).toBeGreaterThanOrEqual(3);
});

test('the outline of a selected area, ink in white, is 3:1 against every paint', () => {
  for (const paint of Object.values(paints))
    expect(Math.max(contrast(ink, paint), contrast(white, paint))).toBeGreaterThanOrEqual(3);
});

test.each([
  [0, []],
  [1, ['class3']],
  [2, ['class2', 'class4']],
  [3, ['class1', 'class3', 'class5']],
  [5, [...sequential]],
])('%i classes are spread over the scale', (classes, expected) => {
  expect(sequentialPaints(classes)).toEqual(expected);
});

test.each([
  ['higher', 'neither', 'higher'],
  ['lower', 'neither', 'lower'],
  ['higher', 'worse', 'worse'],
  ['lower', 'worse', 'better'],
  ['higher', 'better', 'better'],
  ['lower', 'better', 'worse'],
  ['similar', 'worse', 'similar'],
  ['not compared', 'worse', 'none'],
] as const)('%s, where higher is %s, is painted %s', (comparison, polarity, expected) => {
  expect(comparisonPaint(comparison, polarity)).toBe(expected);
});
