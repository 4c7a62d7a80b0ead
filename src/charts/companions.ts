import * as Plot from '@observablehq/plot';
import type { Companion } from '../domain/condition/together';
import { furtherConditions, registers, type ConditionId } from '../domain/conditions';
import { statistic, suppressed } from '../domain/disclosure';
import { formatNumber } from '../domain/format';
import { ink, paints, quiet, rule } from '../ui/colour';
import type { AreaName } from './area-table';
import { axisText } from './axis-text';
import type { Cell, FigureTable } from './figure-table';
import { fitted, nameRoom } from './row-names';
import { showCount, showExpected, showPercent } from './share-columns';
import { tipText, tipWidth } from './tip-text';

const names = new Map<ConditionId, { name: string; inSentence: string }>([
  ...registers.map(({ id, name, inSentence }) => [id, { name, inSentence }] as const),
  ...furtherConditions.map(({ id, name, inSentence }) => [id, { name, inSentence }] as const),
]);
export const conditionName = (id: ConditionId): string => names.get(id)!.name;
export const conditionInSentence = (id: ConditionId): string => names.get(id)!.inSentence;

const rowHeight = 24;
export const companionsHeight = (rows: number): number => 30 + Math.max(1, rows) * rowHeight;

/** Of 1,000 people with a condition, how many have each other one: a bar, and a tick where age and sex would put it. */
export function companionsChart(
  companions: readonly Companion[],
  {
    width,
    active = null,
    document,
  }: {
    width: number;
    /** Row that the keyboard is on. */
    active?: number | null;
    document?: Document | undefined;
  },
): Element {
  const wide = width >= 460;
  const nameWidth = nameRoom(
    companions.map(({ other }) => conditionName(other)),
    width,
  );
  const valueWidth = wide ? 136 : 56;
  const rows = companions.map((companion, y) => ({ ...companion, y }));
  type Row = (typeof rows)[number];
  const shown = rows.filter(({ share }) => share.ok);
  const perThousand = ({ share }: Row) => (share.ok ? share.value * 1000 : 0);
  const expected = ({ expected, people }: Row) => (people === suppressed ? 0 : (1000 * expected) / people);
  const most = Math.max(1, ...shown.flatMap((row) => [perThousand(row), expected(row)]));
  const tip: Plot.TipOptions = {
    x: perThousand,
    y: 'other',
    title: (row: Row) => tipText(describeCompanion(row), width),
    lineWidth: tipWidth,
  };
  const plot = Plot.plot({
    ...(document && { document }),
    width,
    height: companionsHeight(rows.length),
    marginTop: 24,
    marginBottom: 6,
    marginLeft: nameWidth + 8,
    marginRight: valueWidth,
    style: axisText,
    x: { domain: [0, most], axis: null },
    y: { domain: rows.map(({ other }) => other), axis: null, padding: 0.25 },
    marks: [
      Plot.axisX({ anchor: 'top', label: null, ticks: wide ? 6 : 3, tickSize: 0, color: quiet }),
      Plot.gridX({ ticks: wide ? 6 : 3, stroke: rule, strokeOpacity: 1 }),
      Plot.text(['of 1,000 people'], {
        frameAnchor: 'top-left',
        dx: -nameWidth - 6,
        dy: -18,
        textAnchor: 'start',
        fill: quiet,
      }),
      Plot.barX(shown, { y: 'other', x1: 0, x2: perThousand, fill: paints.class3 }),
      Plot.tickX(shown, { y: 'other', x: expected, stroke: ink, strokeWidth: 2.5 }),
      Plot.text(rows, {
        frameAnchor: 'left',
        y: 'other',
        dx: -nameWidth - 6,
        textAnchor: 'start',
        text: ({ other }: Row) => fitted(conditionName(other), nameWidth),
        fontSize: 13,
      }),
      Plot.text(rows, {
        frameAnchor: 'right',
        y: 'other',
        dx: valueWidth - 4,
        textAnchor: 'end',
        fontSize: 13,
        fontVariant: 'tabular-nums',
        text: (row: Row) =>
          row.share.ok
            ? `${Math.round(perThousand(row))}${wide && row.ratio.ok ? `  ×${ratioText(row.ratio.value)}` : ''}`
            : suppressed,
      }),
      Plot.tip(shown, Plot.pointerY(tip)),
      Plot.tip(
        rows.filter(({ y }) => y === active),
        tip,
      ),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}

const ratioText = (ratio: number) => ratio.toFixed(ratio < 10 ? 1 : 0);

/** "Heart failure: 148 of 1,000 (141–155); 2.4 times (2.3–2.5) what age and sex would give" */
export function describeCompanion({ other, share, ratio }: Companion): string {
  if (!share.ok) return `${conditionName(other)}: not shown, too few people`;
  const thousand = (value: number) => Math.round(value * 1000);
  const times = ratio.ok
    ? `; ${ratio.value.toFixed(2)} times (${ratio.lower.toFixed(2)}–${ratio.upper.toFixed(2)}) what age and sex would give`
    : '';
  return `${conditionName(other)}: ${thousand(share.value)} of 1,000 (${thousand(share.lower)}–${thousand(share.upper)})${times}`;
}

export const companionsTable = (
  condition: ConditionId,
  companions: readonly Companion[],
  area: AreaName,
  date: string,
): FigureTable => ({
  columns: [
    { name: 'area_code', label: 'Code', fileOnly: true },
    { name: 'area_name', label: 'Area', fileOnly: true },
    { name: 'condition', label: 'Condition', fileOnly: true },
    { name: 'other_condition', label: 'Other', fileOnly: true },
    { name: 'other_condition_name', label: 'Other condition' },
    { name: 'numerator', label: 'People with both', numeric: true, show: showCount },
    { name: 'denominator', label: `With ${conditionInSentence(condition)}`, numeric: true, show: showCount },
    { name: 'value', label: 'Share', numeric: true, show: showPercent },
    { name: 'lower_ci', label: '95% lower', numeric: true, show: showPercent },
    { name: 'upper_ci', label: '95% upper', numeric: true, show: showPercent },
    { name: 'unit', label: 'Unit', fileOnly: true },
    { name: 'expected', label: 'Expected by age and sex', numeric: true, show: showExpected },
    { name: 'ratio', label: 'Observed ÷ expected', numeric: true, show: showTimes },
    { name: 'ratio_lower_ci', label: '95% lower', numeric: true, show: showTimes },
    { name: 'ratio_upper_ci', label: '95% upper', numeric: true, show: showTimes },
    { name: 'date', label: 'Date', fileOnly: true },
  ],
  rows: companions.map((companion) => [
    area.code,
    area.name,
    condition,
    companion.other,
    conditionName(companion.other),
    companion.both,
    companion.people,
    ...threeOf(companion.share, 100),
    '%',
    companion.share.ok ? companion.expected : suppressed,
    ...threeOf(companion.ratio),
    date,
  ]),
});

export const showTimes = (cell: Cell): string => (typeof cell === 'number' ? cell.toFixed(2) : cell);

/** Value and limits; * where there are none. */
export const threeOf = (estimate: Companion['share'], scale = 1): Cell[] =>
  estimate.ok
    ? [estimate.value, estimate.lower, estimate.upper].map((value) => statistic(value * scale))
    : [suppressed, suppressed, suppressed];

/** "Of 1,000 people with COPD, 448 have hypertension, 256 depression and 187 asthma" */
export function companionsSentence(condition: ConditionId, companions: readonly Companion[]): string {
  const parts = companions
    .filter(({ share }) => share.ok)
    .slice(0, 3)
    .map(({ other, share }) => ({ other: conditionInSentence(other), share: share.ok ? share.value : 0 }));
  const who = `people with ${conditionInSentence(condition)}`;
  if (parts.length === 0) return `What else ${who} have`;
  const said = parts.map(
    ({ other, share }, i) =>
      `${formatNumber(statistic(Math.round(share * 1000)))} ${i === 0 ? 'have ' : ''}${other}`,
  );
  return `Of 1,000 ${who}, ${said.slice(0, -1).join(', ')}${said.length > 1 ? ' and ' : ''}${said.at(-1)!}`;
}
