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

/** @param {string} state @param {object} [rest] */
const vitestTest = (state, rest) => ({ fullName: `a ${state} test`, result: () => ({ state, ...rest }) });

/** @param {string} state @param {ReturnType<typeof vitestTest>[]} tests @param {object[]} [errors] */
const vitestModule = (state, tests, errors = []) =>
  /** @type {import('vitest/node').TestModule} */ (
    /** @type {unknown} */ ({
      relativeModuleId: 'gate.test.ts',
      state: () => state,
      errors: () => errors,
      children: { allTests: () => tests },
    })
  );

/** @param {string} status @param {{ type: string, description?: string }[]} [annotations] */
const playwrightSpec = (status, annotations = []) => {
  const results = [{ error: { message: '\u001b[31mExpected: 1\u001b[39m\nReceived: 2' } }];
  return { title: status, tests: [{ status, annotations, results }] };
};

/** @param {object[]} suites @param {object[]} [errors] */
const playwrightReport = (suites, errors = []) =>
  /** @type {import('@playwright/test/reporter').JSONReport} */ (/** @type {unknown} */ ({ suites, errors }));

describe('Vitest', () => {
  test('counts passed, failed and skipped tests and keeps the reasons', () => {
    const modules = [
      vitestModule('failed', [
        vitestTest('passed'),
        vitestTest('failed', { errors: [{ message: 'expected 1 to be 2\nand more' }] }),
        vitestTest('skipped', { note: 'no files' }),
      ]),
      vitestModule('passed', [vitestTest('passed')]),
    ];
    expect(totalsOfVitest(modules, [])).toEqual({
      passed: 2,
      failed: [{ name: 'gate.test.ts > a failed test', reason: 'expected 1 to be 2' }],
      skipped: [{ name: 'a skipped test', reason: 'no files' }],
    });
  });

  test('counts a test that never finished as failed', () => {
    expect(totalsOfVitest([vitestModule('failed', [vitestTest('pending')])], []).failed).toEqual([
      { name: 'gate.test.ts > a pending test', reason: 'did not end' },
    ]);
  });

  test('counts a file that could not be loaded, and an error outside tests, as failed', () => {
    const broken = vitestModule('failed', [], [{ message: 'no such module' }]);
    expect(totalsOfVitest([broken], [new Error('late')]).failed).toEqual([
      { name: 'outside any test', reason: 'late' },
      { name: 'gate.test.ts', reason: 'no such module' },
    ]);
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
      failed: [{ name: 'map.test.ts > inner > unexpected', reason: 'Expected: 1' }],
      skipped: [{ name: 'map.test.ts > skipped', reason: 'no WebGL' }],
    });
  });

  test('counts an error outside tests, such as a site that cannot be built, as failed', () => {
    expect(totalsOfPlaywright(playwrightReport([], [{ message: 'no site' }])).failed).toEqual([
      { name: 'outside any test', reason: 'no site' },
    ]);
  });
});

const red = { name: 'a', reason: 'b' };

test('a runner that leaves no report counts as failed, whatever its status', () => {
  const failed = [{ name: 'Vitest', reason: 'left no report' }];
  expect(honestTotals('Vitest', null, 0).failed).toEqual(failed);
  expect(honestTotals('Vitest', null, null).failed).toEqual(failed);
});

test('a runner that ends badly without a failed test counts as failed', () => {
  const told = { passed: 3, failed: [], skipped: [] };
  expect(honestTotals('Vitest', told, 1).failed).toEqual([{ name: 'Vitest', reason: 'ended with 1' }]);
  expect(honestTotals('Vitest', told, null).failed).toEqual([{ name: 'Vitest', reason: 'was stopped' }]);
});

test('a runner that reports its failures is not charged twice', () => {
  expect(honestTotals('Vitest', { passed: 3, failed: [red], skipped: [] }, 1).failed).toEqual([red]);
});

test('the closing line sums all runners', () => {
  const all = [
    totalsOfCommand('ESLint', 0),
    totalsOfCommand('Prettier', 1),
    totalsOfCommand('Build', null),
    { passed: 4, failed: [], skipped: [red] },
  ];
  expect(closingLine(sum(all))).toBe('5 passed, 2 failed, 1 skipped');
  expect(sum(all).failed.map(({ name, reason }) => `${name} ${reason}`)).toEqual([
    'Prettier ended with 1',
    'Build was stopped',
  ]);
  expect(closingLine({ passed: 5, failed: [], skipped: [] })).toBe('5 passed, 0 failed');
});

test('a run in which nothing passed is not good', () => {
  expect(isGood({ passed: 0, failed: [], skipped: [] })).toBe(false);
  expect(isGood({ passed: 1, failed: [], skipped: [] })).toBe(true);
  expect(isGood({ passed: 1, failed: [red], skipped: [] })).toBe(false);
});
