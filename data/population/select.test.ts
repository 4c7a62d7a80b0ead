import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from './random';
import { kthLargest } from './select';

test('the k-th largest is the one that sorting finds, ties and infinities among them', () => {
  const key = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.float({ noNaN: true }), fc.constant(-Infinity));
  fc.assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 60 }), fc.nat(), (values, at) => {
      const k = 1 + (at % values.length);
      const sorted = Float32Array.from(values).sort();
      expect(kthLargest(Float32Array.from(values), values.length, k)).toBe(sorted[values.length - k]);
    }),
  );
});

test('it holds for long lists, where a sample chooses the pivot', () => {
  const keys = new Float32Array(20_000);
  new Random(5).fillNormal(keys, keys.length);
  const sorted = keys.slice().sort();
  for (const k of [1, 2, 150, 10_000, 19_999, 20_000]) {
    expect(kthLargest(keys.slice(), keys.length, k)).toBe(sorted[keys.length - k]);
  }
});

test('only the first `length` keys count', () => {
  expect(kthLargest(Float32Array.of(1, 2, 3, 99), 3, 1)).toBe(3);
});
