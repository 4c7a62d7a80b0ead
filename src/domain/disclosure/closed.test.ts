import { describe, expect, test } from 'vitest';
import { formatCount } from '../format';
import { disclose, discloseParts, RawCount, RawCounts, type ShownCount } from '.';
import { assertAggregated } from './aggregates';
import { unwrap } from './raw';

/** Lines marked `@ts-expect-error` are what a view must not be able to write: type-check fails when one becomes possible. */
describe('a count that has not passed the gate', () => {
  const people = new RawCount(3);
  const answer = new RawCounts({ get: () => [3, 5] });

  test('cannot be formatted', () => {
    // @ts-expect-error a plain number has not passed
    formatCount(3);
    // @ts-expect-error nor has a raw count
    expect(formatCount(people)).not.toContain('3');
    expect(formatCount(disclose(people, 'hes'))).toBe('*');
    expect(formatCount(disclose(people, 'none'))).toBe('3');
  });

  test('cannot pass for a shown one, also after sums of shown ones', () => {
    const shown = disclose(48, 'hes');
    // @ts-expect-error only the gate makes a shown count
    const made: ShownCount = 50;
    // @ts-expect-error a sum is not one that the gate has seen
    const sum: ShownCount = (shown === '*' ? 0 : shown) + 1;
    expect([made, sum]).toEqual([50, 51]);
  });

  test('cannot be read from an answer, nor compared or added', () => {
    // @ts-expect-error an answer has no columns
    expect(answer.get).toBeUndefined();
    // @ts-expect-error and cannot be indexed
    expect(answer[0]).toBeUndefined();
    // @ts-expect-error a raw count cannot be compared
    expect(people <= 7).toBe(false);
    // @ts-expect-error nor reckoned with
    expect(people * 1).toBeNaN();
    expect(Object.keys(people)).toEqual([]);
    expect(Object.keys(answer)).toEqual([]);
  });

  test('reads as a star where it is written by mistake', () => {
    expect(String(people)).toBe('*');
    expect(JSON.stringify({ people, answer })).toBe('{"people":"*","answer":{}}');
  });

  test('opens for the modules that release it', () => {
    expect(unwrap(people)).toBe(3);
    expect(Array.from(unwrap(answer).get('any'))).toEqual([3, 5]);
    expect(discloseParts([3, 50], 53, 'hes')).toEqual({ parts: ['*', 50], total: 55 });
  });
});

describe('a query may give no rows as they are', () => {
  test.each([
    'SELECT network::INTEGER AS area, sum(dm)::DOUBLE AS numerator FROM practice_cells GROUP BY 1 ORDER BY 1',
    'SELECT count(*)::DOUBLE AS people FROM patients',
    'SELECT count(*) FILTER (age >= 75)::DOUBLE AS a, coalesce(sum(em_adm), 0)::DOUBLE AS b FROM patients WHERE network = 1',
    'SELECT count_if(dm)::DOUBLE AS dm FROM patients WHERE age >= 65',
    'SELECT quantile_cont(age, 0.5)::DOUBLE AS median FROM patients',
    'SELECT 5::INTEGER AS x',
    'SELECT (SELECT sum(patients) FROM practice_cells)::DOUBLE AS a, (SELECT sum(patients) FROM neighbourhood_cells)::DOUBLE AS b',
    'SELECT band::INTEGER AS band, count(*)::DOUBLE AS people FROM (SELECT age // 5 AS band FROM patients) GROUP BY 1',
  ])('%s', (sql) => {
    expect(() => {
      assertAggregated(sql);
    }).not.toThrow();
  });

  test.each([
    'SELECT * FROM patients',
    'SELECT age::INTEGER AS age FROM patients LIMIT 10',
    'SELECT age::INTEGER AS age, dm FROM patients WHERE network = 3',
    'SELECT count(*)::DOUBLE AS people, age::INTEGER AS age FROM patients',
    "SELECT age::INTEGER AS age, 'GROUP BY 1 count(*)' AS said FROM patients",
    'SELECT age::INTEGER AS age FROM (SELECT age FROM patients GROUP BY 1)',
    'SELECT DISTINCT age::INTEGER AS age FROM patients',
    'FROM patients',
  ])('refuses %s', (sql) => {
    expect(() => {
      assertAggregated(sql);
    }).toThrow('may not give rows as they are');
  });
});
