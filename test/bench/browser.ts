import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';

/**
 * Headless Chromium. `webgl` draws with a processor that plays a graphics card, as the browser tests do; `none` is the desktop
 * without one, where the site draws its map as SVG.
 */
export const launch = (
  executablePath: string | undefined,
  graphics: 'webgl' | 'none' = 'webgl',
): Promise<Browser> =>
  chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--no-sandbox',
      // For `collectGarbage`: the protocol reaches the page's garbage, not its workers'.
      '--js-flags=--expose-gc',
      ...(graphics === 'webgl'
        ? ['--use-angle=swiftshader', '--enable-unsafe-swiftshader']
        : ['--disable-gpu', '--disable-3d-apis']),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-quic',
      '--disable-sync',
    ],
  });

export async function freshPage(
  browser: Browser,
): Promise<{ context: BrowserContext; page: Page; cdp: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  return { context, page, cdp: await context.newCDPSession(page) };
}

/** 10 Mbit/s with 40 ms, nothing cached. */
export async function emulateSlowLine(cdp: CDPSession): Promise<void> {
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 40,
    downloadThroughput: 10e6 / 8,
    uploadThroughput: 10e6 / 8,
  });
}

/** Bytes received until a moment, headers included; the moment in seconds of the browser's own clock. */
export function countBytes(cdp: CDPSession): (until: number) => number {
  const received: { at: number; bytes: number }[] = [];
  cdp.on('Network.responseReceived', ({ timestamp, response }) =>
    received.push({ at: timestamp, bytes: response.encodedDataLength }),
  );
  cdp.on('Network.dataReceived', ({ timestamp, encodedDataLength }) =>
    received.push({ at: timestamp, bytes: encodedDataLength }),
  );
  return (until) => received.reduce((sum, { at, bytes }) => sum + (at <= until ? bytes : 0), 0);
}

/**
 * In the page, before its own scripts: keeps the moment at which everything visible was first painted. Its text is sent to
 * the page, so it must name no function (the compiler would call a helper that the page lacks).
 */
export function watchFirstPaint(): void {
  new MutationObserver((_, observer) => {
    if (document.querySelector('main[data-ready="true"] figure') === null) return;
    observer.disconnect();
    window.firstPainted = performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

declare global {
  interface Window {
    firstPainted?: number;
  }
}

/** When the page began to load, in seconds of the browser's own clock. */
export async function navigationStart(cdp: CDPSession): Promise<number> {
  await cdp.send('Performance.enable');
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'NavigationStart')!.value;
}

/** Collects what neither the page nor its workers hold any more. */
export async function collectGarbage(page: Page): Promise<void> {
  // Twice: what a first round lets go of may hold more.
  const collect = () => {
    for (let round = 0; round < 2; round++) (self as unknown as { gc: () => void }).gc();
  };
  await Promise.all([page.evaluate(collect), ...page.workers().map((worker) => worker.evaluate(collect))]);
  await page.waitForTimeout(500);
}

/** Resident memory of the page's own process, in bytes. */
export async function pageMemory(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = await Promise.all(
    processInfo
      .filter(({ type }) => type === 'renderer')
      .map(async ({ id }) => {
        const status = await readFile(`/proc/${id}/status`, 'utf8');
        return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
      }),
  );
  return Math.max(...sizes);
}
