import { expect, it } from 'vitest';
import { patientColumns } from './schema';
import { readingStored, storedExpressions } from './stored';

const available = new Set(patientColumns.map(({ name }) => name));

it('names no column of the patient table, and each once', () => {
  const names = storedExpressions(available).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => available.has(name))).toEqual([]);
  expect(names).toEqual([
    'score_cambridge20',
    'score_cambridge20_mortality',
    'score_ccms21',
    'score_efi2',
    'score_charlson',
    'segment_bridges',
    'segment_first_match',
    'frailty_band',
    'long_term_conditions',
    'make_up_flags_0',
  ]);
});

it('leaves out what the columns do not tell', () => {
  // No score, but everybody is in the last segment.
  expect(storedExpressions(new Set(['age', 'network'])).map(({ name }) => name)).toEqual([
    'segment_bridges',
    'segment_first_match',
  ]);
});

it('reads an expression that holds another whole, and leaves other text alone', () => {
  const stored = [
    { name: 'few', sql: '(a + b)::INTEGER', type: 'UTINYINT' },
    { name: 'many', sql: '((a + b)::INTEGER + c)::INTEGER', type: 'SMALLINT' },
  ] as const;
  expect(
    readingStored('SELECT ((a + b)::INTEGER + c)::INTEGER, (a + b)::INTEGER, a + b FROM t', stored),
  ).toBe('SELECT many::INTEGER, few::INTEGER, a + b FROM t');
});
