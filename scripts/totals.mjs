/**
 * What the runners of `npm test` found, in one form that can be summed.
 *
 * @typedef {{ name: string, reason: string }} Skipped
 * @typedef {{ passed: number, failed: number, skipped: Skipped[] }} Totals
 */

/** A check that is one test: it passed when its program ended with 0. @param {number | null} status @returns {Totals} */
export function totalsOfCommand(status) {
  return status === 0 ? { passed: 1, failed: 0, skipped: [] } : { passed: 0, failed: 1, skipped: [] };
}

/**
 * A Vitest run. A file that could not be loaded, and each error outside any test, count as a failed test.
 *
 * @param {readonly import('vitest/node').TestModule[]} modules
 * @param {readonly unknown[]} unhandledErrors
 * @returns {Totals}
 */
export function totalsOfVitest(modules, unhandledErrors) {
  const totals = emptyTotals();
  totals.failed += unhandledErrors.length;
  for (const module of modules) {
    let failedHere = 0;
    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state === 'passed') totals.passed++;
      else if (result.state === 'skipped') {
        totals.skipped.push({ name: test.fullName, reason: result.note ?? '' });
      } else failedHere++;
    }
    const brokenOutsideTests = module.state() === 'failed' && failedHere === 0;
    totals.failed += failedHere + (brokenOutsideTests ? 1 : 0);
  }
  return totals;
}

/**
 * The report of Playwright's JSON reporter. Each error outside any test counts as a failed test.
 *
 * @param {import('@playwright/test/reporter').JSONReport} report
 * @returns {Totals}
 */
export function totalsOfPlaywright(report) {
  const totals = emptyTotals();
  totals.failed += report.errors.length;
  /** @param {import('@playwright/test/reporter').JSONReportSuite} suite @param {string[]} titles */
  const add = (suite, titles) => {
    const here = [...titles, suite.title];
    for (const spec of suite.specs) {
      for (const test of spec.tests) {
        if (test.status === 'skipped') {
          const reason =
            test.annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description ?? '';
          totals.skipped.push({ name: [...here, spec.title].join(' > '), reason });
        } else if (test.status === 'unexpected') totals.failed++;
        else totals.passed++;
      }
    }
    for (const inner of suite.suites ?? []) add(inner, here);
  };
  for (const suite of report.suites) add(suite, []);
  return totals;
}

/**
 * A runner's totals against the status it ended with: one that broke without a failed test still counts as failed.
 *
 * @param {Totals | null} totals null when the runner left no report
 * @param {number | null} status
 * @returns {Totals}
 */
export function honestTotals(totals, status) {
  const known = totals ?? emptyTotals();
  const brokeUnseen = known.failed === 0 && (status !== 0 || totals === null);
  return brokeUnseen ? { ...known, failed: 1 } : known;
}

/** @param {Totals[]} all @returns {Totals} */
export function sum(all) {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.reduce((total, { failed }) => total + failed, 0),
    skipped: all.flatMap(({ skipped }) => skipped),
  };
}

/** The line that ends a run. @param {Totals} totals */
export function closingLine({ passed, failed, skipped }) {
  const counts = `${passed} passed, ${failed} failed`;
  return skipped.length > 0 ? `${counts}, ${skipped.length} skipped` : counts;
}

/** A run passed when something passed and nothing failed. @param {Totals} totals */
export function isGood({ passed, failed }) {
  return passed > 0 && failed === 0;
}

/** @returns {Totals} */
function emptyTotals() {
  return { passed: 0, failed: 0, skipped: [] };
}
