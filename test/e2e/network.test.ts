import type { Page } from '@playwright/test';
import { csvOf, figure } from './figures';
import { axe, expect, ready, test } from './site';

const figures = [
  'Headlines',
  'Aged 75 and over',
  'Population pyramid',
  'Multimorbidity by age',
  'Conditions',
  'Practices',
  'Neighbourhood map',
];

/** Opens the first network of the list. */
async function openFirst(page: Page): Promise<string> {
  await page.goto('./?view=network');
  await ready(page);
  const link = figure(page, 'Networks').getByRole('rowheader').first().getByRole('link');
  const name = await link.innerText();
  await link.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await ready(page);
  return name;
}

test.describe('without a network', () => {
  test('lists every network with its size and its older people', async ({ page }) => {
    await page.goto('./?view=network');
    await ready(page);
    const rows = figure(page, 'Networks').getByRole('row');
    expect(await rows.count()).toBeGreaterThan(2);
    await expect(rows.nth(1)).toContainText(/[\d,]+\s*\d+\.\d%/);
    await axe(page);
  });

  test('finds a network by part of its name', async ({ page }) => {
    await page.goto('./?view=network');
    await ready(page);
    const names = figure(page, 'Networks').getByRole('rowheader').getByRole('link');
    const last = await names.last().innerText();
    await page.getByRole('textbox', { name: 'Find by name, code or place' }).fill(last);
    await expect(names).toHaveText([last]);
    await page.getByRole('textbox', { name: 'Find by name, code or place' }).fill('no such network');
    await expect(figure(page, 'Networks')).toContainText('No network matches “no such network”');
  });

  test('tells of an unknown code and offers the list', async ({ page }) => {
    await page.goto('./?view=network&network=NOSUCH');
    await ready(page);
    await expect(page.getByText('no network with the code “NOSUCH”')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1, name: 'Choose a network' })).toBeVisible();
  });
});

test('opens with one line that says who they are', async ({ page }) => {
  await openFirst(page);
  await expect(page).toHaveURL(/view=network&network=\w+/);
  await expect(page.getByText(/^[\d,]+ people, \d+ practices? in .+; .+ the system$/)).toBeVisible();
});

test('compares each headline with the system in words', async ({ page }) => {
  await openFirst(page);
  const items = figure(page, 'Headlines').getByRole('listitem');
  await expect(items).toHaveCount(10);
  for (const item of (await items.all()).slice(1))
    await expect(item).toContainText(/\(.*\d–\d.*; [\d,]+ (of|among) [\d,]+\)/);
  await expect(items.nth(2)).toContainText(/75 or over/);
  await expect(items.nth(2)).toContainText(/(higher than|similar to|lower than) the system’s \d+\.\d%/);
});

test('gives every figure a table, a file and a picture', async ({ page }) => {
  await openFirst(page);
  for (const name of figures) {
    for (const button of ['Table', 'Download CSV', 'Save picture'])
      await expect(figure(page, name).getByRole('button', { name: button, exact: true })).toBeEnabled();
    const rows = await csvOf(page, name);
    expect(Object.keys(rows[0]!)).toEqual(
      expect.arrayContaining([
        'area_code',
        'area_name',
        'measure',
        'numerator',
        'denominator',
        'value',
        'lower_ci',
        'upper_ci',
        'unit',
      ]),
    );
  }
  const waiting = page.waitForEvent('download');
  await figure(page, 'Conditions').getByRole('button', { name: 'Save picture' }).click();
  expect((await waiting).suggestedFilename()).toMatch(/-conditions\.png$/);
});

test('shows all 21 registers, and leads from one to its map and back', async ({ page }) => {
  const name = await openFirst(page);
  const rows = await csvOf(page, 'Conditions');
  expect(new Set(rows.map((row) => row.measure)).size).toBe(21);
  await figure(page, 'Conditions').getByRole('button', { name: 'Table' }).click();
  await expect(figure(page, 'Conditions').getByRole('row')).toHaveCount(22);
  await figure(page, 'Conditions').getByRole('button', { name: 'Table' }).click();
  await figure(page, 'Conditions').getByRole('link', { name: 'Dementia' }).click();
  await expect(page).toHaveURL(/measure=dem/);
  await ready(page);
  await expect(figure(page, 'Map')).toContainText('Dementia');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});

test('steps through the pyramid with the arrow keys', async ({ page }) => {
  await openFirst(page);
  const pyramid = figure(page, 'Population pyramid');
  await pyramid.getByRole('application').focus();
  await page.keyboard.press('ArrowDown');
  await expect(pyramid.getByText(/^Men 90\+: .*of the list; the system has/).first()).toBeAttached();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(pyramid.getByText(/^Women 85–89: /).first()).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(pyramid.getByText(/^Women 85–89: /)).toHaveCount(0);
});

test('sorts practices by any column', async ({ page }) => {
  await openFirst(page);
  const practices = figure(page, 'Practices');
  const sizes = async () =>
    (await practices.locator('tbody td:first-of-type .value').allInnerTexts()).map((text) =>
      Number(text.replace(',', '')),
    );
  const biggestFirst = await sizes();
  expect(biggestFirst).toEqual([...biggestFirst].sort((a, b) => b - a));
  await practices.getByRole('button', { name: 'List size' }).click();
  expect(await sizes()).toEqual([...biggestFirst].reverse());
  await practices.getByRole('button', { name: 'Practice', exact: true }).click();
  const names = await practices.locator('tbody').getByRole('rowheader').allInnerTexts();
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en-GB')));
});

test('maps the measure that the link names', async ({ page }) => {
  await openFirst(page);
  await page.getByRole('combobox', { name: 'Measure' }).selectOption('frail');
  await expect(page).toHaveURL(/measure=frail/);
  await ready(page);
  await page.reload();
  await ready(page);
  await expect(page.getByRole('combobox', { name: 'Measure' })).toHaveValue('frail');
  const [row] = await csvOf(page, 'Neighbourhood map');
  expect(row!.measure).toBe('frail');
});

test('loads everybody’s rows when a comparison needs them', async ({ page }) => {
  await openFirst(page);
  const older = figure(page, 'Aged 75 and over');
  const housebound = older.getByRole('row', { name: /^Housebound/ });
  await expect(housebound).not.toContainText(/higher|similar|lower/);
  await older.getByRole('button', { name: /^Compare with the system: load \d+ more networks/ }).click();
  await expect(housebound).toContainText(/higher|similar|lower/, { timeout: 60_000 });
});

test.describe('when patient rows cannot be fetched', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test('the rest of the page stands, and trying again mends it', async ({ page }) => {
    await page.route(/networks\/.*\.arrows/, (route) => route.abort());
    await openFirst(page);
    await expect(figure(page, 'Conditions').getByRole('link', { name: 'Dementia' })).toBeVisible();
    const older = figure(page, 'Aged 75 and over');
    await expect(older.getByRole('row', { name: /^Two or more/ })).toContainText(/\d+\.\d%/);
    await expect(older.getByRole('row', { name: /^Housebound/ })).toContainText('not loaded');
    const multimorbidity = figure(page, 'Multimorbidity by age');
    await expect(multimorbidity.getByRole('alert')).toContainText('.arrows');
    await page.unroute(/networks\/.*\.arrows/);
    await multimorbidity.getByRole('button', { name: 'Try again' }).click();
    await expect(multimorbidity.getByRole('application')).toBeVisible();
    await older.getByRole('button', { name: 'Try again' }).click();
    await expect(older.getByRole('row', { name: /^Housebound/ })).toContainText(/\d+\.\d+%/);
  });
});

test('has no accessibility fault', async ({ page }) => {
  await openFirst(page);
  await axe(page);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('scrolls one way only and has no accessibility fault', async ({ page }) => {
    await openFirst(page);
    const [visible, whole] = await page.evaluate(() => [
      document.documentElement.clientWidth,
      document.documentElement.scrollWidth,
    ]);
    expect(whole).toBe(visible);
    await axe(page);
  });
});
