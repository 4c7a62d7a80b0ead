import { findChromium } from '../../scripts/chromium.mjs';
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
 * network; and from a step of a need tier's slider to the frame that shows it.
 */
export async function changesOverRows(
  url: string,
  id: string,
  network: string,
): Promise<Record<'system' | 'network' | 'cutOff', number[]>> {
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
    const { page, context } = await open('view=risk');
    const cutOff = await page.evaluate(stepTimes, { slider: 1, step: 0.5, steps: 60 });
    await context.close();
    return { system, network: ofNetwork, cutOff };
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
      taken.push(...(await page.evaluate(stepTimes, { slider, step: null, steps: 16, toFigures: true })));
    return taken;
  } finally {
    await browser.close();
  }
}

/** In the page: from each step of a slider, there and back as a finger drags it, to the frame after. */
export async function stepTimes({
  slider: index,
  step,
  steps,
  toFigures = false,
}: {
  slider: number;
  /** The slider's own where null. */
  step: number | null;
  steps: number;
  /** To all figures on the screen, where they take longer than a frame. */
  toFigures?: boolean;
}): Promise<number[]> {
  const slider = document.querySelectorAll<HTMLInputElement>('input[type="range"]')[index]!;
  const by = step ?? Number(slider.step);
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
    while (toFigures && document.querySelector('main[data-ready="true"]') === null)
      await new Promise((resolve) => requestAnimationFrame(resolve));
    taken.push(performance.now() - start);
  }
  return taken;
}
