import { parse } from 'csv-parse/sync';
import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from '@playwright/test';
import { axe, expect, ready, test } from './site';

const figure = (page: Page, name: 'Map' | 'Ranking' | 'Funnel'): Locator =>
  page.getByRole('figure', { name: new RegExp(`^${name}`) });
const map = (page: Page): Locator => page.getByRole('application', { name: /^Map of/ });
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
/** What is about the WebGL painter has an emulated graphics card, which is slow; the rest is drawn as SVG. */
const withWebgl = { tag: '@webgl' };
/** The strip that says what is pointed at or chosen. */
const strip = (page: Page): Locator => page.locator('.strip');

async function open(page: Page, query = ''): Promise<void> {
  await page.goto(`./${query}`);
  await ready(page);
}
/** The map is drawn by WebGL once its code has come; before that, and without it, as SVG. */
const drawnByWebgl = (page: Page) => expect(map(page).locator('canvas')).toBeVisible({ timeout: 30_000 });
const drawnBySvg = (page: Page) => expect(map(page).locator('> svg > g path').first()).toBeVisible();

async function rowsOf(download: Download): Promise<Record<string, string>[]> {
  return parse(await readFile(await download.path(), 'utf8'), { columns: true });
}
async function downloaded(page: Page, of: 'Map' | 'Ranking' | 'Funnel') {
  const download = page.waitForEvent('download');
  await figure(page, of).getByRole('button', { name: 'Download CSV' }).click();
  return rowsOf(await download);
}

test('shows map, ranking and funnel of the default measure', async ({ page }) => {
  await open(page);
  await expect(figure(page, 'Map')).toContainText('Aged 75 and over by network');
  await expect(figure(page, 'Ranking')).toContainText('24 networks from highest to lowest');
  await expect(figure(page, 'Funnel')).toContainText('of 24 lie outside');
  await expect(
    page.getByRole('img', { name: /^Legend: Under .*: \d+ networks; .* or more: \d+ networks/ }),
  ).toBeVisible();
});

test('goes from the first picture to WebGL without moving a boundary', withWebgl, async ({ page }) => {
  await page.route('**/webgl-painter*.js', async (route) => {
    await page.waitForFunction(() => 'goOn' in window);
    await route.continue();
  });
  await open(page);
  await drawnBySvg(page);
  const before = await map(page).screenshot();
  await page.evaluate(() => ((window as unknown as { goOn: boolean }).goOn = true));
  await drawnByWebgl(page);
  await expect(map(page).locator('> svg')).toHaveCount(0);
  const after = await map(page).screenshot();
  expect(await shareOfOtherPixels(page, before, after)).toBeLessThan(0.02);
});

test('a measure is found and chosen by keyboard, and Back undoes it', async ({ page }) => {
  await open(page);
  await page.getByRole('combobox', { name: 'Measure' }).fill('diab');
  await expect(page.getByRole('listbox', { name: 'Measures' }).getByRole('option')).toHaveText([
    /Diabetes/,
    /diabetic/i,
  ]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await ready(page);
  expect(parameter(page, 'measure')).toBe('dm');
  await expect(figure(page, 'Map')).toContainText('Diabetes, 17+: recorded prevalence by network');
  await expect(page.getByRole('option', { name: 'Diabetes, 17+' })).toHaveAttribute('aria-selected', 'true');
  await page.goBack();
  await ready(page);
  await expect(figure(page, 'Map')).toContainText('Aged 75 and over by network');
});

test('a search that finds nothing says so', async ({ page }) => {
  await open(page);
  await page.getByRole('combobox', { name: 'Measure' }).fill('gout');
  await expect(page.getByText('No measure matches “gout”')).toBeVisible();
});

test(
  'arrow keys step through areas, a live region says each, Enter opens it',
  withWebgl,
  async ({ page }) => {
    await open(page, '?measure=dm');
    await map(page).focus();
    await page.keyboard.press('ArrowRight');
    const said = page.locator('[aria-live="polite"]', { hasText: '95% interval' });
    await expect(said).toHaveText(
      /^.+: \d+\.\d+%, 95% interval [\d.]+–[\d.]+, [\d,]+ of [\d,]+ people aged 17 and over, (lower|similar|higher) .+\.$/,
    );
    const first = await said.innerText();
    await page.keyboard.press('ArrowRight');
    await expect(said).not.toHaveText(first);
    await page.keyboard.press('ArrowLeft');
    await expect(said).toHaveText(first);
    const name = first.split(':')[0]!;
    await expect(strip(page)).toContainText(name);
    await page.keyboard.press('Enter');
    await ready(page);
    expect(parameter(page, 'view')).toBe('network');
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  },
);

test('Escape leaves an area, then what is chosen', async ({ page }) => {
  await open(page, '?network=D03');
  await map(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  expect(parameter(page, 'network')).toBe('D03');
  await page.keyboard.press('Escape');
  await expect.poll(() => parameter(page, 'network')).toBe(null);
});

test('what is under the pointer in one figure is marked in the others', withWebgl, async ({ page }) => {
  await open(page);
  const ranking = figure(page, 'Ranking');
  await ranking.locator('rect[data-area]').nth(2).hover();
  const area = await ranking.locator('rect.is-highlighted').getAttribute('data-area');
  await expect(figure(page, 'Funnel').locator('circle.is-highlighted')).toHaveAttribute('data-area', area!);
  await expect(figure(page, 'Map').locator('svg.above path')).toHaveCount(2);
  await expect(strip(page)).toContainText(/\d+\.\d%\s*95% interval/);
});

test('a click on the map chooses a network, which the strip opens', withWebgl, async ({ page }) => {
  await open(page);
  const box = (await map(page).boundingBox())!;
  await map(page).click({ position: { x: box.width / 3, y: box.height / 3 } });
  await expect.poll(() => parameter(page, 'network')).toMatch(/^D\d\d$/);
  const code = parameter(page, 'network');
  await expect(figure(page, 'Map').locator('svg.above path[stroke-width="2.5"]')).toBeVisible();
  await page.getByRole('link', { name: 'Open network' }).click();
  await ready(page);
  expect(parameter(page, 'view')).toBe('network');
  expect(parameter(page, 'network')).toBe(code);
  await page.goBack();
  await ready(page);
  await expect(figure(page, 'Map').locator('svg.above path[stroke-width="2.5"]')).toBeVisible();
});

test('a double click opens the network', async ({ page }) => {
  await open(page);
  await figure(page, 'Ranking').locator('rect[data-area]').first().dblclick();
  await ready(page);
  expect(parameter(page, 'view')).toBe('network');
});

test(
  'zooms with buttons and keys, drags when zoomed in, and shows all again',
  withWebgl,
  async ({ page }) => {
    await open(page);
    const zoomOut = page.getByRole('button', { name: 'Zoom out' });
    await expect(zoomOut).toBeDisabled();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect(zoomOut).toBeEnabled();
    await map(page).focus();
    await page.keyboard.press('+');
    const box = (await map(page).boundingBox())!;
    await page.mouse.move(box.x + 200, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x + 260, box.y + 240, { steps: 4 });
    await page.mouse.up();
    expect(parameter(page, 'network'), 'a drag is no click').toBe(null);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect(zoomOut).toBeDisabled();
  },
);

test('colours by comparison, and says in the legend what lower and higher are', async ({ page }) => {
  await open(page, '?measure=frail');
  await page.getByRole('radio', { name: /^Compared with/ }).check();
  await ready(page);
  expect(parameter(page, 'colour')).toBe('compared');
  await expect(
    page.getByRole('img', {
      name: /^Legend: Lower \(better\): \d+ networks; Similar: .* Higher \(worse\): /,
    }),
  ).toBeVisible();
});

test('a count is not compared, and has no funnel', async ({ page }) => {
  await open(page, '?measure=list_size&colour=compared');
  await expect(page.getByRole('radio', { name: /^Compared with/ })).toBeDisabled();
  await expect(page.getByRole('radio', { name: 'Value' })).toBeChecked();
  await expect(figure(page, 'Funnel')).toContainText('There is no funnel for this measure: it is a count');
});

test('by neighbourhood: everyone outside is in the table and not on the map', withWebgl, async ({ page }) => {
  await open(page);
  await page.getByRole('radio', { name: 'Neighbourhoods' }).check();
  await ready(page);
  expect(parameter(page, 'level')).toBe('neighbourhood');
  await expect(figure(page, 'Map')).toContainText('Aged 75 and over by neighbourhood');
  await expect(figure(page, 'Ranking')).toContainText(/20 highest and 20 lowest of \d+/);
  await expect(figure(page, 'Ranking').getByText(/^… [\d,]+ more, in the table$/)).toBeAttached();
  await figure(page, 'Map').getByRole('button', { name: 'Table' }).click();
  await expect(page.getByRole('cell', { name: 'Outside the area or unknown' })).toBeVisible();
  const rows = await downloaded(page, 'Map');
  expect(rows.filter(({ area_name }) => area_name === 'Outside the area or unknown')).toHaveLength(1);
});

test('the files hold every network and the system, with the funnel’s limits', async ({ page }) => {
  await open(page, '?measure=dm');
  const rows = await downloaded(page, 'Map');
  expect(rows).toHaveLength(25);
  expect(Object.keys(rows[0]!)).toEqual(
    expect.arrayContaining([
      ...['area_code', 'area_name', 'measure', 'numerator', 'denominator'],
      ...['value', 'lower_ci', 'upper_ci', 'unit'],
    ]),
  );
  for (const { value, numerator, denominator } of rows)
    expect(Number(value)).toBeCloseTo((100 * Number(numerator)) / Number(denominator), 9);
  const funnel = await downloaded(page, 'Funnel');
  expect(funnel[0]).toMatchObject({ measure: 'dm', funnel_label: expect.stringMatching(/Low|High|Not/) });
});

test('the picture holds the map, its names and its legend', withWebgl, async ({ page }) => {
  await open(page);
  await drawnByWebgl(page);
  const download = page.waitForEvent('download');
  await figure(page, 'Map').getByRole('button', { name: 'Save picture' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/age75-network\.png$/);
  const colours = await coloursOf(page, await readFile(await file.path()));
  // The darkest class, from the map or its legend, and many shades of text and edges.
  expect(colours.has('71,39,127')).toBe(true);
  expect(colours.size).toBeGreaterThan(50);
});

test('the picture of the ranking holds every row, also those below the fold', async ({ page }) => {
  await open(page);
  const chart = figure(page, 'Ranking').locator('.chart > svg');
  const whole = (await chart.boundingBox())!.height;
  const shown = (await figure(page, 'Ranking').locator('.chart').boundingBox())!.height;
  expect(whole).toBeGreaterThan(shown);
  const download = page.waitForEvent('download');
  await figure(page, 'Ranking').getByRole('button', { name: 'Save picture' }).click();
  const picture = await readFile(await (await download).path());
  // Height in the PNG's header, at two pixels for each of the page's.
  expect(picture.readUInt32BE(20) / 2).toBeGreaterThan(whole);
  expect((await figure(page, 'Ranking').locator('.chart').boundingBox())!.height).toBe(shown);
});

test.describe('without WebGL', () => {
  test('the same map is drawn as SVG, with names, outline and keyboard', async ({ page }) => {
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await open(page, '?level=neighbourhood');
    await drawnBySvg(page);
    await map(page).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.locator('[aria-live="polite"]', { hasText: '95% interval' })).not.toBeEmpty();
    await expect(figure(page, 'Map').locator('svg.above path')).toHaveCount(2);
    expect(requests.filter((url) => /maplibre/.test(url))).toEqual([]);
  });

  test('a map that loses its graphics context goes on as SVG', withWebgl, async ({ page }) => {
    await open(page);
    await drawnByWebgl(page);
    await map(page)
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) =>
        canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext(),
      );
    await drawnBySvg(page);
    await expect(map(page).locator('canvas')).toHaveCount(0);
    await page.getByRole('radio', { name: /^Compared with/ }).check();
    await ready(page);
    await drawnBySvg(page);
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('one column, controls in a sheet, nothing wider than the page', async ({ page }) => {
    await open(page);
    await expect(page.getByRole('combobox', { name: 'Measure' })).toBeHidden();
    await page.getByText('Aged 75 and over, by network').click();
    await page.getByRole('option', { name: 'Dementia' }).click();
    await ready(page);
    expect(parameter(page, 'measure')).toBe('dem');
    const box = (await map(page).boundingBox())!;
    expect(box.height / 844).toBeCloseTo(0.6, 1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});

for (const query of ['', '?level=neighbourhood&colour=compared&network=D03', '?measure=list_size'])
  test(`no accessibility fault: ${query || 'default'}`, async ({ page }) => {
    await open(page, query);
    await axe(page);
  });

test('no accessibility fault with the table open', async ({ page }) => {
  await open(page);
  await figure(page, 'Map').getByRole('button', { name: 'Table' }).click();
  await axe(page);
});

/** Share of pixels that differ visibly between two pictures of one size. */
async function shareOfOtherPixels(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(
    async (pictures) => {
      const [a, b] = await Promise.all(
        pictures.map(async (base64) => {
          const image = new Image();
          image.src = `data:image/png;base64,${base64}`;
          await image.decode();
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [image.width, image.height];
          const context = canvas.getContext('2d')!;
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, image.width, image.height).data;
        }),
      );
      let differing = 0;
      for (let i = 0; i < a!.length; i += 4)
        if ([0, 1, 2].some((part) => Math.abs(a![i + part]! - b![i + part]!) > 64)) differing++;
      return differing / (a!.length / 4);
    },
    [one.toString('base64'), other.toString('base64')],
  );
}

async function coloursOf(page: Page, picture: Buffer): Promise<Set<string>> {
  const colours = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const found = new Set<string>();
    for (let i = 0; i < data.length; i += 4) found.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
    return [...found];
  }, picture.toString('base64'));
  return new Set(colours);
}
