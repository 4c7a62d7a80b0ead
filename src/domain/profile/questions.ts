import { disclose, mayShowBeside, suppressed, type RawCounts } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import { cellColumnsOf } from '../measures/cells';
import type { Measure } from '../measures/measure';
import { shareOf, type ShareFigure } from '../measures/release-counts';
import type { DisclosurePolicy } from '../schema';
import { compareWithBenchmark, type Comparison } from '../stats';

/** What a clinical director asks first, of everybody and of people aged 75 and over. */
export interface PersonQuestion {
  id: string;
  label: string;
  /** Youngest age that "all ages" counts, '' for everybody. */
  ageBase: string;
  /** Columns of the answer. */
  numerator: string;
  denominator: string;
  /** Predicates over patient rows. */
  sql: string;
  denominatorSql: string;
  columns: readonly string[];
}

export const olderAge = 75;
const olderBand = olderAge / 5;

/** Measures that the cells hold by age band: the whole system's answer is there at once. */
const fromCells = ['ltc2', 'ltc4', 'frail', 'high_risk'];

/** Questions that only patient rows answer. */
const rowQuestions: readonly PersonQuestion[] = [
  onRows('medicines10', 'Ten or more repeat medicines', 'medicines >= 10', 'medicines'),
  onRows('care_home', 'Living in a care home', 'care_home', 'care_home'),
  onRows('housebound', 'Housebound', 'housebound', 'housebound'),
];

export interface Questions {
  cells: readonly PersonQuestion[];
  rows: readonly PersonQuestion[];
}

/** The questions that a dataset can answer. */
export function personQuestions(measures: readonly Measure[], columns: ReadonlySet<string>): Questions {
  return {
    cells: fromCells.flatMap((id) => {
      const measure = measures.find((m) => m.id === id);
      if (measure?.kind !== 'proportion') return [];
      return {
        id,
        label: measure.name.replace(/, 65\+$/, ''),
        ageBase: measure.denominator.ageBase,
        ...cellColumnsOf(measure),
        sql: measure.numerator,
        denominatorSql: measure.denominator.sql,
        columns: measure.columns,
      };
    }),
    rows: rowQuestions.filter((question) => question.columns.every((name) => columns.has(name))),
  };
}

/** From the cells: one row for this network and one for the rest (`here`), under 75 and from 75 (`older`). */
export function cellQuestionsSql(questions: readonly PersonQuestion[], network: number): string {
  const names = new Set(['patients', ...questions.flatMap((q) => [q.numerator, q.denominator])]);
  const sums = [...names].map((name) => `sum(${name})::DOUBLE AS ${name}`);
  return `SELECT (network = ${network})::INTEGER AS here, (band >= ${olderBand})::INTEGER AS older, ${sums.join(', ')} FROM practice_cells GROUP BY 1, 2 ORDER BY 1, 2`;
}

/** The same from patient rows, of this network alone or of everybody whose rows are loaded. */
export function rowQuestionsSql(
  questions: readonly PersonQuestion[],
  network: number,
  { everybody }: { everybody: boolean },
): string {
  const counts = questions.map((q) => `count(*) FILTER (${q.sql})::DOUBLE AS ${q.numerator}`);
  const where = everybody ? '' : ` WHERE network = ${network}`;
  return `SELECT (network = ${network})::INTEGER AS here, (age >= ${olderAge})::INTEGER AS older, count(*)::DOUBLE AS patients${counts.map((c) => `, ${c}`).join('')} FROM patients${where} GROUP BY 1, 2 ORDER BY 1, 2`;
}

export type AgeGroup = 'older' | 'all';

export interface QuestionFigure {
  question: PersonQuestion;
  age: AgeGroup;
  area: ShareFigure;
  /** The whole system, null where its rows are not loaded. */
  whole: ShareFigure | null;
  comparison: Comparison;
}

/**
 * Shares of the network and of the system, through the disclosure gate. The oldest are a selection from everybody, and the
 * network one from the system: neither is shown where what it leaves out is of too few.
 */
export function releaseQuestions(
  questions: readonly PersonQuestion[],
  raw: RawCounts,
  policy: DisclosurePolicy,
  { everybody }: { everybody: boolean },
): QuestionFigure[] {
  const columns = unwrap(raw);
  const here = columns.get('here');
  const older = columns.get('older');
  const sum = (name: string, age: AgeGroup, hereOnly: boolean) => {
    const values = columns.get(name);
    let total = 0;
    for (let row = 0; row < values.length; row++)
      if ((age === 'all' || older[row] === 1) && (!hereOnly || here[row] === 1)) total += values[row]!;
    return total;
  };
  return questions.flatMap((question) =>
    (['older', 'all'] as const).map((age) => {
      const share = (hereOnly: boolean) => {
        const shown = (name: string) => {
          const people = sum(name, age, hereOnly);
          const around = [
            ...(age === 'older' ? [sum(name, 'all', hereOnly)] : []),
            ...(hereOnly && everybody ? [sum(name, age, false)] : []),
          ].map((parent) => ({ people: parent, shared: people }));
          // Midpoints show few people as 3, so what is left out may be few as well.
          const may = policy === 'midpoint6' || mayShowBeside(people, around, policy);
          return may ? disclose(people, policy) : suppressed;
        };
        return shareOf(shown(question.numerator), shown(question.denominator));
      };
      const area = share(true);
      const whole = everybody ? share(false) : null;
      const benchmark = whole?.estimate.ok ? whole.estimate.value : null;
      return { question, age, area, whole, comparison: compareWithBenchmark(area.estimate, benchmark) };
    }),
  );
}

function onRows(id: string, label: string, sql: string, column: string): PersonQuestion {
  return {
    id,
    label,
    ageBase: '',
    numerator: id,
    denominator: 'patients',
    sql,
    denominatorSql: 'TRUE',
    columns: [column],
  };
}
