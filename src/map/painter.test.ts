import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paints, type Paint } from '../ui/colour';
import { paintChanges } from './painter';

const anyPaints = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom(...(Object.keys(paints) as Paint[]))))
  .map((entries) => new Map(entries));

test('the changes lead from any state to any other, and hold nothing that stays', () => {
  fc.assert(
    fc.property(anyPaints, anyPaints, (before, after) => {
      const changes = paintChanges(before, after);
      const now = new Map(before);
      for (const [id, paint] of changes) {
        expect(before.get(id)).not.toBe(paint);
        if (paint === undefined) now.delete(id);
        else now.set(id, paint);
      }
      expect(new Map([...now].sort())).toEqual(new Map([...after].sort()));
    }),
  );
});

test('nothing changes when the state is the same', () => {
  const state = new Map([[3, 'class1' as const]]);
  expect(paintChanges(state, new Map(state)).size).toBe(0);
});
