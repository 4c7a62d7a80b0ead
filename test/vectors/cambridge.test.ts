import { DuckDBInstance } from '@duckdb/node-api';
import path from 'node:path';
import { expect, it } from 'vitest';
import { cambridge20 } from '../../src/domain/models/cambridge';
import { modelColumns, scoreSql } from '../../src/domain/models/model';
import { describeShared, shared, sharedRows } from '../shared';

/** Columns of the vectors that stand for columns of the patient table. */
const columnOf: Record<string, string> = {
  hypertension: 'hyp',
  anxiety_or_depression: 'anxdep',
  painful_condition: 'pain',
  hearing_loss: 'hearing',
  irritable_bowel_syndrome: 'ibs',
  asthma: 'ast',
  diabetes: 'dm',
  coronary_heart_disease: 'chd',
  chronic_kidney_disease: 'ckd',
  atrial_fibrillation: 'af',
  constipation: 'constipation',
  stroke_or_tia: 'stia',
  copd: 'copd',
  connective_tissue_disorder_ra: 'ctd',
  cancer_last_5y: 'can',
  alcohol_problems: 'alcohol',
  heart_failure: 'hf',
  dementia: 'dem',
  psychosis_or_bipolar: 'mh',
  epilepsy: 'ep',
};

describeShared('the Cambridge Multimorbidity Score', () => {
  it('agrees with every vector to 1e-9 in DuckDB', async () => {
    const file = path.join(shared!, 'vectors/scores/cms20_vectors.csv').replaceAll("'", "''");
    const flags = Object.entries(columnOf).map(([from, to]) => `${from}::BOOLEAN AS ${to}`);
    const connection = await (await DuckDBInstance.create()).connect();
    const reader = await connection.runAndReadAll(`
      WITH people AS (SELECT ${flags.join(', ')}, FALSE AS ra, general_score FROM read_csv('${file}'))
      SELECT count(*)::INTEGER AS people, max(abs(${scoreSql(cambridge20)} - general_score))::DOUBLE AS difference FROM people`);
    const [row] = reader.getRowObjects();
    expect(row!.people).toBe(sharedRows('vectors/scores/cms20_vectors.csv').length);
    expect(row!.difference).toBeLessThanOrEqual(1e-9);
  });

  it('has every published weight and reads only known columns', () => {
    const weights = sharedRows('vectors/scores/cms20_weights.csv');
    expect(cambridge20.terms).toHaveLength(weights.length);
    expect(new Set(modelColumns(cambridge20))).toEqual(new Set([...Object.values(columnOf), 'ra']));
  });
});
