import type { Manifest, Projection } from '../../src/domain/schema';
import { csvOf, figure } from './figures';
import { axe, expect, ready, test } from './site';

/** Requests to another origin and errors fail every test: see `site.ts`. */

const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);

test('people of coming years follow the published projection band by band, and scenarios change only what they have', async ({
  page,
}) => {
  await page.goto('./?view=ageing&policy=none');
  await ready(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^How .* ages$/);
  await expect(figure(page, 'Practices compared')).toHaveCount(0);
  const rows = await csvOf(page, 'Projected population');
  expect(Object.keys(rows[0]!)).toEqual(['year', 'area_code', 'sex', 'age_band', 'count']);
  expect(rows).toHaveLength(21 * 2 * 19);

  const projection = (await (await page.request.get('./data/demo/projection.json')).json()) as Projection;
  const residents = (year: number, sex: 'male' | 'female', band: number) =>
    sum(projection[sex][year]!.filter((_, age) => Math.min(18, Math.floor(age / 5)) === band));
  const bands = [...new Set(rows.map(({ age_band }) => age_band!))];
  expect(bands).toHaveLength(19);
  const list = new Map(
    rows
      .filter(({ year }) => year === '2026')
      .map((row) => [`${row.sex!} ${row.age_band!}`, Number(row.count)]),
  );
  for (let year = 0; year <= 20; year++) {
    const then = rows.filter((row) => row.year === String(2026 + year));
    const wanted = then.map(({ sex, age_band }) => {
      const band = bands.indexOf(age_band!);
      const of = sex === 'Male' ? ('male' as const) : ('female' as const);
      return (list.get(`${sex!} ${age_band!}`)! * residents(year, of, band)) / residents(0, of, band);
    });
    // Each is a whole number of people.
    then.forEach(({ count }, i) => expect(Math.abs(Number(count) - wanted[i]!)).toBeLessThan(0.51));
    const older = (counts: number[]) => sum(counts.filter((_, i) => bands.indexOf(then[i]!.age_band!) >= 15));
    const counts = then.map(({ count }) => Number(count));
    expect(Math.abs(sum(counts) - sum(wanted))).toBeLessThan(19);
    expect(Math.abs(older(counts) - older(wanted))).toBeLessThan(5);
  }
  await axe(page);

  // A network, its year by the keyboard, and a scenario that stands in the address.
  await page.getByRole('combobox', { name: 'In', exact: true }).selectOption('D04');
  await ready(page);
  const own = await csvOf(page, 'Projected population');
  expect(new Set(own.map(({ area_code }) => area_code))).toEqual(new Set(['D04']));
  const year = page.getByRole('slider', { name: 'Year, slider' });
  await year.focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
  await expect(page).toHaveURL(/year=2037/);
  await expect(
    page.getByText(/^By 2037 Corrowby Docks has about .* if today’s rates persist\.$/),
  ).toBeVisible();

  const before = await csvOf(page, 'Conditions over time');
  const trend = page.getByRole('spinbutton', { name: 'All rates change by' });
  await trend.fill('1.5');
  await trend.press('Enter');
  await expect(page).toHaveURL(/scenario=trend\.all\.1\.5/);
  await ready(page);
  const after = await csvOf(page, 'Conditions over time');
  const casesIn = (each: Record<string, string>[]) => Number(each.find((row) => row.year === '2037')!.count);
  expect(casesIn(after) / casesIn(before)).toBeCloseTo(1.015 ** 11, 2);
  expect(after[0]!.count).toBe(before[0]!.count);
  for (const row of after) {
    const change = sum([row.more_people, row.older_people, row.other_rates].map(Number));
    expect(Math.abs(Number(row.count) - Number(after[0]!.count) - change)).toBeLessThan(3);
    if (row.year !== '2026') {
      expect(Number(row.lower_80)).toBeLessThan(Number(row.count));
      expect(Number(row.upper_80)).toBeGreaterThan(Number(row.count));
    }
  }
  expect(await csvOf(page, 'Projected population')).toEqual(own);
  await page.goBack();
  await expect(page).not.toHaveURL(/scenario=/);

  const networks = await csvOf(page, 'Networks compared');
  expect(networks).toHaveLength(2 * 24);
  // So few are all drawn.
  const compared = figure(page, 'Networks compared');
  await expect(compared.locator('tbody tr')).toHaveCount(24);
  await expect(compared.getByRole('button', { name: /^Show/ })).toHaveCount(0);
  expect((await csvOf(page, 'Ten that grow most')).map(({ area_code }) => area_code)).toEqual(
    Array.from({ length: 10 }, () => 'D04'),
  );

  // Motion only for those who want it.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page).toHaveURL(/year=2046/);

  await page.goto('./?view=ageing&network=D04&policy=hes&scenario=gap.50');
  await ready(page);
  for (const row of await csvOf(page, 'Projected population'))
    if (row.count !== '*') expect(Number(row.count) % 5).toBe(0);
  await axe(page);
});

test('the map of ageing paints a choice of the address, and years with conditions come to all years', async ({
  page,
}) => {
  await page.goto('./?view=ageing&policy=none');
  await ready(page);
  const map = figure(page, 'Where it ages');
  await map.scrollIntoViewIfNeeded();
  await expect(map.getByRole('heading')).toHaveText(/By 2036 .* has the largest share of 75 and over: /);
  await map.getByRole('combobox', { name: 'Mapped' }).selectOption('Number of 75 and over');
  await expect(page).toHaveURL(/aged=number75\.10(&|$)/);
  await map.getByRole('combobox', { name: 'When' }).selectOption('Growth in per cent by 2041');
  await expect(page).toHaveURL(/aged=number75\.15\.percent/);
  await ready(page);
  const rows = await csvOf(page, 'Where it ages');
  expect(rows).toHaveLength(24 + 1);
  // The same people as the file of every year has them.
  const people = await csvOf(page, 'Projected population');
  const older = (year: string) =>
    sum(
      people
        .filter((row) => row.year === year && /^(75|80|85|90)/.test(row.age_band!))
        .map(({ count }) => Number(count)),
    );
  const whole = rows.at(-1)!;
  expect(Number(whole.change_percent)).toBeCloseTo((older('2041') / older('2026') - 1) * 100, 1);
  const largest = rows
    .slice(0, -1)
    .reduce((most, row) => (Number(row.change_percent) > Number(most.change_percent) ? row : most));
  await expect(map.getByRole('heading')).toContainText(`grows fastest in ${largest.area_name!}: +`);
  expect(sum(rows.slice(0, -1).map(({ value_today }) => Number(value_today)))).toBe(older('2026'));
  // A share cannot grow in per cent: what is left is growth in percentage points.
  await map.getByRole('combobox', { name: 'Mapped' }).selectOption('Share of 75 and over');
  await expect(page).toHaveURL(/aged=share75\.15\.change/);

  const years = await csvOf(page, 'Years lived with');
  expect(years.map(({ state, sex }) => `${state!} ${sex!}`)).toEqual(
    ['ltc4', 'frail', 'care_home'].flatMap((state) => [`${state} Women`, `${state} Men`]),
  );
  for (const row of years) {
    const [within, all] = [row.years_with, row.uk_years_left_at_this_deprivation].map(Number);
    expect(within!).toBeLessThan(all!);
    expect(within!).toBeGreaterThan(Number(row.lower_ci));
    // At 65 the United Kingdom had 18.76 and 21.12 years left in 2017 to 2019.
    expect(Math.abs(all! - (row.sex === 'Men' ? 18.76 : 21.12))).toBeLessThan(1.5);
  }
});

test('several conditions have assumptions of their own', async ({ page }) => {
  await page.goto('./?view=ageing&policy=none');
  await ready(page);
  // Diabetes and COPD at once, by the keyboard; each row goes again, and focus is never lost.
  const panel = page.getByRole('region', { name: 'What if rates change?' });
  const add = async (name: string) => {
    await panel.getByRole('combobox', { name: 'Condition to add' }).selectOption({ label: name });
    await panel.getByRole('button', { name: 'Add', exact: true }).press('Enter');
    await expect(panel.getByRole('group', { name }).getByRole('slider').first()).toBeFocused();
  };
  await add('Diabetes, 17+');
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/scenario=trend\.dm\.0\.5(&|$)/);
  await add('COPD');
  await panel.getByRole('group', { name: 'COPD' }).getByRole('spinbutton', { name: 'New cases' }).fill('20');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/scenario=trend\.dm\.0\.5--less\.copd\.20\.5(&|$)/);
  await expect(panel).toContainText('20% of new cases (COPD) no longer happen from year 5 on');
  await page.reload();
  await ready(page);
  await expect(panel.locator('fieldset')).toHaveCount(3);
  await panel.getByRole('button', { name: 'Remove assumptions of COPD' }).press('Enter');
  await expect(page).toHaveURL(/scenario=trend\.dm\.0\.5(&|$)/);
  await expect(panel.getByRole('button', { name: 'Remove assumptions of Diabetes' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/scenario=/);
  await expect(panel.getByRole('combobox')).toBeFocused();
});

test('practices of a network stand side by side, and their people and cases add up to it', async ({
  page,
}) => {
  const manifest = (await (await page.request.get('./data/demo/manifest.json')).json()) as Manifest;
  const network = manifest.networks.findIndex(({ code }) => code === 'D04');
  const practices = manifest.practices.filter((practice) => practice.network === network);
  expect(practices.length).toBeGreaterThan(1);

  await page.goto('./?view=ageing&network=D04&measure=dm&year=2041&scenario=trend.all.1&policy=none');
  await ready(page);
  const rows = await csvOf(page, 'Practices compared');
  const own = (await csvOf(page, 'Networks compared')).filter(({ area_code }) => area_code === 'D04');
  for (const measure of ['age75', 'dm']) {
    const of = rows.filter((row) => row.measure === measure);
    const parts = of.filter(({ area_code }) => area_code !== 'D04');
    expect(parts.map(({ area_code }) => area_code).sort()).toEqual(practices.map(({ code }) => code).sort());
    const whole = own.find((row) => row.measure === measure)!;
    const last = of.at(-1)!;
    expect([last.area_code, last.people_today, last.people_then, last.change]).toEqual([
      'D04',
      whole.people_today,
      whole.people_then,
      whole.change,
    ]);
    for (const column of ['people_today', 'people_then', 'change'] as const) {
      const together = sum(parts.map((row) => Number(row[column])));
      // Each is a whole number.
      expect(Math.abs(together - Number(whole[column]))).toBeLessThanOrEqual((parts.length + 1) / 2);
    }
    if (measure === 'age75')
      for (const row of parts) {
        expect(Number(row.lower_80)).toBeLessThan(Number(row.change_percent));
        expect(Number(row.upper_80)).toBeGreaterThan(Number(row.change_percent));
      }
  }

  const table = figure(page, 'Practices compared').getByRole('table');
  const percents = async () =>
    (await table.locator('tbody tr td:nth-child(4)').allInnerTexts()).map((text) =>
      Number(/([+−-]?[\d.]+)%/.exec(text)![1]!.replace('−', '-')),
    );
  const byPercent = await percents();
  expect(byPercent).toEqual(byPercent.toSorted((a, b) => b - a));
  const first = await table.locator('tbody th').first().innerText();
  await figure(page, 'Practices compared').getByRole('radio', { name: 'Number of people' }).check();
  await expect(table.locator('tbody th')).toHaveCount(practices.length);
  const changes = (await table.locator('tbody tr td:nth-child(4)').allInnerTexts()).map((text) =>
    Number(text.trim().split(/\s/)[0]!.replace(/[+,]/g, '')),
  );
  expect(changes).toEqual(changes.toSorted((a, b) => b - a));

  // The whole view looks at one of them, until another network is chosen.
  const { code } = practices.find(({ name }) => name === first)!;
  await table.getByRole('link', { name: first }).click();
  await expect(page).toHaveURL(new RegExp(`practice=${code}`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`How ${first} ages`);
  const bands = await csvOf(page, 'Projected population');
  expect(new Set(bands.map(({ area_code }) => area_code))).toEqual(new Set([code]));
  const older = bands.filter(({ year, age_band }) => year === '2041' && Number.parseInt(age_band!) >= 75);
  const { people_then } = rows.find((row) => row.area_code === code && row.measure === 'age75')!;
  expect(older).toHaveLength(2 * 4);
  expect(Math.abs(sum(older.map(({ count }) => Number(count))) - Number(people_then))).toBeLessThan(5);
  expect(await csvOf(page, 'Practices compared')).toHaveLength(rows.length);
  // Links of a table that are half under the bar of choices are not small.
  await page.evaluate(() => scrollTo(0, 0));
  await axe(page);
  await page.getByRole('combobox', { name: 'In', exact: true }).selectOption('D05');
  await expect(page).not.toHaveURL(/practice=/);
  await expect(figure(page, 'Practices compared')).toBeVisible();

  // Rounded counts need not add up, and none of them is few.
  await page.goto('./?view=ageing&network=D04&policy=hes');
  await ready(page);
  for (const row of await csvOf(page, 'Practices compared'))
    for (const count of [row.people_today, row.people_then])
      if (count !== '*') expect(Number(count) % 5).toBe(0);
});

test('a slider that is dragged through hundreds of steps leaves its last in the address, and Back undoes them all', async ({
  page,
}) => {
  await page.goto('./?view=ageing');
  await ready(page);
  const older = page.getByRole('slider', { name: 'People age healthier by, slider' });
  const before = await older.inputValue();
  const last = await older.evaluate(async (slider: HTMLInputElement) => {
    // More than a browser lets an address be written in ten seconds.
    for (let i = 0; i < 300; i++) {
      slider.valueAsNumber = 1 + (i % 3);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      if (i % 10 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
    return slider.valueAsNumber;
  });
  await expect.poll(() => new URL(page.url()).searchParams.get('scenario')).toBe(`healthier.${last}`);
  await page.goBack();
  expect(new URL(page.url()).searchParams.has('scenario')).toBe(false);
  await expect(older).toHaveValue(before);
});

test('what takes the focus does not come to stand under the year that stays in sight', async ({ page }) => {
  await page.goto('./?view=ageing');
  await ready(page);
  const year = page.getByRole('spinbutton', { name: 'Year' });
  await figure(page, 'Years lived with').getByRole('button', { name: 'Table' }).focus();
  for (let steps = 0; steps < 40; steps++) {
    await page.keyboard.press('Shift+Tab');
    const bottom = await year.evaluate((input) => input.getBoundingClientRect().bottom);
    const top = await page.evaluate(() => document.activeElement!.getBoundingClientRect().top);
    expect(top).toBeGreaterThanOrEqual(bottom);
  }
  await expect(year).toBeInViewport();
});
