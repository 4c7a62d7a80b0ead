import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/chromium.mjs';

const executablePath = findChromium();
const withWebgl = /@webgl/;

const launch = (...graphics: string[]) => ({
  ...(executablePath ? { executablePath } : {}),
  args: [
    ...graphics,
    '--no-sandbox',
    // The browser's own traffic would stand beside the site's.
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-quic',
    '--disable-sync',
    '--no-first-run',
  ],
});

export default defineConfig({
  testDir: 'test',
  testMatch: ['e2e/**/*.test.ts', 'browser/**/*.test.ts'],
  globalSetup: './test/e2e/serve-site.ts',
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    // Traces would slow every test; `npx playwright test --trace on` makes one.
    screenshot: 'only-on-failure',
  },
  // A processor that plays a graphics card takes several times as long for a frame, so only what is about WebGL has one.
  projects: [
    {
      name: 'webgl',
      grep: withWebgl,
      use: { launchOptions: launch('--use-angle=swiftshader', '--enable-unsafe-swiftshader') },
    },
    {
      name: 'no graphics card',
      grepInvert: withWebgl,
      use: { launchOptions: launch('--disable-gpu', '--disable-3d-apis') },
    },
  ],
});
