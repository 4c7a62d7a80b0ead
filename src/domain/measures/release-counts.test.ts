import { describe, expect, test } from 'vitest';
import { releaseShare } from './release-counts';

describe('a share through the gate', () => {
  test('is as counted when everybody is synthetic', () => {
    expect(releaseShare(7, 48, 'none')).toMatchObject({
      numerator: 7,
      denominator: 48,
      estimate: { ok: true },
    });
  });

  test('comes from the rounded counts under the HES rule', () => {
    const share = releaseShare(13, 103, 'hes');
    expect(share).toMatchObject({ numerator: 15, denominator: 105 });
    expect(share.estimate.ok && share.estimate.value).toBe(15 / 105);
  });

  test.each([
    ['a small count', 3, 400],
    ['a small group', 0, 5],
    ['a small group, all of it', 5, 5],
  ])('is hidden for %s', (_, count, total) => {
    const share = releaseShare(count, total, 'hes');
    expect(share.numerator).toBe('*');
    expect(share.estimate.ok).toBe(false);
  });

  test('shows nobody as 0', () => {
    const share = releaseShare(0, 400, 'hes');
    expect(share).toMatchObject({ numerator: 0, denominator: 400, estimate: { ok: true, value: 0 } });
  });

  test('never exceeds one when rounding lifts the count above its group', () => {
    const share = releaseShare(13, 12, 'hes');
    expect(share.estimate.ok && share.estimate.value).toBe(1);
  });

  test('of an empty group has no value, and says so', () => {
    expect(releaseShare(0, 0, 'hes')).toMatchObject({
      numerator: 0,
      denominator: 0,
      estimate: { ok: false },
    });
  });
});
