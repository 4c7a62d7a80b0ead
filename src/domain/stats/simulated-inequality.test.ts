import { expect, test } from 'vitest';
import { inequality } from './inequality';
import { simulatedInequality } from './simulated-inequality';

const groups = [0.2, 0.18, 0.17, 0.15, 0.12].map((value) => ({
  population: 1000,
  value,
  lower: value - 0.02,
  upper: value + 0.02,
}));

test('values are those of the plain indices, with limits around them that say how they came about', () => {
  for (const transform of ['none', 'log', 'logit'] as const) {
    const { sii, rii } = simulatedInequality(groups, { transform });
    const plain = inequality(groups, { transform });
    if (!sii.ok || !rii.ok || !plain.ok) throw new Error('no index');
    expect([sii.value, rii.value]).toEqual([plain.sii, plain.rii]);
    expect(sii.method).toBe('simulated');
    expect(sii.lower).toBeLessThan(sii.value);
    expect(sii.upper).toBeGreaterThan(sii.value);
    expect(rii.lower).toBeLessThan(rii.value);
    expect(rii.upper).toBeGreaterThan(rii.value);
  }
});

test('without a transform the simulated slope has the interval of its linear combination', () => {
  const { sii } = simulatedInequality(groups, { repetitions: 200_000 });
  if (!sii.ok) throw new Error(sii.reason);
  // Equal fifths: the slope is Σ 2.5(b − ½)·value over b = 0.1, 0.3 … 0.9, so its weights' squares sum to 2.5.
  const width = 0.02 * Math.sqrt(2.5);
  expect(sii.value - sii.lower).toBeCloseTo(width, 3);
  expect(sii.upper - sii.value).toBeCloseTo(width, 3);
});

test('the same seed gives the same limits, another seed nearly the same', () => {
  const [first, again, other] = [7, 7, 8].map((seed) => simulatedInequality(groups, { seed }).sii);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  if (!first!.ok || !other!.ok) throw new Error('no index');
  expect(Math.abs(other!.lower - first!.lower)).toBeLessThan(0.003);
});

test('certain values have limits without width', () => {
  const certain = groups.map(({ population, value }) => ({ population, value, standardError: 0 }));
  const { sii } = simulatedInequality(certain);
  if (!sii.ok) throw new Error(sii.reason);
  expect(sii.upper - sii.lower).toBeCloseTo(0, 12);
});

test('limits that do not hold their value are refused', () => {
  const faulty = groups.map((group, i) => (i === 3 ? { ...group, lower: 0.3 } : group));
  const reason = 'group 4: the limits are missing or do not hold the value';
  expect(simulatedInequality(faulty).sii).toEqual({ ok: false, reason });
});
