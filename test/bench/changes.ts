import { findChromium } from '../../scripts/chromium.mjs';
import { registers } from '../../src/domain/conditions';
import { standards } from '../../src/domain/measures/measure';
import { freshPage, launch, pageMemory } from './browser';

export type Graphics = 'none' | 'webgl';

export interface Changes {
  /** Milliseconds from a change of the measure to every figure painted. */
  measure: number[];
  /** Milliseconds from a change of how one measure is standardised to every figure painted. */
  standard: number[];
  /** Resident bytes of the page afterwards. */
  memory: number;
}

/**
 * From a change to every figure painted. With emulated WebGL a frame of the browser itself takes some 0.2 s of
 * processor time, with or without a map, so that figure says little of the site; it stands for comparison.
 */
export async function changes(url: string, graphics: Graphics): Promise<Changes> {
  const browser = await launch(findChromium(), graphics);
  try {
    const { page } = await freshPage(browser);
    await page.goto(url);
    await page.waitForSelector('main[data-ready="true"]');
    await page.waitForTimeout(4000);
    // Two rounds, each answer new once.
    const twice = (queries: string[]) =>
      page.evaluate(timesOf, { by: 'address', to: [...queries, ...queries] } satisfies TimedChanges);
    const measure = await twice(registers.map(({ id }) => `?measure=${id}`));
    const memory = await pageMemory(browser);
    const byStandard = registers.flatMap(({ id }) =>
      standards.map((each) => `?measure=${id}&standard=${each}`),
    );
    const taken = await twice(byStandard);
    // The first of each measure changes the measure.
    const standard = taken.filter((_, i) => i % standards.length > 0);
    return { measure, standard, memory };
  } finally {
    await browser.close();
  }
}

/**
 * Milliseconds from a change of the condition, the standard or the network to every figure of the Conditions view painted,
 * and of the Map's, over the cells of the dataset `id`.
 */
export async function changesOverCells(
  url: string,
  id: string,
  networks: readonly string[],
): Promise<Record<'conditions' | 'map', number[]>> {
  const browser = await launch(findChromium(), 'none');
  const timesOn = async (view: 'conditions' | 'map') => {
    const { page, context } = await freshPage(browser);
    const base = `?dataset=${id}&view=${view}`;
    await page.goto(`${url}/${base}`);
    await page.waitForSelector('main[data-ready="true"]');
    await page.waitForTimeout(4000);
    const changes = registers.flatMap(({ id: register }, i) => [
      ...standards.map((standard) => `${base}&measure=${register}&standard=${standard}`),
      // On the map a network is only marked: no figure asks anew.
      ...(view === 'map' ? [] : [`${base}&measure=${register}&network=${networks[i % networks.length]!}`]),
    ]);
    // The first round brings in what the view needs.
    await page.evaluate(timesOf, { by: 'address', to: changes.slice(0, 5) } satisfies TimedChanges);
    const taken = await page.evaluate(timesOf, { by: 'address', to: changes } satisfies TimedChanges);
    await context.close();
    return taken;
  };
  try {
    return { conditions: await timesOn('conditions'), map: await timesOn('map') };
  } finally {
    await browser.close();
  }
}

export interface TimedChanges {
  /** The address, as Back changes it; or the cohort, as a person types it. */
  by: 'address' | 'cohort';
  to: string[];
}

/** In the page: milliseconds from each change to the figures painted. */
export async function timesOf({ by, to }: TimedChanges): Promise<number[]> {
  const main = document.querySelector('main')!;
  const taken: number[] = [];
  for (const next of to) {
    const typed = document.querySelector<HTMLInputElement>('input[name="cohort"]');
    if (by === 'cohort') typed!.value = next;
    const start = performance.now();
    const painted = new Promise<number>((resolve) => {
      let changed = false;
      const observer = new MutationObserver((records) => {
        const ready = main.dataset.ready === 'true';
        if (!ready || records.some((record) => record.oldValue === 'false')) changed = true;
        if (changed && ready) {
          observer.disconnect();
          resolve(performance.now());
        }
      });
      observer.observe(main, { attributeFilter: ['data-ready'], attributeOldValue: true });
    });
    if (by === 'cohort') typed!.form!.requestSubmit();
    else {
      history.pushState(null, '', next);
      dispatchEvent(new PopStateEvent('popstate'));
    }
    taken.push((await painted) - start);
    // Longer than what is off the screen waits for, and takes, one figure after the other.
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  return taken;
}
