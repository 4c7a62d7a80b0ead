import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Part } from '../db';
import { Intake } from './intake';

const part = (rows: number, mark = 0): Part => ({ rows, stream: Uint8Array.of(mark) });
const marks = (parts: readonly Part[]) => parts.map(({ stream }) => stream[0]!);
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** An intake and the parts of each of its inserts; an insert with a part of which `isBad` is true fails. */
function recorded(isBad: (mark: number) => boolean = () => false) {
  const inserts: number[][] = [];
  const intake = new Intake(async (parts) => {
    await after(1);
    if (marks(parts).some(isBad)) throw new Error('bad');
    inserts.push(marks(parts));
  });
  return { intake, inserts };
}

describe('the intake of a table', () => {
  it('inserts one part as soon as it is there', async () => {
    const { intake, inserts } = recorded();
    await intake.add(Promise.resolve(part(50_000, 1)));
    expect(inserts).toEqual([[1]]);
  });

  it('gathers what comes together', async () => {
    const { intake, inserts } = recorded();
    await Promise.all([1, 2, 3].map((mark) => intake.add(after(mark * 5).then(() => part(50_000, mark)))));
    expect(inserts).toEqual([[1, 2, 3]]);
  });

  it('does not wait long for a part that does not come', async () => {
    const { intake, inserts } = recorded();
    void intake.add(new Promise(() => undefined));
    await intake.add(Promise.resolve(part(50_000, 1)));
    expect(inserts).toEqual([[1]]);
  });

  it('keeps an insert short enough for questions to come in between', async () => {
    const sizes: number[] = [];
    const intake = new Intake(async (parts) => {
      sizes.push(parts.reduce((sum, { rows }) => sum + rows, 0));
      await after(1);
    });
    await Promise.all(Array.from({ length: 40 }, () => intake.add(Promise.resolve(part(50_000)))));
    expect(sizes.reduce((a, b) => a + b)).toBe(2_000_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(400_000);
  });

  it('inserts every good part once, and lets those that are bad or do not come fail alone', async () => {
    const fate = fc.record({
      fate: fc.constantFrom('good' as const, 'bad' as const, 'lost' as const),
      rows: fc.integer({ min: 1, max: 200_000 }),
      turns: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { minLength: 1, maxLength: 20 }), async (parts) => {
        const { intake, inserts } = recorded((mark) => parts[mark]!.fate === 'bad');
        const outcomes = await Promise.allSettled(
          parts.map(async ({ fate, rows, turns }, mark) => {
            for (let turn = 0; turn < turns; turn++) await Promise.resolve();
            await intake.add(
              fate === 'lost' ? Promise.reject(new Error('lost')) : Promise.resolve(part(rows, mark)),
            );
          }),
        );
        expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(
          parts.map(({ fate }) => fate === 'good'),
        );
        const good = parts.flatMap(({ fate }, mark) => (fate === 'good' ? [mark] : []));
        expect(inserts.flat().sort((a, b) => a - b)).toEqual(good);
      }),
      { numRuns: 40 },
    );
  });
});
