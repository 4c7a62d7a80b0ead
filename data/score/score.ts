import { ruleColumns } from '../../src/domain/models/first-match';
import { unitsOfOne } from '../../src/domain/models/model';
import {
  bandSql,
  modelStanding,
  scoreColumns,
  scoreModelOf,
  scoreModels,
  scoreUse,
  unitsSql,
  type ScoreModel,
} from '../../src/domain/models/registry';
import {
  segmentSchemes,
  segmentSql,
  segmentStanding,
  type SegmentScheme,
} from '../../src/domain/models/segments';
import { readPeople, tellsNothing } from './read-people';

/** Ids of what people can be scored or grouped by. */
export const scorable: readonly string[] = [
  ...scoreModels.map(({ model }) => model.id),
  ...segmentSchemes.map(({ id }) => id),
];

interface Question {
  readonly name: string;
  readonly columns: readonly string[];
  /** Header of the answer. */
  readonly header: string;
  /** SQL of the columns after `id`; null where the available columns tell nothing. */
  readonly sql: (available: ReadonlySet<string>) => string | null;
  /** What to know of the answer, in sentences. */
  readonly notes: (available: ReadonlySet<string>) => string[];
}

function scoreQuestion(score: ScoreModel): Question {
  const { model, about } = score;
  return {
    name: model.name,
    columns: scoreColumns(score),
    header: 'id,score,band',
    sql: (available) => {
      const units = unitsSql(score, available);
      return (
        units &&
        `(${units} / ${unitsOfOne(model)}::DOUBLE)::DOUBLE AS score, ${bandSql(score, available)} AS band`
      );
    },
    notes: (available) => {
      const { state, missing } = modelStanding(score, available, new Map());
      return [
        ...(state === 'partial'
          ? [`The score is partial, without ${missing.join('; ')}: never compare it with a complete one.`]
          : []),
        ...(model.youngest !== undefined && !available.has('age')
          ? [
              `Ages are not checked, as there is no column age: the score is for people of ${model.youngest} and over.`,
            ]
          : []),
        about.limits,
      ];
    },
  };
}

function segmentQuestion(scheme: SegmentScheme): Question {
  const names = scheme.segments.map(({ id }, index) => `WHEN ${index} THEN '${id}'`).join(' ');
  const columns = ruleColumns(scheme.segments);
  return {
    name: scheme.name,
    columns,
    header: 'id,segment',
    sql: (available) =>
      available.size === 0 ? null : `CASE ${segmentSql(scheme, available)} ${names} END AS segment`,
    notes: (available) => {
      const lacking = segmentStanding(scheme, available).filter((standing) => standing.lacking.length > 0);
      const nameOf = (id: string) => scheme.segments.find((segment) => segment.id === id)!.name;
      const missing = columns.filter((name) => !available.has(name));
      return [
        ...(missing.length > 0
          ? [
              `The segments are partial: without ${missing.join(', ')} people of ${lacking.map(({ id }) => nameOf(id)).join(', ')} may be in a later one.`,
            ]
          : []),
        scheme.limits,
      ];
    },
  };
}

export function questionOf(id: string): Question | null {
  const score = scoreModelOf(id);
  const scheme = segmentSchemes.find((one) => one.id === id);
  return score ? scoreQuestion(score) : scheme ? segmentQuestion(scheme) : null;
}

interface Out {
  write(text: string): unknown;
}

/** Blank for what there is none of. */
const cell = (value: unknown): string => {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/**
 * Writes each person's score and band, or segment, as CSV in the order of the file, by the site's own SQL in native DuckDB.
 * What to know of it goes to `say`, a sentence a line.
 */
export async function scoreFile(
  question: Question,
  file: string,
  { out, say, signal }: { out: Out; say: Out; signal: AbortSignal },
): Promise<void> {
  const { connection, people, available, unused } = await readPeople(file, question.columns, signal);
  try {
    const sql = question.sql(available);
    if (sql === null) throw tellsNothing(file, question.name, question.columns);
    const notes = [
      `${question.name}: ${people} ${people === 1 ? 'person' : 'people'}. ${scoreUse}`,
      ...question.notes(available),
      ...(unused.length > 0 ? [`Columns not used: ${unused.join(', ')}.`] : []),
    ];
    say.write(notes.map((note) => `${note}\n`).join(''));
    out.write(`${question.header}\n`);
    const answer = await connection.stream(`SELECT id, ${sql} FROM patients ORDER BY row`);
    for (
      let chunk = await answer.fetchChunk();
      chunk && chunk.rowCount > 0;
      chunk = await answer.fetchChunk()
    )
      out.write(
        chunk
          .getRows()
          .map((row) => `${row.map(cell).join(',')}\n`)
          .join(''),
      );
  } finally {
    connection.closeSync();
  }
}
