import { longTermConditions } from '../conditions';
import { flagCountSql } from './first-match';
import { unitsOf, type AdditiveModel } from './model';
import { scoreModels, unitsSql } from './registry';
import { segmentSchemes, segmentSql } from './segments';

/** Something about a patient that many questions ask and that is dear to compute: worked out once, when the row comes in. */
export interface StoredExpression {
  /** Column that holds it; no column of the patient table is called so. */
  readonly name: string;
  /** SQL over patient rows, as the questions write it. */
  readonly sql: string;
  /** Narrowest type of the engine that holds every value. */
  readonly type: 'UTINYINT' | 'SMALLINT' | 'INTEGER';
}

/**
 * What is worked out of every row as it comes in: each score that the columns tell, the segments, and how many long-term
 * conditions there are. A score that the dataset supplies is a column already.
 */
export function storedExpressions(available: ReadonlySet<string>): StoredExpression[] {
  const conditions = longTermConditions.filter((id) => available.has(id));
  return [
    ...scoreModels
      .filter(({ supplied }) => supplied === undefined || !available.has(supplied))
      .map((score) => ({
        name: `score_${score.model.id}`,
        sql: unitsSql(score, available),
        type: typeOf(score.model),
      })),
    ...segmentSchemes.map((scheme) => ({
      name: `segment_${scheme.id}`,
      sql: segmentSql(scheme, available),
      type: 'UTINYINT' as const,
    })),
    {
      name: 'long_term_conditions',
      sql: conditions.length > 0 ? flagCountSql(conditions) : null,
      type: 'UTINYINT' as const,
    },
  ].flatMap(({ sql, ...stored }) => (sql === null ? [] : [{ ...stored, sql }]));
}

function typeOf(model: AdditiveModel): 'SMALLINT' | 'INTEGER' {
  const most = model.terms.reduce((sum, { weight }) => sum + Math.abs(unitsOf(model, weight)), 0);
  return most < 2 ** 15 ? 'SMALLINT' : 'INTEGER';
}

/**
 * The same question, reading what is stored wherever it writes out just that; the longest first, as one may hold another. Each
 * keeps the type that it has when it is written out.
 */
export const readingStored = (sql: string, stored: readonly StoredExpression[]): string =>
  stored
    .toSorted((a, b) => b.sql.length - a.sql.length)
    .reduce(
      (text, { sql: written, name, type }) =>
        text.replaceAll(
          written,
          type === 'UTINYINT' && written.endsWith('::UTINYINT') ? name : `${name}::INTEGER`,
        ),
      sql,
    );
