import { axe, expect, ready, test } from './site';

test('opens without an error or a request to another origin', async ({ page }) => {
  await page.goto('./');
  await ready(page);
  await expect(page).toHaveTitle(/Catchment/);
  await axe(page);
});

test('works from a sub-path of a host', async ({ page, baseURL }) => {
  const folder = `${baseURL!}/intranet/catchment/`;
  await page.route(/.*/, async (route) => {
    const url = route.request().url();
    if (!url.startsWith(folder)) return route.fulfill({ status: 404 });
    return route.fulfill({ response: await route.fetch({ url: url.replace('/intranet/catchment', '') }) });
  });
  await page.goto(folder);
  await ready(page);
});

test('forbids scripts and requests of other origins in the page’s own policy', async ({ page }) => {
  await page.goto('./');
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toContain("connect-src 'self';");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).not.toContain('http');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('says what is needed', async ({ page }) => {
    await page.goto('./');
    const message = page.locator('noscript p');
    await expect(message).toBeVisible();
    await expect(message).toContainText('needs JavaScript and WebAssembly');
  });
});
