import type { Page } from '@playwright/test';
import type { EarlierList } from '../../src/domain/schema';
import { csvOf, figure } from './figures';
import { axe, expect, ready, test } from './site';

const method = (page: Page) => page.getByRole('combobox', { name: 'Method' });
const board = (page: Page) => page.getByText(/^By 2036.* has about/);

test('people are carried forward by the change of the last five years where somebody chooses so', async ({
  page,
}) => {
  await page.goto('./?view=ageing&policy=none');
  await ready(page);
  const usual = await board(page).textContent();
  expect(usual).toMatch(/80% interval/);
  const before = await csvOf(page, 'Projected population');

  await method(page).selectOption({ label: 'change of the last five years (Hamilton–Perry)' });
  await expect(page).toHaveURL(/method=hamilton-perry/);
  await ready(page);
  await expect(board(page)).toHaveText(
    /^By 2036, if lists go on changing as from 2021 to 2026, the system has about/,
  );
  expect(await board(page).textContent()).not.toMatch(/interval/);
  await expect(figure(page, 'Projected population')).toContainText(
    /has changed since 1 July 2021 \(Hamilton–Perry\).*networks do not add up to one.*No ranges are shown/s,
  );
  const rows = await csvOf(page, 'Projected population');
  expect(rows).toHaveLength(before.length);
  const today = (each: typeof rows) => each.filter(({ year }) => year === '2026');
  expect(today(rows)).toEqual(today(before));

  // The whole system's ratio: where no network differs beyond chance nor is capped, each network has it, so their sum has.
  const earlier = (await (await page.request.get('./data/demo/earlier.json')).json()) as EarlierList;
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const bands = [...new Set(rows.map(({ age_band }) => age_band!))];
  const people = (year: number, band: number) =>
    Number(
      rows.find((row) => row.year === `${year}` && row.sex === 'Female' && row.age_band === bands[band])!
        .count,
    );
  for (const band of [12, 13, 14, 15, 16, 17]) {
    const ratio = people(2026, band) / sum(earlier.female.map((own) => own[band - 1]!));
    expect(people(2031, band) / people(2026, band - 1) / ratio).toBeCloseTo(1, 1);
  }
  await page.getByText('How people are carried forward, and how sure that is').click();
  await expect(page.getByText(/Chosen is another way, by the change of the last five years/)).toBeVisible();
  // Nothing lies below the controls that stay in sight.
  await page.evaluate(() => scrollTo(0, 0));
  await axe(page);

  await page.goBack();
  await expect(page).not.toHaveURL(/method=/);
  await ready(page);
  await expect(board(page)).toHaveText(usual!);
});

test('without lists of five years before there is no choice, and a link that asks for it says so', async ({
  page,
}) => {
  await page.route('**/data/demo/manifest.json', async (route) => {
    const manifest = (await (await route.fetch()).json()) as Record<string, unknown>;
    delete manifest.earlier;
    await route.fulfill({ json: manifest });
  });
  await page.goto('./?view=ageing&method=hamilton-perry');
  await ready(page);
  await expect(
    page.getByText(/no lists of five years before; people are carried forward by births/),
  ).toBeVisible();
  await expect(method(page)).toHaveCount(0);
  await expect(board(page)).toHaveText(/^By 2036 .*80% interval/);
  await page.getByText('How people are carried forward, and how sure that is').click();
  await expect(page.getByText(/This dataset has no lists of five years before: with them/)).toBeVisible();
});
