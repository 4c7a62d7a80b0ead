import type { FigureTable } from './figure-table';

/**
 * A table of a cohort names it in its file, in the grammar of links: in the rows that are the cohort's, all unless `isOf` tells.
 * Without a cohort the table is as it was.
 */
export const withCohort = (
  table: FigureTable,
  text: string,
  isOf: (row: number) => boolean = () => true,
): FigureTable =>
  text === ''
    ? table
    : {
        columns: [...table.columns, { name: 'cohort', label: 'Cohort', fileOnly: true }],
        rows: table.rows.map((row, at) => [...row, isOf(at) ? text : '']),
      };
