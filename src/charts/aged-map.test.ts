import { expect, test } from 'vitest';
import { parseAged } from '../domain/ageing/aged';
import type { AgedFigure } from '../domain/ageing/aged-figures';
import { statistic, suppressed } from '../domain/disclosure';
import { agedScale, agedTable, agedTitle, describeAged } from './aged-map';

const figure = (today: number, then: number, value = then): AgedFigure => ({
  today: statistic(today),
  then: statistic(then),
  value: statistic(value),
  range: null,
});
const names = ['Merrow Heights', 'Quay Docks', 'Long Levels'];
const nameOf = (network: number) => ({ code: `D0${network}`, name: names[network]! });
const title = (text: string, figures: readonly AgedFigure[]) =>
  agedTitle(parseAged(text)!, figures, { firstYear: 2026, nameOf });
const hidden: AgedFigure = { today: suppressed, then: suppressed, value: suppressed, range: null };

test.each([
  ['share75.10', [11, 14.2, 9], 'By 2036 Quay Docks has the largest share of 75 and over: 14.2%'],
  ['number85.0', [900, 1240, 80], 'Quay Docks has most people of 85 and over: 1,240 people'],
  ['median.5', [41, 44.26, 39], 'By 2031 Quay Docks has the highest median age: 44.3 years'],
  [
    'number75.10.percent',
    [12, 38.2, -4],
    'By 2036 the number of people of 75 and over grows fastest in Quay Docks: +38%',
  ],
  [
    'share65.15.change',
    [1, 3.24, -1],
    'By 2041 the share of 65 and over grows most in Quay Docks: +3.2 percentage points',
  ],
  [
    'number65.5.change',
    [-40, -15, -90],
    'By 2031 the number of people of 65 and over falls least in Quay Docks: −15 people',
  ],
])('the title of %s says the finding', (text, values, expected) => {
  expect(
    title(
      text,
      values.map((value) => figure(1, 1, value)),
    ),
  ).toBe(expected);
});

test('nothing is said of few people, nor is it a finding', () => {
  expect(title('number85.10', [hidden, hidden])).toBe('Number of 85 and over by network');
  expect(title('number85.10', [hidden, figure(20, 30)])).toContain('Quay Docks');
  const said = { name: 'Merrow Heights', whole: 'Northshire', firstYear: 2026 };
  expect(describeAged(parseAged('share75.10')!, { figure: hidden, total: figure(9, 12) }, said)).toBe(
    'Merrow Heights: too few people to show.',
  );
  expect(
    describeAged(parseAged('share75.10')!, { figure: figure(11, 14.2), total: figure(9, 12.1) }, said),
  ).toBe('Merrow Heights: 14.2% in 2036, 11.0% in 2026; Northshire 12.1%.');
});

test('levels are painted by one hue and growth by two, and a number has no total to be held against', () => {
  const figures = [figure(1, 1, -8), figure(1, 1, 4), figure(1, 1, 30)];
  const paintsOf = (text: string) =>
    agedScale(parseAged(text)!, figures, figure(1, 1, 5)).classes.map(({ paint }) => paint);
  expect(paintsOf('share75.10').every((paint) => paint.startsWith('class'))).toBe(true);
  expect(new Set(paintsOf('share75.10.change').map((paint) => paint.slice(0, 4)))).toEqual(
    new Set(['fall', 'rise']),
  );
  expect(agedScale(parseAged('number75.10.change')!, figures, figure(1, 1, 5)).total).toBe(null);
  expect(agedScale(parseAged('number75.10.percent')!, figures, figure(1, 1, 5)).total?.text).toBe('+5.0%');
});

test('the table has a row a network and one of all, and of growth both years', () => {
  const given = { networks: [figure(100, 130, 30), hidden], total: figure(140, 190, 50) };
  const whole = { code: 'S', name: 'Northshire' };
  const { columns, rows } = agedTable(parseAged('number75.10.change')!, given, {
    firstYear: 2026,
    nameOf,
    whole,
  });
  expect(rows.map(([code]) => code)).toEqual(['D00', 'D01', 'S']);
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  expect(rows.map((row) => [row[at('value_today')], row[at('value_then')], row[at('change')]])).toEqual([
    [100, 130, 30],
    [suppressed, suppressed, suppressed],
    [140, 190, 50],
  ]);
});
