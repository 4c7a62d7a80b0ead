import { DuckDBInstance } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patientColumns } from '../schema';
import { flagsIn } from './bits';
import { cambridge20, cambridge20Mortality } from './cambridge';
import { ccms21 } from './ccms';
import { charlson } from './charlson';
import { efi } from './efi';
import { efi2 } from './efi2';
import { missingConditions, modelColumns, scoreBand, scoreUnits, scoreUnitsSql, unitsOf } from './model';

const models = [cambridge20, cambridge20Mortality, ccms21, efi, efi2, ...Object.values(charlson)];

const columns = modelColumns(cambridge20);

describe('an additive score', () => {
  it.each([cambridge20, charlson.shmi_1_35, efi2])(
    '$id is the same from columns as from SQL, for any conditions',
    async (model) => {
      const columns = modelColumns(model);
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
            `SELECT ${scoreUnitsSql(model)} AS units FROM ${table} ORDER BY id`,
          );
          expect([...scoreUnits(model, flagsIn(flags), rows.length)]).toEqual(result.getColumns()[0]);
        }),
        { numRuns: 25 },
      );
      connection.closeSync();
    },
  );

  it('counts a condition once when two of its columns say so', () => {
    const none = new Map(columns.map((name) => [name, [0]]));
    expect([...scoreUnits(cambridge20, flagsIn(new Map(none).set('ra', [1]).set('ctd', [1])), 1)]).toEqual([
      43,
    ]);
  });

  it('takes a mild form away where there is a severe one, and only there', () => {
    const model = charlson['1987'];
    const none = new Map(modelColumns(model).map((name) => [name, [0, 0, 0]]));
    const flags = new Map(none).set('dm', [1, 1, 0]).set('dm_complicated', [0, 1, 1]);
    expect([...scoreUnits(model, flagsIn(flags), 3)]).toEqual([1, 2, 2]);
  });

  it.each(models)('$id $version has weights that are whole in its unit', (model) => {
    for (const { weight } of model.terms)
      expect(unitsOf(model, weight) / 10 ** model.decimals, String(weight)).toBe(weight);
  });

  it('has bands that meet at the published limits', () => {
    expect([0, 4, 5, 8, 9, 12, 13, 36].map((deficits) => scoreBand(efi, deficits))).toEqual(
      ['fit', 'mild', 'moderate', 'severe'].flatMap((band) => [band, band]),
    );
    // 0.0857 × 8.429 = 0.7223653, 0.1624 × 8.429 = 1.3688696, 0.2391 × 8.429 = 2.0153739.
    expect(
      [0, 72_236, 72_237, 136_886, 136_887, 201_537, 201_538].map((units) => scoreBand(efi2, units)),
    ).toEqual(['robust', 'robust', 'mild', 'mild', 'moderate', 'moderate', 'severe']);
    expect(scoreBand(cambridge20, 1000)).toBeNull();
  });

  it('is complete or partial by the columns that there are', () => {
    const known = new Set(patientColumns.map(({ name }) => name));
    expect(missingConditions(cambridge20, known)).toEqual([]);
    expect(missingConditions(cambridge20Mortality, known)).toEqual([]);
    expect(missingConditions(ccms21, known)).toEqual([
      'Multiple sclerosis',
      'Chronic liver disease or viral hepatitis',
      'Parkinsonism',
      'Psychoactive substance misuse',
      'Disorder of prostate',
    ]);
    expect(missingConditions(charlson.quan_2011, known)).toHaveLength(8);
  });

  it('names a column that is missing', () => {
    expect(() => scoreUnits(cambridge20, flagsIn(new Map()), 0)).toThrow(/the column dem is missing/);
  });
});
