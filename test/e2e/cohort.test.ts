import type { Page } from '@playwright/test';
import { csvOf, figure } from './figures';
import { axe, expect, ready, test } from './site';

/** Requests to another origin and errors fail every test: see `site.ts`. */

const figures = [
  'Ages',
  'Make-up',
  'Where',
  'Map',
  'Care processes due',
  'Medicines and use of care',
  'Deprivation',
  'Ethnic groups',
  'Services they fall in',
];
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const cohortOf = (page: Page) => new URL(page.url()).searchParams.get('cohort');

async function open(page: Page, rest: string): Promise<void> {
  await page.goto(`./?view=cohort&${rest}`);
  await ready(page);
}

test('a cohort is built with the keyboard alone, Back undoes each step, and its link opens the same', async ({
  page,
}) => {
  await open(page, 'network=D04');
  await expect(heading(page)).toHaveText('Build a cohort in Corrowby Docks');
  await axe(page);
  const add = page.getByRole('combobox', { name: 'Add a criterion' });
  const choose = async (name: string) => {
    await add.focus();
    await page.keyboard.type(name);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  };

  await choose('Age');
  await expect(heading(page)).toHaveText('People aged 65 and over in Corrowby Docks');
  const from = page.getByRole('spinbutton', { name: 'Age: from' });
  await expect(from).toBeFocused();
  await from.fill('70');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('spinbutton', { name: 'Age: to' })).toBeFocused();
  await page.keyboard.type('84');
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('People aged 70 to 84 in Corrowby Docks');

  await choose('Current sm');
  await expect(page.getByRole('combobox', { name: 'Current smoker: yes or no' })).toBeFocused();
  await page.keyboard.type('no');
  await choose('Coronary');
  await page.getByRole('button', { name: 'Or something else than Coronary' }).press('Enter');
  await page.keyboard.type('Heart f');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add', exact: true }).press('Enter');
  await expect(heading(page)).toHaveText(
    'People aged 70 to 84 with coronary heart disease or heart failure, who do not smoke in Corrowby Docks',
  );
  await expect.poll(() => cohortOf(page)).toBe('age.70-84 chd.or.hf not.smoker');
  await ready(page);
  await expect(page.getByRole('figure')).toHaveCount(figures.length);
  const said = await page.locator('.size').innerText();
  expect(said).toMatch(/^[\d,]+ people, [\d.]+% \(95% interval .*\) of [\d,]+ people in Corrowby Docks$/);

  await page.goto(page.url());
  await ready(page);
  await expect(page.locator('.size')).toHaveText(said);

  await page.getByRole('button', { name: 'Remove Current smoker' }).press('Enter');
  await expect(page.getByRole('button', { name: /^Remove Coronary/ })).toBeFocused();
  await expect.poll(() => cohortOf(page)).toBe('age.70-84 chd.or.hf');
  await page.goBack();
  await expect(heading(page)).toHaveText(/who do not smoke/);
});

test('every figure has its table, picture and file, counts through the gate, and no accessibility fault', async ({
  page,
}) => {
  await open(page, 'cohort=frailty.moderate.or.severe+not.care_home&network=D04&policy=hes');
  await expect(page.getByRole('figure')).toHaveCount(figures.length);
  for (const name of figures) {
    for (const button of ['Table', 'Save picture'])
      await expect(figure(page, name).getByRole('button', { name: button, exact: true })).toBeEnabled();
    const rows = await csvOf(page, name);
    expect(rows.length, name).toBeGreaterThan(0);
    for (const header of Object.keys(rows[0]!)) expect(header, name).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/);
    for (const row of rows) {
      expect(row.area_name, name).toBeTruthy();
      expect(row.cohort, name).toBe('frailty.moderate.or.severe not.care_home');
      for (const count of [row.numerator, row.denominator, row.due, row.everybody_numerator])
        expect(count === undefined || count === '*' || Number(count) % 5 === 0, `${name}: ${count}`).toBe(
          true,
        );
      if (row.numerator === '*') expect([row.value, row.lower_ci]).toEqual(['*', '*']);
    }
  }
  await page.getByText('As SQL').click();
  await expect(page.getByLabel('SQL of the cohort')).toContainText('care_home');
  await axe(page);
  await page.setViewportSize({ width: 390, height: 844 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await axe(page);
});

test('a second cohort beside the first: overlap as the rows have it, figures against it, its link, and one too near is refused', async ({
  page,
}) => {
  await open(page, 'network=D04&policy=none');
  const countOf = async (text: string) => {
    await page.getByRole('textbox', { name: 'Or type it' }).fill(text);
    await page.keyboard.press('Enter');
    await ready(page);
    await expect(page.locator('.size')).not.toHaveClass(/late/);
    return Number((await page.locator('.size strong').first().innerText()).replaceAll(',', ''));
  };
  // Each part as a cohort of its own.
  const parts = {
    both: await countOf('age.65- dm chd'),
    first_only: await countOf('age.65- dm not.chd'),
    second_only: await countOf('age.65- chd not.dm'),
  };
  await countOf('age.65- dm');
  await page.getByRole('button', { name: 'Compare with another cohort' }).press('Enter');
  await expect(page.getByRole('link', { name: 'The same, whatever their Age' })).toBeVisible();
  const second = page.getByRole('region', { name: 'Beside: a second cohort' });
  await second.getByRole('textbox', { name: 'Or type it' }).fill('age>=65 chd');
  await page.keyboard.press('Enter');
  await ready(page);
  expect(new URL(page.url()).searchParams.get('beside')).toBe('age.65- chd');
  const rows = await csvOf(page, 'Overlap');
  const counted = (part: string) =>
    Number(rows.find((row) => row.part === part && row.share_of === 'everybody')!.numerator);
  for (const [part, count] of Object.entries(parts)) expect(counted(part), part).toBe(count);
  const both = rows.find((row) => row.part === 'both' && row.share_of === 'second')!;
  expect(Number(both.denominator)).toBe(parts.both + parts.second_only);
  expect(both).toMatchObject({ cohort: 'age.65- dm', second_cohort: 'age.65- chd' });

  const makeUp = await csvOf(page, 'Make-up');
  const register = makeUp.find(({ measure }) => measure === 'dm')!;
  expect(Number(register.beside_numerator)).toBe(parts.both);
  expect(Number(register.beside_denominator)).toBe(parts.both + parts.second_only);
  await expect(page.getByRole('figure')).toHaveCount(figures.length + 1);
  await axe(page);

  // The map is of the one or of the other.
  const mapped = async () => {
    const rows = (await csvOf(page, 'Map')).slice(0, -1);
    return [rows[0]!.cohort, rows.reduce((sum, { numerator }) => sum + Number(numerator), 0)];
  };
  expect(await mapped()).toEqual(['age.65- dm', parts.both + parts.first_only]);
  await figure(page, 'Map').getByRole('combobox', { name: 'Map of' }).selectOption('The second cohort');
  await expect(page).toHaveURL(/mapped=second/);
  await expect(figure(page, 'Map')).toContainText('Of the second cohort.');
  expect(await mapped()).toEqual(['age.65- chd', parts.both + parts.second_only]);

  const said = await page.locator('.size').innerText();
  await page.goto(page.url());
  await ready(page);
  expect(await page.locator('.size').innerText()).toBe(said);

  // The second is the first less a few people.
  await page.evaluate(() => {
    history.pushState(
      null,
      '',
      '?view=cohort&cohort=age.65-+ast&beside=age.65-+ast+medicines.-16&network=D04&policy=hes',
    );
    dispatchEvent(new PopStateEvent('popstate'));
  });
  await expect(page.getByText('The second cohort is not shown beside the first')).toBeVisible();
  await expect(page.getByRole('figure')).toHaveCount(figures.length);
  await page.getByRole('button', { name: 'Stop comparing' }).click();
  await expect(page).not.toHaveURL(/beside=/);
});

test('services they fall in: rows, their links and a file that counts as a cohort of its own does', async ({
  page,
}) => {
  await open(page, 'cohort=age.65-+dm&network=D04&policy=none');
  const fallIn = figure(page, 'Services they fall in');
  await expect(fallIn.getByRole('row')).toHaveCount(12);
  await expect(fallIn.getByText(/^Not told by this dataset.*Lipid lowering/)).toBeVisible();
  await expect(fallIn.getByRole('row', { name: /^Structured medication review/ })).toContainText(
    'Partly told, so at the least so many',
  );
  await expect(
    fallIn.getByText(/this dataset cannot tell .*on opioids.*\(structured medication/),
  ).toBeVisible();
  const rows = await csvOf(page, 'Services they fall in');
  expect(rows).toHaveLength(11);
  const row = (id: string) => rows.find(({ service }) => service === id)!;
  expect(Number(row('hypertension').due)).toBe(
    Number(row('hypertension').done_denominator) - Number(row('hypertension').done_numerator),
  );
  const onScreen = await fallIn.getByRole('row', { name: /^Hypertension to target/ }).innerText();
  expect(onScreen).toContain(Number(row('hypertension').numerator).toLocaleString('en-GB'));

  const countOf = async (text: string) => {
    await page.getByRole('textbox', { name: 'Or type it' }).fill(text);
    await page.keyboard.press('Enter');
    await ready(page);
    await expect(page.locator('.size')).not.toHaveClass(/late/);
    return Number((await page.locator('.size strong').first().innerText()).replaceAll(',', ''));
  };
  expect(await countOf('age.65- dm hyp')).toBe(Number(row('hypertension').numerator));
  expect(await countOf('age.65- dm fifth.1')).toBe(Number(row('core20').numerator));
  expect(await countOf('fifth.1')).toBe(Number(row('core20').everybody_numerator));

  await fallIn.getByRole('link', { name: 'Enhanced health in care homes' }).click();
  await expect(heading(page)).toHaveText('Services for the people of Corrowby Docks');
  expect(new URL(page.url()).searchParams.get('service')).toBe('ehch');
});

test('what is typed is read, what means nothing is told, and what cannot be shown says why', async ({
  page,
}) => {
  await open(page, 'cohort=copd+flyer&network=D04');
  const builder = page.getByRole('region', { name: 'People who meet all of these' });
  await expect(builder.getByText('“flyer” is no criterion and was left out')).toBeVisible();
  await expect(heading(page)).toHaveText('People with COPD in Corrowby Docks');

  const typed = page.getByRole('textbox', { name: 'Or type it' });
  const type = async (text: string) => {
    await typed.fill(text);
    await typed.press('Enter');
    await ready(page);
  };
  await type('medicines>=5 copdd age 65-84');
  await expect(builder.getByText('did you mean “copd”?')).toBeVisible();
  expect(cohortOf(page)).toBe('age.65-84 medicines.5-');
  await expect(typed).toHaveValue('age.65-84 medicines.5-');

  // All but a few of a cohort on show would tell those few.
  await type('age.65- ast');
  await expect(page.getByRole('figure')).toHaveCount(figures.length);
  await type('age.65- ast medicines.-16');
  await expect(page.getByText('Not shown: this selection')).toBeVisible();
  await expect(page.getByRole('figure')).toHaveCount(0);
  await expect(page.locator('.size')).toHaveText('');

  await type('age.-17 frailty.severe');
  await expect(page.getByText('Nobody in Corrowby Docks meets all of these criteria')).toBeVisible();
});

test('a cohort that the dataset cannot tell is not nobody, and an example opens with a click', async ({
  page,
}) => {
  await page.route('**/manifest.json', async (route) => {
    const response = await route.fetch();
    const manifest = (await response.json()) as { columns: { name: string }[] };
    for (const column of manifest.columns) if (column.name === 'smoker') column.name = 'smoker_once';
    await route.fulfill({ response, json: manifest });
  });
  await open(page, 'cohort=smoker+ast&network=D04');
  await expect(page.getByText('not the same as nobody')).toContainText(
    'Current smoker: it lacks the column smoker',
  );
  await page.getByRole('button', { name: 'Remove Current smoker' }).click();
  await page.getByRole('button', { name: 'Remove Asthma' }).click();
  await page.getByRole('link', { name: '65 and over with COPD and heart failure' }).click();
  await expect(heading(page)).toHaveText(
    'People aged 65 and over with COPD and heart failure in Corrowby Docks',
  );
});
