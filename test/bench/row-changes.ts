import { findChromium } from '../../scripts/chromium.mjs';
import { needDomains } from '../../src/domain/models/need-levels';
import { freshPage, launch } from './browser';
import { timesOf, type TimedChanges } from './changes';

/** One criterion of each kind, and two more that a view's user would add to the last. */
const criteria = [
  'copd',
  'hf',
  'dem',
  'dm',
  'chd.or.hf',
  'not.hyp+age.65-',
  'age.75-',
  'age.65-+copd',
  'age.65-+copd+hf',
  'sex.female+age.40-49',
  'ltc.4-',
  'ltc.2-',
  'cms.1.5-',
  'cms.3-',
  'segment.frailty_dementia',
  'frailty.moderate.or.severe',
  'frailty.severe+not.care_home',
  'medicines.10-',
  'medicines.5-9',
  'em_adm.2-',
  'gp_contacts.20-',
  'care_home',
  'housebound+age.65-',
  'smoker+copd',
  'fifth.1',
  'fifth.1+mh',
  'imd.9-10',
  'dep+pain',
  'age.40-64+dm+not.smoker',
];

/**
 * Milliseconds from a change of a cohort's criteria to every figure painted, over everybody of the dataset `id` and over one
 * network; and from a step of a need tier's cut-off, and of a weight of the need index, to the figures on the screen.
 */
export async function changesOverRows(
  url: string,
  id: string,
  network: string,
): Promise<Record<'system' | 'network' | 'cutOff' | 'needWeight', number[]>> {
  const browser = await launch(findChromium(), 'none');
  const open = async (query: string) => {
    const { page, context } = await freshPage(browser);
    page.setDefaultTimeout(120_000);
    await page.goto(`${url}/?dataset=${id}&${query}`);
    await page.waitForSelector('main[data-ready="true"]');
    await page.waitForTimeout(4000);
    return { page, context };
  };
  const cohorts = async (whose: string) => {
    const { page, context } = await open(`view=cohort${whose}&cohort=ast`);
    const taken = await page.evaluate(timesOf, {
      by: 'cohort',
      to: [...criteria, ...criteria],
    } satisfies TimedChanges);
    await context.close();
    return taken;
  };
  try {
    const system = await cohorts('');
    const ofNetwork = await cohorts(`&network=${network}`);
    const steps = async (query: string, { named, times }: { named: RegExp; times: number }) => {
      const { page, context } = await open(query);
      const labels = await page
        .locator('input[type="range"]')
        .evaluateAll((sliders) => sliders.map((slider) => slider.getAttribute('aria-label') ?? ''));
      const taken: number[] = [];
      for (const [slider, label] of labels.entries())
        if (named.test(label)) taken.push(...(await page.evaluate(stepTimes, { slider, steps: times })));
      await context.close();
      return taken;
    };
    const cutOff = await steps('view=risk', { named: /^High,/, times: 60 });
    const needWeight = await steps('view=risk&by=need', {
      named: new RegExp(`^(${needDomains.map(({ name }) => name).join('|')}),`),
      times: 16,
    });
    return { system, network: ofNetwork, cutOff, needWeight };
  } finally {
    await browser.close();
  }
}

/** Milliseconds from a step of each assumption's slider on the Ageing view of the dataset `id` to the frame that shows it. */
export async function ageingSteps(url: string, id: string): Promise<number[]> {
  const browser = await launch(findChromium(), 'none');
  try {
    const { page } = await freshPage(browser);
    await page.goto(`${url}/?dataset=${id}&view=ageing`);
    await page.waitForSelector('main[data-ready="true"]');
    await page.waitForTimeout(4000);
    // What the assumptions change stands beside them.
    await page.locator('input[type="range"]').nth(1).scrollIntoViewIfNeeded();
    await page.waitForTimeout(1000);
    const count = await page.locator('input[type="range"]').count();
    const taken: number[] = [];
    // The first is the year.
    for (let slider = 1; slider < count; slider++)
      taken.push(...(await page.evaluate(stepTimes, { slider, steps: 16 })));
    return taken;
  } finally {
    await browser.close();
  }
}

/** In the page: from each step of a slider, there and back as a finger drags it, to all figures on the screen painted. */
export async function stepTimes({
  slider: index,
  steps,
}: {
  slider: number;
  steps: number;
}): Promise<number[]> {
  const slider = document.querySelectorAll<HTMLInputElement>('input[type="range"]')[index]!;
  const by = Number(slider.step);
  const taken: number[] = [];
  for (let i = 0; i < steps; i++) {
    const start = performance.now();
    slider.valueAsNumber += i < steps / 2 ? by : -by;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise<void>((resolve) =>
      requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = () => resolve();
        after.port2.postMessage(null);
      }),
    );
    while (document.querySelector('main[data-ready="true"]') === null)
      await new Promise((resolve) => requestAnimationFrame(resolve));
    taken.push(performance.now() - start);
  }
  return taken;
}
