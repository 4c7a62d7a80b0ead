import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readManifest, readNetwork } from '../../data/package/read';
import { longTermConditions } from '../../src/domain/conditions';
import { csvOf, figure } from './figures';
import { axe, expect, ready, test } from './site';

/** Requests to another origin and errors fail every test: see `site.ts`. */

const folder = 'public/data/demo';

type Row = Record<string, string>;
interface Counted {
  eligible: number;
  done: number;
  told: number;
}

/** Three services in some networks, person by person from the package's rows, by the words of their rules. */
async function countedFromRows(codes: readonly string[]): Promise<Record<string, Counted>> {
  const manifest = await readManifest(folder);
  const counts: Record<string, Counted> = {};
  for (const code of codes) {
    const { rows, columns } = await readNetwork(
      folder,
      manifest,
      manifest.networks.findIndex((network) => network.code === code),
    );
    const cell = (name: string, row: number): number | null => {
      const { values, valid } = columns.get(name)!;
      return valid?.[row] === 0 ? null : Number(values[row]);
    };
    for (let row = 0; row < rows; row++) {
      const at = (name: string) => cell(name, row);
      const age = at('age')!;
      const frailty = age >= 65 ? (at('efi') ?? 0) : 0;
      const eligible = {
        smr: at('care_home') === 1 || at('medicines')! >= 10 || frailty >= 13,
        proactive: at('care_home') === 0 && frailty >= 9,
        ld_check: at('ld') === 1 && age >= 14,
      };
      const recorded = { smr: at('smr'), proactive: at('care_plan'), ld_check: at('ld_check') };
      for (const id of ['smr', 'proactive', 'ld_check'] as const) {
        counts[id] ??= { eligible: 0, done: 0, told: 0 };
        if (!eligible[id]) continue;
        counts[id].eligible++;
        if (recorded[id] !== null) counts[id].told++;
        if (recorded[id] === 1) counts[id].done++;
      }
    }
  }
  return counts;
}

const need = (rows: Row[], role: string) =>
  Number(rows.find((row) => row.role === role && row.unit === 'whole-time equivalents')!.need);

test('services of a group are those of its rows, and a changed assumption scales the staff and stands in the address', async ({
  page,
}) => {
  await page.goto('./?view=risk&section=services&group=D04,D05&policy=none');
  await ready(page);
  const services = await csvOf(page, 'Services');
  const counted = await countedFromRows(['D04', 'D05']);
  for (const [id, { eligible, done, told }] of Object.entries(counted)) {
    const row = services.find(({ service, way_in }) => service === id && way_in === '')!;
    expect(eligible, id).toBeGreaterThan(100);
    expect([row.numerator, row.done_numerator, row.done_denominator, row.to_do].map(Number), id).toEqual([
      eligible,
      done,
      told,
      told - done,
    ]);
  }
  const lacking = services.find(({ service }) => service === 'af')!;
  expect([lacking.standing, lacking.numerator, lacking.columns_lacking]).toEqual([
    'not computable',
    '',
    'anticoagulant',
  ]);
  for (const name of [
    'Services',
    'Eligible by network',
    'Done by network',
    'Overlap',
    'Staff',
    'Furthest below need',
  ])
    for (const header of Object.keys((await csvOf(page, name))[0]!))
      expect(header, name).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/);
  await axe(page);

  // By keyboard alone: half the weeks are twice the staff, and twice the minutes twice a service's part.
  const before = await csvOf(page, 'Staff');
  await page.getByRole('spinbutton', { name: 'Working weeks a year' }).fill('21');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/capacity=w-21/);
  const halved = await csvOf(page, 'Staff');
  for (const role of ['cp', 'nu', 'all'])
    expect(need(halved, role), role).toBeCloseTo(2 * need(before, role), 9);
  await page.getByText('Minutes, reviews and roles of each service').press('Enter');
  await page
    .getByRole('spinbutton', { name: 'Structured medication review: minutes of a review' })
    .fill('90');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/capacity=w-21--smr\.m-90/);
  await axe(page);
  const longer = await csvOf(page, 'Staff');
  const more = (counted.smr!.eligible * 45) / 60 / (21 * 37.5 * 0.65);
  expect(need(longer, 'all') - need(halved, 'all')).toBeCloseTo(more, 9);
  expect(need(longer, 'pt') - need(halved, 'pt')).toBeCloseTo(more * 0.2, 9);
  await page.getByRole('spinbutton', { name: 'Working weeks a year' }).fill('99');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/must be from 1 to 52/)).toBeVisible();
  expect(await csvOf(page, 'Staff')).toEqual(longer);

  // Its link opens the same people.
  await figure(page, 'Services').getByRole('link', { name: 'Proactive care' }).click();
  await ready(page);
  await expect(page.locator('.size')).toContainText(
    `${counted.proactive!.eligible.toLocaleString('en-GB')} people`,
  );
});

test('sections are links, a network of the ranking opens, its practices come from the same answer, and what means nothing is told', async ({
  page,
}) => {
  await page.goto('./?view=risk&section=luck&capacity=w-99&social=40-20-yes&service=ld_check');
  await ready(page);
  await expect(page.getByText('The Risk view has no section “luck”')).toBeVisible();
  await expect(page.getByText(/“99” cannot be working weeks a year/)).toBeVisible();
  await expect(page.getByText('Social prescribing has no rule “40-20-yes”')).toBeVisible();
  const sections = page.getByRole('navigation', { name: 'Sections of this view' });
  await expect(sections.getByRole('link', { name: 'Need' })).toHaveAttribute('aria-current', 'page');
  await sections.getByRole('link', { name: 'Services' }).press('Enter');
  await expect(page).toHaveURL(/section=services&service=ld_check$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Services for the people of Northshire/);
  await ready(page);

  const ranking = await csvOf(page, 'Furthest below need');
  const gaps = ranking.map(({ in_post_less_need }) => Number(in_post_less_need));
  expect(gaps).toHaveLength(24);
  expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
  const [first] = ranking;
  const overlap = await csvOf(page, 'Overlap');
  await figure(page, 'Furthest below need')
    .getByRole('link', { name: first!.area_name!, exact: true })
    .click();
  await expect(page).toHaveURL(new RegExp(`network=${first!.area_code!}`));
  await ready(page);
  const practices = await csvOf(page, 'Eligible by practice');
  expect(practices.at(-1)!.area_name).toBe(first!.area_name);
  expect(practices[0]!.measure).toBe('ld_check_eligible');
  expect(await csvOf(page, 'Overlap')).not.toEqual(overlap);
  await page.getByRole('combobox', { name: 'By practice' }).selectOption('core20');
  await expect(page).toHaveURL(/service=core20/);
  await expect(figure(page, 'Done by practice')).toContainText(
    'Nothing that is recorded tells who has had it',
  );

  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await axe(page);
  await page.goBack();
  await expect(page).toHaveURL(/service=ld_check/);
});

test('where a dataset has no workforce the need for staff stands alone', async ({ page }) => {
  await page.route('**/manifest.json', async (route) => {
    const response = await route.fetch();
    const { workforce: _, ...manifest } = (await response.json()) as Record<string, unknown>;
    await route.fulfill({ response, json: manifest });
  });
  await page.goto('./?view=risk&section=services&network=D04');
  await ready(page);
  await expect(figure(page, 'Staff')).toContainText('This dataset has no workforce, so need stands alone');
  expect((await csvOf(page, 'Staff')).every((row) => row.in_post === '' && Number(row.need) > 0)).toBe(true);
  await expect(figure(page, 'Furthest below need')).toContainText('need has nothing to stand beside');
});

/** People that social prescribing is for by a rule, person by person from the package's rows. */
async function prescribed(
  codes: readonly string[],
  rule: { conditions: number; contacts: number; mentalHealth: boolean },
) {
  const manifest = await readManifest(folder);
  let count = 0;
  for (const code of codes) {
    const network = manifest.networks.findIndex((each) => each.code === code);
    const { rows, columns } = await readNetwork(folder, manifest, network);
    for (let row = 0; row < rows; row++) {
      const at = (name: string) => {
        const { values, valid } = columns.get(name)!;
        return valid?.[row] === 0 ? null : Number(values[row]);
      };
      const conditions = longTermConditions.filter((id) => at(id) === 1).length;
      const isDeprived = at('imd') === 1 || at('imd') === 2;
      const isLow = rule.mentalHealth && (at('dep') === 1 || at('anxdep') === 1) && at('mh') === 0;
      if ((isDeprived && conditions >= rule.conditions) || at('gp_contacts')! >= rule.contacts || isLow)
        count++;
    }
  }
  return count;
}

test('the local rule of social prescribing is changed by keyboard, stands in the address and changes who is counted', async ({
  page,
}) => {
  await page.goto('./?view=risk&section=services&group=D04,D05&policy=none&cohort=age.65-+sex.female');
  await ready(page);
  const aside = page.getByText('not only for the cohort of the address');
  await expect(aside).toContainText('These are services for everybody');
  await expect(aside.getByRole('link', { name: 'Cohort', exact: true })).toHaveAttribute(
    'href',
    /view=cohort.*cohort=age\.65-/,
  );
  await aside.getByRole('link', { name: 'Remove' }).press('Enter');
  await expect(aside).toBeHidden();
  await expect(page).not.toHaveURL(/cohort=/);

  const numberOf = async () => {
    await ready(page);
    const rows = await csvOf(page, 'Services');
    return Number(
      rows.find(({ service, way_in }) => service === 'social_prescribing' && way_in === '')!.numerator,
    );
  };
  const codes = ['D04', 'D05'];
  expect(await numberOf()).toBe(await prescribed(codes, { conditions: 2, contacts: 20, mentalHealth: true }));
  const before = await csvOf(page, 'Staff');
  const contacts = page.getByRole('spinbutton', { name: 'Social prescribing: contacts' });
  await contacts.fill('12');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/social=2-12-yes/);
  const more = await prescribed(codes, { conditions: 2, contacts: 12, mentalHealth: true });
  await expect.poll(numberOf).toBe(more);
  await expect(figure(page, 'Services')).toContainText('12 or more general practice contacts');
  const after = await csvOf(page, 'Staff');
  expect(after[0]!.assumptions).toBe('social-2-12-yes');
  expect(need(after, 'lw')).toBeGreaterThan(need(before, 'lw'));

  await page.getByRole('checkbox', { name: /depression or anxiety/ }).press('Space');
  await expect(page).toHaveURL(/social=2-12-no/);
  await expect
    .poll(numberOf)
    .toBe(await prescribed(codes, { conditions: 2, contacts: 12, mentalHealth: false }));
  await axe(page);
  await contacts.fill('300');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/contacts must be a whole number from 1 to 255, not 300/)).toBeVisible();
  await expect(contacts).toHaveValue('12');
  await page.getByRole('button', { name: 'Back to the default assumptions' }).press('Enter');
  await expect(page).not.toHaveURL(/social=/);
});

test('networks without a workforce record are left out of need and of staff in post, and named', async ({
  page,
}) => {
  const manifest = await readManifest(folder);
  const lost = manifest.networks.findIndex(({ code }) => code === 'D05');
  const staff = JSON.parse(await readFile(`${folder}/workforce.json`, 'utf8')) as Record<
    'network' | 'role' | 'fte',
    number[]
  >;
  const kept = staff.network.flatMap((network, i) => (network === lost ? [] : [i]));
  const body = JSON.stringify({
    ...staff,
    ...Object.fromEntries(
      (['network', 'role', 'fte'] as const).map((name) => [name, kept.map((i) => staff[name][i])]),
    ),
  });
  await page.route('**/workforce.json*', (route) => route.fulfill({ body, contentType: 'application/json' }));
  await page.route('**/manifest.json', async (route) => {
    const response = await route.fetch();
    const json = (await response.json()) as { workforce: object };
    const sha256 = createHash('sha256').update(body).digest('hex');
    json.workforce = { ...json.workforce, bytes: Buffer.byteLength(body), sha256 };
    await route.fulfill({ response, json });
  });
  await page.goto('./?view=risk&section=services&group=D04,D05&policy=none');
  await ready(page);
  const name = manifest.networks[lost]!.name;
  await expect(figure(page, 'Staff')).toContainText('Of the 1 of 2 networks that have a workforce record');
  await expect(figure(page, 'Staff')).toContainText(name);
  const together = await csvOf(page, 'Staff');
  expect(together[0]!.networks_left_out).toBe(name);
  await axe(page);
  // Its own, from the same answer.
  await figure(page, 'Furthest below need')
    .getByRole('link', { name: manifest.networks.find(({ code }) => code === 'D04')!.name, exact: true })
    .click();
  await expect(page).toHaveURL(/network=D04/);
  await ready(page);
  const alone = await csvOf(page, 'Staff');
  expect(alone[0]!.networks_left_out).toBeUndefined();
  for (const role of ['cp', 'lw', 'all'])
    expect(need(together, role), role).toBeCloseTo(need(alone, role), 9);
  expect(together.map(({ in_post }) => in_post)).toEqual(alone.map(({ in_post }) => in_post));
});
