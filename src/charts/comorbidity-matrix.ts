import * as Plot from '@observablehq/plot';
import type { Companion } from '../domain/condition/together';
import { registerIds, type RegisterId } from '../domain/conditions';
import { suppressed } from '../domain/disclosure';
import { ink, quiet, thisNetwork, white } from '../ui/colour';
import type { AreaName } from './area-table';
import { axisText } from './axis-text';
import { conditionInSentence, conditionName, describeCompanion, showTimes, threeOf } from './companions';
import type { FigureTable } from './figure-table';
import { showCount, showExpected } from './share-columns';
import { tipText, tipWidth } from './tip-text';

export interface Pair {
  id: RegisterId;
  companion: Companion;
}

/** Observed ÷ expected from half to eight times as often, on a logarithmic scale about 1; the middle is white. */
const steps = [
  { from: 0, colour: '#2a76bd', text: white, label: 'under ⅔' },
  { from: 2 / 3, colour: '#a9cbe9', text: ink, label: '⅔–0.9' },
  { from: 0.9, colour: '#f0f4f5', text: ink, label: '0.9–1.1' },
  { from: 1.1, colour: '#f6d9ba', text: ink, label: '1.1–1.5' },
  { from: 1.5, colour: '#e9a45c', text: ink, label: '1.5–2.5' },
  { from: 2.5, colour: '#bd5b00', text: white, label: '2.5 or more' },
] as const;
export const matrixLegend: readonly { label: string; colour: string; kind: 'fill' }[] = steps.map(
  ({ label, colour }) => ({ label, colour, kind: 'fill' }),
);
const stepOf = (ratio: number) => steps.findLast(({ from }) => ratio >= from)!;

/** Registers that are drawn, in the catalogue's order. */
export const matrixIds = (pairs: readonly Pair[]): RegisterId[] =>
  registerIds.filter((id) => pairs.some((pair) => pair.id === id));

/** Where cells are too narrow for their codes, those stand aslant and need more height. */
function layoutOf(registers: number, width: number) {
  const nameWidth = width < 560 ? 44 : 168;
  const marginRight = width < 560 ? 24 : 8;
  const cell = (width - nameWidth - marginRight) / Math.max(1, registers);
  const isAslant = cell < 40;
  const marginTop = isAslant ? 50 : 30;
  return { nameWidth, marginRight, marginTop, cell, isAslant };
}
const marginBottom = 4;

export function matrixHeight(registers: number, width: number): number {
  const { cell, marginTop } = layoutOf(registers, width);
  return marginTop + marginBottom + registers * Math.max(16, Math.min(26, cell));
}

/** Cells as the arrow keys step through them, row by row; a register with itself has no pair. */
export const matrixCells = (pairs: readonly Pair[]): MatrixCell[] => {
  const ids = matrixIds(pairs);
  return ids.flatMap((id) => ids.map((other) => ({ id, other, pair: pairOf(pairs, id, other) })));
};
const pairOf = (pairs: readonly Pair[], id: RegisterId, other: RegisterId): Pair | null =>
  pairs.find((pair) => pair.id === id && pair.companion.other === other) ?? null;

export interface MatrixCell {
  id: RegisterId;
  other: RegisterId;
  pair: Pair | null;
}
export const describeCell = ({ id, pair }: MatrixCell): string =>
  pair === null ? `${conditionName(id)} itself` : describePair(pair);

/** A square a pair of registers, coloured by observed ÷ expected; the row of the chosen condition is framed. */
export function matrixChart(
  pairs: readonly Pair[],
  {
    width,
    chosen,
    active = null,
    document,
  }: { width: number; chosen: RegisterId; active?: MatrixCell | null; document?: Document | undefined },
): Element {
  const ids = matrixIds(pairs);
  const { nameWidth, marginRight, marginTop, cell, isAslant } = layoutOf(ids.length, width);
  const shown = pairs.filter(({ companion }) => companion.ratio.ok);
  const hidden = pairs.filter(({ companion }) => !companion.ratio.ok);
  const ratio = ({ companion }: Pair) => (companion.ratio.ok ? companion.ratio.value : 1);
  const tip: Plot.TipOptions = {
    x: ({ companion }: Pair) => companion.other,
    y: 'id',
    title: (pair: Pair) => tipText(describePair(pair), width),
    lineWidth: tipWidth,
  };
  const plot = Plot.plot({
    ...(document && { document }),
    width,
    height: matrixHeight(ids.length, width),
    marginLeft: nameWidth,
    marginRight,
    marginTop,
    marginBottom,
    style: axisText,
    x: { domain: ids, axis: null, padding: 0.04 },
    y: { domain: ids, axis: null, padding: 0.04 },
    marks: [
      Plot.axisX({
        anchor: 'top',
        label: null,
        tickSize: 0,
        tickFormat: (id: string) => id.toUpperCase(),
        tickRotate: isAslant ? -60 : 0,
        fontSize: 12,
        color: quiet,
      }),
      Plot.axisY({
        label: null,
        tickSize: 0,
        tickFormat: (id: RegisterId) => (nameWidth > 100 ? shortName(id) : id.toUpperCase()),
        fontSize: 12,
        color: ink,
      }),
      Plot.cell(shown, {
        x: ({ companion }: Pair) => companion.other,
        y: 'id',
        fill: (pair: Pair) => stepOf(ratio(pair)).colour,
      }),
      Plot.text(hidden, { x: ({ companion }: Pair) => companion.other, y: 'id', text: () => suppressed }),
      cell >= 26
        ? Plot.text(shown, {
            x: ({ companion }: Pair) => companion.other,
            y: 'id',
            text: (pair: Pair) => ratio(pair).toFixed(1),
            fill: (pair: Pair) => stepOf(ratio(pair)).text,
          })
        : null,
      Plot.tip(shown, Plot.pointer(tip)),
      Plot.cell(active === null ? [] : [active], {
        x: 'other',
        y: 'id',
        stroke: ink,
        strokeWidth: 3,
        inset: -1,
      }),
      Plot.tip(active?.pair ? [active.pair] : [], tip),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  frameRow(plot, chosen);
  return plot;
}

const frameClass = 'chosen-row';

/** Frames another row of a matrix that is drawn: some 800 elements need not be made again for that. */
export function frameRow(plot: Element & Partial<Plot.Plot>, chosen: RegisterId): void {
  plot.querySelector(`.${frameClass}`)?.remove();
  const [x, y] = [plot.scale?.('x'), plot.scale?.('y')];
  const row = y && [...(y.domain ?? [])].includes(chosen) ? (y.apply(chosen) as number) : null;
  const svg = plot.matches('svg') ? plot : plot.querySelector('svg');
  if (!x?.range || !y || row === null || !svg) return;
  const [left, right] = x.range as [number, number];
  const frame = plot.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'rect');
  const attributes = {
    class: frameClass,
    x: left - 0.5,
    y: row - 1,
    width: right - left + 1,
    height: (y.bandwidth ?? 0) + 2,
    fill: 'none',
    stroke: thisNetwork,
    'stroke-width': 2,
  };
  for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, String(value));
  svg.append(frame);
}

const shortName = (id: RegisterId): string =>
  conditionName(id)
    .replace('Chronic obstructive pulmonary disease', 'COPD')
    .replace('Non-diabetic hyperglycaemia', 'NDH');

/** "COPD with heart failure: 148 of 1,000 …" */
export const describePair = ({ id, companion }: Pair): string =>
  describeCompanion(companion).replace(
    conditionName(companion.other),
    `${conditionName(id)} with ${conditionInSentence(companion.other)}`,
  );

export const matrixTable = (pairs: readonly Pair[], area: AreaName, date: string): FigureTable => ({
  columns: [
    { name: 'area_code', label: 'Code', fileOnly: true },
    { name: 'area_name', label: 'Area', fileOnly: true },
    { name: 'condition', label: 'Of people with' },
    { name: 'other_condition', label: 'have' },
    { name: 'numerator', label: 'People with both', numeric: true, show: showCount },
    { name: 'denominator', label: 'Of', numeric: true, show: showCount },
    { name: 'expected', label: 'Expected', numeric: true, show: showExpected },
    { name: 'ratio', label: 'Observed ÷ expected', numeric: true, show: showTimes },
    { name: 'ratio_lower_ci', label: '95% lower', numeric: true, show: showTimes },
    { name: 'ratio_upper_ci', label: '95% upper', numeric: true, show: showTimes },
    { name: 'date', label: 'Date', fileOnly: true },
  ],
  rows: pairs.map(({ id, companion }) => [
    area.code,
    area.name,
    id,
    companion.other,
    companion.both,
    companion.people,
    companion.ratio.ok ? companion.expected : suppressed,
    ...threeOf(companion.ratio),
    date,
  ]),
});
