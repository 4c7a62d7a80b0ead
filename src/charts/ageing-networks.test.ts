import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawnFirst } from './ageing-networks';

const rows = fc.uniqueArray(fc.nat(400), { maxLength: 200 });

it('draws so many rows at first, in their order, with those that must be there and else the first', () => {
  fc.assert(
    fc.property(rows, fc.nat(60), fc.integer({ min: 1, max: 9 }), (rows, most, every) => {
      const mustBe = (row: number) => row % every === 1;
      const drawn = drawnFirst(rows, most, mustBe);
      const isDrawn = (row: number) => drawn.includes(row);
      expect(drawn).toEqual(rows.filter(isDrawn));
      const must = rows.filter(mustBe);
      expect(must.every(isDrawn)).toBe(true);
      expect(drawn).toHaveLength(Math.min(rows.length, Math.max(most, must.length)));
      const others = rows.filter((row) => !mustBe(row));
      const room = drawn.length - must.length;
      expect(drawn.filter((row) => !mustBe(row))).toEqual(others.slice(0, room));
    }),
  );
});

it('draws all of few', () => {
  fc.assert(
    fc.property(rows, (rows) => {
      expect(drawnFirst(rows, rows.length, () => false)).toEqual(rows);
    }),
  );
});
