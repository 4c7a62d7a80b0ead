import { findChromium } from '../../scripts/chromium.mjs';
import { freshPage, launch } from './browser';
import { timesOf, type TimedChanges } from './changes';
import { stepTimes } from './row-changes';

export interface AgeingOfEngland {
  /** Milliseconds from another policy, by which all is counted and carried forward anew, to every figure and its ranges. */
  carried: number[];
  /** Longest that the page did nothing else meanwhile, in milliseconds. */
  longestTask: number;
  /** Milliseconds from a step of an assumption's slider to the figures on the screen that follow it. */
  steps: number[];
  /** Longest that the page did nothing else, in milliseconds, until what is off the screen had followed the steps. */
  longestTaskAfterSteps: number;
}

/** The Ageing view over as many networks as England has, the dataset `id`, which has no rows. */
export async function ageingOfEngland(url: string, id: string): Promise<AgeingOfEngland> {
  const browser = await launch(findChromium(), 'none');
  try {
    const { page } = await freshPage(browser);
    page.setDefaultTimeout(300_000);
    await page.addInitScript(watchTasks);
    const base = `?dataset=${id}&view=ageing`;
    await page.goto(`${url}/${base}`);
    await page.waitForSelector('main[data-ready="true"]');
    await page.waitForTimeout(4000);
    await page.evaluate(() => (window.longestTask = 0));
    const policies = ['none', 'hes', 'opensafely', 'midpoint6'].map((policy) => `${base}&policy=${policy}`);
    const carried = await page.evaluate(timesOf, { by: 'address', to: policies } satisfies TimedChanges);
    const longestTask = await page.evaluate(() => window.longestTask);
    await page.locator('input[type="range"]').nth(1).scrollIntoViewIfNeeded();
    await page.waitForTimeout(4000);
    await page.evaluate(() => (window.longestTask = 0));
    const steps = await page.evaluate(stepTimes, { slider: 1, steps: 16 });
    await page.waitForTimeout(4000);
    return {
      carried,
      longestTask,
      steps,
      longestTaskAfterSteps: await page.evaluate(() => window.longestTask),
    };
  } finally {
    await browser.close();
  }
}

declare global {
  interface Window {
    longestTask: number;
  }
}

/** In the page: keeps the longest task of its thread in milliseconds; one under 50 is none. */
function watchTasks(): void {
  window.longestTask = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longestTask = Math.max(window.longestTask, duration);
  }).observe({ type: 'longtask' });
}
