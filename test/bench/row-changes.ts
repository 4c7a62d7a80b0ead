import { findChromium } from '../../scripts/chromium.mjs';
import { freshPage, launch } from './browser';
import { timesOf } from './changes';

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
    const base = `?dataset=${id}&view=cohort${whose}&cohort=`;
    const changes = criteria.map((text) => `${base}${text.replaceAll('+', '%2B')}`);
    const taken = await page.evaluate(timesOf, [...changes, ...changes]);
    await context.close();
    return taken;
  };
  try {
    const system = await cohorts('');
    const ofNetwork = await cohorts(`&network=${network}`);
    const { page } = await open('view=risk');
    const cutOff = await page.evaluate(stepTimes, 60);
    return { system, network: ofNetwork, cutOff };
  } finally {
    await browser.close();
  }
}

/** In the page: from each step of the second tier's slider, as a finger drags it, to the frame after. */
async function stepTimes(steps: number): Promise<number[]> {
  const slider = document.querySelectorAll<HTMLInputElement>('input[type="range"]')[1]!;
  const taken: number[] = [];
  for (let i = 0; i < steps; i++) {
    const start = performance.now();
    slider.valueAsNumber += i < steps / 2 ? 0.5 : -0.5;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise<void>((resolve) =>
      requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = () => resolve();
        after.port2.postMessage(null);
      }),
    );
    taken.push(performance.now() - start);
  }
  return taken;
}
