import type { AmountLine, ShareLine } from '../domain/cohort/release-make-up';
import { shownDifference, suppressed } from '../domain/disclosure';
import { formatCount, formatShare } from '../domain/format';
import type { Estimate } from '../domain/stats';
import type { Against } from './against';
import type { FigureTable } from './figure-table';
import {
  againstOf,
  cohortCells,
  cohortColumns,
  differenceColumns,
  limitCells,
  otherColumns,
  signed,
  type CohortName,
} from './make-up';
import { shareCells, shareColumns, showCount } from './share-columns';

const mean = (estimate: Estimate) =>
  estimate.ok ? estimate.value.toFixed(2) : estimate.reason.startsWith('suppressed') ? suppressed : '–';
const interval = (estimate: Estimate) =>
  estimate.ok ? ` (${estimate.lower.toFixed(2)}–${estimate.upper.toFixed(2)})` : '';

/** Means a person for reading. */
export const amountRows = (lines: readonly AmountLine[]) =>
  lines.map(({ item, cohort, other, difference }) => ({
    name: item.name,
    cohort: `${mean(cohort)}${interval(cohort)}`,
    other: mean(other),
    apart: signed(difference),
  }));

/** "They have 3.2 times the emergency admissions of everybody" */
export function amountsSentence(lines: readonly AmountLine[], against: Against): string {
  const admissions = lines.find(({ item }) => item.id === 'em_adm');
  if (!admissions?.cohort.ok || !admissions.other.ok || admissions.other.value === 0)
    return 'Medicines and use of care, a person';
  const times = admissions.cohort.value / admissions.other.value;
  return `${times.toFixed(1)} times the emergency admissions a person of ${against.other}`;
}

const showMean = (cell: unknown): string => (typeof cell === 'number' ? cell.toFixed(2) : String(cell));

export const amountsTable = (lines: readonly AmountLine[], name: CohortName): FigureTable => ({
  columns: [
    ...cohortColumns(name),
    { name: 'measure', label: 'Measure', fileOnly: true },
    { name: 'measure_name', label: 'What' },
    { name: 'value', label: `Mean in ${againstOf(name).own}`, numeric: true, show: showMean },
    { name: 'lower_ci', label: '95% lower', numeric: true, show: showMean },
    { name: 'upper_ci', label: '95% upper', numeric: true, show: showMean },
    { name: 'unit', label: 'Unit', fileOnly: true },
    {
      name: `${againstOf(name).column}_value`,
      label: `Of ${againstOf(name).other}`,
      numeric: true,
      show: showMean,
    },
    ...(name.beside === null
      ? [{ name: 'rest_value', label: 'Of the rest', numeric: true, show: showMean }]
      : []),
    ...differenceColumns(name),
    { name: 'date', label: 'Date', fileOnly: true },
  ],
  rows: lines.map(({ item, cohort, other, rest, difference }) => [
    ...cohortCells(name),
    item.id,
    item.name,
    ...limitCells(cohort),
    'a person',
    limitCells(other)[0]!,
    ...(name.beside === null ? [limitCells(rest)[0]!] : []),
    ...limitCells(difference),
    name.date,
  ]),
});

type Processes = readonly ShareLine[];

/** People to whom a process applies and for whom it is not done, from the shown counts. */
const due = ({ cohort: { numerator, denominator } }: Processes[number]) =>
  shownDifference(denominator, numerator);

/** Care processes for reading. */
export const processRows = (lines: Processes) =>
  lines.map((line) => ({
    name: line.item.name,
    applies: formatCount(line.cohort.denominator),
    due: formatCount(due(line)),
    done: line.cohort.estimate.ok ? formatShare(line.cohort.estimate.value) : missing(line.cohort.estimate),
    other: line.other.estimate.ok ? formatShare(line.other.estimate.value) : missing(line.other.estimate),
  }));
const missing = (estimate: Estimate & { ok: false }) =>
  estimate.reason.startsWith('suppressed') ? suppressed : 'nobody';

/** "Blood pressure at target: not done for 1,240 of 2,310" */
export function processesSentence(lines: Processes): string {
  const most = lines
    .flatMap((line) => {
      const left = due(line);
      return left === suppressed || left === 0 ? [] : [{ line, left }];
    })
    .sort((a, b) => b.left - a.left)[0];
  if (!most) return 'What they are due';
  return `Most are due: ${most.line.item.name.toLowerCase()}, ${formatCount(most.left)} of ${formatCount(most.line.cohort.denominator)} people`;
}

export const processesTable = (lines: Processes, name: CohortName): FigureTable => ({
  columns: [
    ...cohortColumns(name),
    { name: 'measure', label: 'Measure', fileOnly: true },
    { name: 'measure_name', label: 'Care process' },
    ...shareColumns({ numerator: 'Done', denominator: 'Applies to' }),
    { name: 'due', label: 'Due and not done', numeric: true, show: showCount },
    ...otherColumns(name, ['done', 'applies to', 'share']),
    { name: 'date', label: 'Date', fileOnly: true },
  ],
  rows: lines.map((line) => [
    ...cohortCells(name),
    line.item.id,
    line.item.name,
    ...shareCells(line.cohort),
    due(line),
    ...shareCells(line.other).slice(0, 3),
    name.date,
  ]),
});
