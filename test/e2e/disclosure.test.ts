import { parse } from 'csv-parse/sync';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { disclose } from '../../src/domain/disclosure';
import { disclosurePolicies, type DisclosurePolicy } from '../../src/domain/schema';
import { expect, ready, test } from './site';

/** Columns of a file that count people or events. */
const countColumns = [
  'numerator',
  'denominator',
  'people',
  'system_numerator',
  'system_denominator',
  'not_recorded',
  'done_numerator',
  'done_denominator',
  'done_not_recorded',
  'among',
  'due',
  'everybody_numerator',
  'everybody_denominator',
  'beside_numerator',
  'beside_denominator',
  'count',
  'people_today',
  'people_then',
];

/** Whether a count may be shown by a policy; what it is shown for is not known here. */
function mayStand(count: number, policy: DisclosurePolicy, hasDifferences: boolean): boolean {
  if (policy === 'none') return Number.isInteger(count);
  if (policy !== 'midpoint6') return count % 5 === 0;
  // Those for whom a process is not done are the difference of two midpoints.
  return count === 0 || count % 6 === 3 || (hasDifferences && count % 6 === 0);
}

const numberIn = (text: string) => Number(text.replaceAll(',', ''));
const countsIn = (text: string): number[] =>
  [
    // "1,240 people", "85 patients’ rows"
    ...text.matchAll(/(?<![\d.,–-])(\d[\d,]*) (?=people\b|patients\b|emergency admissions among\b)/g),
    // "5,930 of 48,210", "4,120 among 48,210"
    ...text.matchAll(/(?<![\d.,–])(\d[\d,]*) (?:of|among) (?=\d[\d,]*(?: people| \w|$|\)|\n))/g),
    ...text.matchAll(/(?<=\d (?:of|among) )(\d[\d,]*)(?=[^.%\d])/g),
  ].map(([, count]) => numberIn(count!));

/** Numbers that stand in sentences of people, and count none of them: 1,000 people, 100 expected. */
const inSentences = [
  /([Ff]or every|per) [\d,]+ (?:people|patients)/g,
  /1 in \d+ people/g,
  /\d+ of \d+ (?:neighbourhoods|networks|points|registers|measures|lie)/g,
  /\d+ of \d+ lie/g,
  /fewer than \d+ people/g,
  /[Oo]f 1,000 people/g,
];

/** Everything that a person can read or have read out, but the examples of the About view and the addresses of figures. */
async function everyWord(page: Page): Promise<string> {
  const text = await page.locator('main').evaluate((main) => {
    const copy = main.cloneNode(true) as HTMLElement;
    for (const part of copy.querySelectorAll(
      '[data-examples], [data-published], select, datalist, #definitions ~ *',
    ))
      part.remove();
    const labels = [...copy.querySelectorAll('[aria-label], [title]')].map(
      (part) => `${part.getAttribute('aria-label') ?? ''}\n${part.getAttribute('title') ?? ''}`,
    );
    for (const part of copy.querySelectorAll('td, th, p, li, text, tspan, h1, h2, h3, span, div, caption'))
      part.append('\n');
    return [copy.textContent, ...labels].join('\n');
  });
  return inSentences.reduce((rest, sentence) => rest.replace(sentence, ''), text);
}

/** The files of every figure of the page, or of those of a name, row by row. */
async function filesOf(page: Page, name = /./): Promise<{ figure: string; row: Record<string, string> }[]> {
  const rows: { figure: string; row: Record<string, string> }[] = [];
  for (const figure of await page.getByRole('figure', { name }).all()) {
    const button = figure.getByRole('button', { name: 'Download CSV' });
    // Some figures ask first when they come onto the screen.
    await figure.scrollIntoViewIfNeeded();
    await expect(button).toBeEnabled();
    const waiting = page.waitForEvent('download');
    await button.click();
    const file = await waiting;
    const name = file.suggestedFilename();
    for (const row of parse<Record<string, string>>(await readFile(await file.path()), { columns: true }))
      rows.push({ figure: name, row });
  }
  return rows;
}

/** Another address without fetching the page again, as Back does it. */
async function visit(page: Page, query: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, query);
  await ready(page);
}

/** Faults of a page by its policy; none is the answer. */
async function faultsOf(
  page: Page,
  policy: DisclosurePolicy,
  { hasDifferences = false, figures }: { hasDifferences?: boolean; figures?: RegExp } = {},
): Promise<string[]> {
  const faults: string[] = [];
  for (const { figure, row } of await filesOf(page, figures))
    for (const column of countColumns) {
      const cell = row[column];
      if (cell === undefined || cell === '') continue;
      // Rounding to midpoints hides nothing by itself, but what two figures would tell together is hidden by it, too.
      const good = cell === '*' ? policy !== 'none' : mayStand(Number(cell), policy, hasDifferences);
      // A sum of scores is no count; as counted it is what it is.
      const isScore = policy === 'none' && /cms|mean/.test(row.measure ?? '');
      if (!good && !isScore) faults.push(`${figure}: ${row.measure ?? ''} ${column} ${cell}`);
    }
  for (const text of [await everyWord(page), await page.title()])
    for (const count of countsIn(text))
      if (!mayStand(count, policy, hasDifferences)) faults.push(`in words: ${count}`);
  return faults;
}

for (const policy of disclosurePolicies)
  test(`by ${policy} every count on the map, of a network, of need, of services, of a condition and in About is as that policy shows it`, async ({
    page,
  }) => {
    await page.goto(`./?measure=ld&level=neighbourhood&policy=${policy}`);
    await ready(page);
    expect(await faultsOf(page, policy)).toEqual([]);
    expect(page.url()).toContain(`policy=${policy}`);
    // A count, and events of which a person may have several.
    for (const measure of ['list_size', 'em_adm']) {
      await visit(page, `?measure=${measure}&level=neighbourhood&policy=${policy}`);
      expect(await faultsOf(page, policy)).toEqual([]);
    }

    await visit(page, `?view=network&network=D07&policy=${policy}`);
    await expect(page.getByText(/^[\d,]+ people, \d+ practices? in /)).toBeVisible();
    expect(countsIn(await everyWord(page)).length).toBeGreaterThan(40);
    expect(await faultsOf(page, policy)).toEqual([]);

    await visit(page, `?view=conditions&measure=copd&policy=${policy}`);
    await expect(page.getByRole('heading', { name: /^COPD in / })).toBeVisible();
    expect(await faultsOf(page, policy)).toEqual([]);

    await visit(page, `?view=risk&network=D07&policy=${policy}`);
    await expect(page.getByRole('heading', { name: /^Who needs us most in / })).toBeVisible();
    await ready(page);
    expect(await faultsOf(page, policy)).toEqual([]);

    for (const whose of ['', '&network=D07']) {
      await visit(page, `?view=risk&section=services&service=ld_check${whose}&policy=${policy}`);
      await expect(page.getByRole('heading', { name: /^Services for the people of / })).toBeVisible();
      await ready(page);
      expect(await faultsOf(page, policy)).toEqual([]);
    }

    await visit(page, `?view=risk&network=D07&cohort=age.65-+dm+copd&policy=${policy}`);
    await expect(page.getByRole('heading', { name: /with COPD and diabetes|with diabetes/ })).toBeVisible();
    await ready(page);
    expect(await faultsOf(page, policy)).toEqual([]);
    for (const by of ['clinical', 'need'])
      for (const whom of ['', '&cohort=age.65-+dm+copd']) {
        await visit(page, `?view=risk&network=D07&by=${by}${whom}&policy=${policy}`);
        expect(await faultsOf(page, policy, { figures: /^Need tiers/ })).toEqual([]);
      }

    for (const [view, figures] of [
      ['view=risk', /^By practice/],
      ['view=risk&section=services&service=ld_check', /by practice/],
      ['view=cohort&cohort=age.65-+ld', /^Where/],
    ] as const) {
      await visit(page, `?${view}&each=practice&policy=${policy}`);
      // A cohort’s care processes due are differences.
      const hasDifferences = view.startsWith('view=cohort');
      expect(await faultsOf(page, policy, { figures, hasDifferences })).toEqual([]);
    }

    await visit(page, `?view=about&policy=${policy}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await faultsOf(page, policy)).toEqual([]);
  });

test('by every policy people of coming years, and what they will have, are as that policy shows them', async ({
  page,
}) => {
  await page.goto('./?view=ageing&policy=none');
  await ready(page);
  for (const policy of disclosurePolicies) {
    await visit(page, `?view=ageing&network=D07&measure=ld&scenario=gap.30&policy=${policy}`);
    await expect(page.getByRole('heading', { name: /^How .* ages$/ })).toBeVisible();
    expect(await faultsOf(page, policy), policy).toEqual([]);
  }
});

for (const policy of disclosurePolicies)
  test(`by ${policy} every count of two cohorts side by side is as that policy shows it`, async ({
    page,
  }) => {
    await page.goto(`./?view=cohort&cohort=age.65-+dm&beside=age.65-+chd&network=D07&policy=${policy}`);
    await ready(page);
    await expect(page.getByRole('figure', { name: /^Overlap/ })).toBeVisible();
    expect(await faultsOf(page, policy, { hasDifferences: true })).toEqual([]);
  });

test('the same count by each policy is the exact one through the gate, in the file and in the drawing', async ({
  page,
}) => {
  const sizes = new Map<DisclosurePolicy, string[]>();
  for (const policy of disclosurePolicies) {
    await page.goto(`./?measure=list_size&policy=${policy}`);
    await ready(page);
    const rows = (await filesOf(page)).filter(({ figure }) => figure.includes('ranking'));
    sizes.set(
      policy,
      rows.slice(0, -1).map(({ row }) => row.numerator!),
    );
    const drawn = await page
      .getByRole('figure', { name: /^Ranking/ })
      .locator('svg text')
      .allTextContents();
    const first = rows[0]!.row.numerator!;
    expect(drawn.map((text) => text.replaceAll(',', ''))).toContain(first);
  }
  const exact = sizes.get('none')!;
  expect(exact.some((size) => Number(size) % 5 !== 0)).toBe(true);
  for (const [policy, shown] of sizes)
    expect(shown).toEqual(exact.map((size) => String(disclose(Number(size), policy))));
});

test('the policy is chosen in About, stands in the address, and holds on every view', async ({ page }) => {
  await page.goto('./?view=about');
  await ready(page);
  const group = page.getByRole('group', { name: 'Disclosure policy' });
  await expect(group.getByRole('radio', { name: /^HES rule/ })).toBeChecked();
  await group.getByRole('radio', { name: /^Midpoint 6/ }).check();
  await expect(page).toHaveURL(/policy=midpoint6/);
  await expect(page.getByRole('contentinfo')).toContainText('midpoint of sixes');
  await page.getByRole('link', { name: 'Map', exact: true }).click();
  await ready(page);
  await expect(page).toHaveURL(/policy=midpoint6/);
  await expect(page.getByRole('figure', { name: /^Map/ })).toContainText('midpoint of sixes');
  await page.goBack();
  await group.getByRole('radio', { name: /^HES rule/ }).check();
  await expect(page).not.toHaveURL(/policy=/);
});

test('a dataset of people’s own records is shown by no laxer policy than its own', async ({ page }) => {
  await page.route(/manifest\.json/, async (route) => {
    const response = await route.fetch();
    const manifest = (await response.json()) as Record<string, unknown>;
    await route.fulfill({ response, json: { ...manifest, kind: 'extract', disclosure: 'hes' } });
  });
  await page.goto('./?view=about&policy=none');
  await ready(page);
  await expect(
    page.getByText('its policy may only be made stricter: it is not shown by “none”'),
  ).toBeVisible();
  await expect(page.getByRole('group', { name: 'Disclosure policy' })).toHaveCount(0);
  await expect(page.getByRole('contentinfo')).toContainText('Counts of 1 to 7 are shown as *');
  await page.goto('./?view=about&policy=opensafely');
  await ready(page);
  await expect(page).toHaveURL(/policy=opensafely/);
  await expect(page.getByRole('contentinfo')).toContainText('Totals add up what is shown');
});
