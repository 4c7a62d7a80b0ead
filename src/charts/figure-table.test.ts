import { expect, test } from 'vitest';
import { disclose, RawCount, statistic } from '../domain/disclosure';
import { columnsOnScreen, toCsv, type Cell } from './figure-table';

const columns = ['area_name', 'numerator', 'value'].map((name) => ({ name, label: name }));

test('a table takes text, counts that have passed the gate, and statistics', () => {
  const rows: Cell[][] = [
    ['Quay', disclose(48, 'hes'), statistic(2.5)],
    ['Docks', disclose(3, 'hes'), '*'],
  ];
  expect(toCsv({ columns, rows })).toBe('area_name,numerator,value\r\nQuay,50,2.5\r\nDocks,*,*\r\n');
});

test('and no other: type-check fails when one of these becomes possible', () => {
  // @ts-expect-error a plain number may be a count that has not passed
  const number: Cell = 3;
  // @ts-expect-error a raw count has not
  const raw: Cell = new RawCount(3);
  expect(toCsv({ columns, rows: [['Quay', number, raw]] })).toContain('Quay,3,*');
});

test('limits that no row has a number for are in the file and not on screen', () => {
  const limits = [
    { name: 'area_name', label: 'Area' },
    { name: 'code', label: 'Code', fileOnly: true },
    { name: 'lower_80', label: '80% lower', whereNumbers: true },
  ];
  const shown = (lower: Cell) =>
    columnsOnScreen({
      columns: limits,
      rows: [
        ['Quay', 'D01', '*'],
        ['Docks', 'D02', lower],
      ],
    }).map(({ name, at }) => `${name} ${at}`);
  expect(shown('')).toEqual(['area_name 0']);
  expect(shown(statistic(2.5))).toEqual(['area_name 0', 'lower_80 2']);
});
