import * as Plot from '@observablehq/plot';
import type { HealthyYears } from '../domain/ageing/healthy-years';
import { statistic, suppressed } from '../domain/disclosure';
import type { StateYears } from '../domain/stats';
import { ink, paints, quiet, rule, white } from '../ui/colour';
import type { AreaName } from './area-table';
import { axisText } from './axis-text';
import type { Cell, FigureTable } from './figure-table';
import { nameRoom } from './row-names';
import { tipText, tipWidth } from './tip-text';

/** Years of the people looked at, and of all networks together where those are others. */
export interface YearsRow extends HealthyYears {
  system: StateYears | null;
}

export const yearsColour = 'class4';

const sexNames = { female: 'Women', male: 'Men' } as const;
const rowHeight = 26;
const headHeight = 30;
const top = 26;

const oneDecimal = (years: number) => years.toFixed(1);
const statesIn = (rows: readonly YearsRow[]) => [...new Set(rows.map(({ state }) => state))];
export const healthyYearsHeight = (rows: readonly YearsRow[]): number =>
  top + rows.length * rowHeight + statesIn(rows).length * headHeight + 6;

/**
 * A bar of the years in it a sex, under the name of each state, with their interval and a line where the system stands. Years in
 * all are not drawn: they are the country's.
 */
export function healthyYearsChart(
  rows: readonly YearsRow[],
  {
    width,
    active = null,
    document,
  }: { width: number; active?: number | null; document?: Document | undefined },
): Element {
  const height = healthyYearsHeight(rows);
  const nameWidth = nameRoom(['Women'], width) - 30;
  const valueWidth = 80;
  const states = statesIn(rows);
  const placed = rows.map((row, index) => ({
    ...row,
    index,
    y: top + index * rowHeight + (states.indexOf(row.state) + 1) * headHeight + rowHeight / 2 - 4,
  }));
  type Placed = (typeof placed)[number];
  const heads = states.map((state) => ({
    state,
    y: placed.find((row) => row.state === state)!.y - rowHeight / 2 - headHeight / 2 + 4,
  }));
  const told = placed.flatMap((row) => (row.years.ok ? [{ ...row, years: row.years }] : []));
  type Told = (typeof told)[number];
  const most = Math.max(
    1,
    ...told.map(({ years, system }) => Math.max(years.with.upper, system?.ok ? system.with.value : 0)),
  );
  const band = (half: number) => ({
    y1: ({ y }: Placed) => y - half,
    y2: ({ y }: Placed) => y + half,
  });
  const interval = {
    x1: ({ years }: Told) => years.with.lower,
    x2: ({ years }: Told) => years.with.upper,
    y: 'y',
  };
  const ticks = width >= 480 ? 6 : 4;
  const tip: Plot.TipOptions = {
    x: ({ years }: Told) => years.with.value,
    y: 'y',
    title: (row: Told) => tipText(describeYears(row), width),
    lineWidth: tipWidth,
  };
  const beside = told.flatMap((row) => (row.system?.ok ? [{ ...row, at: row.system.with.value }] : []));
  const plot = Plot.plot({
    ...(document && { document }),
    width,
    height,
    marginTop: top,
    marginBottom: 6,
    marginLeft: nameWidth + 8,
    marginRight: valueWidth,
    style: axisText,
    x: { domain: [0, most], axis: null },
    y: { domain: [top, height - 6], range: [top, height - 6], axis: null },
    marks: [
      Plot.axisX({ anchor: 'top', label: null, ticks, tickSize: 0, color: quiet, tickFormat: String }),
      Plot.gridX({ ticks, stroke: rule, strokeOpacity: 1 }),
      Plot.rect(told, {
        x1: 0,
        x2: ({ years }: Told) => years.with.value,
        ...band(8),
        fill: paints[yearsColour],
      }),
      // Seen on the dark part, too.
      Plot.ruleY(told, { ...interval, stroke: white, strokeWidth: 5 }),
      Plot.ruleY(told, { ...interval, stroke: ink, strokeWidth: 2 }),
      Plot.ruleX(beside, { x: 'at', ...band(11), stroke: ink, strokeWidth: 2.5 }),
      Plot.text(heads, {
        frameAnchor: 'left',
        y: 'y',
        dx: -nameWidth - 6,
        textAnchor: 'start',
        text: ({ state }: (typeof heads)[number]) => state.name,
        fontSize: 13,
        fontWeight: 700,
      }),
      Plot.text(placed, {
        frameAnchor: 'left',
        y: 'y',
        dx: -nameWidth - 6,
        textAnchor: 'start',
        text: ({ sex }: Placed) => sexNames[sex],
        fontSize: 13,
      }),
      Plot.text(placed, {
        frameAnchor: 'right',
        y: 'y',
        dx: valueWidth - 4,
        textAnchor: 'end',
        fontSize: 13,
        fontVariant: 'tabular-nums',
        text: ({ years }: Placed) => (years.ok ? `${oneDecimal(years.with.value)} years` : suppressed),
      }),
      Plot.tip(told, Plot.pointerY(tip)),
      Plot.tip(
        told.filter(({ index }) => index === active),
        tip,
      ),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot;
}

/** "Women: 8.4 years with four or more conditions (95% interval 8.2–8.6); system 8.9" */
export function describeYears({ state, sex, years, system }: YearsRow): string {
  const name = sexNames[sex];
  if (!years.ok) return `${name}: years ${state.phrase} not shown, ${years.reason}`;
  const { with: within } = years;
  const beside = system?.ok ? `; system ${oneDecimal(system.with.value)}` : '';
  return `${name}: ${oneDecimal(within.value)} years ${state.phrase} (95% interval ${oneDecimal(within.lower)}–${oneDecimal(within.upper)})${beside}`;
}

/** "At 65 women can expect 8.4 years with four or more conditions, men 7.2" */
export function healthyYearsTitle(rows: readonly YearsRow[]): string {
  const [state] = statesIn(rows);
  const of = (sex: YearsRow['sex']) => {
    const years = rows.find((row) => row.state === state && row.sex === sex)?.years;
    return years?.ok ? oneDecimal(years.with.value) : null;
  };
  const [women, men] = [of('female'), of('male')];
  return state && women && men
    ? `At 65 women can expect ${women} years ${state.phrase}, men ${men}`
    : 'Years from 65 with conditions, with frailty and in a care home';
}

/** "21.1 years are left to a woman of 65 and 18.8 to a man": the country's at the deprivation of these people, null where not told. */
export function yearsLeft(rows: readonly YearsRow[]): string | null {
  const of = (sex: YearsRow['sex']) => {
    const years = rows.find((row) => row.sex === sex && row.years.ok)?.years;
    return years?.ok ? oneDecimal(years.whole) : null;
  };
  const [women, men] = [of('female'), of('male')];
  return women && men ? `${women} years are left to a woman of 65 and ${men} to a man` : null;
}

const showYears = (cell: Cell) => (typeof cell === 'number' ? oneDecimal(cell) : cell);

/** A row a state and sex. */
export function healthyYearsTable(
  rows: readonly YearsRow[],
  { area, date }: { area: AreaName; date: string },
): FigureTable {
  const numbers = (years: StateYears | null): Cell[] => {
    if (years === null) return ['', '', '', ''];
    if (!years.ok) return [suppressed, suppressed, suppressed, suppressed];
    const { whole, with: within } = years;
    return [within.value, within.lower, within.upper, whole].map(statistic);
  };
  const hasSystem = rows.some(({ system }) => system !== null);
  const column = (name: string, label: string) => ({ name, label, numeric: true, show: showYears });
  return {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Area', fileOnly: true },
      { name: 'state', label: 'State', fileOnly: true },
      { name: 'state_name', label: 'State' },
      { name: 'sex', label: 'Sex' },
      column('years_with', 'Years in it'),
      column('lower_ci', '95% lower'),
      column('upper_ci', '95% upper'),
      ...(hasSystem ? [column('system_years_with', 'System, in it')] : []),
      column('uk_years_left_at_this_deprivation', 'UK at this deprivation, all years left'),
      { name: 'from_age', label: 'From age', fileOnly: true },
      { name: 'unit', label: 'Unit', fileOnly: true },
      { name: 'method', label: 'Method', fileOnly: true },
      { name: 'date', label: 'Date', fileOnly: true },
      { name: 'provenance', label: 'Provenance', fileOnly: true },
    ],
    rows: rows.map(({ state, sex, years, system }): Cell[] => [
      area.code,
      area.name,
      state.id,
      state.name,
      sexNames[sex],
      ...numbers(years).slice(0, 3),
      ...(hasSystem ? [numbers(system)[0]!] : []),
      numbers(years)[3]!,
      statistic(65),
      'years',
      'Sullivan',
      date,
      'modelled',
    ]),
  };
}
