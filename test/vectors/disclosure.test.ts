import { expect, it } from 'vitest';
import { disclose, discloseParts, mayShow } from '../../src/domain/disclosure';
import { releaseShare } from '../../src/domain/measures/release-counts';
import type { DisclosurePolicy } from '../../src/domain/schema';
import { describeShared } from '../shared';
import { sharedRows } from '../shared-files';

const vectors = (file: string) => sharedRows(`vectors/disclosure/${file}`);
const asShown = (shown: string) => (shown === '[REDACTED]' ? '*' : shown);

/** How many rows of a table hold; every one must. */
function passed(rows: Record<string, string>[], holds: (row: Record<string, string>) => boolean): number {
  const failing = rows.filter((row) => !holds(row));
  expect(failing).toEqual([]);
  return rows.length - failing.length;
}

describeShared('the gate agrees with the published rules', () => {
  it.each(['hes', 'opensafely', 'midpoint6'] as const)('146 counts by %s', (policy) => {
    const pass = passed(
      vectors(`${policy}_counts.csv`),
      ({ true_count, shown }) => String(disclose(Number(true_count), policy)) === asShown(shown!),
    );
    expect(pass).toBe(146);
  });

  it('20 percentages, of rounded counts', () => {
    const pass = passed(vectors('hes_percentages.csv'), (row) => {
      const { numerator, denominator, estimate } = releaseShare(
        Number(row.true_numerator),
        Number(row.true_denominator),
        'hes',
      );
      const counts = [row.numerator_shown, row.denominator_shown];
      if (String(numerator) !== (counts.includes('*') ? '*' : counts[0])) return false;
      if (String(denominator) !== counts[1]) return false;
      if (!estimate.ok) return row.percent_shown === (counts.includes('*') ? '*' : '');
      return Math.abs(estimate.value * 100 - Number(row.percent_shown)) < 1e-9;
    });
    expect(pass).toBe(20);
  });

  it('2 totals of OpenSAFELY’s example, sums of what is shown', () => {
    const rows = vectors('opensafely_example_tables.csv');
    const totals = rows.filter(({ row }) => row === 'Total');
    const pass = passed(totals, ({ column, shown }) => {
      const cells = rows.filter((cell) => cell.column === column && cell.row !== 'Total');
      const counts = cells.map(({ true_count }) => Number(true_count));
      const { parts, total } = discloseParts(
        counts,
        counts.reduce((sum, count) => sum + count, 0),
        'opensafely',
      );
      expect(parts.map(String)).toEqual(cells.map((cell) => asShown(cell.shown!)));
      return String(total) === shown;
    });
    expect(pass).toBe(2);
  });

  it('17 selections, shown or refused by what they leave out', () => {
    const rows = vectors('differencing_pairs.csv');
    const shows = (policy: DisclosurePolicy, row: Record<string, string>) =>
      mayShow({ parent: Number(row.parent_count), subset: Number(row.subset_count) }, policy);
    for (const policy of ['hes', 'opensafely', 'midpoint6'] as const)
      expect(passed(rows, (row) => shows(policy, row) === (row.guard === 'allow'))).toBe(17);
    expect(rows.every((row) => shows('none', row))).toBe(true);
  });
});
