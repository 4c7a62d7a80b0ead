import { statistic, suppressed } from '../domain/disclosure';
import { formatShare } from '../domain/format';
import { shareAt } from '../domain/risk/concentrated';
import type { ComparedScore } from '../domain/risk/compared';
import type { Estimate } from '../domain/stats';
import { ink, paints } from '../ui/colour';
import type { AreaName } from './area-table';
import type { CurveLine } from './concentration-curves';
import type { Cell, FigureTable } from './figure-table';
import { showPercent } from './share-columns';

/** One offered score beside the others. */
export interface ComparedRow extends ComparedScore {
  id: string;
  name: string;
  /** "65 and over", "all ages" */
  ages: string;
  isComplete: boolean;
}

/** A colour and a dash for each score, by its place among all scores, so that none is told by its colour alone. */
const looks = [
  { colour: paints.class5, dash: '' },
  { colour: paints.lower, dash: '9 3' },
  { colour: paints.better, dash: '2 3' },
  { colour: paints.higher, dash: '16 4' },
  { colour: paints.worse, dash: '4 4' },
  { colour: ink, dash: '9 3 2 3' },
] as const;
export const lookOf = (place: number): { colour: string; dash: string } => looks[place % looks.length]!;

export const comparedLines = (rows: readonly ComparedRow[]): CurveLine[] =>
  rows.flatMap(({ curve, name }, place) =>
    curve.ok ? [{ name, ...lookOf(place), points: curve.points }] : [],
  );

/** "0.62 (0.61–0.63)" */
export const indexText = (index: Estimate): string =>
  index.ok ? `${index.value.toFixed(3)} (${index.lower.toFixed(3)}–${index.upper.toFixed(3)})` : suppressed;

/** Shares of people, from the highest score down, whose share of the admissions the table has. */
const tops = [0.01, 0.05, 0.2];
/** The one that is told first. */
export const comparedTop = 0.05;
export const topText = ({ curve }: ComparedScore): string => {
  const share = shareAt(curve, comparedTop);
  return share === null ? suppressed : formatShare(share);
};

export const comparedTable = (rows: readonly ComparedRow[], area: AreaName, date: string): FigureTable => {
  const show = (cell: Cell) => (typeof cell === 'number' ? cell.toFixed(3) : cell);
  return {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Area', fileOnly: true },
      { name: 'score', label: 'Code of the score', fileOnly: true },
      { name: 'score_name', label: 'Score' },
      { name: 'ages', label: 'Ages' },
      { name: 'inputs', label: 'Inputs' },
      ...tops.map((top) => ({
        name: `emergency_admissions_of_top_${top * 100}_percent`,
        label: `Held by the top ${top * 100}%`,
        numeric: true,
        show: showPercent,
      })),
      { name: 'concentration_index', label: 'Concentration index', numeric: true, show },
      { name: 'lower_ci', label: '95% lower', numeric: true, show },
      { name: 'upper_ci', label: '95% upper', numeric: true, show },
      { name: 'date', label: 'Date', fileOnly: true },
    ],
    rows: rows.map(({ id, name, ages, isComplete, curve, index }): Cell[] => [
      area.code,
      area.name,
      id,
      name,
      ages,
      isComplete ? 'complete' : 'partial',
      ...tops.map((top) => {
        const share = shareAt(curve, top);
        return share === null ? suppressed : statistic(share * 100);
      }),
      ...(index.ok
        ? [index.value, index.lower, index.upper].map((value) => statistic(value))
        : [suppressed, suppressed, suppressed]),
      date,
    ]),
  };
};
