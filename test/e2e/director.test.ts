import { parse } from 'csv-parse/sync';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { axe, expect, ready, test } from './site';

const figure = (page: Page, name: string) => page.getByRole('figure', { name: new RegExp(`^${name}`) });
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

/** Tab by tab until this has the focus: nothing on the way may hold it, and nothing be out of reach. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 150; step++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    });
    if (name.test(focused.trim())) return;
  }
  throw new Error(`nothing with the name ${String(name)} is reached by Tab`);
}

test('a director’s walk, with the keyboard alone and small numbers hidden: network, Risk, proactive care, by practice, download, a link that opens the same', async ({
  page,
  context,
}) => {
  await page.goto('./?policy=hes');
  await ready(page);
  const search = page.getByRole('search').getByRole('combobox', { name: 'Network' });
  await search.focus();
  await page.keyboard.type('D07');
  await page.keyboard.press('Enter');
  await ready(page);
  await expect(heading(page)).toContainText('D07');

  await page.keyboard.press('Home');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await tabTo(page, /^Risk$/);
  await page.keyboard.press('Enter');
  await expect(heading(page)).toContainText('Who needs us most in');
  await ready(page);
  await axe(page);

  await tabTo(page, /^Services$/);
  await page.keyboard.press('Enter');
  await expect(heading(page)).toContainText('Services for the people of');
  await ready(page);
  await tabTo(page, /^Proactive care$/);
  await page.keyboard.press('Enter');
  await expect(heading(page)).toContainText('moderate frailty');
  await ready(page);
  await axe(page);

  const where = figure(page, 'Where');
  await expect(where).toContainText('by practice');
  await where.scrollIntoViewIfNeeded();
  await ready(page);
  const button = where.getByRole('button', { name: 'Download CSV' });
  await button.focus();
  const waiting = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const text = await readFile(await (await waiting).path(), 'utf8');
  const rows = parse<Record<string, string>>(text, { columns: true, bom: true });
  expect(rows.length).toBeGreaterThan(3);
  for (const { numerator, denominator } of rows)
    for (const count of [numerator!, denominator!])
      expect(count === '*' || Number(count) === 0 || (Number(count) % 5 === 0 && Number(count) >= 10)).toBe(
        true,
      );

  const seen = await heading(page).textContent();
  const size = await page.getByRole('status').first().textContent();
  const other = await context.newPage();
  await other.goto(page.url());
  await ready(other);
  await expect(heading(other)).toHaveText(seen!);
  await expect(other.getByRole('status').first()).toHaveText(size!);
  await figure(other, 'Where').scrollIntoViewIfNeeded();
  await ready(other);
  const again = other.waitForEvent('download');
  await figure(other, 'Where').getByRole('button', { name: 'Download CSV' }).click();
  expect(await readFile(await (await again).path(), 'utf8')).toBe(text);
});
