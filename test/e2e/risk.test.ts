import { csvOf, figure } from './figures';
import { axe, expect, ready, test } from './site';

/** Requests to another origin and errors fail every test: see `site.ts`. */

const people = (rows: Record<string, string>[]) =>
  rows.filter(({ measure, area_code }) => measure === 'people' && area_code === 'D04');
const countOf = (rows: Record<string, string>[], group: string) =>
  Number(people(rows).find(({ tier, segment }) => (tier ?? segment) === group)?.numerator);

test('a network by its link: figures with table and file, cut-offs and score by the keyboard, and back again', async ({
  page,
}) => {
  await page.goto('./?view=risk&network=D04');
  await ready(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who needs us most in Corrowby Docks');
  await expect(page).toHaveTitle(/^Risk/);
  for (const name of ['Need tiers', 'Segments', 'Concentration', 'Map']) {
    const rows = await csvOf(page, name);
    expect(rows.length, name).toBeGreaterThan(5);
    for (const header of Object.keys(rows[0]!)) expect(header, name).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/);
  }
  await axe(page);

  const before = await csvOf(page, 'Need tiers');
  const tiers = ['very_high', 'high', 'raised', 'low'].map((tier) => countOf(before, tier));
  // Rounded one by one.
  expect(Math.abs(tiers.reduce((sum, count) => sum + count, 0) - countOf(before, 'all'))).toBeLessThan(13);
  expect(before.find(({ measure, tier }) => measure === 'em_adm' && tier === 'high')).toMatchObject({
    unit: 'per 1,000 people a year',
    numerator: '',
  });

  await page.getByRole('slider', { name: 'High, slider', exact: true }).focus();
  for (const step of ['ArrowRight', 'ArrowLeft', 'ArrowRight']) await page.keyboard.press(step);
  await expect(page).toHaveURL(/tiers=0\.5-5\.5-20/);
  await ready(page);
  const after = await csvOf(page, 'Need tiers');
  expect(countOf(after, 'high')).toBeGreaterThan(tiers[1]!);
  expect(countOf(after, 'raised')).toBeLessThan(tiers[2]!);
  expect(countOf(after, 'low')).toBe(tiers[3]);
  // A tier never passes its neighbour.
  const number = page.getByRole('spinbutton', { name: 'Very high' });
  await number.fill('30');
  await number.press('Enter');
  await expect(number).toHaveValue('0.5');

  await page.getByRole('combobox', { name: 'Rank by' }).selectOption('efi');
  await ready(page);
  await expect(page.getByText(/among everybody aged 65 and over/)).toBeVisible();
  const byFrailty = await csvOf(page, 'Need tiers');
  expect(countOf(byFrailty, 'all')).toBeLessThan(countOf(before, 'all') / 2);

  await page.getByRole('combobox', { name: 'Rank by' }).selectOption('ccms21');
  await ready(page);
  await expect(page.getByRole('note')).toContainText('Multiple sclerosis');
  await axe(page);
  await page.goBack();
  await page.goBack();
  await ready(page);
  expect(await csvOf(page, 'Need tiers')).toEqual(after);
  // All steps of the slider are one step back.
  await page.goBack();
  await expect(page).not.toHaveURL(/tiers=/);
  expect(await csvOf(page, 'Need tiers')).toEqual(before);
});

test('a cohort, then one practice of it: adds up, leads to its people and back, and is left again', async ({
  page,
}) => {
  const cohort = 'age.65- copd';
  const heading = page.getByRole('heading', { level: 1 });
  await page.goto('./?view=risk&network=D04&policy=none&cohort=age.65-+copd');
  await ready(page);
  await expect(heading).toHaveText(
    'Who needs us most among people aged 65 and over with COPD in Corrowby Docks',
  );
  await axe(page);
  const rows = await csvOf(page, 'Need tiers');
  const own = people(rows).filter((row) => row.cohort === cohort);
  const of = (tier: string) => Number(own.find((row) => row.tier === tier)?.numerator);
  const size = of('all');
  expect(size).toBeGreaterThan(100);
  expect(of('very_high') + of('high') + of('raised') + of('low')).toBe(size);
  // Ranks are among everybody, whose rows stand beside.
  const whole = rows.filter(({ measure, cohort }) => measure === 'people' && cohort === '');
  expect(Number(whole.find(({ tier }) => tier === 'very_high')?.value)).toBeLessThanOrEqual(0.5);
  const segments = people(await csvOf(page, 'Segments')).filter((row) => row.cohort === cohort);
  expect(countOf(segments, 'all')).toBe(size);
  await expect(page.getByRole('status').filter({ hasText: 'people' })).toContainText(
    `${size.toLocaleString('en-GB')} people`,
  );

  // The other figures are of the same people.
  const mine = async (name: string, column: string) => {
    const all = await csvOf(page, name);
    const rows = all.filter((row) => row.cohort === cohort && row[column] !== '');
    return rows.reduce((so, row) => so + Number(row[column]), 0);
  };
  expect(await mine('Score distribution', 'numerator')).toBe(size);
  expect(await mine('By age and deprivation', 'denominator')).toBe(size);
  expect(await mine('By age and deprivation', 'numerator')).toBe(of('very_high') + of('high'));
  expect(await mine('Agreement', 'people')).toBe(size);

  const places = (await csvOf(page, 'By practice')).filter(({ area_code }) => area_code !== 'D04');
  const sum = (column: string) => places.reduce((so, row) => so + Number(row[column]), 0);
  expect(sum('denominator')).toBe(size);
  expect(sum('numerator')).toBe(of('very_high') + of('high'));
  await figure(page, 'By practice').getByRole('combobox', { name: 'People in' }).selectOption('1');
  await expect(page).toHaveURL(/top=1/);
  const top = (await csvOf(page, 'By practice')).find(({ area_code }) => area_code === 'D04');
  expect(Number(top?.numerator)).toBe(of('very_high'));

  const [first] = places;
  await page.getByRole('combobox', { name: 'Practice' }).selectOption(first!.area_code!);
  await ready(page);
  expect(new URL(page.url()).searchParams.get('cohort')).toBe(`${cohort} practice.${first!.area_code}`);
  await expect(heading).toContainText(`registered at ${first!.area_name}`);
  const practice = people(await csvOf(page, 'Need tiers')).filter((row) => row.cohort !== '');
  const inPractice = (tier: string) => Number(practice.find((row) => row.tier === tier)?.numerator);
  expect(inPractice('all')).toBe(Number(first!.denominator));
  expect(inPractice('very_high') + inPractice('high')).toBe(Number(first!.numerator));

  await page.getByRole('link', { name: 'Who is in the High tier' }).click();
  await ready(page);
  await expect(heading).toContainText('a Cambridge score of');
  await expect(page.locator('.size')).toContainText(new RegExp(`^\\s*${inPractice('high')} people`));
  await page.getByRole('link', { name: 'see this cohort on Risk' }).click();
  await ready(page);
  const tier = people(await csvOf(page, 'Need tiers')).filter((row) => row.cohort !== '');
  expect(countOf(tier, 'high')).toBe(inPractice('high'));
  expect(countOf(tier, 'all')).toBe(inPractice('high'));
  await page.getByRole('link', { name: 'Remove' }).click();
  await ready(page);
  await expect(heading).toHaveText('Who needs us most in Corrowby Docks');

  // Few people: the view says no more than the Cohort view does.
  await page.goto('./?view=risk&network=D04&policy=hes&cohort=age.80-+copd+hf+practice.P0024');
  await ready(page);
  await expect(page.getByText(/^Not shown: this selection/)).toBeVisible();
  await expect(page.getByRole('figure')).toHaveCount(0);
});

test('tiers stand above those of everybody, segments and tiers lead to their people, and the score is told by any tiers', async ({
  page,
}) => {
  await page.goto('./?view=risk&network=D04&policy=none&score=charlson&segments=first_match');
  await ready(page);
  const admissions = (await csvOf(page, 'Need tiers')).filter(
    ({ measure, tier }) => measure === 'em_adm' && tier === 'high',
  );
  const [here, everywhere] = admissions.map(({ value }) => Math.round(Number(value)).toLocaleString('en-GB'));
  expect(here).not.toBe(everywhere);
  const high = figure(page, 'Need tiers').getByRole('row', { name: /^High/ });
  await expect(high).toContainText(here!);
  await expect(high).toContainText(`all: ${everywhere}`);

  const segments = people(await csvOf(page, 'Segments'));
  const inCancer = segments.find(({ segment }) => segment === 'cancer')!.numerator;
  await page.getByRole('link', { name: 'Who is in the segment Cancer' }).click();
  await ready(page);
  await expect(page).toHaveURL(/cohort=first_match\.cancer/);
  const size = (count: number) => new RegExp(`^\\s*${count.toLocaleString('en-GB')} people`);
  await expect(page.locator('.size')).toContainText(size(Number(inCancer)));
  await page.goBack();
  await ready(page);
  const inHigh = countOf(await csvOf(page, 'Need tiers'), 'high');
  await page.getByRole('link', { name: 'Who is in the High tier' }).click();
  await ready(page);
  await expect(page).toHaveURL(/cohort=charlson\.\d+/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('a partial Charlson index of');
  await expect(page.locator('.size')).toContainText(size(inHigh));

  await page.goto('./?view=risk&score=efi&by=clinical');
  await ready(page);
  await expect(figure(page, 'Need tiers')).not.toContainText('all: ');
  const distribution = figure(page, 'Score distribution');
  await expect(distribution).toContainText('fit, mild from 0.14, moderate from 0.25, severe from 0.36');
  await distribution.getByText('How this is worked out').click();
  await expect(distribution.getByText('How well it tells people apart')).toBeVisible();
  await axe(page);
});

test('tiers of a cohort by rules, and by an index whose weights are moved by the keyboard, are of all its people', async ({
  page,
}) => {
  const cohort = 'age.65- copd';
  await page.goto('./?view=risk&network=D04&policy=none&cohort=age.65-+copd');
  const by = page.getByRole('combobox', { name: 'Tiers by' });
  const tiersNow = async () => {
    await ready(page);
    const now = people(await csvOf(page, 'Need tiers')).filter((row) => row.cohort === cohort);
    return ['very_high', 'high', 'raised', 'low', 'all'].map((tier) => countOf(now, tier));
  };
  const size = (await tiersNow()).at(-1)!;
  expect(size).toBeGreaterThan(100);
  await by.selectOption('Fixed clinical rules');
  const byRules = await tiersNow();
  await page.getByRole('link', { name: 'Who is in the High tier' }).click();
  await ready(page);
  expect(new URL(page.url()).searchParams.get('cohort')).toBe(`${cohort} clinical_tier.high`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'in the high need tier by clinical rules',
  );
  const inHigh = byRules[1]!.toLocaleString('en-GB');
  await expect(page.locator('.size')).toContainText(new RegExp(`^\\s*${inHigh} people`));
  await page.goBack();
  expect(byRules.pop()).toBe(size);
  expect(byRules.reduce((so, count) => so + count, 0)).toBe(size);
  await by.selectOption('Rank of a need index');
  const byIndex = await tiersNow();
  expect(byIndex.at(-1)).toBe(size);
  await page.getByRole('slider', { name: 'Deprivation, slider' }).focus();
  await page.keyboard.press('End');
  await expect(page).toHaveURL(/by=need&need=1-1-1-1-10/);
  const byOther = await tiersNow();
  expect(byOther).not.toEqual(byIndex);
  expect(byOther.pop()).toBe(size);
  expect(byOther.reduce((so, count) => so + count, 0)).toBe(size);
  await axe(page);
});

test('the system and a group: segments add up to the people that there are', async ({ page }) => {
  await page.goto('./?view=risk&group=D04,D05&segments=first_match&policy=none');
  await ready(page);
  const rows = (await csvOf(page, 'Segments')).filter(
    ({ measure, area_code }) => measure === 'people' && area_code === 'D04+D05',
  );
  const of = (segment: string) => Number(rows.find((row) => row.segment === segment)?.numerator);
  const parts = rows.filter(({ segment }) => segment !== 'all');
  expect(parts).toHaveLength(8);
  expect(parts.reduce((sum, { numerator }) => sum + Number(numerator), 0)).toBe(of('all'));
  await axe(page);

  // The map's areas and all of them together are the same people as the tiers.
  const mapped = async (area: string) => {
    const tiers = (await csvOf(page, 'Need tiers')).filter(
      (row) => row.measure === 'people' && row.area_code === area,
    );
    const inTiers = (names: string[]) =>
      tiers
        .filter(({ tier }) => names.includes(tier!))
        .reduce((sum, { numerator }) => sum + Number(numerator), 0);
    const areas = await csvOf(page, 'Map');
    const all = areas.pop()!;
    const sumOf = (column: 'numerator' | 'denominator') =>
      areas.reduce((sum, row) => sum + Number(row[column]), 0);
    expect([sumOf('numerator'), sumOf('denominator')]).toEqual([
      Number(all.numerator),
      Number(all.denominator),
    ]);
    expect(all.area_code).toBe(area);
    return { areas: areas.length, top: Number(all.numerator), inTiers };
  };
  const networks = await mapped('D04+D05');
  expect(networks.areas).toBe(2);
  expect(networks.top).toBe(networks.inTiers(['very_high', 'high']));
  await figure(page, 'Map').getByRole('combobox', { name: 'People in' }).selectOption('1');
  await figure(page, 'Map').getByRole('radio', { name: 'Neighbourhoods' }).check();
  await expect(page).toHaveURL(/level=neighbourhood.*top=1/);
  await ready(page);
  const neighbourhoods = await mapped('D04+D05');
  expect(neighbourhoods.areas).toBeGreaterThan(50);
  expect(neighbourhoods.top).toBe(neighbourhoods.inTiers(['very_high']));

  await page.getByRole('combobox', { name: 'In', exact: true }).selectOption('system');
  await ready(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/in Northshire/);
  const tiers = await csvOf(page, 'Need tiers');
  expect(new Set(tiers.map(({ area_code }) => area_code)).size).toBe(1);
});

test('distribution, ages by deprivation, scores compared and agreement add up to the tiers and curves beside them', async ({
  page,
}) => {
  await page.goto('./?view=risk&network=D04&policy=none');
  await ready(page);
  const sum = (rows: Record<string, string>[], column: string) =>
    rows.reduce((total, row) => total + Number(row[column]), 0);
  const names = ['Very high', 'High', 'Raised', 'Low'];
  const tiersNow = async () => {
    const rows = await csvOf(page, 'Need tiers');
    return ['very_high', 'high', 'raised', 'low'].map((tier) => countOf(rows, tier));
  };
  const tiers = await tiersNow();
  const all = tiers.reduce((total, count) => total + count, 0);

  const bins = (await csvOf(page, 'Score distribution')).filter(({ area_code }) => area_code === 'D04');
  expect(sum(bins, 'numerator')).toBe(all);
  expect(new Set(bins.map(({ denominator }) => denominator))).toEqual(new Set([String(all)]));
  const chart = figure(page, 'Score distribution').getByRole('application');
  await chart.focus();
  await page.keyboard.press('End');
  await expect(figure(page, 'Score distribution')).toContainText(/Score \d+\.\d or more: 0\.\d+%/);
  await page.keyboard.press('Escape');

  const ages = await csvOf(page, 'By age and deprivation');
  expect(ages).toHaveLength(8 * 6);
  expect(sum(ages, 'numerator')).toBe(tiers[0]! + tiers[1]!);
  expect(sum(ages, 'denominator')).toBe(all);
  const cell = figure(page, 'By age and deprivation')
    .getByRole('row', { name: /^70–79/ })
    .getByRole('cell');
  const share = ages.find((row) => row.age_band === '70–79' && row.deprivation_fifth === '1 most deprived')!;
  await expect(cell.first()).toHaveText(`${Number(share.value).toFixed(1)}%`);
  await page.getByRole('combobox', { name: 'Show', exact: true }).selectOption('Mean score');
  await expect(cell.first()).toHaveText(Number(share.mean_score).toFixed(2));

  const compared = await csvOf(page, 'Models compared');
  expect(compared.map(({ score }) => score)).toContain('efi2');
  const curve = (await csvOf(page, 'Concentration')).filter(({ measure }) => measure === 'em_adm');
  const own = compared.find(({ score }) => score === 'cambridge20')!;
  expect(own.emergency_admissions_of_top_5_percent).toBe(
    curve.find(({ people_share }) => Number(people_share) === 5)!.value,
  );
  expect(Number(own.lower_ci)).toBeLessThan(Number(own.concentration_index));

  const rowSums = (rows: Record<string, string>[]) =>
    names.map((tier) =>
      sum(
        rows.filter((row) => row.tier === tier),
        'people',
      ),
    );
  await page.getByRole('combobox', { name: 'Second score' }).selectOption('charlson');
  await expect(page).toHaveURL(/against=charlson/);
  await expect(figure(page, 'Agreement')).toContainText('columns by the Charlson');
  const moved = await csvOf(page, 'Agreement');
  expect(moved.filter(({ measure }) => measure === 'share_of_tier')).toHaveLength(16);
  expect(moved[0]).toMatchObject({ score: 'cambridge20', against: 'charlson' });
  expect(rowSums(moved)).toEqual(tiers);
  await axe(page);

  // Another cut-off is asked for when the slider is at rest.
  await page.getByRole('slider', { name: 'High, slider', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  const next = await tiersNow();
  expect(next[1]).toBeGreaterThan(tiers[1]!);
  expect(rowSums(await csvOf(page, 'Agreement'))).toEqual(next);
  // By the other score, its own tiers.
  await page.getByRole('combobox', { name: 'Rank by' }).selectOption('charlson');
  await ready(page);
  await page.goto(page.url().replace('against=charlson', 'against=cambridge20'));
  await ready(page);
  const turned = await csvOf(page, 'Agreement');
  expect(turned[0]).toMatchObject({ score: 'charlson', against: 'cambridge20' });
  expect(
    names.map((tier) =>
      sum(
        turned.filter((row) => row.tier_against === tier),
        'people',
      ),
    ),
  ).toEqual(next);
});
