import { expect, it } from 'vitest';
import { disclose } from '../../src/domain/disclosure';
import { describeShared, sharedRows } from '../shared';

describeShared('the gate agrees with the published rules', () => {
  it.each(['hes', 'opensafely', 'midpoint6'] as const)('discloses counts by %s', (policy) => {
    const rows = sharedRows(`vectors/disclosure/${policy}_counts.csv`);
    expect(rows).toHaveLength(146);
    for (const row of rows) {
      const shown = row.shown === '[REDACTED]' ? '*' : row.shown;
      expect(String(disclose(Number(row.true_count), policy)), `count ${row.true_count}`).toBe(shown);
    }
  });
});
