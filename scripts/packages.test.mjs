import { expect, test } from 'vitest';
import { sameVersions } from './packages.mjs';

const wanted = {
  '': { version: '0.1.0' },
  'node_modules/svelte': { version: '5.57.3' },
  'node_modules/other-platform': { version: '1.0.0', optional: true },
};

test('packages are installed when every version is the one wanted, save those for other platforms', () => {
  expect(sameVersions(wanted, { 'node_modules/svelte': { version: '5.57.3' } })).toBe(true);
});

test('packages are missing when one has another version, or is not there', () => {
  expect(sameVersions(wanted, { 'node_modules/svelte': { version: '5.57.2' } })).toBe(false);
  expect(sameVersions(wanted, {})).toBe(false);
});
