import { stripVTControlCharacters } from 'node:util';

/**
 * What the runners of `npm test` found, in one form that can be summed.
 *
 * @typedef {{ name: string, reason: string }} Told a test that did not pass, and why
 * @typedef {{ passed: number, failed: Told[], skipped: Told[] }} Totals
 */

/**
 * A check that is one test: it passed when its program ended with 0.
 *
 * @param {string} name
 * @param {number | null} status
 * @returns {Totals}
 */
export function totalsOfCommand(name, status) {
  return status === 0
    ? { passed: 1, failed: [], skipped: [] }
    : { passed: 0, failed: [{ name, reason: endOf(status) }], skipped: [] };
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
  for (const error of unhandledErrors)
    totals.failed.push({ name: 'outside any test', reason: messageOf(error) });
  for (const module of modules) {
    let failedHere = 0;
    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state === 'passed') totals.passed++;
      else if (result.state === 'skipped') {
        totals.skipped.push({ name: test.fullName, reason: result.note ?? '' });
      } else {
        failedHere++;
        const reason = messageOf(result.errors?.[0] ?? 'did not end');
        totals.failed.push({ name: `${module.relativeModuleId} > ${test.fullName}`, reason });
      }
    }
    if (module.state() === 'failed' && failedHere === 0) {
      totals.failed.push({ name: module.relativeModuleId, reason: messageOf(module.errors()[0] ?? 'broke') });
    }
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
  for (const error of report.errors)
    totals.failed.push({ name: 'outside any test', reason: messageOf(error) });
  /** @param {import('@playwright/test/reporter').JSONReportSuite} suite @param {string[]} titles */
  const add = (suite, titles) => {
    const here = [...titles, suite.title];
    for (const spec of suite.specs) {
      const name = [...here, spec.title].join(' > ');
      for (const test of spec.tests) {
        if (test.status === 'skipped') {
          const reason =
            test.annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description ?? '';
          totals.skipped.push({ name, reason });
        } else if (test.status === 'unexpected') {
          totals.failed.push({ name, reason: messageOf(test.results.at(-1)?.error ?? 'did not end') });
        } else totals.passed++;
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
 * @param {string} name of the runner
 * @param {Totals | null} totals null when the runner left no report
 * @param {number | null} status
 * @returns {Totals}
 */
export function honestTotals(name, totals, status) {
  const known = totals ?? emptyTotals();
  const brokeUnseen = known.failed.length === 0 && (status !== 0 || totals === null);
  if (!brokeUnseen) return known;
  return { ...known, failed: [{ name, reason: totals ? endOf(status) : 'left no report' }] };
}

/** @param {Totals[]} all @returns {Totals} */
export function sum(all) {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.flatMap(({ failed }) => failed),
    skipped: all.flatMap(({ skipped }) => skipped),
  };
}

/** The line that ends a run. @param {Totals} totals */
export function closingLine({ passed, failed, skipped }) {
  const counts = `${passed} passed, ${failed.length} failed`;
  return skipped.length > 0 ? `${counts}, ${skipped.length} skipped` : counts;
}

/** A run passed when something passed and nothing failed. @param {Totals} totals */
export function isGood({ passed, failed }) {
  return passed > 0 && failed.length === 0;
}

/** @returns {Totals} */
function emptyTotals() {
  return { passed: 0, failed: [], skipped: [] };
}

/** @param {number | null} status */
function endOf(status) {
  return status === null ? 'was stopped' : `ended with ${status}`;
}

/** The first line of what an error says, without colours. @param {unknown} error */
function messageOf(error) {
  const message = error && typeof error === 'object' && 'message' in error ? error.message : error;
  return stripVTControlCharacters(String(message)).trim().split('\n', 1)[0] ?? '';
}
