import { describe, expect, it } from 'vitest';
import type { Part } from '../db';
import { Intake } from './intake';

const part = (rows: number, mark = 0): Part => ({ rows, stream: Uint8Array.of(mark) });
const marks = (parts: readonly Part[]) => parts.map(({ stream }) => stream[0]);

describe('the intake of a table', () => {
  it('inserts the first part at once, and what arrived meanwhile together', async () => {
    const inserts: (number | undefined)[][] = [];
    const intake = new Intake('patients', {
      insert: async (_, parts) => {
        inserts.push(marks(parts));
        await new Promise((resolve) => setTimeout(resolve));
      },
    });
    await Promise.all([1, 2, 3].map((mark) => intake.add(part(50_000, mark))));
    expect(inserts).toEqual([[1], [2, 3]]);
  });

  it('keeps an insert short enough for questions to come in between', async () => {
    const sizes: number[] = [];
    const intake = new Intake('patients', {
      insert: async (_, parts) => {
        sizes.push(parts.reduce((sum, { rows }) => sum + rows, 0));
        await new Promise((resolve) => setTimeout(resolve));
      },
    });
    await Promise.all(Array.from({ length: 40 }, () => intake.add(part(50_000))));
    expect(sizes.reduce((a, b) => a + b)).toBe(2_000_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(300_000);
  });

  it('lets one bad part fail alone', async () => {
    const kept: (number | undefined)[] = [];
    const intake = new Intake('patients', {
      insert: async (_, parts) => {
        await new Promise((resolve) => setTimeout(resolve));
        if (marks(parts).includes(3)) throw new Error('bad');
        kept.push(...marks(parts));
      },
    });
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map((mark) => intake.add(part(10, mark))));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(kept).toEqual([1, 2, 4]);
  });
});
