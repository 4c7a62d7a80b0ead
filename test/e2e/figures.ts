import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { expect, ready } from './site';

/** The figure whose name begins so. */
export const figure = (page: Page, name: string): Locator =>
  page.getByRole('figure', { name: new RegExp(`^${name}`) });

/** Rows of a figure's file by column. */
export async function csvOf(page: Page, name: string): Promise<Record<string, string>[]> {
  // Some figures ask first when they come onto the screen.
  await figure(page, name).scrollIntoViewIfNeeded();
  const button = figure(page, name).getByRole('button', { name: 'Download CSV' });
  await expect(button).toBeEnabled({ timeout: 30_000 });
  await ready(page);
  const waiting = page.waitForEvent('download');
  await button.click();
  return parse(await readFile(await (await waiting).path()), { columns: true });
}
