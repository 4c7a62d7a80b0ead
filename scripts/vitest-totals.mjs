import { writeFileSync } from 'node:fs';
import { totalsOfVitest } from './totals.mjs';

/** Vitest reporter: writes the run's totals to the file named by CATCHMENT_VITEST_TOTALS. */
export default class VitestTotals {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env.CATCHMENT_VITEST_TOTALS;
    if (file) writeFileSync(file, JSON.stringify(totalsOfVitest(modules, unhandledErrors)));
  }
}
