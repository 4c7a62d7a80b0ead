import type { Page } from '@playwright/test';
import { readManifest, readNetwork } from '../../data/package/read';
import { csvOf, figure } from './figures';
import { axe, expect, ready, test } from './site';

/** Requests to another origin and errors fail every test: see `site.ts`. */

type Row = Record<string, string>;

/** Another address of the same dataset, whose rows stay where they are. */
async function open(page: Page, search: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, search);
  await ready(page);
}

/** Men and women of a network in whose rows this holds. */
async function countedIn(
  code: string,
  holds: (at: (name: string) => number | null) => boolean,
): Promise<number> {
  const folder = 'public/data/demo';
  const manifest = await readManifest(folder);
  const index = manifest.networks.findIndex((network) => network.code === code);
  const { rows, columns } = await readNetwork(folder, manifest, index);
  let people = 0;
  for (let row = 0; row < rows; row++) {
    const at = (name: string) => {
      const { values, valid } = columns.get(name)!;
      return valid?.[row] === 0 ? null : Number(values[row]);
    };
    if (at('sex')! <= 2 && holds(at)) people++;
  }
  return people;
}
const of = (rows: Row[], id: string) => rows.find((row) => row.id === id)!;

test('services and staff of a network begin with its rows, follow the year, and change with an assumption', async ({
  page,
}) => {
  await page.goto('./?view=ageing&network=D04&policy=none');
  await ready(page);
  const then = await csvOf(page, 'Services and staff');
  await expect(figure(page, 'Services and staff').getByRole('heading')).toHaveText(
    /By 2036: about [\d.]+ more whole-time equivalents of staff, .* if today’s rates persist$/,
  );
  const counted = {
    ehch: await countedIn('D04', (at) => at('care_home') === 1),
    ld_check: await countedIn('D04', (at) => at('ld') === 1 && at('age')! >= 14),
    hypertension: await countedIn('D04', (at) => at('hyp') === 1),
  };
  for (const [id, people] of Object.entries(counted)) {
    expect(people, id).toBeGreaterThan(100);
    expect(Number(of(then, id).today), id).toBe(people);
    expect(Number(of(then, id).reviews_today) / people, id).toBeGreaterThan(0.9);
  }
  const residents = of(then, 'care_home');
  expect(residents.kind).toBe('care');
  expect(Number(residents.today)).toBe(counted.ehch);
  // People who live in a care home are those of the service, whichever way they were counted.
  expect(Math.abs(Number(residents.then) - Number(of(then, 'ehch').then))).toBeLessThanOrEqual(1);
  const staff = then.filter(({ kind, id }) => kind === 'staff' && id !== 'all');
  expect(staff.length).toBeGreaterThan(5);
  const sum = staff.reduce((all, row) => all + Number(row.then), 0);
  expect(sum).toBeCloseTo(Number(of(then, 'all').then), 6);
  // No link half under the controls that stay in sight.
  await page.evaluate(() => scrollTo(0, 0));
  await axe(page);

  const year = page.getByRole('slider', { name: 'Year, slider' });
  await year.focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/year=2040/);
  const later = await csvOf(page, 'Services and staff');
  expect(of(later, 'ehch').today).toBe(of(then, 'ehch').today);
  expect(Number(of(later, 'ehch').then)).toBeGreaterThan(Number(of(then, 'ehch').then));
  expect(Number(of(later, 'all').then)).toBeGreaterThan(Number(of(then, 'all').then));

  // Half the weeks are twice the staff; the address has the assumption, as on Services.
  await open(page, '?view=ageing&network=D04&policy=none&year=2040&capacity=w-21');
  const half = await csvOf(page, 'Services and staff');
  expect(Number(of(half, 'all').then)).toBeCloseTo(2 * Number(of(later, 'all').then), 6);
  expect(of(half, 'all').assumptions).toBe('w-21');
  const link = figure(page, 'Services and staff').getByRole('link', { name: /^Change the time of a review/ });
  await link.click();
  await expect(page).toHaveURL(/section=services.*capacity=w-21/);
});

test('a cohort of the address is carried forward with scenarios of its own, and few people are refused', async ({
  page,
}) => {
  await page.goto('./?view=cohort&network=D04&cohort=age.65-+copd&policy=none');
  await ready(page);
  await page.getByRole('link', { name: /^How it ages/ }).click();
  await expect(page).toHaveURL(/view=ageing.*cohort=age\.65-\+copd/);
  await ready(page);
  const course = await csvOf(page, 'Conditions over time');
  const people = await countedIn('D04', (at) => at('age')! >= 65 && at('copd') === 1);
  expect(Number(course[0]!.count)).toBe(people);
  expect(course[0]!.measure).toBe('age.65- copd');
  await expect(figure(page, 'Conditions over time').getByRole('heading')).toHaveText(
    /people aged 65 and over with COPD in 2036: /,
  );
  const outcome = page.getByRole('combobox', { name: 'Carried forward', exact: true });
  await expect(outcome).toHaveValue('cohort');
  await axe(page);

  const trend = page
    .getByRole('group', { name: 'Cohort' })
    .getByRole('spinbutton', { name: 'Rate changes by' });
  await trend.fill('2');
  await trend.press('Enter');
  await expect(page).toHaveURL(/scenario=trend\.cohort\.2/);
  await ready(page);
  const rising = await csvOf(page, 'Conditions over time');
  expect(Number(rising[10]!.count) / Number(course[10]!.count)).toBeCloseTo(1.02 ** 10, 1);
  expect(rising[10]!.scenario).toBe('if rates of the cohort rise by 2% a year');

  await outcome.selectOption('ltc4');
  await expect(page).toHaveURL(/measure=ltc4/);
  await outcome.selectOption('cohort');
  await expect(page).not.toHaveURL(/measure=/);
  await page.getByRole('link', { name: /^Remove/ }).click();
  await expect(outcome).toHaveValue('ltc4');

  // Hardly anybody of 90 and over has all three.
  await open(page, '?view=ageing&network=D04&cohort=age.90-+ep+pad+mh&policy=hes');
  await expect(page.getByText(/^It is not carried forward\./)).toBeVisible();
  await expect(outcome).toHaveValue('ltc4');
});
