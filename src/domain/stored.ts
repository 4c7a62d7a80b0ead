import { makeUpWords } from './cohort/make-up';
import { longTermConditions } from './conditions';
import type { Bits } from './models/bits';
import { flagCount, flagCountSql } from './models/first-match';
import { frailtyColumns, frailtyOf, frailtySql } from './models/frailty';
import { unitsOf, type AdditiveModel } from './models/model';
import { scoreModels, unitsOfRows, unitsSql } from './models/registry';
import type { PatientRows } from './models/row-test';
import { segmentSchemes, segmentSql, segmentsOf } from './models/segments';

/** Values by row, NULL where not known. */
export interface StoredValues {
  readonly values: Uint8Array | Int16Array | Int32Array | BigUint64Array;
  /** Null where all are. */
  readonly known: Bits | null;
}

/** Something about a patient that many questions ask and that is dear to compute: worked out once, when the row comes in. */
export interface StoredExpression {
  /** Column that holds it; no column of the patient table is called so. */
  readonly name: string;
  /** SQL over patient rows, as the questions write it. */
  readonly sql: string;
  /** Narrowest type of the engine that holds every value. */
  readonly type: 'UTINYINT' | 'SMALLINT' | 'INTEGER' | 'UBIGINT';
  /** The same of rows at hand. */
  readonly of: (patients: PatientRows) => StoredValues;
}

/**
 * What is worked out of every row as it comes in: each score that the columns tell, the segments, the band of frailty, how many long-term
 * conditions there are, and the flags that a cohort's make-up counts. A score that the dataset supplies is a column already.
 */
export function storedExpressions(available: ReadonlySet<string>): StoredExpression[] {
  const conditions = longTermConditions.filter((id) => available.has(id));
  const all: (Omit<StoredExpression, 'sql'> & { sql: string | null })[] = [
    ...scoreModels
      .filter(({ supplied }) => supplied === undefined || !available.has(supplied))
      .map((score) => {
        const type = typeOf(score.model);
        return {
          name: `score_${score.model.id}`,
          sql: unitsSql(score, available),
          type,
          of: (patients: PatientRows) => {
            const { units, known } = unitsOfRows(score, available, patients);
            return { values: type === 'SMALLINT' ? Int16Array.from(units) : units, known };
          },
        };
      }),
    ...segmentSchemes.map((scheme) => ({
      name: `segment_${scheme.id}`,
      sql: segmentSql(scheme, available),
      type: 'UTINYINT' as const,
      of: (patients: PatientRows) => ({ values: segmentsOf(scheme, available, patients), known: null }),
    })),
    {
      name: 'frailty_band',
      sql: frailtyColumns.every((name) => available.has(name)) ? frailtySql : null,
      type: 'UTINYINT',
      of: (patients) => ({ values: frailtyOf(patients), known: null }),
    },
    {
      name: 'long_term_conditions',
      sql: conditions.length > 0 ? flagCountSql(conditions) : null,
      type: 'UTINYINT',
      of: (patients) => ({ values: flagCount(conditions, patients), known: null }),
    },
    ...makeUpWords(available).map(({ sql, of }, i) => ({
      name: `make_up_flags_${i}`,
      sql,
      type: 'UBIGINT' as const,
      of: (patients: PatientRows) => ({ values: of(patients), known: null }),
    })),
  ];
  return all.flatMap(({ sql, ...stored }) => (sql === null ? [] : [{ ...stored, sql }]));
}

function typeOf(model: AdditiveModel): 'SMALLINT' | 'INTEGER' {
  const most = model.terms.reduce((sum, { weight }) => sum + Math.abs(unitsOf(model, weight)), 0);
  return most < 2 ** 15 ? 'SMALLINT' : 'INTEGER';
}

/**
 * The same question, reading what is stored wherever it writes out just that; the longest first, as one may hold another. Each
 * keeps the type that it has when it is written out.
 */
export const readingStored = (
  sql: string,
  stored: readonly Pick<StoredExpression, 'name' | 'sql' | 'type'>[],
): string =>
  stored
    .toSorted((a, b) => b.sql.length - a.sql.length)
    .reduce(
      (text, { sql: written, name, type }) =>
        text.replaceAll(written, written.endsWith(`::${type}`) ? name : `${name}::INTEGER`),
      sql,
    );
