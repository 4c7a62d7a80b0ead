import * as Plot from '@observablehq/plot';
import { formatShare } from '../domain/format';
import type { ConcentrationCurve, Held } from '../domain/risk/concentrated';
import { ink, paints, quiet, rule } from '../ui/colour';
import type { AreaName } from './area-table';
import { withCohort } from './cohort-column';
import { axisText } from './axis-text';
import type { FigureTable } from './figure-table';
import { showPercent } from './share-columns';
import { statistic, suppressed } from '../domain/disclosure';

/** A colour and a dash each, so that none is told by its colour alone. */
export const curveLook: Readonly<Record<Held['id'], { colour: string; dash: string }>> = {
  em_adm: { colour: paints.class5, dash: '' },
  gp_contacts: { colour: paints.better, dash: '7 3' },
  conditions: { colour: paints.higher, dash: '2 3' },
};

/** A curve as it is drawn. */
export interface CurveLine {
  name: string;
  colour: string;
  dash: string;
  points: readonly { people: number; share: number }[];
}

export const curveLines = (curves: readonly ConcentrationCurve[]): CurveLine[] =>
  curves.flatMap((curve) =>
    curve.ok ? [{ name: curve.of.name, ...curveLook[curve.of.id], points: curve.points }] : [],
  );

export interface CurvePlace {
  line: CurveLine;
  people: number;
  share: number;
}

/** Points as the arrow keys step through them: a row a curve, the highest scores at its left. */
export const curvePlaces = (lines: readonly CurveLine[]): CurvePlace[] =>
  lines.flatMap((line) => line.points.slice(1).map(({ people, share }) => ({ line, people, share })));

/** "Emergency admissions: the 5% of people with the highest scores have 31.2%" */
export const describeCurvePlace = ({ line, people, share }: CurvePlace): string =>
  `${line.name}: the ${shareOfPeople(people)} of people with the highest scores have ${formatShare(share)}`;

const shareOfPeople = (share: number): string => `${Math.round(share * 1000) / 10}%`;

/** Shares of what is held against shares of people from the highest score down; on the diagonal all have the same. */
export function concentrationChart(
  lines: readonly CurveLine[],
  {
    width,
    height,
    active = null,
    document,
  }: {
    width: number;
    height: number;
    /** Under the keyboard: its tip is shown. */
    active?: CurvePlace | null;
    document?: Document | undefined;
  },
): SVGSVGElement | HTMLElement {
  const places = curvePlaces(lines);
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  const tip: Plot.TipOptions = {
    x: 'people',
    y: 'share',
    title: (place: CurvePlace) => describeCurvePlace(place).replace(': ', '\n'),
    lineWidth: 40,
  };
  const plot = Plot.plot({
    ...(document && { document }),
    width,
    height,
    marginLeft: 48,
    marginRight: 22,
    marginTop: 10,
    marginBottom: 40,
    style: axisText,
    x: {
      domain: [0, 1],
      label: 'Share of people, from the highest score down',
      labelAnchor: 'center',
      labelArrow: 'none',
      tickFormat: percent,
      ticks: width < 480 ? 3 : 6,
    },
    y: { domain: [0, 1], label: null, tickFormat: percent, ticks: 5 },
    marks: [
      Plot.gridY({ ticks: 5, stroke: rule, strokeOpacity: 1 }),
      Plot.line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: quiet, strokeWidth: 1 },
      ),
      ...lines.map(({ points, colour, dash }) =>
        Plot.line(points, {
          x: 'people',
          y: 'share',
          stroke: colour,
          strokeDasharray: dash,
          strokeWidth: 2.25,
        }),
      ),
      Plot.ruleY([0], { stroke: ink }),
      Plot.tip(places, Plot.pointer(tip)),
      Plot.tip(
        places.filter(
          (place) =>
            active !== null && place.line.name === active.line.name && place.people === active.people,
        ),
        tip,
      ),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}

export function concentrationTable(
  curves: readonly ConcentrationCurve[],
  area: AreaName,
  { score, cohort, date }: { score: string; cohort: string; date: string },
): FigureTable {
  const table: FigureTable = {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Area', fileOnly: true },
      { name: 'score', label: 'Score', fileOnly: true },
      { name: 'measure', label: 'Measure', fileOnly: true },
      { name: 'measure_name', label: 'What is held' },
      { name: 'people_share', label: 'People, from the highest score', numeric: true, show: showPercent },
      { name: 'value', label: 'Share that they have', numeric: true, show: showPercent },
      { name: 'unit', label: 'Unit', fileOnly: true },
      { name: 'date', label: 'Date', fileOnly: true },
    ],
    rows: curves.flatMap((curve) => {
      const head = [area.code, area.name, score, curve.of.id, curve.of.name];
      return curve.ok
        ? curve.points
            .slice(1)
            .map(({ people, share }) => [...head, statistic(people * 100), statistic(share * 100), '%', date])
        : [[...head, '', suppressed, '%', date]];
    }),
  };
  return withCohort(table, cohort);
}
