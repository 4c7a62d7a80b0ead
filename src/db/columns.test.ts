import { describe, expect, it } from 'vitest';
import { columnsOfNumbers } from './columns';

describe('columns of plain numbers', () => {
  it('are typed arrays with NaN where there is no value', () => {
    const columns = columnsOfNumbers({ area: [0, 1], value: [0, null] });
    expect(columns.rows).toBe(2);
    expect(columns.names).toEqual(['area', 'value']);
    expect(columns.get('value')).toEqual(new Float64Array([0, NaN]));
  });

  it('must be of one length', () => {
    expect(() => columnsOfNumbers({ area: [0, 1], value: [0] })).toThrow('“value” has 1 of 2 rows');
  });
});
