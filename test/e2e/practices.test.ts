import { csvOf, figure } from './figures';
import { axe, expect, ready, test } from './site';

type Row = Record<string, string>;

/** The lines of a file that are of places, by code; the last is all of them together. */
const lines = (rows: readonly Row[]) => new Map(rows.slice(0, -1).map((row) => [row.area_code!, row]));
const counts = ({ numerator, denominator }: Row) => [Number(numerator), Number(denominator)];

for (const [view, query, name] of [
  ['Risk', 'view=risk', 'By practice'],
  ['Services', 'view=risk&section=services&service=ehch', 'Eligible by practice'],
  ['Cohort', 'view=cohort&cohort=age.65-+dm', 'Where'],
] as const)
  test(`${view} of a group has a line for each practice, as each network has alone`, async ({ page }) => {
    await page.goto(`./?${query}&group=D04,D05&policy=none`);
    await ready(page);
    const choice = page.getByRole('combobox', { name: 'A line for' }).first();
    await choice.scrollIntoViewIfNeeded();
    await choice.selectOption('Each practice');
    await expect(page).toHaveURL(/each=practice/);
    await ready(page);
    await figure(page, name).scrollIntoViewIfNeeded();
    const rows = await csvOf(page, name);
    const group = lines(rows);
    expect(group.size).toBeGreaterThan(4);
    expect(new Set([...group.values()].map(({ network_code }) => network_code))).toEqual(
      new Set(['D04', 'D05']),
    );
    // Together they are all of the group.
    const sum = (column: 'numerator' | 'denominator') =>
      [...group.values()].reduce((so, row) => so + Number(row[column]), 0);
    expect([sum('numerator'), sum('denominator')]).toEqual(counts(rows.at(-1)!));
    await axe(page);

    await page.goto(`./?${query}&network=D05&policy=none`);
    await ready(page);
    await expect(page.getByRole('combobox', { name: 'A line for' })).toHaveCount(0);
    await figure(page, name).scrollIntoViewIfNeeded();
    const alone = lines(await csvOf(page, name));
    expect(alone.size).toBeGreaterThan(1);
    for (const [code, row] of alone) {
      expect(counts(group.get(code)!), code).toEqual(counts(row));
      expect(row).not.toHaveProperty('network_code');
    }
  });

test('of many practices the highest and the lowest are drawn, and all are in the table', async ({ page }) => {
  await page.goto('./?view=cohort&cohort=age.65-+dm&each=practice&policy=none');
  await ready(page);
  const where = figure(page, 'Where');
  await where.scrollIntoViewIfNeeded();
  const all = (await csvOf(page, 'Where')).length - 1;
  expect(all).toBeGreaterThan(100);
  await expect(where.getByText(`… ${all - 60} more, in the table`)).toBeVisible();
  await where.getByRole('button', { name: 'Table' }).click();
  // With a header and a row of all together.
  await expect(where.getByRole('row')).toHaveCount(all + 2);
  await expect(where.getByRole('columnheader', { name: 'Network', exact: true })).toBeVisible();
});
