import type { ServiceLine } from '../domain/cohort/release-services';
import { suppressed } from '../domain/disclosure';
import { formatCount, formatShare, formatShareLimits } from '../domain/format';
import type { ShareFigure } from '../domain/measures/release-counts';
import type { Against } from './against';
import type { FigureTable } from './figure-table';
import {
  againstOf,
  byDifference,
  cohortCells,
  cohortColumns,
  differenceColumns,
  limitCells,
  otherColumns,
  signed,
  type CohortName,
} from './make-up';
import { doneColumns, stillToDo } from './services-table';
import { shareCells, shareColumns, showCount, showPercent } from './share-columns';

type Lines = readonly ServiceLine[];

/** Furthest from those the cohort is set against first; then what cannot be compared, of most people first. */
export function servicesInOrder(lines: Lines): ServiceLine[] {
  const people = ({ cohort: { numerator } }: ServiceLine) => (numerator === suppressed ? -1 : numerator);
  const others = lines.filter(({ difference }) => !difference.ok).sort((a, b) => people(b) - people(a));
  return [...byDifference(lines), ...others];
}

const leftOf = ({ done }: ServiceLine) => stillToDo({ done: done && done.cohort });

const share = ({ estimate, denominator }: ShareFigure) =>
  estimate.ok ? formatShare(estimate.value) : denominator === 0 ? 'nobody' : suppressed;
const withInterval = (figure: ShareFigure) => {
  const { estimate } = figure;
  if (!estimate.ok) return share(figure);
  return `${formatShare(estimate.value)} (${formatShareLimits(estimate)})`;
};

/** For reading, in the order of the lines. */
export const serviceRows = (lines: Lines): (readonly string[])[] =>
  lines.map((line) => {
    const left = leftOf(line);
    return [
      line.item.name,
      formatCount(line.cohort.numerator),
      withInterval(line.cohort),
      share(line.other),
      signed(line.difference),
      line.done ? share(line.done.cohort) : 'not told',
      left === null ? '' : formatCount(left),
    ];
  });

/** "Proactive care: 62% of the cohort, 4.1% of everybody"; what all or none of them are for says nothing. */
export function servicesSentence(lines: Lines, { own, other }: Against): string {
  const far = lines.find(
    ({ cohort: { numerator, denominator }, difference }) =>
      difference.ok &&
      (difference.lower > 0 || difference.upper < 0) &&
      numerator !== 0 &&
      numerator !== denominator,
  );
  if (!far?.cohort.estimate.ok || !far.other.estimate.ok) return 'What the network contract has for them';
  return `${far.item.name}: for ${formatShare(far.cohort.estimate.value)} of ${own}, ${formatShare(far.other.estimate.value)} of ${other}`;
}

export function cohortServicesTable(lines: Lines, name: CohortName): FigureTable {
  const against = againstOf(name);
  return {
    columns: [
      ...cohortColumns(name),
      { name: 'service', label: 'Service', fileOnly: true },
      { name: 'service_name', label: 'Service' },
      { name: 'standing', label: 'Can be told' },
      ...shareColumns({ numerator: 'It is for', denominator: `Of ${against.own}` }),
      ...otherColumns(name, ['it is for', 'of', 'share']),
      ...differenceColumns(name),
      { name: 'not_recorded', label: 'Not recorded whether it is for them', numeric: true, show: showCount },
      { name: 'done_as', label: 'Done means', fileOnly: true },
      ...doneColumns('Of those whose record tells'),
      { name: 'due', label: 'Still to do', numeric: true, show: showCount },
      {
        name: `${against.column}_done_value`,
        label: `${against.title}, share done`,
        numeric: true,
        show: showPercent,
      },
      { name: 'columns_lacking', label: 'Columns lacking' },
      { name: 'date', label: 'Date', fileOnly: true },
    ],
    rows: lines.map((line) => [
      ...cohortCells(name),
      line.item.id,
      line.item.name,
      line.item.standing.standing,
      ...shareCells(line.cohort),
      ...shareCells(line.other).slice(0, 3),
      ...limitCells(line.difference),
      line.unknown,
      line.done ? line.item.service.done!.label : '',
      ...(line.done ? shareCells(line.done.cohort).slice(0, 5) : ['', '', '', '', '']),
      leftOf(line) ?? '',
      line.done ? shareCells(line.done.other)[2]! : '',
      line.item.standing.lacking.join(' '),
      name.date,
    ]),
  };
}
