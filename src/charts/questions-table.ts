import { statistic, suppressed } from '../domain/disclosure';
import type { ShareFigure } from '../domain/measures/release-counts';
import { olderAge, type QuestionFigure } from '../domain/profile/questions';
import type { AreaName } from './area-table';
import type { Cell, FigureTable } from './figure-table';
import { shareCells, shareColumns, showPercent } from './share-columns';

/** Who is counted, in words: "75+", "65+", "all ages". */
export const ageOf = ({ question, age }: QuestionFigure): string =>
  age === 'older' ? `${olderAge}+` : question.ageBase || 'all ages';

const wholeCell = ({ estimate }: ShareFigure): Cell =>
  estimate.ok ? statistic(estimate.value * 100) : suppressed;

export function questionsTable(
  figures: readonly QuestionFigure[],
  area: AreaName,
  context: { date: string; provenance: (figure: QuestionFigure) => string },
): FigureTable {
  return {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Area', fileOnly: true },
      { name: 'measure', label: 'Measure', fileOnly: true },
      { name: 'measure_name', label: 'Who' },
      { name: 'age_base', label: 'Age' },
      ...shareColumns(),
      { name: 'system_value', label: 'System', numeric: true, show: showPercent },
      { name: 'comparison', label: 'Against the system' },
      { name: 'date', label: 'Date', fileOnly: true },
      { name: 'provenance', label: 'Provenance' },
    ],
    rows: figures.map((figure) => [
      area.code,
      area.name,
      figure.question.id,
      figure.question.label,
      ageOf(figure),
      ...shareCells(figure.area),
      figure.whole === null ? '' : wholeCell(figure.whole),
      figure.comparison,
      context.date,
      context.provenance(figure),
    ]),
  };
}
