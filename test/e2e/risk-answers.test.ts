import type { Page } from '@playwright/test';
import { csvOf, figure } from './figures';
import { expect, ready, test } from './site';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const rowsOfNetworks = /networks\/.*\.arrows/;

/** Another address without opening the page anew. */
const turnTo = (page: Page, search: string) =>
  page.evaluate((search) => {
    history.pushState(null, '', search);
    dispatchEvent(new PopStateEvent('popstate'));
  }, search);

/** The dataset says that its people are too many for a browser, so that the rows of chosen networks alone are asked. */
test.beforeEach(async ({ page }) => {
  await page.route('**/demo/manifest.json', async (route) => {
    const response = await route.fetch();
    const manifest = (await response.json()) as Record<string, unknown>;
    await route.fulfill({ response, json: { ...manifest, patients: 5_000_000 } });
  });
});

/** Holds rows back from now on; the result lets them go. */
async function holdRows(page: Page): Promise<() => void> {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(rowsOfNetworks, async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

test('nothing of the last network is read as the next one’s while its rows are on their way', async ({
  page,
}) => {
  await page.goto('./?view=risk&network=D04&cohort=age.65-');
  await ready(page);
  const first = await csvOf(page, 'Need tiers');
  const name = await heading(page).innerText();

  const letGo = await holdRows(page);
  await turnTo(page, '?view=risk&network=D02&cohort=age.65-');
  await expect(heading(page)).not.toHaveText(name);
  for (const each of ['Need tiers', 'Segments', 'By age and deprivation']) {
    await figure(page, each).scrollIntoViewIfNeeded();
    await expect(figure(page, each).getByRole('button', { name: 'Download CSV' })).toBeDisabled();
  }
  await expect(page.locator('main')).not.toContainText('Nobody in');
  letGo();
  await ready(page);
  const people = (rows: Record<string, string>[], area: string) =>
    Number(
      rows.find(
        ({ measure, tier, area_code }) => measure === 'people' && tier === 'all' && area_code === area,
      )?.numerator,
    );
  expect(people(first, 'D04')).toBeGreaterThan(1000);
  expect(people(await csvOf(page, 'Need tiers'), 'D02')).toBeGreaterThan(1000);
});

test('services of the last network are not the next one’s, either', async ({ page }) => {
  await page.goto('./?view=risk&section=services&network=D04');
  await ready(page);
  const name = await heading(page).innerText();
  const letGo = await holdRows(page);
  await turnTo(page, '?view=risk&section=services&network=D02');
  await expect(heading(page)).not.toHaveText(name);
  for (const each of ['Services', 'Overlap', 'Staff'])
    await expect(figure(page, each).getByRole('button', { name: 'Download CSV' })).toBeDisabled();
  await expect(page.locator('main')).not.toContainText('nothing to compare');
  letGo();
  await ready(page);
  const rows = await csvOf(page, 'Services');
  expect(rows.every(({ area_code }) => area_code === 'D02')).toBe(true);
  expect(Math.max(...rows.map(({ numerator }) => Number(numerator) || 0))).toBeGreaterThan(1000);
});

test('a cohort that is a few people away from the one on the view before is not shown', async ({ page }) => {
  const [more, less] = ['age.65-+ast', 'age.65-+ast+medicines.-16'];
  const of = (view: string, cohort: string) => `?view=${view}&network=D04&policy=hes&cohort=${cohort}`;
  // It may be shown by itself.
  await page.goto(`./${of('risk', less)}`);
  await ready(page);
  await expect(figure(page, 'Need tiers')).toBeVisible();

  await page.goto(`./${of('cohort', more)}`);
  await ready(page);
  await expect(page.locator('.size strong').first()).toHaveText(/\d/);
  await turnTo(page, of('risk', less));
  await expect(page.getByText('Not shown: this selection')).toBeVisible();
  await expect(figure(page, 'Need tiers')).toHaveCount(0);

  await page.goto(`./${of('risk', less)}`);
  await ready(page);
  await expect(figure(page, 'Need tiers')).toBeVisible();
  await turnTo(page, of('cohort', more));
  await expect(page.getByText('Not shown: this selection')).toBeVisible();
  await expect(page.getByRole('figure')).toHaveCount(0);
});

test.describe('when patient rows cannot be fetched', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });
  test.beforeEach(({ page }) => page.route(rowsOfNetworks, (route) => route.abort()));
  const saves = (page: Page, name: string) =>
    figure(page, name).getByRole('button', { name: 'Download CSV' });

  test('a cohort that failed is left by taking it out, and each figure says that it failed and asks again', async ({
    page,
  }) => {
    await page.goto('./?view=risk&network=D04&cohort=age.65-');
    await expect(page.getByRole('alert')).toContainText('.arrows');
    await expect(page.getByRole('figure')).toHaveCount(0);
    await page.getByRole('link', { name: /^Remove/ }).click();
    await expect(figure(page, 'Need tiers').getByRole('alert')).toContainText('.arrows');
    // These are asked with what the tiers are asked for.
    for (const name of ['Map', 'Agreement']) {
      await figure(page, name).scrollIntoViewIfNeeded();
      await expect(figure(page, name).getByRole('alert')).toContainText('.arrows');
    }
    await page.unroute(rowsOfNetworks);
    await figure(page, 'Map').getByRole('button', { name: 'Try again' }).click();
    await expect(saves(page, 'Need tiers')).toBeEnabled();
    await expect(saves(page, 'Map')).toBeEnabled();
    await figure(page, 'Agreement').getByRole('button', { name: 'Try again' }).click();
    await expect(saves(page, 'Agreement')).toBeEnabled();
  });

  test('the overlap of services asks again for what failed', async ({ page }) => {
    await page.goto('./?view=risk&section=services&network=D04');
    await expect(figure(page, 'Overlap').getByRole('alert')).toContainText('.arrows');
    await page.unroute(rowsOfNetworks);
    await figure(page, 'Overlap').getByRole('button', { name: 'Try again' }).click();
    await expect(saves(page, 'Overlap')).toBeEnabled();
    await expect(saves(page, 'Services')).toBeEnabled();
  });
});
