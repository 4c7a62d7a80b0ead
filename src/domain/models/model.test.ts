import { DuckDBInstance } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cambridge20 } from './cambridge';
import { modelColumns, scoreUnits, scoreUnitsSql } from './model';

const columns = modelColumns(cambridge20);

describe('an additive score', () => {
  it('is the same from columns as from SQL, for any conditions', async () => {
    const connection = await (await DuckDBInstance.create()).connect();
    const people = fc.array(
      fc.array(fc.boolean(), { minLength: columns.length, maxLength: columns.length }),
      {
        minLength: 1,
        maxLength: 30,
      },
    );
    await fc.assert(
      fc.asyncProperty(people, async (rows) => {
        const flags = new Map(columns.map((name, i) => [name, rows.map((row) => Number(row[i]))]));
        const values = rows.map((row, id) => `(${[id, ...row].join()})`).join();
        const table = `(VALUES ${values}) AS patients(id, ${columns.join()})`;
        const result = await connection.runAndReadAll(
          `SELECT ${scoreUnitsSql(cambridge20)} AS units FROM ${table} ORDER BY id`,
        );
        expect([...scoreUnits(cambridge20, flags, rows.length)]).toEqual(result.getColumns()[0]);
      }),
      { numRuns: 25 },
    );
    connection.closeSync();
  });

  it('counts a condition once when two of its columns say so', () => {
    const none = new Map(columns.map((name) => [name, [0]]));
    expect([...scoreUnits(cambridge20, new Map(none).set('ra', [1]).set('ctd', [1]), 1)]).toEqual([43]);
  });

  it('names a column that is missing', () => {
    expect(() => scoreUnits(cambridge20, new Map(), 0)).toThrow(/the column dem is missing/);
  });
});
