import { describe, expect, it } from 'vitest';
import { disclose } from './disclosure';
import {
  formatCount,
  formatDate,
  formatEstimate,
  formatPercentRange,
  formatShare,
  formatValue,
  plainValue,
  unitOf,
} from './format';
import { measureCatalogue } from './measures/catalogue';
import { proportion } from './stats';

const measures = new Map(measureCatalogue({ tierAbove: { high_risk: 150 } }).map((m) => [m.id, m]));

describe('numbers as people read them', () => {
  it.each([
    [0, '0.0%'],
    [0.00556, '0.56%'],
    [0.00994, '0.99%'],
    [0.00996, '1.0%'],
    [0.123, '12.3%'],
    [1, '100.0%'],
  ])('a share of %d is %s', (share, shown) => expect(formatShare(share)).toBe(shown));

  it('counts have thousands commas and a suppressed one is a star', () => {
    expect(formatCount(disclose(48210, 'none'))).toBe('48,210');
    expect(formatCount('*')).toBe('*');
  });

  it.each([
    ['2026-07-01', '1 July 2026'],
    ['2025-10', 'October 2025'],
    ['2024-25', '2024-25'],
    ['mid-2019', 'mid-2019'],
  ])('the date %s is %s', (iso, shown) => expect(formatDate(iso)).toBe(shown));

  it('each kind of measure has its unit and digits', () => {
    expect(formatValue(measures.get('em_adm')!, 104.23)).toBe('104.2');
    expect(unitOf(measures.get('em_adm')!)).toBe('per 1,000 people');
    expect(formatValue(measures.get('cms')!, 0.6149)).toBe('0.61');
    expect(formatValue(measures.get('list_size')!, 45139)).toBe('45,139');
    expect(plainValue(measures.get('dm')!, 0.0842)).toBeCloseTo(8.42, 12);
  });

  it('an estimate has its interval, or a star', () => {
    expect(formatEstimate(measures.get('dm')!, proportion(5930, 48210))).toBe('12.3% (12.0–12.6)');
    expect(formatEstimate(measures.get('dm')!, { ok: false, reason: 'suppressed' })).toBe('*');
  });

  it('an interval of growth has a sign only before what is not 0', () => {
    expect(formatPercentRange({ lower: -0.04, upper: 2.3 })).toBe('0.0–2.3');
    expect(formatPercentRange({ lower: -0.4, upper: 5.3 })).toBe('−0.4 to 5.3');
    expect(formatPercentRange({ lower: -0.4, upper: 12 })).toBe('0–12');
  });
});
