import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

/** WCAG 2.2 AA and what it builds on. */
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

interface Options {
  /** Console errors that a test provokes on purpose: `test.use({ expectedErrors: [/404/] })`. */
  expectedErrors: RegExp[];
}

interface Fixtures {
  /** Fails the test on a console error, an uncaught error, or a request to another origin. */
  watch: undefined;
}

/** Playwright's `test` over the built site, with a page that is watched. */
export const test = base.extend<Options & Fixtures>({
  baseURL: async ({}, use) => {
    const site = process.env.CATCHMENT_SITE;
    if (!site)
      throw new Error('There is no site to test: its build failed, see the message above the first test.');
    await use(site);
  },
  expectedErrors: [[], { option: true }],
  watch: [
    async ({ context, baseURL, expectedErrors }, use) => {
      const faults: string[] = [];
      const blame = (text: string) => {
        if (!expectedErrors.some((expected) => expected.test(text))) faults.push(text);
      };
      context.on('console', (message) => {
        if (message.type() === 'error') blame(`console error: ${message.text()} (${message.location().url})`);
      });
      context.on('weberror', (error) => blame(`uncaught error: ${error.error().message}`));
      context.on('request', (request) => {
        const url = new URL(request.url());
        const isLocal = url.protocol === 'data:' || url.origin === new URL(baseURL!).origin;
        if (!isLocal) faults.push(`request to another origin: ${request.url()}`);
      });
      await use(undefined);
      expect(faults, 'a page without errors or requests to other origins').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Waits until everything visible is painted from its final data. */
export async function ready(page: Page): Promise<void> {
  await expect(page.locator('main[data-ready="true"]')).toBeVisible({ timeout: 30_000 });
  // What was chosen is written in the address once it has been painted.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}

/** Asserts that the page has no accessibility fault that axe can find at WCAG 2.2 AA. */
export async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze();
  const faults = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map((node) => node.html),
  }));
  expect(faults, 'accessibility faults').toEqual([]);
}
