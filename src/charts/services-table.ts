import { shownDifference } from '../domain/disclosure';
import { shareOf } from '../domain/measures/release-counts';
import type { ServiceFigure, ServiceFigures } from '../domain/services/release';
import type { AreaName } from './area-table';
import type { Cell, FigureTable } from './figure-table';
import { shareCells, showCount, showPercent } from './share-columns';

/** Eligible people whose record tells that it was not done. */
export const stillToDo = ({ done }: Pick<ServiceFigure, 'done'>) =>
  done && shownDifference(done.denominator, done.numerator);

/** Who has had it, as the first five of `shareCells` have it. */
export const doneColumns = (denominator: string): FigureTable['columns'] => [
  { name: 'done_numerator', label: 'Done', numeric: true, show: showCount },
  { name: 'done_denominator', label: denominator, numeric: true, show: showCount },
  { name: 'done_value', label: 'Share done', numeric: true, show: showPercent },
  { name: 'done_lower_ci', label: '95% lower', numeric: true, show: showPercent },
  { name: 'done_upper_ci', label: '95% upper', numeric: true, show: showPercent },
];

const noShare: Cell[] = ['', '', '', '', ''];

/** A row for each service, after it one for each way of being eligible where there are several. */
export function servicesTable(
  services: readonly ServiceFigures[],
  area: AreaName,
  context: { date: string; provenance: (figures: ServiceFigures) => string },
): FigureTable {
  const rowsOf = (figures: ServiceFigures): Cell[][] => {
    const { service, standing, total } = figures;
    const { eligible, done } = total;
    const head = [area.code, area.name, service.id, service.name, service.group, standing.standing];
    const foot = [context.date, context.provenance(figures)];
    return [
      [
        ...head,
        '',
        '',
        ...(eligible ? shareCells(eligible).slice(0, 5) : noShare),
        '%',
        total.unknown ?? '',
        ...(done ? shareCells(done).slice(0, 5) : noShare),
        stillToDo(total) ?? '',
        total.doneUnknown ?? '',
        total.among ?? '',
        standing.lacking.join(' '),
        ...foot,
      ],
      ...total.parts.map(({ criterion, people }): Cell[] => [
        ...head,
        criterion.id,
        criterion.label,
        ...shareCells(shareOf(people, eligible!.numerator)).slice(0, 5),
        '%',
        ...['', ...noShare, '', '', '', ''],
        ...foot,
      ]),
    ];
  };
  return {
    columns: [
      { name: 'area_code', label: 'Code', fileOnly: true },
      { name: 'area_name', label: 'Area', fileOnly: true },
      { name: 'service', label: 'Service', fileOnly: true },
      { name: 'service_name', label: 'Service' },
      { name: 'service_group', label: 'Group', fileOnly: true },
      { name: 'standing', label: 'Can be told' },
      { name: 'way_in', label: 'Way in', fileOnly: true },
      { name: 'way_in_name', label: 'Eligible as' },
      { name: 'numerator', label: 'Eligible', numeric: true, show: showCount },
      { name: 'denominator', label: 'Of', numeric: true, show: showCount },
      { name: 'value', label: 'Share', numeric: true, show: showPercent },
      { name: 'lower_ci', label: '95% lower', numeric: true, show: showPercent },
      { name: 'upper_ci', label: '95% upper', numeric: true, show: showPercent },
      { name: 'unit', label: 'Unit', fileOnly: true },
      { name: 'not_recorded', label: 'Not recorded whether eligible', numeric: true, show: showCount },
      ...doneColumns('Of the eligible whose record tells'),
      { name: 'to_do', label: 'Still to do', numeric: true, show: showCount },
      { name: 'done_not_recorded', label: 'Not recorded whether done', numeric: true, show: showCount },
      { name: 'among', label: 'Looked for among', numeric: true, show: showCount },
      { name: 'columns_lacking', label: 'Columns lacking' },
      { name: 'date', label: 'Date', fileOnly: true },
      { name: 'provenance', label: 'Provenance', fileOnly: true },
    ],
    rows: services.flatMap(rowsOf),
  };
}

/** The service that the smallest share of its eligible people have had; null where none can be told. */
export function leastDone(
  services: readonly ServiceFigures[],
): { service: ServiceFigures['service']; figure: ServiceFigure } | null {
  const shareDone = ({ done }: ServiceFigure) => (done?.estimate.ok ? done.estimate.value : Infinity);
  const [least] = services
    .filter(({ total }) => total.done?.estimate.ok)
    .toSorted((a, b) => shareDone(a.total) - shareDone(b.total));
  return least ? { service: least.service, figure: least.total } : null;
}
