import type { Page } from '@playwright/test';
import { csvOf, figure } from './figures';
import { axe, expect, ready, test } from './site';

/** Requests to another origin and errors fail every test: see `site.ts`. */

const always = ['Age and sex', 'Deprivation', 'Ethnic group', 'Recorded against expected'];
const together = ['What else they have', 'What they need and use', 'Comorbidity'];

async function open(page: Page, rest: string): Promise<void> {
  await page.goto(`./?view=conditions&${rest}`);
  await ready(page);
}

const scopes = [
  ['the system', 'measure=copd', /^COPD in Northshire/, ['Networks', 'Map']],
  ['a network', 'measure=copd&network=D04', /^COPD in Corrowby Docks/, ['Practices', 'Map']],
  ['a group', 'measure=copd&group=D04,D05', /^COPD in Corrowby Docks and /, ['Networks', 'Map']],
] as const;

for (const [name, link, title, places] of scopes)
  test(`${name} opens by its link, every figure with its table, file and picture, and no accessibility fault`, async ({
    page,
  }) => {
    await open(page, link);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(page).toHaveTitle(/Conditions|COPD/);
    const names = [...always, ...together, ...places];
    await expect(page.getByRole('figure')).toHaveCount(names.length);
    for (const each of names) {
      for (const button of ['Table', 'Save picture'])
        await expect(figure(page, each).getByRole('button', { name: button, exact: true })).toBeEnabled();
      const rows = await csvOf(page, each);
      expect(rows.length, each).toBeGreaterThan(0);
      for (const header of Object.keys(rows[0]!)) expect(header, each).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/);
      for (const row of rows)
        for (const count of [row.numerator, row.denominator, row.people])
          expect(count === undefined || count === '*' || Number(count) % 5 === 0, `${each}: ${count}`).toBe(
            true,
          );
    }
    await axe(page);
  });

test('a suppressed row is * in the file and hides all that follows from its count', async ({ page }) => {
  await open(page, 'measure=copd&network=D04');
  const rows = await csvOf(page, 'Age and sex');
  const hidden = rows.filter(({ numerator }) => numerator === '*');
  expect(hidden.length).toBeGreaterThan(0);
  for (const { value, lower_ci, upper_ci } of hidden)
    expect([value, lower_ci, upper_ci]).toEqual(['*', '*', '*']);
});

test('what is fewer than expected stands in the file as people', async ({ page }) => {
  await open(page, 'measure=copd&network=D04');
  const rows = await csvOf(page, 'Recorded against expected');
  expect(rows.length).toBeGreaterThan(2);
  for (const row of rows) {
    const [fewer, lower, upper, expected, recorded] = [
      row.fewer_than_expected,
      row.fewer_lower_ci,
      row.fewer_upper_ci,
      row.expected,
      row.numerator,
    ].map(Number);
    expect(fewer).toBeCloseTo(expected! - recorded!, 6);
    expect(lower).toBeLessThan(fewer!);
    expect(upper).toBeGreaterThan(fewer!);
  }
});

test('condition, people and standard follow the keyboard, and Back undoes each', async ({ page }) => {
  await open(page, 'measure=copd');
  const heading = page.getByRole('heading', { level: 1 });

  await page.getByRole('combobox', { name: 'Condition' }).focus();
  await page.keyboard.type('Heart fail');
  await expect(page).toHaveURL(/measure=hf/);
  await expect(heading).toHaveText(/^Heart failure in Northshire/);
  await ready(page);
  expect((await csvOf(page, 'Deprivation'))[0]).toMatchObject({ measure: 'hf', standard: 'crude' });

  await page.getByRole('combobox', { name: 'Standardise' }).selectOption('age-sex-deprivation');
  await expect(page).toHaveURL(/standard=age-sex-deprivation/);
  await ready(page);
  expect((await csvOf(page, 'Networks'))[0]).toMatchObject({
    measure: 'hf',
    standard: 'age-sex-deprivation',
  });
  // Deprivation itself is not taken out of what compares fifths.
  expect((await csvOf(page, 'Deprivation'))[0]).toMatchObject({ standard: 'age-sex-ratio' });

  await page.getByRole('combobox', { name: 'In', exact: true }).focus();
  await page.keyboard.type('Kiln');
  await expect(page).toHaveURL(/network=D\d\d/);
  await expect(heading).toHaveText('Heart failure in Kilnside');
  await ready(page);
  expect((await csvOf(page, 'Age and sex'))[0]).toMatchObject({ area_name: 'Kilnside', measure: 'hf' });

  await page.goBack();
  await expect(heading).toHaveText(/^Heart failure in Northshire/);
  await page.goBack();
  await expect(page).not.toHaveURL(/standard=/);
  await page.goBack();
  await expect(heading).toHaveText(/^COPD in Northshire/);
});

test('a group is put together box by box, and Escape leaves the list', async ({ page }) => {
  await open(page, 'measure=dm');
  await page.getByRole('combobox', { name: 'In', exact: true }).selectOption('group');
  await page.getByRole('checkbox', { name: 'Corrowby Docks' }).press('Space');
  await page.getByRole('checkbox', { name: 'Corrowby Heights' }).press('Space');
  await expect(page).toHaveURL(/group=D\d\d(,|%2C)D\d\d/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Diabetes, 17+ in Corrowby Docks and Corrowby Heights',
  );
  await page.keyboard.press('Escape');
  await expect(page.getByText('2 networks in the group')).toBeFocused();
  await ready(page);
  expect(await csvOf(page, 'Recorded against expected')).toHaveLength(3);
});

test('arrow keys step through bars, rows and both ways through the matrix', async ({ page }) => {
  await open(page, 'measure=copd');
  const steps: [string, string[], RegExp][] = [
    ['Age and sex', ['End'], /^Women 90\+: \d/],
    ['Deprivation', ['ArrowDown', 'ArrowDown'], /^2: .*(higher|lower|similar)/],
    ['What else they have', ['ArrowDown'], /of 1,000 .* what age and sex would give/],
    ['Comorbidity', ['ArrowRight', 'ArrowRight'], /^COPD with asthma: /],
    ['Comorbidity', ['ArrowRight', 'ArrowDown'], /^Dementia with atrial fibrillation: /],
  ];
  for (const [name, keys, said] of steps) {
    await figure(page, name).getByRole('application').focus();
    for (const key of keys) await page.keyboard.press(key);
    await expect(figure(page, name).getByText(said).first()).toBeAttached();
    await page.keyboard.press('Escape');
  }
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('scrolls one way only', async ({ page }) => {
    await open(page, 'measure=copd&network=D04');
    const widths = await page.evaluate(() => [
      document.documentElement.clientWidth,
      document.documentElement.scrollWidth,
    ]);
    expect(widths[1]).toBe(widths[0]);
    await axe(page);
  });
});

test('a dataset without counts of comorbidity and ethnic group says so, and shows the rest', async ({
  page,
}) => {
  await page.route('**/manifest.json', async (route) => {
    const response = await route.fetch();
    const manifest = (await response.json()) as { cells: Record<string, unknown> };
    delete manifest.cells.comorbidity;
    delete manifest.cells.ethnicity;
    await route.fulfill({ response, json: manifest });
  });
  await open(page, 'measure=copd');
  await expect(page.getByText('This dataset has no ethnic groups')).toBeVisible();
  await expect(page.getByText('made without counts of who has what together')).toBeVisible();
  for (const name of together) await expect(figure(page, name)).toHaveCount(0);
  expect((await csvOf(page, 'Deprivation')).length).toBeGreaterThanOrEqual(5);
});

test.describe('when one file cannot be had', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test('its figures say what to do, and the others stand', async ({ page }) => {
    await page.route('**/cells/comorbidity*', (route) => route.fulfill({ status: 404, body: 'none' }));
    await open(page, 'measure=copd');
    for (const name of together) {
      await expect(figure(page, name).getByRole('alert')).toContainText('comorbidity');
      await expect(figure(page, name).getByRole('button', { name: 'Try again' })).toBeVisible();
    }
    for (const name of always) await expect(figure(page, name).getByRole('alert')).toHaveCount(0);
    await expect(figure(page, 'Age and sex').getByRole('application')).toBeVisible();
    await page.unroute('**/cells/comorbidity*');
    await figure(page, 'What else they have').getByRole('button', { name: 'Try again' }).click();
    await expect(figure(page, 'What else they have').getByRole('application')).toBeVisible();
  });
});
