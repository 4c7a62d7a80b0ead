import { isNumber, type Aged, type AgedId } from '../domain/ageing/aged';
import type { AgedFigure, AgedValue } from '../domain/ageing/aged-figures';
import { statistic, suppressed, type ShownCount } from '../domain/disclosure';
import { formatChange, formatCount, formatPercentChange, formatShare } from '../domain/format';
import { changeScale, sequentialScale, type ValueScale } from '../map/value-scale';
import type { AreaName } from './area-table';
import type { Cell, FigureTable } from './figure-table';

interface Words {
  /** In a list of choices. */
  name: string;
  /** In a sentence. */
  subject: string;
  /** Before the value of the network that has most of it. */
  most: string;
  unit: string;
  changeUnit: string;
  /** The smallest difference that is told. */
  finest: number;
}
const ages = { 65: '65 and over', 75: '75 and over', 85: '85 and over' };
const shareOf = (age: keyof typeof ages): Words => ({
  name: `Share of ${ages[age]}`,
  subject: `the share of ${ages[age]}`,
  most: `the largest share of ${ages[age]}`,
  unit: '% of people',
  changeUnit: 'percentage points',
  finest: 0.1,
});
const numberOf = (age: keyof typeof ages): Words => ({
  name: `Number of ${ages[age]}`,
  subject: `the number of people of ${ages[age]}`,
  most: `most people of ${ages[age]}`,
  unit: 'people',
  changeUnit: 'people',
  finest: 1,
});
export const agedWords: Readonly<Record<AgedId, Words>> = {
  share65: shareOf(65),
  share75: shareOf(75),
  share85: shareOf(85),
  number65: numberOf(65),
  number75: numberOf(75),
  number85: numberOf(85),
  dependency: {
    name: 'Dependency ratio',
    subject: 'the dependency ratio',
    most: 'the highest dependency ratio',
    unit: 'people under 16 or of 65 and over, for 100 of 16 to 64',
    changeUnit: 'people under 16 or of 65 and over, for 100 of 16 to 64',
    finest: 0.1,
  },
  median: {
    name: 'Median age',
    subject: 'the median age',
    most: 'the highest median age',
    unit: 'years',
    changeUnit: 'years',
    finest: 0.1,
  },
};

/** What a painted value counts. */
export const agedUnit = ({ of, form }: Aged): string =>
  form === 'value' ? agedWords[of].unit : form === 'percent' ? '% of today’s' : agedWords[of].changeUnit;

const signed = (value: number) => `${value < 0 ? '−' : value > 0 ? '+' : ''}${Math.abs(value).toFixed(1)}`;

/** 14.2%, 8,240, +1,240, +38%, +2.1: without its unit's words. */
export function formatAgedValue({ of, form }: Aged, value: AgedValue): string {
  if (value === suppressed) return suppressed;
  if (form === 'percent') return formatPercentChange(value);
  if (isNumber(of)) return (form === 'change' ? formatChange : formatCount)(value as ShownCount);
  if (form === 'change') return signed(value);
  return of.startsWith('share') ? formatShare(value / 100) : value.toFixed(1);
}

/** Value with the words of its unit, for sentences. */
const inWords = (aged: Aged, value: AgedValue): string => {
  const bare = formatAgedValue(aged, value);
  return bare.endsWith('%') || value === suppressed ? bare : `${bare} ${agedUnit(aged)}`;
};

/** "By 2036 Merrow Heights has the largest share of 75 and over: 14.2%". */
export function agedTitle(
  aged: Aged,
  networks: readonly AgedFigure[],
  { firstYear, nameOf }: { firstYear: number; nameOf: (network: number) => AreaName },
): string {
  const told = networks.flatMap(({ value }, network) => (value === suppressed ? [] : [{ network, value }]));
  const words = agedWords[aged.of];
  if (told.length === 0) return `${words.name} by network`;
  const { network, value } = told.reduce((most, each) => (each.value > most.value ? each : most));
  const { name } = nameOf(network);
  const by = aged.year === 0 ? '' : `By ${firstYear + aged.year} `;
  if (aged.form === 'value') return `${by}${name} has ${words.most}: ${inWords(aged, value)}`;
  const verb = value <= 0 ? 'falls least' : aged.form === 'percent' ? 'grows fastest' : 'grows most';
  return `${by}${words.subject} ${verb} in ${name}: ${inWords(aged, value)}`;
}

/** "Merrow Heights: 14.2% in 2036, 11.0% in 2026; all networks 12.1%." */
export function describeAged(
  aged: Aged,
  { figure, total }: { figure: AgedFigure; total: AgedFigure },
  { name, whole, firstYear }: { name: string; whole: string; firstYear: number },
): string {
  if (figure.value === suppressed) return `${name}: too few people to show.`;
  const level = { ...aged, form: 'value' } as const;
  const { range } = figure;
  const interval = range
    ? ` (80% interval ${formatAgedValue(aged, range.lower)} to ${formatAgedValue(aged, range.upper)})`
    : '';
  const years =
    aged.year === 0
      ? ''
      : `, ${formatAgedValue(level, figure.today)} in ${firstYear}${aged.form === 'value' ? '' : ` and ${formatAgedValue(level, figure.then)} in ${firstYear + aged.year}`}`;
  const beside = isCounted(aged) ? '' : `; ${whole} ${formatAgedValue(aged, total.value)}`;
  const until = aged.form === 'value' ? ` in ${firstYear + aged.year}` : ` by ${firstYear + aged.year}`;
  return `${name}: ${inWords(aged, figure.value)}${until}${interval}${years}${beside}.`;
}

/** All networks together have more people than any: nothing to hold one against. */
const isCounted = ({ of, form }: Aged): boolean => isNumber(of) && form !== 'percent';

/** Levels from light to dark, growth around zero. */
export function agedScale(aged: Aged, networks: readonly AgedFigure[], total: AgedFigure): ValueScale {
  const values = networks.flatMap(({ value }) => (value === suppressed ? [] : [Number(value)]));
  const finest =
    aged.form === 'percent'
      ? Math.max(...values.map(Math.abs)) < 9.95
        ? 0.1
        : 1
      : agedWords[aged.of].finest;
  return (aged.form === 'value' ? sequentialScale : changeScale)(values, {
    finest,
    text: (value) => formatAgedValue(aged, statistic(value)),
    total: isCounted(aged) || total.value === suppressed ? null : total.value,
  });
}

/** A row a network, then all together. */
export function agedTable(
  aged: Aged,
  { networks, total }: { networks: readonly AgedFigure[]; total: AgedFigure },
  { firstYear, nameOf, whole }: { firstYear: number; nameOf: (network: number) => AreaName; whole: AreaName },
): FigureTable {
  const level = { ...aged, form: 'value' } as const;
  const show = (of: Aged) => (cell: Cell) => (typeof cell === 'number' ? formatAgedValue(of, cell) : cell);
  const isChange = aged.form !== 'value';
  const row = ({ today, then, value, range }: AgedFigure, { code, name }: AreaName): Cell[] => [
    code,
    name,
    aged.of,
    statistic(firstYear + aged.year),
    today,
    ...(isChange ? [then] : []),
    value,
    range?.lower ?? '',
    range?.upper ?? '',
    agedUnit(aged),
  ];
  return {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Network' },
      { name: 'measure', label: 'Measure', fileOnly: true },
      { name: 'year', label: 'Year', show: String },
      { name: 'value_today', label: `${firstYear}`, numeric: true, show: show(level) },
      ...(isChange
        ? [{ name: 'value_then', label: `${firstYear + aged.year}`, numeric: true, show: show(level) }]
        : []),
      {
        name: aged.form === 'value' ? 'value' : aged.form === 'change' ? 'change' : 'change_percent',
        label: isChange ? 'Growth' : 'Mapped',
        numeric: true,
        show: show(aged),
      },
      { name: 'lower_80', label: '80% lower', numeric: true, whereNumbers: true, show: show(aged) },
      { name: 'upper_80', label: '80% upper', numeric: true, whereNumbers: true, show: show(aged) },
      { name: 'unit', label: 'Unit' },
    ],
    rows: [...networks.map((figure, network) => row(figure, nameOf(network))), row(total, whole)],
  };
}
