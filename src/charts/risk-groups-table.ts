import { statistic, suppressed } from '../domain/disclosure';
import { ofNobody, type Amount } from '../domain/risk/amounts';
import type { GroupFigure, RiskGroups } from '../domain/risk/groups';
import type { Estimate } from '../domain/stats';
import type { AreaName } from './area-table';
import { withCohort } from './cohort-column';
import type { Cell, FigureTable } from './figure-table';
import { shareCells, showCount } from './share-columns';

const formatOf = (digits: number) =>
  new Intl.NumberFormat('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const formats = { events: formatOf(0), amount: formatOf(1) };

const isOfNobody = (estimate: Estimate | undefined) =>
  estimate !== undefined && !estimate.ok && estimate.reason === ofNobody;

/** A value in its own unit, for reading: "1,425", "7.4"; * where it is hidden, – where it is nobody's. */
export function showAmount({ kind }: Amount, estimate: Estimate | undefined): string {
  if (estimate?.ok) return formats[kind].format(estimate.value);
  return isOfNobody(estimate) ? '–' : suppressed;
}
/** "205–219" */
export const showAmountLimits = ({ kind }: Amount, estimate: Estimate | undefined): string =>
  estimate?.ok ? `${formats[kind].format(estimate.lower)}–${formats[kind].format(estimate.upper)}` : '';

/** Tiers or segments, long: a row for each, its share of people and each amount, here and in the whole population. */
export function riskGroupsTable(
  { groups, amounts, inside, everybody }: RiskGroups,
  {
    names,
    groupColumn,
    area,
    whole,
    cohort,
    by,
    date,
  }: {
    names: readonly { id: string; name: string }[];
    /** Name of the column of groups: tier, segment. */
    groupColumn: string;
    area: AreaName;
    /** The population, where that is more than the area. */
    whole: AreaName | null;
    /** Cohort that those looked at are, in the grammar of links; '' where they are everybody. */
    cohort: string;
    /** Score or scheme, as it stands in the file. */
    by: string;
    date: string;
  },
): FigureTable {
  const rowsOf = (
    place: AreaName,
    pick: (group: RiskGroups['groups'][number]) => GroupFigure,
    all: GroupFigure,
  ) =>
    [
      ...groups.map((group) => ({ ...names[group.index]!, figure: pick(group) })),
      { id: 'all', name: 'Everybody', figure: all },
    ].flatMap(({ id, name, figure }): Cell[][] => {
      const head = [place.code, place.name, by, id, name];
      return [
        [...head, 'people', 'People', ...shareCells(figure.share), date],
        ...amounts.map((amount): Cell[] => [
          ...head,
          amount.id,
          amount.name,
          '',
          figure.share.numerator,
          ...valuesOf(figure.amounts.get(amount.id)),
          amount.unit,
          date,
        ]),
      ];
    });
  const own = rowsOf(area, (group) => group.inside, inside);
  const table: FigureTable = {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Area' },
      { name: 'by', label: 'By', fileOnly: true },
      { name: groupColumn, label: 'Code of the group', fileOnly: true },
      { name: `${groupColumn}_name`, label: 'Group' },
      { name: 'measure', label: 'Measure', fileOnly: true },
      { name: 'measure_name', label: 'What' },
      { name: 'numerator', label: 'People', numeric: true, show: showCount },
      { name: 'denominator', label: 'Of', numeric: true, show: showCount },
      { name: 'value', label: 'Value', numeric: true, show: showValue },
      { name: 'lower_ci', label: '95% lower', numeric: true, show: showValue },
      { name: 'upper_ci', label: '95% upper', numeric: true, show: showValue },
      { name: 'unit', label: 'Unit' },
      { name: 'date', label: 'Date', fileOnly: true },
    ],
    rows: [...own, ...(whole === null ? [] : rowsOf(whole, (group) => group.everybody, everybody))],
  };
  return withCohort(table, cohort, (row) => row < own.length);
}

function valuesOf(estimate: Estimate | undefined): Cell[] {
  if (estimate?.ok) return [statistic(estimate.value), statistic(estimate.lower), statistic(estimate.upper)];
  const cell = isOfNobody(estimate) ? '' : suppressed;
  return [cell, cell, cell];
}

const showValue = (cell: Cell): string => (typeof cell === 'number' ? cell.toFixed(1) : cell);
