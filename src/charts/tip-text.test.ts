import { expect, it } from 'vitest';
import { tipText } from './tip-text';

const sentence = 'Heart failure: 148 of 1,000 (141–155); 2.4 times (2.3–2.5) what age and sex would give';

it('name, value and comparison stand on a line each', () => {
  expect(tipText(sentence, 700)).toBe(
    'Heart failure\n148 of 1,000 (141–155)\n2.4 times (2.3–2.5) what age and sex would give',
  );
});

it('over a narrow chart every line is short, and no word is lost', () => {
  const lines = tipText(sentence, 358).split('\n');
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(26);
  expect(lines.join(' ')).toBe(sentence.replace(/[:;] /g, ' '));
});
