import { describe, expect, test } from 'vitest';
import {
  closingLine,
  honestTotals,
  isGood,
  sum,
  totalsOfCommand,
  totalsOfPlaywright,
  totalsOfVitest,
} from './totals.mjs';

/** @param {string} state @param {string} [note] */
const vitestTest = (state, note) => ({ fullName: `a ${state} test`, result: () => ({ state, note }) });

/** @param {string} state @param {ReturnType<typeof vitestTest>[]} tests */
const vitestModule = (state, tests) =>
  /** @type {import('vitest/node').TestModule} */ (
    /** @type {unknown} */ ({ state: () => state, children: { allTests: () => tests } })
  );

/** @param {string} status @param {{ type: string, description?: string }[]} [annotations] */
const playwrightSpec = (status, annotations = []) => ({ title: status, tests: [{ status, annotations }] });

/** @param {object[]} suites @param {object[]} [errors] */
const playwrightReport = (suites, errors = []) =>
  /** @type {import('@playwright/test/reporter').JSONReport} */ (/** @type {unknown} */ ({ suites, errors }));

describe('Vitest', () => {
  test('counts passed, failed and skipped tests and keeps the reason', () => {
    const modules = [
      vitestModule('failed', [vitestTest('passed'), vitestTest('failed'), vitestTest('skipped', 'no files')]),
      vitestModule('passed', [vitestTest('passed')]),
    ];
    expect(totalsOfVitest(modules, [])).toEqual({
      passed: 2,
      failed: 1,
      skipped: [{ name: 'a skipped test', reason: 'no files' }],
    });
  });

  test('counts a test that never finished as failed', () => {
    expect(totalsOfVitest([vitestModule('failed', [vitestTest('pending')])], []).failed).toBe(1);
  });

  test('counts a file that could not be loaded, and an error outside tests, as failed', () => {
    expect(totalsOfVitest([vitestModule('failed', [])], [new Error('late')]).failed).toBe(2);
  });
});

describe('Playwright', () => {
  test('counts tests of nested suites', () => {
    const inner = { title: 'inner', specs: [playwrightSpec('unexpected'), playwrightSpec('flaky')] };
    const skipped = playwrightSpec('skipped', [{ type: 'skip', description: 'no WebGL' }]);
    const report = playwrightReport([
      { title: 'map.test.ts', specs: [playwrightSpec('expected'), skipped], suites: [inner] },
    ]);
    expect(totalsOfPlaywright(report)).toEqual({
      passed: 2,
      failed: 1,
      skipped: [{ name: 'map.test.ts > skipped', reason: 'no WebGL' }],
    });
  });

  test('counts an error outside tests, such as a site that cannot be built, as failed', () => {
    expect(totalsOfPlaywright(playwrightReport([], [{ message: 'no site' }])).failed).toBe(1);
  });
});

test('a runner that leaves no report counts as failed, whatever its status', () => {
  expect(honestTotals(null, 0).failed).toBe(1);
  expect(honestTotals(null, null).failed).toBe(1);
});

test('a runner that ends badly without a failed test counts as failed', () => {
  expect(honestTotals({ passed: 3, failed: 0, skipped: [] }, 1)).toEqual({
    passed: 3,
    failed: 1,
    skipped: [],
  });
});

test('a runner that reports its failures is not charged twice', () => {
  expect(honestTotals({ passed: 3, failed: 2, skipped: [] }, 1).failed).toBe(2);
});

test('the closing line sums all runners', () => {
  const skipped = [{ name: 'a', reason: '' }];
  const all = [
    totalsOfCommand(0),
    totalsOfCommand(1),
    totalsOfCommand(null),
    { passed: 4, failed: 0, skipped },
  ];
  expect(closingLine(sum(all))).toBe('5 passed, 2 failed, 1 skipped');
  expect(closingLine({ passed: 5, failed: 0, skipped: [] })).toBe('5 passed, 0 failed');
});

test('a run in which nothing passed is not good', () => {
  expect(isGood({ passed: 0, failed: 0, skipped: [] })).toBe(false);
  expect(isGood({ passed: 1, failed: 0, skipped: [] })).toBe(true);
  expect(isGood({ passed: 1, failed: 1, skipped: [] })).toBe(false);
});
