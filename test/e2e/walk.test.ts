import type { Page } from '@playwright/test';
import { axe, expect, ready, test } from './site';

/** Fails on a request to another origin, a console error or an uncaught error anywhere on the way: see `site.ts`. */

const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

test('a director walks from the map to a network and back with the keyboard alone', async ({ page }) => {
  await page.goto('./');
  await ready(page);

  const picker = page.getByRole('combobox', { name: 'Measure' });
  await picker.focus();
  await page.keyboard.type('frail');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await ready(page);
  expect(parameter(page, 'measure')).toBe('frail');
  await expect(page.getByRole('figure', { name: /^Map/ })).toContainText(
    'Moderate or severe frailty, 65+ by network',
  );

  const search = page.getByRole('search').getByRole('combobox', { name: 'Network' });
  await search.focus();
  await page.keyboard.type('D07');
  await page.keyboard.press('Enter');
  await ready(page);
  expect(parameter(page, 'view')).toBe('network');
  expect(parameter(page, 'network')).toBe('D07');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('D07');
  for (const figure of ['Population pyramid', 'Conditions', 'Practices'])
    await expect(page.getByRole('figure', { name: new RegExp(`^${figure}`) })).toBeVisible();

  await page.goBack();
  await ready(page);
  expect(parameter(page, 'measure')).toBe('frail');
  await expect(page.getByRole('figure', { name: /^Ranking/ })).toBeVisible();
});

test('a link opens the same, and a bad part of it is told while the rest is kept', async ({ page }) => {
  await page.goto('./?measure=copd&level=neighbourhood&network=NOWHERE');
  await ready(page);
  await expect(page.getByRole('figure', { name: /^Map/ })).toContainText(
    'COPD: recorded prevalence by neighbourhood',
  );
  await expect(page.getByText('no network with the code “NOWHERE”')).toBeVisible();
});

for (const [name, address] of [
  ['map of networks', './'],
  ['map of neighbourhoods, compared', './?measure=dm&level=neighbourhood&colour=compared'],
  ['network', './?view=network&network=D07'],
  ['choice of a network', './?view=network'],
  ['about', './?view=about'],
] as const)
  for (const width of [1440, 390])
    test(`${name}, ${width} px wide: no accessibility fault, nothing wider than the page`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await page.goto(address);
      await ready(page);
      await axe(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });

test('every figure has a table, a download and a picture', async ({ page }) => {
  for (const address of ['./', './?view=network&network=D07']) {
    await page.goto(address);
    await ready(page);
    const figures = await page.getByRole('figure').all();
    expect(figures.length).toBeGreaterThanOrEqual(3);
    for (const figure of figures) {
      await figure.getByRole('button', { name: 'Table' }).first().click();
      await expect(figure.getByRole('table').first()).toBeVisible();
      const csv = page.waitForEvent('download');
      await figure.getByRole('button', { name: 'Download CSV' }).first().click();
      expect((await csv).suggestedFilename()).toMatch(/\.csv$/);
      const picture = page.waitForEvent('download');
      await figure.getByRole('button', { name: 'Save picture' }).first().click();
      expect((await picture).suggestedFilename()).toMatch(/\.png$/);
    }
  }
});
